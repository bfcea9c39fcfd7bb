package check

import "strings"

func (s *scanner) readDirective() {
	start, begin := s.at+1, s.at
	if end := plainEnd(s.src[start:]); end >= 0 {
		s.at = start + end
		s.addDirective(strings.TrimSpace(s.src[start:s.at]), begin)
		return
	}
	var b strings.Builder
	for s.at++; s.at < len(s.src) && s.src[s.at] != '\n'; {
		switch {
		case joined(s.src[s.at:]) > 0:
			b.WriteString(s.src[start:s.at])
			b.WriteByte(' ')
			s.at += joined(s.src[s.at:])
			start = s.at
		case s.src[s.at] == '/' && s.next() == '*':
			b.WriteString(s.src[start:s.at])
			s.skipComment()
			start = s.at
		case s.src[s.at] == '/' && s.next() == '/':
			b.WriteString(s.src[start:s.at])
			s.lineComments = append(s.lineComments, s.at)
			s.skipLine()
			start = s.at
		default:
			s.at++
		}
	}
	b.WriteString(s.src[start:s.at])
	s.addDirective(strings.TrimSpace(b.String()), begin)
}

// plainEnd returns the length of the line that the text begins with, or -1 when
// it holds a comment or may go on in the next one.
func plainEnd(text string) int {
	n := 0
	for ; n < len(text) && text[n] != '\n'; n++ {
		if c := text[n]; c == '\\' || c == '/' && n+1 < len(text) && (text[n+1] == '/' || text[n+1] == '*') {
			return -1
		}
	}
	return n
}

// addDirective takes over one preprocessor line, continued lines joined, without
// the "#".
func (s *scanner) addDirective(text string, at int) {
	word, rest := directiveWord(text)
	if s.off > 0 {
		s.addLeftOut(word)
		return
	}
	s.zero = word == "if" && rest == "0"
	if s.zero || s.firstOnly && (word == "else" || word == "elif") {
		s.off = 1
	}
	switch word {
	case "if", "ifdef":
		s.choices++
	case "ifndef":
		if s.directives > 0 { // the first is the guard of a header
			s.choices++
		}
	case "else", "elif":
		s.branches = append(s.branches, int32(len(s.tokens)))
	case "endif":
		s.choices--
	case "include":
		s.addInclude(rest, at)
	case "define":
		name := rest[:wordEnd(rest, 0)]
		w := s.words.of(name)
		s.macros = append(s.macros, w)
		if strings.Contains(rest, "MEM_free") || strings.Contains(rest, "free(") {
			s.freers = append(s.freers, w)
		}
	}
	s.directives++
}

// addLeftOut follows the #if of a part that is left out.
func (s *scanner) addLeftOut(word string) {
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
}

func (s *scanner) addInclude(rest string, at int) {
	if len(rest) < 2 {
		return
	}
	shut := byte('>')
	if rest[0] == '"' {
		shut = '"'
	}
	if end := strings.IndexByte(rest[1:], shut); end >= 0 {
		name := rest[1 : end+1]
		s.includes = append(s.includes, include{name: name, word: s.words.of(name), at: at, choice: s.choices > 0})
	}
}

// directiveWord splits "define X 1" into "define" and "X 1".
func directiveWord(text string) (word, rest string) {
	end := 0
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	return text[:end], strings.TrimSpace(text[end:])
}
