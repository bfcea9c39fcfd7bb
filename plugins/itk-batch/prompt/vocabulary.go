package prompt

import "sync"

// vocabulary is all tables; of equally long phrases the first one counts.
var vocabulary = [...][]entry{
	dateWords[:], statusWords[:], propertyWords[:], objectWords[:], filterWords[:],
	sourceWords[:], formatWords[:], runWords[:], jobWords[:], foreignWords[:], smallWords[:],
}

// indexed is a phrase and its meaning.
type indexed struct {
	words string
	entry *entry
}

// letters finds phrases by the first two bytes of their first word, and words by
// their first byte. The lists are chains through arrays of one size each, so that
// making them is one pass.
type letters struct {
	phrases chain[indexed]
	words   chain[string]
	// own are the words that only the grammar of a pattern has.
	own chain[string]
}

// chain is a list for each byte, in the order of adding.
type chain[T any] struct {
	items      []T
	next       []uint16 // the number of the next item with the same byte, from 1
	head, tail [256]uint16
}

func newChain[T any](size int) chain[T] {
	return chain[T]{items: make([]T, 0, size), next: make([]uint16, 0, size)}
}

func (c *chain[T]) add(key byte, item T) {
	c.items, c.next = append(c.items, item), append(c.next, 0)
	number := uint16(len(c.items))
	if c.head[key] == 0 {
		c.head[key] = number
	} else {
		c.next[c.tail[key]-1] = number
	}
	c.tail[key] = number
}

// with yields the items of a byte.
func (c *chain[T]) with(key byte) func(yield func(T) bool) {
	return func(yield func(T) bool) {
		for number := c.head[key]; number != 0; number = c.next[number-1] {
			if !yield(c.items[number-1]) {
				return
			}
		}
	}
}

// index is made when the first prompt is read, so that loading the program
// costs nothing.
var index = sync.OnceValue(newLetters)

func newLetters() *letters {
	l := &letters{phrases: newChain[indexed](4096), words: newChain[string](8192), own: newChain[string](4096)}
	for _, table := range vocabulary {
		for i := range table {
			l.add(&table[i])
		}
	}
	for _, table := range patternVocabulary {
		for _, e := range table {
			l.addWords(e.phrases)
		}
	}
	return l
}

// add cuts the phrases of an entry at ", " and their words at blanks.
func (l *letters) add(e *entry) {
	text, phraseAt, wordAt := e.phrases, 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != ' ' && text[i] != ',' {
			continue
		}
		l.words.add(text[wordAt], text[wordAt:i])
		wordAt = i + 1
		if i == len(text) || text[i] == ',' {
			l.phrases.add(pair(text[phraseAt:i]), indexed{text[phraseAt:i], e})
			i++ // the blank after the comma
			phraseAt, wordAt = i+1, i+1
		}
	}
}

// addWords adds the words of phrases that only one pattern knows, so that
// they count as spelt rightly.
func (l *letters) addWords(phrases string) {
	from := 0
	for i := 0; i <= len(phrases); i++ {
		if i < len(phrases) && phrases[i] != ' ' && phrases[i] != ',' {
			continue
		}
		if i > from {
			l.own.add(phrases[from], phrases[from:i])
		}
		from = i + 1
	}
}

// Warm makes the index of the vocabulary, which every reading needs.
func Warm() { index() }

// phrasesLike yields the phrases whose first word may be that of a text, and some
// that begin otherwise.
func phrasesLike(text string) func(func(indexed) bool) { return index().phrases.with(pair(text)) }
func wordsWith(first byte) func(func(string) bool)     { return index().words.with(first) }
func ownWordsWith(first byte) func(func(string) bool)  { return index().own.with(first) }

// pair makes one byte of the first two of the first word: they never differ by an
// ending.
func pair(text string) byte {
	if len(text) < 2 || text[1] == ' ' {
		return text[0]
	}
	return text[0]*31 + text[1]
}

// known reports whether a folded word occurs in the vocabulary.
func known(w string) bool {
	for candidate := range wordsWith(w[0]) {
		if sameWord(w, candidate) {
			return true
		}
	}
	for candidate := range ownWordsWith(w[0]) {
		if sameWord(w, candidate) {
			return true
		}
	}
	return false
}
