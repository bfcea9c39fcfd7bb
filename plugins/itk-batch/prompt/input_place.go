package prompt

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// place is a column of the input that is named by its number.
type place struct {
	number int // from 1
	title  headerText
}

// mostPlaces bounds the number of a column.
const mostPlaces = 64

// columnPlace reads "the new revision id is in column 2", "column 1 holds the
// item id" and the like, in lists that do not name all their columns.
func (r *reader) columnPlace() bool {
	if r.titled {
		return r.knownPlace()
	}
	if r.columnPlaces() {
		return true
	}
	if number, n := r.columnNumber(r.pos); n > 0 {
		i := r.passWords(r.pos+n, "is", "holds", "contains", "has", "ist", "enthaelt", "hat", "=", ":")
		return i > r.pos+n && r.takePlace(number, i, i+r.placeTitle(i))
	}
	n := r.placeTitle(r.pos)
	if n == 0 {
		return false
	}
	i := r.passWords(r.pos+n, "is", "are", "stands", "comes", "ist", "steht", "kommt", "by", "with", "value", "durch", "mit", "wert")
	i = r.passWords(i, "in", "from", "aus", "im")
	number, m := r.columnNumber(i)
	return m > 0 && r.takePlace(number, r.pos, i+m)
}

// knownPlace passes over "the type stands in column 4" where the titles say
// the same.
func (r *reader) knownPlace() bool {
	n := r.placeTitle(r.pos)
	i := r.passWords(r.pos+n, "is", "are", "stands", "comes", "ist", "steht", "kommt")
	i = r.passWords(i, "in", "from", "aus", "im")
	number, m := r.columnNumber(i)
	if n == 0 || m == 0 || r.spec.Input == nil || number > len(r.spec.Input.Columns) || fold(r.spec.Input.Columns[number-1].Header) != fold(r.slice(r.pos, r.pos+n)) {
		return false
	}
	r.skip(i + m - r.pos)
	return true
}

// columnPlaces reads "columns 1 and 2 are item id and revision".
func (r *reader) columnPlaces() bool {
	if !r.at(r.pos).isOneOf("columns", "spalten") {
		return false
	}
	var numbers []int
	i := r.pos + 1
	for ; len(numbers) < mostPlaces; i++ {
		number, ok := digits(r.at(i).fold, 2)
		if !ok || number < 1 || number > mostPlaces {
			return false
		}
		numbers = append(numbers, number)
		if next := r.at(i + 1); next.text != "," && !isConjunction(next) {
			break
		}
		i++
	}
	end := r.passWords(i+1, "are", "hold", "contain", "sind", "enthalten", "=", ":")
	if end == i+1 {
		return false
	}
	var places []place
	for k, number := range numbers {
		if k > 0 && (r.at(end).text == "," || isConjunction(r.at(end))) {
			end = r.passWords(end + 1)
		}
		n := r.placeTitle(end)
		if n == 0 {
			return false
		}
		places = append(places, place{number, headerText{clip(r.slice(end, end+n), 64), end, n}})
		end += n
	}
	r.places = append(r.places, places...)
	r.listMentioned = true
	r.skip(end - r.pos)
	r.took(0)
	return true
}

func (r *reader) placeTitle(i int) int {
	if i >= len(r.tokens) {
		return 0
	}
	return r.title(i, false)
}

// takePlace keeps the title at token at, and moves to token end.
func (r *reader) takePlace(number, at, end int) bool {
	n := r.placeTitle(at)
	if n == 0 {
		return false
	}
	r.places = append(r.places, place{number, headerText{clip(r.slice(at, at+n), 64), at, n}})
	r.listMentioned = true
	r.skip(end - r.pos)
	r.took(0)
	return true
}

// passWords returns the place behind any of the words and articles at token i.
func (r *reader) passWords(i int, words ...string) int {
	for i < len(r.tokens) && (slices.Contains(words, r.at(i).fold) && r.at(i).kind != quoted || isArticle(r.at(i))) {
		i++
	}
	return i
}

