package check

import "github.com/kilnworks/kiln/plugins/itk-batch/kb"

// word is a text that stands in the files, by number, so that to compare two
// is one step. First come the constants below, then the names of the facts
// (see [lexicon]), then what else the files hold.
type word int32

// The words that the rules ask for one by one.
const (
	none word = iota

	lparen
	rparen
	lbrack
	rbrack
	lbrace
	rbrace
	comma
	semicolon
	colon
	quest
	period
	ellipsis
	arrow
	star
	amp
	assign
	equal
	notEqual
	not
	land
	lor
	plus
	minus
	slash
	percent
	less
	greater
	bar

	kwFor // the keywords that begin a statement, for to while, stand together
	kwIf
	kwSwitch
	kwWhile
	kwBreak
	kwCase
	kwConst
	kwContinue
	kwDefault
	kwDefined
	kwDo
	kwElse
	kwEnum
	kwExtern
	kwGoto
	kwNamespace
	kwRegister
	kwReturn
	kwSigned
	kwSizeof
	kwStatic
	kwStruct
	kwUnion
	kwUnsigned
	kwVaList
	kwVoid
	kwVolatile

	c99Bool // the names that C90 does not have stand together
	c99Func
	c99Inline
	c99Restrict
	c99Snprintf
	c99Strtoll
	c99VaCopy
	c99Vsnprintf

	nameFALSE
	nameNULLTAG
	nameTRUE
	nameFalse
	nameStderr
	nameStdout
	nameTrue
	nameTag

	fixedWords
)

var spellings = [fixedWords]string{
	lparen: "(", rparen: ")", lbrack: "[", rbrack: "]", lbrace: "{", rbrace: "}", comma: ",", semicolon: ";", colon: ":", quest: "?",
	period: ".", ellipsis: "...", arrow: "->", star: "*", amp: "&", assign: "=", equal: "==", notEqual: "!=", not: "!", land: "&&", lor: "||",
	plus: "+", minus: "-", slash: "/", percent: "%", less: "<", greater: ">", bar: "|",

	kwFor: "for", kwIf: "if", kwSwitch: "switch", kwWhile: "while", kwBreak: "break", kwCase: "case", kwConst: "const",
	kwContinue: "continue", kwDefault: "default", kwDefined: "defined", kwDo: "do", kwElse: "else", kwEnum: "enum", kwExtern: "extern",
	kwGoto: "goto", kwNamespace: "namespace", kwRegister: "register", kwReturn: "return", kwSigned: "signed", kwSizeof: "sizeof",
	kwStatic: "static", kwStruct: "struct", kwUnion: "union", kwUnsigned: "unsigned", kwVaList: "va_list", kwVoid: "void",
	kwVolatile: "volatile",

	c99Bool: "_Bool", c99Func: "__func__", c99Inline: "inline", c99Restrict: "restrict", c99Snprintf: "snprintf", c99Strtoll: "strtoll",
	c99VaCopy: "va_copy", c99Vsnprintf: "vsnprintf",

	nameFALSE: "FALSE", nameNULLTAG: "NULLTAG", nameTRUE: "TRUE", nameFalse: "false", nameStderr: "stderr", nameStdout: "stdout",
	nameTrue: "true", nameTag: "tag_t",
}

// table numbers texts: a hash table with as many slots as a power of two, at
// most half of them taken.
type table struct {
	slots []slot
	taken int
	// texts are those of the words from first on.
	texts []string
	first word
}

// slot is a place of a table; word is none where it is free.
type slot struct {
	hash uint32
	word word
}

// find returns the slot of a text, or the free one where it belongs.
func (t *table) find(hash uint32, text string) *slot {
	mask := uint32(len(t.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		s := &t.slots[at]
		if s.word == none || s.hash == hash && t.texts[s.word-t.first] == text {
			return s
		}
	}
}

// add puts a text into the free slot where it belongs.
func (t *table) add(s *slot, hash uint32, text string) word {
	w := t.first + word(len(t.texts))
	t.texts = append(t.texts, text)
	*s = slot{hash, w}
	if t.taken++; 2*t.taken > len(t.slots) {
		t.grow()
	}
	return w
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.word != none {
			*t.find(s.hash, t.texts[s.word-t.first]) = s
		}
	}
}

// words are those of one project: what the facts know, and its own.
type words struct {
	own table
	// short finds the words of up to seven bytes, whoever knows them.
	short shortTable
	// modules says of each own word whether it begins with a module of ITK.
	modules []bool
}

func newWords() *words {
	return &words{
		own:     table{slots: make([]slot, 512), texts: make([]string, 0, 1024), first: lexicon.end()},
		short:   shortTable{slots: make([]shortSlot, 512)},
		modules: make([]bool, 0, 1024),
	}
}

// of returns the word of a text.
func (w *words) of(text string) word {
	if len(text) < pieceBytes {
		return w.ofShort(shortKey(piece(text), len(text)), text)
	}
	return w.ofLong(hashOf(text), text)
}

// ofShort returns the word of a text of up to seven bytes, with its key.
func (w *words) ofShort(key uint64, text string) word {
	s := w.short.find(key)
	if s.word != none {
		return s.word
	}
	n := lexicon.find(hashOf(text), text).word
	if n == none {
		n = w.append(text, kb.HasModule(text))
	}
	w.short.add(s, key, n)
	return n
}

// ofLong returns the word of a longer text, with its hash.
func (w *words) ofLong(hash uint32, text string) word {
	own := w.own.find(hash, text)
	if own.word != none {
		return own.word
	}
	if known := lexicon.find(hash, text); known.word != none {
		return known.word
	}
	w.modules = append(w.modules, kb.HasModule(text))
	return w.own.add(own, hash, text)
}

// literal numbers a text that nothing is compared with.
func (w *words) literal(text string) word { return w.append(text, false) }

func (w *words) append(text string, ofModule bool) word {
	w.modules = append(w.modules, ofModule)
	w.own.texts = append(w.own.texts, text)
	return w.end() - 1
}

// text is what a word looks like.
func (w *words) text(n word) string {
	if n < w.own.first {
		return lexicon.texts[n]
	}
	return w.own.texts[n-w.own.first]
}

// fact is what is known of a word; nil for one of the project's own.
func (w *words) fact(n word) *fact {
	if n < w.own.first {
		return &lexicon.facts[n]
	}
	return nil
}

// ofModule reports whether a word begins with a module of ITK.
func (w *words) ofModule(n word) bool {
	if n < w.own.first {
		return lexicon.facts[n].is&ofModule != 0
	}
	return w.modules[n-w.own.first]
}

// end is the number behind the last word.
func (w *words) end() word { return w.own.first + word(len(w.own.texts)) }
