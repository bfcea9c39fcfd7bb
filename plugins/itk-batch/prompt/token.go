package prompt

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of the prompt. Its text never leaves the reader except as
// a value.
type token struct {
	text string // as written; of quoted text without the marks
	fold string // as compared: see fold
	// start and end are byte offsets in the prompt, quotation marks included.
	start, end int
	kind       tokenKind
	// literal is true for words that look like identifiers, paths or numbers.
	literal bool
	// joined is true when the token follows a hyphen inside one written word.
	joined bool
	// corrected is true when fold is not what was written, and doubtful when
	// more than one slip lies between them.
	corrected, doubtful bool

	// What has been looked up once: the phrase that begins here and its
	// tokens, and the noun. A prompt asks for them again at every verb.
	matched, classified bool
	phrase              phrase
	length              int
	noun                noun
}

func (t token) isOneOf(words ...string) bool {
	return t.kind == word && slices.Contains(words, t.fold)
}

type tokenKind int

const (
	word tokenKind = iota
	quoted
	mark // punctuation and operators
)

// tokenize cuts the prompt. Its work and its result are linear in the text.
func tokenize(text string) []token {
	t := tokenizer{text: text, tokens: make([]token, 0, len(text)/5+4)}
	for t.pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[t.pos:])
		switch {
		case unicode.IsSpace(r) || r == utf8.RuneError && size == 1:
			t.pos += size
		case t.quotation(r, size):
		case t.operator():
		default:
			t.chunk()
		}
	}
	return t.tokens
}

type tokenizer struct {
	text   string
	pos    int
	tokens []token
	// unclosed remembers quotation marks without a partner, so that a text
	// full of them is not searched again for each.
	unclosed string
}

func (t *tokenizer) add(kind tokenKind, text string, start, end int) {
	t.tokens = append(t.tokens, token{kind: kind, text: text, start: start, end: end, fold: fold(text)})
	t.pos = end
}

// quotation takes quoted text. A mark without a partner is ordinary text.
func (t *tokenizer) quotation(open rune, size int) bool {
	closers := closing(open)
	if closers == "" || strings.ContainsRune(t.unclosed, open) || open == '\'' && !t.opens() {
		return false
	}
	inside := t.text[t.pos+size:]
	for _, closer := range closers {
		if i := closingAt(inside, closer); i >= 0 {
			t.add(quoted, inside[:i], t.pos, t.pos+size+i+utf8.RuneLen(closer))
			return true
		}
	}
	t.unclosed += string(open)
	return false
}

// closingAt returns the place of the closing mark, or -1. A mark before a
// letter is an apostrophe inside the quoted text.
func closingAt(inside string, closer rune) int {
	for from := 0; ; {
		i := strings.IndexRune(inside[from:], closer)
		if i < 0 {
			return -1
		}
		i += from
		from = i + utf8.RuneLen(closer)
		next, _ := utf8.DecodeRuneInString(inside[from:])
		if closer != '\'' && closer != '’' || !unicode.IsLetter(next) {
			return i
		}
	}
}

// opens tells a quotation mark from an apostrophe after a letter.
func (t *tokenizer) opens() bool {
	before, _ := utf8.DecodeLastRuneInString(t.text[:t.pos])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// closing returns the closing marks of an opening one, the best first: inside
// “…” a straight mark is text.
func closing(open rune) string {
	switch open {
	case '"':
		return "\""
	case '\'':
		return "'"
	case '`':
		return "`"
	case '“':
		return "”\""
	case '„':
		return "“”\""
	case '‘':
		return "’'"
	case '‚':
		return "‘’'"
	case '»':
		return "«"
	case '«':
		return "»"
	}
	return ""
}

func (t *tokenizer) operator() bool {
	rest := t.text[t.pos:]
	if strings.IndexByte(",;:()[]{}?!&=<>.", rest[0]) < 0 {
		return false
	}
	for _, op := range [...]string{"!=", "<>", ">=", "<=", "==", "...", ".."} {
		if strings.HasPrefix(rest, op) && !strings.HasPrefix(rest, "../") && !strings.HasPrefix(rest, `..\`) {
			t.add(mark, op, t.pos, t.pos+len(op))
			return true
		}
	}
	if rest[0] == '.' && len(rest) > 1 && (rest[1] == '/' || rest[1] == '\\' || rest[1] == '.' || unicode.IsLetter(rune(rest[1]))) {
		return false // ./out.csv, .NET
	}
	t.add(mark, rest[:1], t.pos, t.pos+1)
	return true
}