// columnNumber reads "column 2" and "second column" at token i.
func (r *reader) columnNumber(i int) (number, n int) {
	i = r.passWords(i)
	if r.at(i).isOneOf("column", "col", "spalte") {
		if number, ok := digits(r.at(i+1).fold, 2); ok && number > 0 && number <= mostPlaces {
			return number, i + 2 - r.placeStart(i)
		}
		return 0, 0
	}
	number = ordinalWord(r.at(i).fold)
	if number == 0 || !r.at(i+1).isOneOf("column", "col", "spalte") {
		return 0, 0
	}
	return number, i + 2 - r.placeStart(i)
}

// placeStart returns the place of the articles before token i.
func (r *reader) placeStart(i int) int {
	for i > r.pos && isArticle(r.at(i-1)) {
		i--
	}
	return i
}

func ordinalWord(w string) int {
	for i, words := range [...][]string{
		{"first", "1st", "erste", "ersten", "erster"}, {"second", "2nd", "zweite", "zweiten", "zweiter"},
		{"third", "3rd", "dritte", "dritten", "dritter"}, {"fourth", "4th", "vierte", "vierten", "vierter"},
		{"fifth", "5th", "fuenfte", "fuenften", "fuenfter"},
	} {
		if slices.Contains(words, w) {
			return i + 1
		}
	}
	return 0
}

// namedColumn keeps the title of "from column new_rev", which a list of all
// titles may hold or not.
func (r *reader) namedColumn(n int) bool {
	at := r.pos + n
	m := r.title(at, false)
	r.namedColumns = append(r.namedColumns, headerText{clip(r.slice(at, at+m), 64), at, m})
	r.listMentioned = true
	r.skip(n + m)
	return true
}

// settleNamed adds the columns that are named one by one to a list without
// titles, where they mean something to the pattern.
func (r *reader) settleNamed() {
	if r.titled || len(r.places) > 0 {
		return
	}
	for _, h := range r.namedColumns {
		if r.spec.Input == nil {
			r.spec.Input = &spec.Input{}
		}
		if c := r.columnsOf([]headerText{h})[0]; c.Role != spec.RoleIgnore {
			r.spec.Input.Columns = append(r.spec.Input.Columns, c)
			r.spec.Input.Header = true
		}
	}
}

// settlePlaces makes the columns that are named by their numbers. The first
// one holds the object when nothing else is said of it.
func (r *reader) settlePlaces() {
	if r.inputHeader != nil && r.spec.Input != nil {
		r.spec.Input.Header = *r.inputHeader
	}
	if len(r.places) == 0 || r.titled {
		return
	}
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	last := 0
	for _, p := range r.places {
		last = max(last, p.number)
	}
	columns := make([]spec.InputColumn, last)
	for i := range columns {
		columns[i].Role = spec.RoleIgnore
	}
	for _, p := range r.places {
		columns[p.number-1] = r.columnsOf([]headerText{p.title})[0]
	}
	if set := r.spec.Action.Set; len(set) == 1 && set[0].Value == "" && !anyRole(columns, spec.RolePropertyName) {
		for i, c := range columns {
			if c.Role == spec.RoleValue { // "the name is replaced by the value of column 3"
				columns[i] = spec.InputColumn{Role: spec.RoleProperty, Property: set[0].Property}
			}
		}
	}
	if !anyRole(columns, spec.RoleItemID, spec.RoleUID, spec.RoleParentID) && columns[0].Role == spec.RoleIgnore {
		columns[0] = spec.InputColumn{Role: spec.RoleItemID, Header: "item_id"}
	}
	for i := range columns {
		columns[i].Header = "" // found by its place, whatever its title is
	}
	r.spec.Input.Columns, r.titled = columns, true
}

func anyRole(columns []spec.InputColumn, roles ...spec.Role) bool {
	for _, c := range columns {
		if slices.Contains(roles, c.Role) {
			return true
		}
	}
	return false
}
