package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// includes reads "including their revisions and datasets".
func (r *reader) includes(p phrase, n int) bool {
	i := r.pos
	if !spec.Includes(r.spec.Pattern) {
		return r.includesNothing(p, n)
	}
	switch {
	case p.sense == with, p.sense == columnsWord && isIncluding(p.words):
		i += n
	case (p.sense == and || r.at(i).isOneOf("auch", "ebenso")) && r.theirs(i+max(n, 1)):
		i += max(n, 1)
		for r.at(i).isOneOf("deren", "dessen", "auch", "ebenso") {
			i++
		}
	case p.sense == revisions && p.arg == "all" && r.withAll(p.words):
		r.include(spec.IncludeRevisions)
		r.skip(n)
		i = r.pos
		if isConjunction(r.at(i)) || r.at(i).text == "," {
			i++
		}
	default:
		return false
	}
	found := false
	for {
		for isArticle(r.at(i)) || r.at(i).kind == word && (r.at(i).fold == "attached" || r.at(i).fold == "also") {
			i++
		}
		what, m := r.includeWord(i)
		if m == 0 {
			break
		}
		found = true
		r.include(what)
		i += m
		r.skip(i - r.pos)
		if r.at(i).text == "," {
			i++
		}
		if isConjunction(r.at(i)) || r.at(i).kind == word && r.at(i).fold == "sowie" {
			i++
		}
	}
	if found || p.sense == revisions {
		r.took(0)
		return true
	}
	return false
}

// includesNothing asks about "and their datasets" where the pattern treats the
// objects alone. An item is deleted with its revisions.
func (r *reader) includesNothing(p phrase, n int) bool {
	i := r.pos + n
	if !r.readsList() || p.sense != and || !r.theirs(i) {
		return false
	}
	for isArticle(r.at(i)) || r.at(i).isOneOf("deren", "dessen", "auch", "ebenso") {
		i++
	}
	what, m := r.includeWord(i)
	if r.spec.Pattern != spec.DeleteObjects || what != spec.IncludeRevisions {
		r.missing = append(r.missing, "the objects without \""+clip(r.slice(r.pos, i+m), 40)+"\": "+r.spec.Pattern+" treats only what is listed; list those, too")
	}
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

// theirs reports "and their revisions" and "also the revisions" behind the
// objects: what belongs to them, not other ones.
func (r *reader) theirs(i int) bool {
	if !r.objectSeen && len(r.spec.Select.Objects) == 0 {
		return false
	}
	own := r.at(i-1).isOneOf("also", "auch", "ebenso", "sowie")
	for isArticle(r.at(i)) || r.at(i).isOneOf("deren", "dessen", "auch", "ebenso") {
		own = own || r.at(i).isOneOf("their", "its", "ihre", "ihrer", "deren", "dessen", "auch", "ebenso")
		i++
	}
	_, m := r.includeWord(i)
	return own && m > 0
}

func isIncluding(words string) bool {
	switch words {
	case "including", "incl", "inkl", "inklusive", "plus":
		return true
	}
	return false
}

// withAll tells "with all revisions" from "all revisions of".
func (r *reader) withAll(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return first == "with" || first == "incl" || first == "including" || first == "mit" || first == "samt"
}

func (r *reader) includeWord(i int) (spec.Include, int) {
	t := r.at(i)
	if t.kind != word || i >= len(r.tokens) {
		return "", 0
	}
	var best spec.Include
	length := 0
	for w := range includeWords {
		for words := range phrasesOf(includeWords[w].words) {
			if begins(words, t.fold) {
				if n := matches(words, r.tokens[i:]); n > length {
					best, length = includeWords[w].include, n
				}
			}
		}
	}
	return best, length
}

var includeWords = [...]struct {
	include spec.Include
	words   string
}{
	{spec.IncludeItem, "item, items, artikel"},
	{spec.IncludeRevisions, "revision, revisions, revs, revisionen, item revisions"},
	{spec.IncludeForms, "form, forms, formulare, formular, master forms, stammformulare"},
	{spec.IncludeDatasets, "dataset, datasets, datensaetze, datensatz, attachments, anhaenge, anhaengen, drawings, zeichnungen, files, dateien, attached files"},
	{spec.IncludeBOMViews, "bom views, bom view, bvr, bvrs, structures, stuecklistensichten, stuecklisten"},
}

// include widens the objects, in the order in which the Spec names it.
func (r *reader) include(what spec.Include) {
	order := [...]spec.Include{spec.IncludeItem, spec.IncludeRevisions, spec.IncludeForms, spec.IncludeDatasets, spec.IncludeBOMViews}
	var out []spec.Include
	for _, o := range order {
		known := o == what
		for _, old := range r.spec.Select.Include {
			known = known || old == o
		}
		if known {
			out = append(out, o)
		}
	}
	r.spec.Select.Include = out
}
