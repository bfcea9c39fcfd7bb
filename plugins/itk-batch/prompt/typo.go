package prompt

import (
	"strings"
	"unicode"
)

// correct replaces misspelt words by the nearest word of the vocabulary: one
// slip in words of five to seven letters, two from eight on. Quoted text,
// identifiers and capitals (PDF, UGMASTER) are left alone, and so is a word
// that two different words are equally near to. The first letter must be
// right, which keeps names from being corrected.
func correct(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		if t.kind != word || t.literal || len(t.fold) < 5 || isCapitals(t.text) || isDatePart(t.fold) || known(t.fold) {
			continue
		}
		nearest, slips, ok := nearestWord(t.fold, &index().words)
		if nearest == "" {
			nearest, slips, ok = nearestWord(t.fold, &index().own)
		}
		if t.fold == "relase" {
			nearest, ok = "release", true // "relate" is as near, but nobody writes it so
		}
		if ok && credible(tokens, i, nearest) {
			if nearest == "released" && i+1 < len(tokens) && isArticle(tokens[i+1]) {
				nearest = "release" // "relase the parts" is a verb
			}
			t.fold, t.corrected, t.doubtful = nearest, true, slips > 1
		}
	}
}

// credible reports that the word at token i may be a slip for another one. A
// short word that turns or moves the meaning of its clause (kein, weder,
// meiner) is more often a name or an adjective (klein, Weber, Meier), and so
// is any word where a person is named.
func credible(tokens []token, i int, nearest string) bool {
	p, _ := match([]token{{kind: word, fold: nearest}}, 0)
	if p.sense == mine || p.sense == not && len(nearest) <= 6 {
		return false
	}
	before := at(tokens, i-1)
	switch {
	case before.isOneOf("user", "benutzer", "anwender", "owner", "besitzer", "eigentuemer"):
		return false
	case isArticle(before), before.isOneOf("by", "of", "from", "to", "von", "vom", "an", "auf", "fuer", "for"):
		return p.sense != job && p.sense != weakJob
	}
	return true
}

// stem cuts the ending of a plural or case.
func stem(w string) string {
	for _, ending := range [...]string{"en", "es", "em", "s", "e", "n"} {
		if cut, ok := strings.CutSuffix(w, ending); ok && len(cut) >= 6 {
			return cut
		}
	}
	return w
}

func isCapitals(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// isDatePart reports words of dates that are no entries of the vocabulary.
func isDatePart(w string) bool {
	_, isUnit := unitOf(w)
	_, isNumber := smallNumber(w)
	return monthNumber(w) > 0 || isUnit || isNumber || weekday([]token{{fold: w}}, 0, &when{}) > 0
}

// nearestWord returns the one of the words with the same first letter that is within the allowed
// distance, and that distance.
func nearestWord(w string, words *chain[string]) (nearest string, slips int, ok bool) {
	best := 2
	if len(w) >= 8 {
		best = 3
	}
	cut := stem(w)
	for number := words.head[w[0]]; number != 0; number = words.next[number-1] {
		candidate := words.items[number-1]
		if len(candidate) < 4 || len(candidate)-len(w) >= best || len(w)-len(candidate) >= best+2 {
			continue
		}
		d := distance(w, candidate, best)
		if d > 0 && cut != w {
			d = min(d, distance(cut, candidate, best))
		}
		switch {
		case d < best:
			best, nearest, ok = d, candidate, true
		case d != best || nearest == "" || sameWord(nearest, candidate) || strings.HasPrefix(nearest, candidate):
		case strings.HasPrefix(candidate, nearest):
			nearest = candidate // of release and released the longer one
		default:
			ok = false
		}
	}
	return nearest, best, ok
}

// distance is the number of letters to insert, remove, replace or swap with
// their neighbour; most or more than that gives a number of at least most.
func distance(a, b string, most int) int {
	const longest = 40
	if len(a) > longest || len(b) > longest {
		return most + 1
	}
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
