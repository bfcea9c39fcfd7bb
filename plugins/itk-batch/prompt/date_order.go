package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// orderDates reads 4/1/2025 as another date of the prompt shows it, such as
// 3/15/2025: nobody writes both orders in one text. It returns what was read
// and as what, for each such date.
func orderDates(tokens []token) []spec.Note {
	monthFirst, dayFirst := false, false
	for _, t := range tokens {
		if a, b, ok := slashedParts(t); ok {
			monthFirst = monthFirst || a <= 12 && b > 12
			dayFirst = dayFirst || a > 12 && b <= 12
		}
	}
	if monthFirst == dayFirst {
		return nil
	}
	var notes []spec.Note
	for i := range tokens {
		t := &tokens[i]
		if _, _, ok := slashedParts(*t); !ok {
			continue
		}
		d, ok := dateToken(t.fold)
		if !ok || !d.unclear {
			continue
		}
		if monthFirst {
			d = d.swapped()
		}
		t.fold = d.first()
		notes = append(notes, spec.Note{Path: "prompt", Kind: spec.NoteAssumed, Text: "\"" + clip(t.text, 20) + "\" read as " + t.fold + ", in the order of the other dates"})
	}
	return notes
}

// slashedParts returns the first two numbers of a date such as 03/04/2024.
func slashedParts(t token) (a, b int, ok bool) {
	if t.kind != word || !t.literal || strings.Count(t.fold, "/") != 2 {
		return 0, 0, false
	}
	parts := strings.Split(t.fold, "/")
	a, ok1 := digits(parts[0], 2)
	b, ok2 := digits(parts[1], 2)
	_, ok3 := digits(parts[2], 4)
	return a, b, ok1 && ok2 && ok3 && len(parts[0]) <= 2
}
