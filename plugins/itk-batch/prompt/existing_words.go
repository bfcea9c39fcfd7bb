package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// longestExisting bounds the words that say what becomes of what is there.
const longestExisting = 8

// existing reads what happens to what is there already, in any order of its
// words: "skip if already there", "vorhandene nicht anfassen", "existing lines
// are updated". It needs a choice and a word for what is there, and nothing
// else that means anything.
func (r *reader) existing() bool {
	switch r.spec.Pattern {
	case spec.ItemCreate, spec.StatusAdd, spec.RelationCreate, spec.BOMImport, spec.DatasetImport:
	default:
		return false
	}
	var choice spec.Existing
	there, forbidden, n := false, false, 0
scan:
	for i := r.pos; i < min(r.pos+longestExisting, len(r.tokens)) && r.tokens[i].kind == word; i++ {
		t := r.tokens[i]
		switch {
		case isThere(t):
			there = true
		case existingChoice(t) != "":
			if choice != "" {
				break scan
			}
			choice = existingChoice(t)
		case t.isOneOf("not", "nicht", "don't", "dont", "never"):
			forbidden = true
		case isArticle(t) || t.isOneOf("if", "it", "they", "already", "is", "are", "do", "does", "with", "wenn", "falls", "schon", "bereits", "sie", "es", "werden", "sind", "sollen", "bleiben",
			"ones", "line", "lines", "item", "items", "dataset", "datasets", "file", "files", "relation", "relations", "positionen", "artikel", "dateien", "datensaetze", "beziehungen"):
			continue
		default:
			break scan
		}
		n = i + 1 - r.pos
	}
	switch {
	case !there || choice == "":
		return false
	case forbidden && choice == spec.ExistingError:
		return false
	case forbidden:
		choice = spec.ExistingSkip
	case choice == touched:
		choice = spec.ExistingUpdate
	}
	r.spec.Action.Existing = choice
	r.skip(n)
	r.took(0)
	r.open = nil
	return true
}

// isThere reports a word for what is there already.
func isThere(t token) bool {
	return t.isOneOf("existing", "exists", "exist", "present", "there", "vorhanden", "vorhandene", "vorhandenen", "vorhandenes", "bestehende", "bestehenden", "existierende", "existierenden", "existiert", "existieren", "da")
}

// touched is a change of what is there; only "do not" says which.
const touched spec.Existing = "touched"

func existingChoice(t token) spec.Existing {
	switch {
	case t.isOneOf("skip", "skipped", "ignore", "ignored", "leave", "keep", "stay", "ueberspringen", "ueberspringe", "uebersprungen", "auslassen", "behalten", "belassen", "ignorieren"):
		return spec.ExistingSkip
	case t.isOneOf("touch", "touched", "change", "changed", "modify", "anfassen", "aendern", "veraendern", "anruehren"):
		return touched
	case t.isOneOf("replace", "replaced", "overwrite", "overwritten", "ersetzen", "ersetze", "ersetzt", "ueberschreiben", "ueberschreibe"):
		return spec.ExistingReplace
	case t.isOneOf("update", "updated", "aktualisieren", "aktualisiere", "aktualisiert", "merge", "merged"):
		return spec.ExistingUpdate
	case t.isOneOf("error", "fehler"):
		return spec.ExistingError
	}
	return ""
}
