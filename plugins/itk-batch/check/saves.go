package check

import (
	"slices"
	"strings"
)

// savesAll are the calls that save an object of any class.
var savesAll = []string{"AOM_save", "AOM_save_with_extensions", "AOM_save_without_extensions", "AOM_save_with_warnings", "POM_save_instances", "ITEM_save_item"}

// saves says for calls that make or change something which calls save it, beside
// those of [savesAll].
var saves = map[string][]string{
	"AE_create_dataset_with_id": {"AE_save_myself"},
	"AE_set_dataset_tool":       {"AE_save_myself"},
	"AE_import_named_ref":       {"AE_save_myself"},
	"AOM_UIF_set_value":         {"TCTYPE_create_object"},
	"AOM_set_value_date":        {"TCTYPE_create_object"},
	"AOM_set_value_double":      {"TCTYPE_create_object"},
	"AOM_set_value_int":         {"TCTYPE_create_object"},
	"AOM_set_value_logical":     {"TCTYPE_create_object"},
	"AOM_set_value_string":      {"TCTYPE_create_object"},
	"AOM_set_ownership":         nil,
	"FL_insert":                 nil,
	"FL_remove":                 nil,
	"GRM_create_relation":       {"GRM_save_relation"},
	"ITEM_copy_rev":             nil,
	"POM_remove_from_attr":      nil,
	"PS_create_bom_view":        nil,
	"PS_create_bvr":             nil,
	"TCTYPE_create_object":      nil,
}

// savesOnly says it of those that no call of [savesAll] saves.
var savesOnly = map[string]string{
	"BOM_line_add":                  "BOM_save_window",
	"BOM_line_cut":                  "BOM_save_window",
	"BOM_line_set_attribute_string": "BOM_save_window",
	"RELSTAT_create_release_status": "RELSTAT_add_release_status",
}

// made says which argument of a call is the variable for what it makes.
var made = map[string]int{"AE_create_dataset_with_id": 5, "GRM_create_relation": 4, "ITEM_copy_rev": 2, "PS_create_bom_view": 4, "PS_create_bvr": 5, "TCTYPE_create_object": 1}

// savesWhat tells the calls that save what a call makes or changes. Of what
// stays in a variable of the body, or of the callers that wait for it, another
// call must name that variable, unless it can save nothing else.
func (p *project) savesWhat(fn *function, c *call) func(*function, *call) bool {
	name := none
	var waiting []held
	if i, ok := made[c.name]; ok && i < len(c.args) {
		switch k := fn.paramIndex(c.args[i].name); {
		case c.args[i].address:
			name = c.args[i].name
		case c.args[i].bare && k >= 0:
			if waiting = p.waiting(fn, k); waiting != nil {
				name = c.args[i].name
			}
		}
	}
	return func(f *function, o *call) bool {
		switch {
		case o.itk == nil:
			return false
		case o.is&savingAll == 0:
			return slices.Contains(saves[c.name], o.name) || savesOnly[c.name] == o.name
		case savesOnly[c.name] != "":
			return false
		case name == none:
			return true
		case f != fn:
			return fn.hands(name, f) || slices.ContainsFunc(waiting, func(h held) bool {
				return h.fn == f && o.first().name == h.name || h.fn != f && h.fn.hands(h.name, f)
			})
		}
		return o.first().name == name
	}
}

// waiting are the variables of callers that a parameter puts something out to;
// nil when one of them is not known.
func (p *project) waiting(fn *function, param int) []held {
	var all []held
	for _, caller := range p.callers(fn) {
		for i := range caller.calls {
			c := &caller.calls[i]
			if c.callee != fn {
				continue
			}
			if param >= len(c.args) || !c.args[param].address || c.args[param].name == none {
				return nil
			}
			all = append(all, held{caller, c.args[param].name})
		}
	}
	return all
}

// needsSave reports whether a call makes or changes what must be saved behind it.
func needsSave(c *call) bool {
	if _, is := saves[c.name]; is {
		return true
	}
	return savesOnly[c.name] != ""
}

