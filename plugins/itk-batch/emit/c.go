package emit

import (
	"bytes"
	"strconv"
	"strings"
)

// cFile is a C source file that is being written.
type cFile struct {
	bytes.Buffer
	prefix, upper string
	// grown is by how much the line is longer than its fixed text so far.
	grown int
	// comments says that the fixed text has some.
	comments bool
}

// text writes fixed C text. Arguments are pairs of a name and the text that
// stands for "%{name}"; they must be C already.
func (c *cFile) text(fixed string, args ...string) {
	capitals := strings.IndexByte(fixed, '$') >= 0
	c.comments = strings.Contains(fixed, "/*")
	for {
		before, after, found := strings.Cut(fixed, "@")
		c.part(before, capitals, args)
		if !found {
			return
		}
		c.WriteString(c.prefix)
		c.grown += len(c.prefix) - len("@")
		fixed = after
	}
}

// part writes fixed text that does not hold the prefix, except maybe in capitals.
func (c *cFile) part(fixed string, capitals bool, args []string) {
	for {
		at := len(fixed)
		if capitals {
			if dollar := strings.IndexByte(fixed, '$'); dollar >= 0 {
				at = dollar
			}
		}
		if percent := strings.IndexByte(fixed[:at], '%'); percent >= 0 {
			at = percent
		}
		c.aligned(fixed[:at])
		fixed = fixed[at:]
		switch {
		case fixed == "":
			return
		case fixed[0] == '$':
			c.WriteString(c.upper)
			c.grown += len(c.upper) - len("$")
			fixed = fixed[1:]
		case len(fixed) > 1 && fixed[1] == '{':
			fixed = fixed[c.argument(fixed, args):]
		default:
			c.WriteByte('%')
			fixed = fixed[1:]
		}
	}
}

// aligned writes fixed text. In a line that has grown, the comment at its end
// stays below those of its neighbours.
func (c *cFile) aligned(fixed string) {
	for c.grown > 0 {
		end := strings.IndexByte(fixed, '\n')
		line := fixed
		if end >= 0 {
			line = fixed[:end]
		}
		at := -1
		if c.comments {
			at = strings.Index(line, "/*")
		}
		if code := strings.TrimRight(line[:max(at, 0)], " "); at >= len(code)+2 {
			c.WriteString(code)
			fixed = fixed[len(code)+min(c.grown, at-len(code)-1):]
		} else if end < 0 {
			break
		}
		c.grown = 0
	}
	c.WriteString(fixed)
}

// argument writes what stands for the "%{name}" at the beginning of the text
// and returns the length of that.
func (c *cFile) argument(text string, args []string) int {
	end := 2
	for text[end] != '}' {
		end++
	}
	name := text[2:end]
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			c.WriteString(args[i+1])
			return end + 1
		}
	}
	panic("emit: no argument " + name)
}

// cString returns a C string literal of the text. It is the only way in which
// text from a person enters C: everything but plain ASCII becomes an octal
// escape of three digits (unlike \x, it ends by itself), and "?" is escaped so
// that no trigraph can arise.
func cString(text string) string {
	out := make([]byte, 0, len(text)+2)
	out = append(out, '"')
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '"' || b == '\\' || b == '?':
			out = append(out, '\\', b)
		case b == '\n':
			out = append(out, '\\', 'n')
		case b < ' ' || b > '~':
			out = append(out, '\\', '0'+b>>6, '0'+b>>3&7, '0'+b&7)
		default:
			out = append(out, b)
		}
	}
	return string(append(out, '"'))
}

// cChar returns a C character constant of an ASCII character.
func cChar(c byte) string {
	switch c {
	case '\'', '\\':
		return `'\` + string(c) + `'`
	case '\t':
		return `'\t'`
	}
	return "'" + string(c) + "'"
}

// cComment returns text for use inside a C comment: one line of printable
// ASCII that can neither end the comment nor continue a line.
func cComment(text string) string {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case r == '*' || r == '/':
			// "* /" reads as well and ends nothing; "/ *" opens nothing.
			if n := len(out); n > 0 && (out[n-1] == '*' || out[n-1] == '/') {
				out = append(out, ' ')
			}
			out = append(out, byte(r))
		case r == '\\' || r == '?':
			out = append(out, '_')
		case r < ' ' || r > '~':
			if r < ' ' {
				out = append(out, ' ')
			} else {
				out = append(out, '_')
			}
		default:
			out = append(out, byte(r))
		}
	}
	return string(out)
}

// when is the text if the condition holds.
func when(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }
