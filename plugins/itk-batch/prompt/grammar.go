package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// grammar is what a pattern adds to the common reader.
type grammar struct {
	pattern string
	// arguments is true when objects can be named in the prompt itself.
	arguments bool
	// parts is the kind that everyday words such as "parts" mean when a list
	// names the objects; empty is revisions.
	parts spec.Kind
	// keys are the columns of a list that names none.
	keys []spec.Role
	// unsaid is the revision that an item stands for when neither the prompt
	// nor its list says one; empty is a question.
	unsaid spec.Revision
	// words are the phrases that only this pattern knows.
	words []entry
	// read understands a phrase in the pattern's own way; false leaves it to
	// the common reader.
	read func(r *reader, p phrase, n int) bool
	// settle decides what the prompt left open.
	settle func(r *reader)
	// title begins the program's title.
	title string
}

var (
	itemKey  = []spec.Role{spec.RoleItemID}
	revKeys  = []spec.Role{spec.RoleItemID, spec.RoleRevID}
	fileKeys = []spec.Role{spec.RoleItemID, spec.RoleRevID, spec.RoleFile}
)

// grammarOf returns the grammar of an active pattern; that of query-export
// adds nothing.
func grammarOf(pattern string) *grammar {
	for i := range grammars {
		if grammars[i].pattern == pattern {
			return &grammars[i]
		}
	}
	return &grammars[0]
}

// own matches the words of the pattern at tokens[i:].
func (g *grammar) own(tokens []token, i int) (best phrase, length int) {
	return g.longest(tokens, i, func(sense) bool { return true })
}

// ownProperty matches the properties of the pattern at tokens[i:].
func (g *grammar) ownProperty(tokens []token, i int) (best phrase, length int) {
	return g.longest(tokens, i, func(s sense) bool { return s == property })
}

// longest returns the longest of the pattern's phrases of some sense at tokens[i:],
// and the number of its tokens; of equally long ones the first.
func (g *grammar) longest(tokens []token, i int, counts func(sense) bool) (best phrase, length int) {
	if len(g.words) == 0 || i < 0 || i >= len(tokens) || tokens[i].kind != word {
		return phrase{}, 0
	}
	patterns := &index().patterns
	for number := patterns.head[first(tokens[i].fold)]; number != 0; number = patterns.next[number-1] {
		p := &patterns.items[number-1]
		if p.table != &g.words[0] || !counts(p.entry.sense) || !begins(p.words, tokens[i].fold) {
			continue
		}
		if n := matches(p.words, tokens[i:]); n > length {
			best, length = phrase{p.words, p.entry.sense, p.entry.arg}, n
		}
	}
	return best, length
}

// placeOf returns the object that has a property of the pattern.
func (g *grammar) placeOf(name string) (spec.Of, bool) {
	for _, e := range g.words {
		if before, after, ok := strings.Cut(e.arg, "@"); ok && e.sense == property && before == name {
			return spec.Of(after), true
		}
	}
	return "", false
}

// phrasesOf yields the phrases of an entry.
func phrasesOf(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for {
			end := strings.IndexByte(text, ',')
			if end < 0 {
				yield(text)
				return
			}
			if !yield(text[:end]) {
				return
			}
			text = text[end+len(", "):]
		}
	}
}
