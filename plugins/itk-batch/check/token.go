package check

import "strings"

// kind is the kind of a token.
type kind uint8

const (
	ident kind = iota
	number
	text   // a string literal with its quotes
	letter // a character constant
	punct
)

// token is one word of a file. Comments, blanks and preprocessor lines are none.
type token struct {
	text string
	line int
	kind kind
}

// directive is one preprocessor line, continued lines joined, without the "#".
type directive struct {
	text string
	line int
}

// scanner turns the text of a file into tokens.
type scanner struct {
	src        string
	at, line   int
	tokens     []token
	directives []directive
	// lineComments and trigraphs are lines where those stand.
	lineComments, trigraphs []int
	// off counts the nested #if of a part that is left out: by #if 0, or as an
	// #else when firstOnly is set.
	off       int
	firstOnly bool
	// zero says that #if 0 left it out, so that its #else counts.
	zero bool
}

// scan reads a file. Where #if and #else each hold half of a pair of brackets,
// both together do not match; firstOnly leaves the #else parts out.
func scan(src string, firstOnly bool) *scanner {
	s := &scanner{src: src, line: 1, firstOnly: firstOnly, tokens: make([]token, 0, len(src)/4)}
	fresh := true // nothing but blanks since the line began
	for s.at < len(src) {
		c := src[s.at]
		if classes[c] == blank {
			if c == '\n' {
				s.line++
				fresh = true
			}
			s.at++
			continue
		}
		switch {
		case c == '/' && s.next() == '/':
			s.lineComments = append(s.lineComments, s.line)
			s.skipLine()
		case c == '/' && s.next() == '*':
			s.skipComment()
		case c == '#' && fresh:
			s.readDirective()
		default:
			fresh = false
			s.readToken(c)
		}
	}
	return s
}

func (s *scanner) next() byte {
	if s.at+1 < len(s.src) {
		return s.src[s.at+1]
	}
	return 0
}

// skipLine goes to the end of the line; a backslash continues it.
func (s *scanner) skipLine() {
	for s.at < len(s.src) && s.src[s.at] != '\n' {
		if s.src[s.at] == '\\' && s.next() == '\n' {
			s.line++
			s.at++
		}
		s.at++
	}
}

func (s *scanner) skipComment() {
	end := strings.Index(s.src[s.at+2:], "*/")
	stop := len(s.src)
	if end >= 0 {
		stop = s.at + 2 + end + 2
	}
	s.line += strings.Count(s.src[s.at:stop], "\n")
	s.at = stop
}

func (s *scanner) readDirective() {
	start, line := s.at+1, s.line
	var b strings.Builder
	for s.at++; s.at < len(s.src) && s.src[s.at] != '\n'; {
		switch {
		case s.src[s.at] == '\\' && (s.next() == '\n' || s.next() == '\r'):
			b.WriteString(s.src[start:s.at])
			b.WriteByte(' ')
			s.at++
			if s.src[s.at] == '\r' && s.next() == '\n' {
				s.at++
			}
			s.line++
			s.at = min(s.at+1, len(s.src))
			start = s.at
		case s.src[s.at] == '/' && s.next() == '*':
			b.WriteString(s.src[start:s.at])
			s.skipComment()
			start = s.at
		case s.src[s.at] == '/' && s.next() == '/':
			b.WriteString(s.src[start:s.at])
			s.lineComments = append(s.lineComments, s.line)
			s.skipLine()
			start = s.at
		default:
			s.at++
		}
	}
	b.WriteString(s.src[start:s.at])
	s.addDirective(strings.TrimSpace(b.String()), line)
}

func (s *scanner) addDirective(text string, line int) {
	word, rest := directiveWord(text)
	if s.off > 0 {
		switch word {
		case "if", "ifdef", "ifndef":
			s.off++
		case "endif":
			s.off--
		case "else", "elif":
			if s.off == 1 && s.zero {
				s.off, s.zero = 0, false
			}
		}
		return
	}
	s.zero = word == "if" && rest == "0"
	if s.zero || s.firstOnly && (word == "else" || word == "elif") {
		s.off = 1
	}
	s.directives = append(s.directives, directive{text, line})
}

// directiveWord splits "define X 1" into "define" and "X 1".
func directiveWord(text string) (word, rest string) {
	end := 0
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	return text[:end], strings.TrimSpace(text[end:])
}

func (s *scanner) readToken(c byte) {
	start, line := s.at, s.line
	k := punct
	switch {
	case classes[c] == letterByte:
		k = ident
		s.at = wordEnd(s.src, s.at)
	case classes[c] == digitByte || c == '.' && isDigit(s.next()):
		k = number
		for s.at = wordEnd(s.src, s.at); s.at < len(s.src) && s.src[s.at] == '.'; {
			s.at = wordEnd(s.src, s.at+1)
		}
	case c == '"':
		k = text
		s.readQuoted(c)
	case c == '\'':
		k = letter
		s.readQuoted(c)
	default:
		s.at += punctLength(c, s.src[s.at:])
	}
	if s.off == 0 {
		s.tokens = append(s.tokens, token{s.src[start:s.at], line, k})
	}
}

// readQuoted reads a literal to its closing quote or the end of the line.
func (s *scanner) readQuoted(quote byte) {
	for s.at++; s.at < len(s.src); s.at++ {
		switch s.src[s.at] {
		case '\\':
			if s.next() == '\n' {
				s.line++
			}
			s.at = min(s.at+1, len(s.src)-1)
		case '?':
			if s.next() == '?' && s.at+2 < len(s.src) && strings.IndexByte("=/'()!<>-", s.src[s.at+2]) >= 0 {
				s.trigraphs = append(s.trigraphs, s.line)
			}
		case quote:
			s.at++
			return
		case '\n':
			return
		}
	}
}

// punctLength returns the length of the operator at the beginning of the text.
// Only those are told apart that matter to a rule.
func punctLength(c byte, text string) int {
	if len(text) < 2 {
		return 1
	}
	second := text[1]
	switch c {
	case '-':
		return oneOr(2, second == '>' || second == '-' || second == '=')
	case '=', '!', '*', '/':
		return oneOr(2, second == '=')
	case '&', '|', '+', '<', '>':
		return oneOr(2, second == c || second == '=')
	case ':':
		return oneOr(2, second == ':')
	case '.':
		return oneOr(3, second == '.' && len(text) >= 3 && text[2] == '.')
	}
	return 1
}

func oneOr(n int, is bool) int {
	if is {
		return n
	}
	return 1
}

// class is what a byte is part of.
type class uint8

const (
	otherByte class = iota
	blank
	letterByte
	digitByte
)

// classes says what each byte is part of: one look-up where comparing would
// take several steps for each byte of a file.
var classes = classify()

func classify() (table [256]class) {
	for c := range table {
		switch b := byte(c); {
		case b == ' ' || b >= '\t' && b <= '\r' || b == '\\':
			table[c] = blank
		case b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80:
			table[c] = letterByte
		case b >= '0' && b <= '9':
			table[c] = digitByte
		}
	}
	return table
}

// wordEnd returns where the letters and digits end that begin at a place.
func wordEnd(text string, at int) int {
	for at < len(text) && classes[text[at]] >= letterByte {
		at++
	}
	return at
}

func isLetter(c byte) bool { return classes[c] == letterByte }
func isDigit(c byte) bool  { return classes[c] == digitByte }
