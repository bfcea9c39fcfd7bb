package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// settleUpdate completes what is set: by columns, by one value, or by clearing.
func settleUpdate(r *reader) {
	act := &r.spec.Action
	if in := r.spec.Input; in != nil && !in.Has(spec.RoleProperty) && !in.Has(spec.RolePropertyName) {
		for _, a := range act.Set {
			if a.Value == "" && !r.clearing && r.transform == "" {
				header := ""
				if in.Header {
					header = a.Property
				}
				in.Columns = append(in.Columns, spec.InputColumn{Role: spec.RoleProperty, Property: a.Property, Header: header})
			}
		}
	}
	if in := r.spec.Input; in != nil {
		for _, c := range in.Columns {
			if c.Role == spec.RoleProperty {
				r.assign(spec.Assignment{Property: c.Property})
			}
		}
		in.Empty = r.emptyCell
		if in.Empty == "" {
			r.note("input.empty", spec.NoteDefault, "an empty cell keeps the old value")
		}
	}
	if r.renaming {
		r.settleRename()
	}
	for i := range act.Set {
		if act.Set[i].Value == "" {
			act.Set[i].Transform = r.transform
		}
		if r.display {
			act.Set[i].By = spec.AsDisplay
		}
		r.settable(act.Set[i])
	}
	r.titleOfProperty()
	long := r.spec.Input.Has(spec.RolePropertyName)
	if len(act.Set) == 0 && !long {
		r.missing = append(r.missing, "which property is set, by its name")
	}
	if r.clearing || r.transform != "" || long {
		return
	}
	r.dropGuesses()
	for _, a := range act.Set {
		if a.Value == "" && !r.columnSets(a.Property) {
			r.missing = append(r.missing, "the value that "+a.Property+" is set to, or a file with the values")
		}
	}
}

// titleOfProperty takes the column whose title is no internal name as the
// values of the property that the prompt names by one: "a4_charge from c.csv
// (Nummer;Revision;Charge)".
func (r *reader) titleOfProperty() {
	unset, untitled := -1, -1
	for i, a := range r.spec.Action.Set {
		if a.Value == "" && looksProperty(a.Property) && !r.columnSets(a.Property) {
			if unset >= 0 {
				return
			}
			unset = i
		}
	}
	if unset < 0 || r.spec.Input == nil || r.transform != "" || r.clearing {
		return
	}
	for i, c := range r.spec.Input.Columns {
		if c.Role == spec.RoleProperty && c.Header == c.Property && !looksProperty(c.Property) {
			if untitled >= 0 {
				return
			}
			untitled = i
		}
	}
	if untitled < 0 {
		return
	}
	c := &r.spec.Input.Columns[untitled]
	was := c.Property
	c.Property = r.spec.Action.Set[unset].Property
	r.spec.Action.Set = slices.DeleteFunc(r.spec.Action.Set, func(a spec.Assignment) bool { return a.Property == was && a.Value == "" })
	r.note(pathAt("input.columns", untitled), spec.NoteAssumed, "the column \""+c.Header+"\" taken as the values of "+c.Property)
}

// columnSets reports an input column with the values of a property.
func (r *reader) columnSets(property string) bool {
	if r.spec.Input == nil {
		return false
	}
	for _, c := range r.spec.Input.Columns {
		if c.Role == spec.RoleProperty && c.Property == property {
			return true
		}
	}
	return false
}

// dropGuesses drops everyday names of what the columns set by their own:
// "write the weight from w.csv (item_id,a4_weight)".
func (r *reader) dropGuesses() {
	if !r.titled || !r.spec.Input.Has(spec.RoleProperty) {
		return
	}
	var kept []spec.Assignment
	for _, a := range r.spec.Action.Set {
		if a.Value != "" || r.columnSets(a.Property) {
			kept = append(kept, a)
		} else {
			r.spec.Notes = slices.DeleteFunc(r.spec.Notes, func(n spec.Note) bool {
				return n.Text == guessNote(strings.ReplaceAll(a.Property, "_", " "), a.Property)
			})
		}
	}
	r.spec.Action.Set = kept
}

// settleRename takes the quoted text after "to" as the new name.
func (r *reader) settleRename() {
	if len(r.spec.Action.Set) == 0 {
		r.assign(spec.Assignment{Property: "object_name", Value: r.newName})
		if r.spec.Input != nil && r.newName == "" {
			header := "name"
			if !r.spec.Input.Header {
				header = ""
			}
			r.spec.Input.Columns = append(r.spec.Input.Columns, spec.InputColumn{Role: spec.RoleProperty, Property: "object_name", Header: header})
		}
	}
}

// settable asks again about properties that no program sets.
func (r *reader) settable(a spec.Assignment) {
	switch a.Property {
	case "creation_date", "last_mod_date", "date_released", "last_mod_user", "last_login_time":
		r.missing = append(r.missing, a.Property+" cannot be set: Teamcenter writes it itself; your installation may contain csv2tcxml and tcxml_import, which load data with its dates")
	case "owning_user", "owning_group":
		r.missing = append(r.missing, "the owner is not set as a property: change-ownership hands objects over")
	case "object_type":
		r.missing = append(r.missing, softReason("change type"))
	case "release_status_list":
		r.missing = append(r.missing, "a status is added or removed, not set as a property: status-add, status-remove")
	case "item_id", "item_revision_id":
		r.missing = append(r.missing, "a new "+a.Property+": an id that is in use is not changed, because other systems know it")
	}
}
