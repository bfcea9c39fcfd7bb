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
	word word
	// at is where it begins in the file.
	at int32
	// match is the index of the other bracket of a pair, parent that of the
	// innermost open bracket around the token; both are -1 where there is none.
	match, parent int32
	kind          kind
}

// scanner turns the text of a file into tokens.
type scanner struct {
	src      string
	at       int
	words    *words
	tokens   []token
	includes []include
	macros   []word
	// choices counts the #if around the place, that which guards a header left out.
	choices int
	// directives counts the preprocessor lines so far.
	directives int
	// literals holds the indexes of texts, moduleNames those of names that begin
	// with a module of ITK, members left out.
	literals, moduleNames []int
	// lineComments and trigraphs are where those stand.
	lineComments, trigraphs []int
	// block is the index of the innermost bracket that is open, or -1.
	block int32
	// broken is where a bracket without its other half stands, or -1.
	broken int
	// off counts the nested #if of a part that is left out: by #if 0, or as an
	// #else when firstOnly is set.
	off       int
	firstOnly bool
	// branches are the indexes of the tokens before which an #else or #elif stands.
	branches []int32
	// freers are the macros that free something.
	freers []word
	// zero says that #if 0 left it out, so that its #else counts.
	zero bool
}

// indent is skipped at once where a line begins with it.
const indent = "    "

// scan reads a file and appends its tokens. Where #if and #else each hold half
// of a pair of brackets, both together do not match; firstOnly leaves the #else
// parts out.
func scan(src string, words *words, tokens []token, firstOnly bool) *scanner {
	s := &scanner{src: src, words: words, tokens: tokens, firstOnly: firstOnly, block: -1, broken: -1}
	line := true // nothing but blanks since the line began
	for s.at < len(src) {
		c := src[s.at]
		switch classes[c] {
		case blank:
			s.at++
			if c == '\n' {
				line = true
				for strings.HasPrefix(src[s.at:], indent) {
					s.at += len(indent)
				}
			}
			continue
		case letterByte:
			s.readName()
		case openByte:
			s.add(singles[c], punct)
			s.block = int32(len(s.tokens) - 1)
			s.at++
		case shutByte:
			s.add(singles[c], punct)
			s.shut()
			s.at++
		case loneByte:
			s.add(singles[c], punct)
			s.at++
		case digitByte:
			s.readNumber()
		case quoteByte:
			s.readLiteral(c)
		default:
			if (c == '/' || c == '#') && s.skips(c, line) {
				s.leaveOut()
				continue
			}
			s.readOperator(c)
		}
		line = false
	}
	if s.block >= 0 && s.broken < 0 {
		for s.tokens[s.block].parent >= 0 {
			s.block = s.tokens[s.block].parent
		}
		s.broken = int(s.tokens[s.block].at)
	}
	return s
}

// skips goes over a comment or a preprocessor line, if one begins here.
func (s *scanner) skips(c byte, line bool) bool {
	switch {
	case c == '/' && s.next() == '/':
		s.lineComments = append(s.lineComments, s.at)
		s.skipLine()
	case c == '/' && s.next() == '*':
		s.skipComment()
	case c == '#' && line:
		s.readDirective()
	default:
		return false
	}
	return true
}

// leaveOut goes on to where the text counts again.
func (s *scanner) leaveOut() {
	for line := true; s.off > 0 && s.at < len(s.src); {
		switch c := s.src[s.at]; {
		case s.skips(c, line):
		case c == '"' || c == '\'':
			s.readQuoted(c)
			line = false
		default:
			line = c == '\n' || line && classes[c] == blank
			s.at++
		}
	}
}

// add adds a token that begins here.
func (s *scanner) add(w word, k kind) {
	s.tokens = append(s.tokens, token{w, int32(s.at), -1, s.block, k})
}

// shut pairs the closing bracket that was added last.
func (s *scanner) shut() {
	n := int32(len(s.tokens) - 1)
	t := &s.tokens[n]
	if s.block < 0 || s.tokens[s.block].word != t.word-1 { // the other half stands before it
		if s.broken < 0 {
			s.broken = s.at
		}
		return
	}
	open := &s.tokens[s.block]
	open.match, t.match = n, s.block
	s.block, t.parent = open.parent, open.parent
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
		s.at += max(1, joined(s.src[s.at:]))
	}
}

// joined returns the length of a backslash and the end of the line that it
// joins with the next one; 0 if the text begins with none.
func joined(text string) int {
	switch {
	case strings.HasPrefix(text, "\\\n"):
		return 2
	case strings.HasPrefix(text, "\\\r\n"):
		return 3
	}
	return 0
}

func (s *scanner) skipComment() {
	if end := strings.Index(s.src[s.at+2:], "*/"); end >= 0 {
		s.at += end + 4
	} else {
		s.at = len(s.src)
	}
}

