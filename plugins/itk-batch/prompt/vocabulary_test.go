package prompt

import (
	"slices"
	"strings"
	"testing"
)

// TestVocabularyForm checks that each phrase can be met: its words are folded
// and each is what the tokenizer makes of one word.
func TestVocabularyForm(t *testing.T) {
	phrases := 0
	for _, table := range vocabulary {
		for _, e := range table {
			for _, words := range strings.Split(e.phrases, ", ") {
				phrases++
				if words == "" || words != fold(words) || words != strings.Join(strings.Fields(words), " ") {
					t.Errorf("%q is not in the form in which words are compared", words)
				}
				tokens := tokenize(words)
				if p, n := match(tokens, 0); n != len(tokens) || p.words == "" {
					t.Errorf("%q: only %d of %d words are met", words, n, len(tokens))
				}
			}
		}
	}
	if phrases < 1000 {
		t.Errorf("only %d phrases", phrases)
	}
}

// TestVocabularyRepeats checks that no phrase stands twice in one table, where
// the second one could never be met.
func TestVocabularyRepeats(t *testing.T) {
	for i, table := range vocabulary {
		seen := map[string]bool{}
		for _, e := range table {
			for _, words := range strings.Split(e.phrases, ", ") {
				if seen[words] {
					t.Errorf("table %d: %q stands twice", i, words)
				}
				seen[words] = true
			}
		}
	}
}

// generalVerbs are those whose job depends on what they act on.
var generalVerbs = []string{"add", "give", "start", "complete", "purge", "replace", "promote", "hand", "hand over", "load", "where", "save", "reassign", "copy", "take", "build", "install"}

// TestArgumentsAreReal checks the arguments that other tables explain.
func TestArgumentsAreReal(t *testing.T) {
	for _, table := range vocabulary {
		for _, e := range table {
			switch e.sense {
			case refused:
				if !isForeign(e.arg) && softReason(e.arg) == softReason("classify") && e.arg != "classify" {
					t.Errorf("the refusal %q has no reason", e.arg)
				}
			case job, topic:
				if jobTitle(e.arg) == "" && !slices.Contains(generalVerbs, e.arg) {
					t.Errorf("the job %q has no title", e.arg)
				}
			case object:
				if strings.Count(e.arg, "|") != 2 {
					t.Errorf("the object %q has not three parts", e.arg)
				}
			}
		}
	}
}

// TestWordsOnce keeps a misspelt word from being compared with the same word
// more than once: that was most of the work of a reading.
func TestWordsOnce(t *testing.T) {
	for _, words := range [...][]string{index().words.items, index().own.items} {
		seen := map[string]bool{}
		for _, w := range words {
			if seen[w] {
				t.Errorf("%q stands twice", w)
			}
			seen[w] = true
		}
	}
}
