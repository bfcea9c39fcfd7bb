package prompt

import (
	"strings"
	"sync"
)

// vocabulary is all tables; of equally long phrases the first one counts.
var vocabulary = [...][]phrase{
	dateWords[:], statusWords[:], propertyWords[:], objectWords[:], filterWords[:],
	sourceWords[:], formatWords[:], runWords[:], jobWords[:], foreignWords[:], smallWords[:],
}

// place is a phrase's table and its number in it.
type place struct{ table, number uint16 }

// letters finds phrases and words by their first byte.
type letters struct {
	phrases [256][]place
	words   [256][]string
}

// index is made when the first prompt is read, so that loading the program
// costs nothing.
var index = sync.OnceValue(func() *letters {
	l := &letters{}
	for i, table := range vocabulary {
		for k := range table {
			rest := table[k].words
			l.phrases[rest[0]] = append(l.phrases[rest[0]], place{uint16(i), uint16(k)})
			for rest != "" {
				var first string
				first, rest, _ = strings.Cut(rest, " ")
				l.words[first[0]] = append(l.words[first[0]], first)
			}
		}
	}
	return l
})

// Warm makes the index of the vocabulary, which every reading needs.
func Warm() { index() }

func phrasesWith(first byte) []place { return index().phrases[first] }
func phraseAt(p place) *phrase       { return &vocabulary[p.table][p.number] }
func wordsWith(first byte) []string  { return index().words[first] }

// known reports whether a folded word occurs in the vocabulary.
func known(w string) bool {
	for _, candidate := range wordsWith(w[0]) {
		if sameWord(w, candidate) {
			return true
		}
	}
	return false
}
