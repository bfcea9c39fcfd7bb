package prompt

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold returns the form in which words are compared: lower case, with the
// German letters spelt out.
func fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 4)
	for _, r := range s {
		switch r = unicode.ToLower(r); r {
		case 'ä':
			b.WriteString("ae")
		case 'ö':
			b.WriteString("oe")
		case 'ü':
			b.WriteString("ue")
		case 'ß':
			b.WriteString("ss")
		case '’':
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || 'A' <= s[i] && s[i] <= 'Z' {
			return false
		}
	}
	return true
}

// sameWord compares two folded words without the endings of plurals and
// cases: part and parts, freigegebene and freigegebenen. Short words must be
// equal, so that "the" is not "then".
func sameWord(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		return true
	}
	if n < 3 || len(a)-n > 2 || len(b)-n > 2 {
		return false
	}
	if n == 3 {
		return a[n:] == "" && b[n:] == "s" || a[n:] == "s" && b[n:] == ""
	}
	declined := n > 5 && a[n-1] == 'e'
	a, b = a[n:], b[n:]
	if a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		return false // betwen and between differ by a slip, not by an ending
	}
	return isEnding(a) && isEnding(b) || declined && isDeclined(a) && isDeclined(b)
}

// isDeclined reports what follows the e of an adjective: interner, internem.
func isDeclined(s string) bool { return s == "r" || s == "m" || s == "n" || s == "s" }

func isEnding(s string) bool {
	switch s {
	case "", "s", "e", "n", "en", "es", "em":
		return true
	}
	return false
}
