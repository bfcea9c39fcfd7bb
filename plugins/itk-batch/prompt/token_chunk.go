package prompt

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk takes everything up to the next blank or separating mark.
func (t *tokenizer) chunk() {
	start, end := t.pos, t.pos
	for end < len(t.text) {
		r, size := utf8.DecodeRuneInString(t.text[end:])
		if unicode.IsSpace(r) || t.separates(start, end, r) {
			break
		}
		end += size
	}
	if end == start {
		_, size := utf8.DecodeRuneInString(t.text[start:])
		end += size
	}
	trimmed := start + len(trimDots(t.text[start:end]))
	t.split(start, trimmed)
	t.pos = end
	if trimmed < end && t.endsSentence(t.text[start:trimmed], end) {
		t.add(mark, ".", trimmed, end)
	}
}

func (t *tokenizer) separates(start, at int, r rune) bool {
	switch r {
	case ',', ';', '(', ')', '[', ']', '=', '<', '>', '“', '”', '„', '»', '«':
		return true
	case '"':
		return at > start
	case '!':
		return strings.HasPrefix(t.text[at:], "!=")
	case ':':
		next, _ := utf8.DecodeRuneInString(t.text[at+1:])
		return !(next == '\\' || next == '/' || unicode.IsDigit(next) && at > start && unicode.IsDigit(rune(t.text[at-1])))
	case '.':
		return strings.HasPrefix(t.text[at:], "..") && !strings.HasPrefix(t.text[at:], "...") &&
			at > start && t.text[at-1] != '.' && !strings.ContainsAny(t.text[start:at], `/\`)
	}
	return false
}

// trimDots cuts the full stop, question and exclamation marks that end a
// sentence. It keeps the dots of "General...", "1." and "1.2.".
func trimDots(s string) string {
	if strings.HasSuffix(s, "...") {
		return s
	}
	trimmed := strings.TrimRight(s, ".!?")
	if trimmed == "" {
		return s
	}
	if digits := strings.ReplaceAll(trimmed, ".", ""); len(digits) <= 4 && allDigits(digits) &&
		strings.HasSuffix(s, ".") && len(trimmed) <= 5 && (len(trimmed) <= 2 || trimmed != digits) {
		return trimmed + "."
	}
	return trimmed
}

// endsSentence tells a full stop from the dot of an abbreviation.
func (t *tokenizer) endsSentence(before string, end int) bool {
	switch fold(before) {
	case "incl", "inkl", "excl", "exkl", "nr", "no", "rev", "pos", "ca", "bzw", "resp", "etc", "usw", "approx":
		return false
	}
	rest := strings.TrimLeftFunc(t.text[end:], unicode.IsSpace)
	next, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLower(next) && next != ','
}

// split adds one token, or one for each part of a hyphenated everyday word.
func (t *tokenizer) split(start, end int) {
	text := t.text[start:end]
	if !strings.Contains(text, "-") || !plainCompound(text) {
		t.add(word, text, start, end)
		t.tokens[len(t.tokens)-1].literal = looksLiteral(text)
		return
	}
	for at := start; at < end; {
		length := strings.IndexByte(t.text[at:end], '-')
		if length < 0 {
			length = end - at
		}
		t.add(word, t.text[at:at+length], at, at+length)
		t.tokens[len(t.tokens)-1].joined = at > start
		at += length + 1
	}
}

// plainCompound reports words such as CSV-Datei, as against P-2024 or -nodryrun.
func plainCompound(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case r == '-':
			if letters == 0 {
				return false
			}
			letters = 0
		case !unicode.IsLetter(r):
			return false
		default:
			letters++
		}
	}
	return letters > 0 && !month(s)
}

// month keeps 01-Jan-2023 out of plainCompound; it has digits, so that only
// "Jan-Mar" would be split.
func month(s string) bool { return monthNumber(fold(s)) > 0 }

// looksLiteral reports identifiers, paths, numbers: what is never translated
// or corrected.
func looksLiteral(s string) bool {
	lower := false
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			return true
		}
		if lower && unicode.IsUpper(r) {
			return true
		}
		lower = unicode.IsLower(r)
	}
	return false
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
