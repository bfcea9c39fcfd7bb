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

// named is a phrase and the noun that it is.
type named struct {
	words string
	noun  noun
}

// letters finds phrases, titles and nouns by the first three bytes of their first word,
// and each word once, by its first three bytes and by its first one. The lists
// are chains through arrays of one size each, so that making them is one pass.
type letters struct {
	phrases chain[indexed]
	// patterns are the phrases of the grammars of all patterns.
	patterns chain[indexed]
	titles   chain[titled]
	nouns    chain[named]
	// spelt are all words. words are the common ones, own those that only the
	// grammar of a pattern has.
	spelt, words, own chain[string]
}

// lists is how many lists a chain has.
const lists = 1024

// chain is a list for each key, in the order of adding: the first item of a key is
// that of number head[key], the one behind an item that of next[number-1]. Loops
// go through it by hand, which takes no memory.
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

// index is made when the first prompt is read, so that loading the program
// costs nothing.
var index = sync.OnceValue(newLetters)

func newLetters() *letters {
	l := &letters{phrases: newChain[indexed](4096), patterns: newChain[indexed](4096), titles: newChain[titled](512), nouns: newChain[named](128),
		spelt: newChain[string](2560), words: newChain[string](2048), own: newChain[string](512)}
	for _, table := range vocabulary {
		for i := range table {
			l.add(&l.phrases, &l.words, indexed{entry: &table[i]})
		}
	}
	for _, table := range patternVocabulary {
		for i := range table {
			l.add(&l.patterns, &l.own, indexed{entry: &table[i], table: &table[0]})
		}
	}
	for i := range roleTitles {
		for words := range phrasesOf(roleTitles[i].titles) {
			l.titles.add(first(words), titled{words, i})
		}
	}
	for i := range nounWords {
		for words := range phrasesOf(nounWords[i].phrases) {
			l.nouns.add(first(words), named{words, nounWords[i].noun})
		}
	}
	return l
}

// add cuts the phrases of an entry at ", " and their words at blanks. Words that
// only a pattern knows count as spelt rightly, too.
func (l *letters) add(phrases *chain[indexed], words *chain[string], of indexed) {
	for phrase := range phrasesOf(of.entry.phrases) {
		of.words = phrase
		phrases.add(first(phrase), of)
		for rest, more := phrase, true; more; {
			var word string
			word, rest, more = strings.Cut(rest, " ")
			if !l.isSpelt(word) {
				l.spelt.add(first(word), word)
				words.add(uint16(word[0]), word)
			}
		}
	}
}

func (l *letters) isSpelt(word string) bool {
	for n := l.spelt.head[first(word)]; n != 0; n = l.spelt.next[n-1] {
		if l.spelt.items[n-1] == word {
			return true
		}
	}
	return false
}

// Warm makes the index of the vocabulary, which every reading needs.
func Warm() { index() }

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
	spelt := &index().spelt
	for n := spelt.head[first(w)]; n != 0; n = spelt.next[n-1] {
		if sameWord(w, spelt.items[n-1]) {
			return true
		}
	}
	return false
}
