package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

var deleteWords = []entry{
	{special, "folders", "even if they are still in folders, even if they are still in a folder, even if it is in a folder, even when in folders, auch wenn sie in ordnern liegen, auch wenn sie noch in ordnern liegen, auch wenn sie in ordnern sind, auch wenn sie noch in ordnern sind, even if they are in folders, even if in folders, remove from folders, remove them from folders, also from folders, auch aus ordnern, aus ordnern entfernen, ignore folders, ignore folder references, auch wenn in ordnern, folders do not count, ordner ignorieren, take them out of folders"},
	{special, "unused", "if it isn't used anywhere, if it is not used anywhere, isn't used, isn't used anywhere, if it isn't used, if it is not used, if they aren't used, if they aren't used anywhere, aren't used anywhere, keep those referenced, keep those that are referenced, keep referenced ones, keep referenced items, leave referenced ones, skip referenced ones, skip those referenced, keep used ones, keep those in use, referenzierte behalten, referenzierte ueberspringen, verwendete behalten, if nothing points to them, if nothing refers to them, if nothing references them, if nobody refers to them, if there are no references, if they have no references, without references, that have no references, if nothing uses them, if they are used nowhere, used nowhere, wenn nichts darauf verweist, wenn niemand darauf verweist, wenn nichts auf sie verweist, ohne referenzen, ohne verwendung, if nothing points to it, if nothing refers to it, nothing points to them, nothing refers to them, nobody references them, nothing references them, keine referenzen, keine verwendung, if they are not referenced anywhere, if not referenced, if they are not referenced, not referenced anywhere, not referenced, unreferenced, if not used, not used, if unused, not used anywhere, unused, in keiner stueckliste verbaut, in keiner stueckliste, nicht verbaut, not in any bom, not used in any bom, not used in any assembly, nicht referenziert, wenn nicht referenziert, wenn sie nirgends verwendet werden, nirgends verwendet, unless referenced, unless used, wenn unbenutzt, sofern nicht referenziert, only if not referenced, orphaned, if nobody references them, not used in a bom"},
	{special, "unreleased", "unless released, not released, if not released, nicht freigegeben, sofern nicht freigegeben, wenn nicht freigegeben, nicht freigegeben sind, except released, except released ones, that are not released, ausser freigegebene"},
	{filler, "", "delete, remove, erase, drop, loeschen, loesche, entfernen, sind, sie, permanently, endgueltig, finally"},
}

// readDelete reads what keeps an object from being deleted.
func readDelete(r *reader, p phrase, n int) bool {
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	switch p.arg {
	case "folders":
		r.spec.Action.RemoveFromFolders = true
	case "unused":
		r.addFilter(spec.Filter{Field: spec.FieldReferences, Op: spec.OpUnset})
	case "unreleased":
		r.addFilter(spec.Filter{Field: spec.FieldStatus, Op: spec.OpUnset})
	}
	r.took(n)
	return true
}

// settleDelete refuses everything but exact objects.
func settleDelete(r *reader) {
	sel := &r.spec.Select
	if sel.From == spec.FromFilter || sel.From == spec.FromFolder || r.unlisted() {
		r.missing = append(r.missing, "a list of the objects by their ids: nothing is deleted by a pattern or a filter; make the list with query-export, have a person check it, then delete with that file")
	}
	for i, f := range r.spec.Where {
		if f.Field == spec.FieldReferences {
			r.note(pathAt("where", i), spec.NoteAssumed, "tested strictly: no reference at all except folders; -ignore_folders to allow those")
		}
	}
}

// unlisted reports a selection where the pattern wants a list.
func (r *reader) unlisted() bool {
	return r.spec.Select.From == spec.FromInput && r.spec.Input.File == "" && r.selective() && len(r.spec.Input.Columns) == 0
}

// selective reports filters that choose objects rather than protect them.
func (r *reader) selective() bool {
	for _, f := range r.spec.Where {
		if f.Field != spec.FieldReferences && !(f.Field == spec.FieldStatus && (f.Op == spec.OpUnset || f.Op == spec.OpIsNot)) {
			return true
		}
	}
	return r.everything && !r.listMentioned
}
