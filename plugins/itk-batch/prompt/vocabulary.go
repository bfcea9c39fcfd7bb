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
}

// letters finds phrases and words by their first byte.
type letters struct {
	phrases [256][]indexed
	words   [256][]string
}

// index is made when the first prompt is read, so that loading the program
// costs nothing.
var index = sync.OnceValue(func() *letters {
	l := &letters{}
	for _, table := range vocabulary {
		for i := range table {
			for rest := table[i].phrases; rest != ""; {
				var words string
				words, rest, _ = strings.Cut(rest, ", ")
				l.add(words, &table[i])
			}
		}
	}
	return l
})

func (l *letters) add(words string, e *entry) {
	l.phrases[words[0]] = append(l.phrases[words[0]], indexed{words, e})
	for words != "" {
		var first string
		first, words, _ = strings.Cut(words, " ")
		l.words[first[0]] = append(l.words[first[0]], first)
	}
}

// Warm makes the index of the vocabulary, which every reading needs.
func Warm() { index() }

func phrasesWith(first byte) []indexed { return index().phrases[first] }
func wordsWith(first byte) []string    { return index().words[first] }

// known reports whether a folded word occurs in the vocabulary.
func known(w string) bool {
	for _, candidate := range wordsWith(w[0]) {
		if sameWord(w, candidate) {
			return true
		}
	}
	return false
}
