package emit

import (
	"bytes"
	"strconv"

	"github.com/kilnworks/kiln/plugins/itk-batch/lanes"
)

// cFile is a C source file that is being written.
type cFile struct {
	bytes.Buffer
	prefix, upper string
	// grown is by how much the line is longer than its fixed text so far.
	grown int
}

// text writes fixed C text. "@" in it is the prefix, "$" the prefix in capitals.
// Arguments are pairs of a name and the text that stands for "%{name}"; they must
// be C already.
func (c *cFile) text(fixed string, args ...string) {
	for {
		at := nextMark(fixed)
		c.aligned(fixed[:at])
		if fixed = fixed[at:]; fixed == "" {
			return
		}
		switch fixed[0] {
		case '@':
			c.name(c.prefix)
			fixed = fixed[1:]
		case '$':
			c.name(c.upper)
			fixed = fixed[1:]
		default:
			fixed = fixed[c.argument(fixed, args):]
		}
	}
}

// name writes the prefix in the place of a mark.
func (c *cFile) name(prefix string) {
	c.WriteString(prefix)
	c.grown += len(prefix) - 1
}

// nextMark returns where the next "@", "$" or "%{" of a fixed text stands, or its
// length.
func nextMark(fixed string) int {
	text, at := []byte(fixed), 0 // which copies nothing: it is only read
	for at+lanes.Bytes <= len(text) {
		p := lanes.Load(text[at:])
		found := lanes.First(lanes.Equal(p, '@') | lanes.Between(p, '$', '%'))
		if at += found; found < lanes.Bytes {
			if standsFor(text, at) {
				return at
			}
			at++
		}
	}
	for at < len(text) && !standsFor(text, at) {
		at++
	}
	return at
}

// standsFor reports whether a byte stands for something.
func standsFor(text []byte, at int) bool {
	switch text[at] {
	case '@', '$':
		return true
	case '%':
		return at+1 < len(text) && text[at+1] == '{'
	}
	return false
}

// aligned writes fixed text. In a line that has grown, the comment at its end
// stays below those of its neighbours.
func (c *cFile) aligned(fixed string) {
	for i := 0; c.grown > 0; i++ {
		if i == len(fixed) {
			break // the line goes on
		}
		if fixed[i] == '\n' {
			c.grown = 0
		} else if i > 1 && fixed[i] == '/' && i+1 < len(fixed) && fixed[i+1] == '*' {
			code := i
			for code > 0 && fixed[code-1] == ' ' {
				code--
			}
			if i >= code+2 {
				c.WriteString(fixed[:code])
				fixed = fixed[code+min(c.grown, i-code-1):]
				c.grown = 0
			}
		}
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
