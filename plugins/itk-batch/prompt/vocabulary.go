package prompt

import (
	"strings"
	"sync"
)

// vocabulary is all tables; of equally long phrases the first one counts.
var vocabulary = [...][]entry{
	dateWords[:], statusWords[:], propertyWords[:], objectWords[:], filterWords[:],
	sourceWords[:], formatWords[:], runWords[:], jobWords[:], foreignWords[:], smallWords[:],
}

// indexed is a phrase and its meaning.
type indexed struct {
	words string
	entry *entry
	// table is the first entry of the words of a pattern; nil for the common ones.
	table *entry
}

// titled is a title of a column and the index of its role in roleTitles.
type titled struct {
	words string
	role  int
}

// letters finds phrases and titles by the first three bytes of their first word,
// and words by their first byte. The lists are chains through arrays of one size each, so that
// making them is one pass.
type letters struct {
	phrases chain[indexed]
	words   chain[string]
	// own are the words that only the grammar of a pattern has, patterns the
	// phrases of all of them.
	own      chain[string]
	patterns chain[indexed]
	titles   chain[titled]
}

// lists is how many lists a chain has.
const lists = 1024

// chain is a list for each key, in the order of adding.
type chain[T any] struct {
	items      []T
	next       []uint16 // the number of the next item with the same key, from 1
	head, tail [lists]uint16
}

func newChain[T any](size int) chain[T] {
	return chain[T]{items: make([]T, 0, size), next: make([]uint16, 0, size)}
}

func (c *chain[T]) add(key uint16, item T) {
	c.items, c.next = append(c.items, item), append(c.next, 0)
	number := uint16(len(c.items))
	if c.head[key] == 0 {
		c.head[key] = number
	} else {
		c.next[c.tail[key]-1] = number
	}
	c.tail[key] = number
}

// with yields the items of a key.
func (c *chain[T]) with(key uint16) func(yield func(T) bool) {
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
	l := &letters{phrases: newChain[indexed](4096), words: newChain[string](2048), own: newChain[string](2048),
		patterns: newChain[indexed](4096), titles: newChain[titled](512)}
	for _, table := range vocabulary {
		for i := range table {
			add(&l.phrases, &l.words, indexed{entry: &table[i]})
		}
	}
	for _, table := range patternVocabulary {
		for i := range table {
			add(&l.patterns, &l.own, indexed{entry: &table[i], table: &table[0]})
		}
	}
	for i := range roleTitles {
		for words := range phrasesOf(roleTitles[i].titles) {
			l.titles.add(first(words), titled{words, i})
		}
	}
	return l
}

// add cuts the phrases of an entry at ", " and their words at blanks. Words that
// only a pattern knows count as spelt rightly, too.
func add(phrases *chain[indexed], words *chain[string], of indexed) {
	for phrase := range phrasesOf(of.entry.phrases) {
		of.words = phrase
		phrases.add(first(phrase), of)
		for rest, more := phrase, true; more; {
			var word string
			word, rest, more = strings.Cut(rest, " ")
			addOnce(words, word)
		}
	}
}

// addOnce keeps each word once: a misspelt one is compared with all that begin
// as it does.
func addOnce(words *chain[string], word string) {
	for old := range words.with(uint16(word[0])) {
		if old == word {
			return
		}
	}
	words.add(uint16(word[0]), word)
}

// Warm makes the index of the vocabulary, which every reading needs.
func Warm() { index() }

// phrasesLike yields the phrases whose first word may be that of a text, and some
// that begin otherwise.
func phrasesLike(text string) func(func(indexed) bool) { return index().phrases.with(first(text)) }
func wordsWith(letter byte) func(func(string) bool)    { return index().words.with(uint16(letter)) }
func ownWordsWith(letter byte) func(func(string) bool) { return index().own.with(uint16(letter)) }

// first is a number for the first three bytes of the first word, which endings
// never change; see sameWord.
func first(text string) uint16 {
	var number uint16
	for i := 0; i < 3 && i < len(text) && text[i] != ' '; i++ {
		number = number*31 + uint16(text[i])
	}
	return number % lists
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