// changesHolder are the calls that change, beside what they make, the object that
// holds it from then on, which must be saved as well.
var changesHolder = map[string]bool{"PS_create_bom_view": true, "PS_create_bvr": true}

// savesHolder tells the calls that save something that their body has not made.
func savesHolder(f *function, o *call) bool {
	return o.itk != nil && o.is&savingAll != 0 && !f.makes(o.first().name)
}

// makes reports whether a call of the body puts something new in the variable.
func (fn *function) makes(name word) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if at, ok := made[c.name]; ok && at < len(c.args) && c.args[at].address && c.args[at].name == name {
			return true
		}
	}
	return false
}

// hands reports whether the body hands a variable to a function.
func (fn *function) hands(name word, to *function) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.callee == to && c.passes(name) {
			return true
		}
	}
	return false
}

// saved reports whether all that a call makes or changes is saved behind it.
func (p *project) saved(fn *function, c *call) bool {
	return p.savedBehind(fn, c, p.savesWhat(fn, c)) && (!changesHolder[c.name] || p.savedBehind(fn, c, savesHolder))
}

// savedBehind reports whether a save of that kind stands behind a call: in the
// body, or on each way that leads there up to five steps above.
func (p *project) savedBehind(fn *function, c *call, kind func(*function, *call) bool) bool {
	from := c.at
	if l, ok := fn.innermost(c.at); ok {
		from = l.head // the next turn may save it
	}
	saves := search{kind: kind}
	if saves.behind(fn, from) {
		return true
	}
	var seen answers
	seen.first(fn)
	return p.savedAbove(fn, &saves, 5, &seen)
}

// savedAbove reports whether each function that calls this one saves behind it,
// or those that call that one do.
func (p *project) savedAbove(fn *function, saves *search, steps int, seen *answers) bool {
	callers := p.callers(fn)
	for _, caller := range callers {
		if *seen.of(caller) != unknown || saves.behind(caller, caller.firstUse(fn.name)) {
			continue
		}
		seen.first(caller)
		if steps == 1 || !p.savedAbove(caller, saves, steps-1, seen) {
			return false
		}
	}
	return len(callers) > 0
}

// firstUse is the index of the first token of the body that is that name.
func (fn *function) firstUse(name word) int {
	for _, at := range fn.uses {
		if fn.unit.tokens[at].word == name {
			return int(at)
		}
	}
	return fn.end
}

// savesOneType reports whether a save stands in a choice by the type of the
// object, the other half of which saves nothing.
func (fn *function) savesOneType(c *call) bool {
	question, colon := fn.unit.choiceAround(c.at)
	if question < 0 || !fn.isTypeTest(fn.unit.word(question-1)) {
		return false
	}
	from, to := colon, fn.unit.simpleEnd(colon)
	if c.at > colon {
		from, to = question, colon
	}
	for i := range fn.calls {
		if o := &fn.calls[i]; o.at > from && o.at < to && (o.is&saving != 0 || o.callee != nil) {
			return false
		}
	}
	return true
}

// isTypeTest reports whether a call puts out in the variable whether an object is
// of a type.
func (fn *function) isTypeTest(name word) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if name != none && strings.HasPrefix(c.name, "TCTYPE_is_type_of") && len(c.args) == 3 && c.args[2].name == name {
			return true
		}
	}
	return false
}

// choiceAround returns where the ? and the : of the choice around a token stand;
// -1 if there is none.
func (u *unit) choiceAround(i int) (question, other int) {
	question, other = -1, -1
	for k := i; k >= 0 && question < 0; k-- {
		t := &u.tokens[k]
		switch {
		case t.word == semicolon || t.word == lbrace || t.word == rbrace:
			return -1, -1
		case t.match >= 0 && int(t.match) < k:
			k = int(t.match)
		case t.word == quest:
			question = k
		case t.word == colon:
			other = k
		}
	}
	for k := i; other < 0 && k < len(u.tokens) && u.tokens[k].word != semicolon; k++ {
		if u.tokens[k].word == colon {
			other = k
		}
	}
	if other < 0 {
		return -1, -1
	}
	return question, other
}
