package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var purgeWords = []entry{
	{special, "latest", "keep only latest, keep only the latest, keep latest, keep latest only, only latest stays, nur die neueste behalten, nur neueste behalten, neueste behalten, keep latest version, keep only latest version, all but latest, latest version only, except latest, keep only newest, nur die letzte behalten, nur die aktuelle version behalten"},
	{special, "keep", "keep, keep last, keep latest, keep only latest, keep the last, behalten, keep the newest, die letzten, die neuesten, keep at least, leave, keep last, all but last, all but the last, all but, alle bis auf die letzten"},
	{filler, "", "get rid of, purge, old versions, old dataset versions, versions, version, alte versionen, versionen, clean up, clean up versions, old, alte, alten, delete, remove, loeschen, bereinigen, aufraeumen, delete old versions, remove old versions, dataset versions, datensatzversionen, entfernen, nur"},
}

// readPurge reads how many versions stay. Only "the latest" can be promised.
func readPurge(r *reader, p phrase, n int) bool {
	if p.sense == revisions {
		r.skip(n)
		return true
	}
	if kind, _, _ := strings.Cut(p.arg, "|"); p.sense == object && (kind == "item" || kind == "revision") {
		r.missing = append(r.missing, "which datasets: what is said of the "+kind+"s that hold them is not tested; name the type, owner, project or age of the datasets, or list their uids in a file")
		r.skip(n)
		return true
	}
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	i := r.pos + n
	number, ok := smallNumber(r.at(i).fold)
	if !ok || r.at(i).kind != word {
		if before := r.at(r.pos - 1); p.words == "behalten" || strings.HasPrefix(p.words, "die ") {
			if k, ok := smallNumber(before.fold); ok && k > 1 {
				number = k
			}
		}
	} else {
		i++
		if f := r.at(i).fold; sameWord(f, "version") || f == "versionen" {
			i++
		}
	}
	if number > 1 {
		r.missing = append(r.missing, "to keep "+smallText(number)+" versions: the only known call purges to the latest version; purge to the latest with an age limit, or use the site's version limit")
	}
	r.skip(i - r.pos)
	r.took(0)
	return true
}

// settlePurge takes datasets of every type when none is named.
func settlePurge(r *reader) {
	sel := &r.spec.Select
	sel.Kind = spec.KindDataset
	if sel.Type == "Dataset" {
		sel.Type = ""
	}
	if sel.Type != "" {
		sel.TypeGiven = true
	}
	for i, f := range r.spec.Where {
		if f.Field == spec.FieldCreated && f.Op == spec.OpOlderThan {
			r.spec.Where[i].Field = spec.FieldModified
			r.note(pathAt("where", i), spec.NoteAssumed, "the age is that of the latest version: an old version is always old")
		}
	}
}