// readName reads a name or keyword.
func (s *scanner) readName() {
	rest := s.src[s.at:]
	p := piece(rest)
	n := nameBytes(p)
	var hash uint64
	if n == pieceBytes {
		n, hash = longName(rest, p)
	}
	if n < len(rest) && (rest[n] == '\\' || rest[n] == '"') && s.readOddName(rest, n) {
		return
	}
	if n < pieceBytes {
		s.addName(s.words.ofShort(begin(p, n), rest[:n]))
	} else {
		s.addName(s.words.ofLong(uint32(hash), rest[:n]))
	}
	s.at += n
}

// longName returns the length and the hash of the name that a text begins with,
// after a piece of nothing but letters and digits.
func longName(text string, p uint64) (n int, hash uint64) {
	hash = mix(0, p)
	for n = pieceBytes; ; {
		p = piece(text[n:])
		bytes := nameBytes(p)
		if n += bytes; bytes < pieceBytes {
			return n, mix(hash, begin(p, bytes))
		}
		hash = mix(hash, p)
	}
}

// addName adds a name that begins here.
func (s *scanner) addName(w word) {
	if s.words.ofModule(w) && !s.afterMember() {
		s.moduleNames = append(s.moduleNames, len(s.tokens))
	}
	s.add(w, ident)
}

// readOddName reads a name that goes on in the next line, or the prefix of a raw
// text of C++, and reports whether it is one of them.
func (s *scanner) readOddName(rest string, n int) bool {
	if rest[n] == '"' {
		return rest[n-1] == 'R' && n <= 3 && s.readRaw(rest, n)
	}
	name, at := rest[:n], n
	for more := joined(rest[at:]); more > 0 && at+more < len(rest) && classes[rest[at+more]] >= letterByte; more = joined(rest[at:]) {
		end := wordEnd(rest, at+more)
		name, at = name+rest[at+more:end], end
	}
	if at == n {
		return false
	}
	s.addName(s.words.of(name))
	s.at += at
	return true
}

// readRaw reads R"x(…)x", where nothing inside means anything.
func (s *scanner) readRaw(rest string, n int) bool {
	open := strings.IndexByte(rest[n:min(len(rest), n+18)], '(')
	if open < 1 || strings.ContainsAny(rest[n+1:n+open], " )\\\n\"") {
		return false
	}
	shut := ")" + rest[n+1:n+open] + "\""
	end := strings.Index(rest[n+open:], shut)
	if end < 0 {
		return false
	}
	length := n + open + end + len(shut)
	s.literals = append(s.literals, len(s.tokens))
	s.add(s.words.literal(rest[:length]), text)
	s.at += length
	return true
}

// afterMember reports whether the last token is -> or a dot.
func (s *scanner) afterMember() bool {
	n := len(s.tokens)
	return n > 0 && isAccess(s.tokens[n-1].word)
}

func isAccess(w word) bool { return w == arrow || w == period }

// readNumber reads a number.
func (s *scanner) readNumber() {
	rest := s.src[s.at:]
	n := wordEnd(rest, 1)
	for n < len(rest) && (rest[n] == '.' || rest[n] == '\'' && n+1 < len(rest) && isDigit(rest[n+1])) {
		n = wordEnd(rest, n+1)
	}
	s.add(s.words.of(rest[:n]), number)
	s.at += n
}

// readLiteral reads a text or a character.
func (s *scanner) readLiteral(quote byte) {
	start, k := s.at, letter
	if quote == '"' {
		k = text
		s.literals = append(s.literals, len(s.tokens))
	}
	s.tokens = append(s.tokens, token{none, int32(start), -1, s.block, k})
	s.readQuoted(quote)
	s.tokens[len(s.tokens)-1].word = s.words.literal(s.src[start:s.at])
}

// readOperator reads an operator, or a number that begins with its point.
func (s *scanner) readOperator(c byte) {
	rest := s.src[s.at:]
	if c == '.' && len(rest) > 1 && isDigit(rest[1]) {
		s.readNumber()
		return
	}
	n := punctLength(c, rest)
	if w := singles[c]; n == 1 && w != none {
		s.add(w, punct)
	} else {
		s.add(s.words.of(rest[:n]), punct)
	}
	s.at += n
}

// singles are the words of one byte that the rules ask for.
var singles = func() (all [256]word) {
	for w, text := range spellings {
		if len(text) == 1 {
			all[text[0]] = word(w)
		}
	}
	return all
}()

// readQuoted reads a literal to its closing quote or the end of the line.
func (s *scanner) readQuoted(quote byte) {
	rest := s.src[s.at:]
	for n := 1; n < len(rest); n++ {
		switch c := rest[n]; {
		case c > '?' && c != '\\': // most are letters
		case c == '\\':
			n = min(n+max(1, joined(rest[n:])-1), len(rest)-1)
		case c == quote:
			s.at += n + 1
			return
		case c == '\n':
			s.at += n
			return
		case c == '?' && n+2 < len(rest) && rest[n+1] == '?' && strings.IndexByte("=/'()!<>-", rest[n+2]) >= 0:
			s.trigraphs = append(s.trigraphs, s.at+n)
		}
	}
	s.at = len(s.src)
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
