package check

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// objectKind is what kind of object a tag stands for. The type tag_t hides it from
// a compiler; the names of the parameters in the facts say it.
type objectKind uint8

const (
	anyKind objectKind = iota
	itemKind
	revisionKind
	windowKind
	lineKind
	datasetKind
	folderKind
	queryKind
	relationKind
	relationType
	userKind
	groupKind
	projectKind
	markKind // no object, but the number of a mark point
	mixedKind
)

// kindWords are the kinds in words.
var kindWords = [...]string{itemKind: "an item", revisionKind: "a revision", windowKind: "a BOM window", lineKind: "a BOM line",
	datasetKind: "a dataset", folderKind: "a folder", queryKind: "a saved query", relationKind: "a relation",
	relationType: "a relation type", userKind: "a user", groupKind: "a group", projectKind: "a project", markKind: "a mark point"}

// kindNames are the names of parameters in the facts that say a kind.
var kindNames = map[string]objectKind{
	"item": itemKind, "new_item": itemKind, "items": itemKind,
	"rev": revisionKind, "new_rev": revisionKind, "source_rev": revisionKind, "old_rev": revisionKind, "revs": revisionKind,
	"window": windowKind, "line": lineKind, "new_line": lineKind, "top_line": lineKind, "parent_line": lineKind, "lines": lineKind,
	"dataset": datasetKind, "folder": folderKind, "query": queryKind, "relation": relationKind, "relations": relationKind,
	"user": userKind, "group": groupKind, "project": projectKind, "markpoint": markKind,
}

// kindHints are names of variables that say a kind.
var kindHints = map[string]objectKind{
	"item": itemKind, "item_tag": itemKind, "rev": revisionKind, "revision": revisionKind, "rev_tag": revisionKind,
	"item_rev": revisionKind, "itemrev": revisionKind, "dataset": datasetKind, "dataset_tag": datasetKind, "folder": folderKind,
	"window": windowKind, "bom_line": lineKind, "relation_type": relationType,
}

// kindOf is the kind that a parameter of ITK wants or puts out.
func kindOf(f *kb.Function, q *kb.Param) objectKind {
	switch q.Type {
	case "tag_t", "tag_t *", "tag_t **":
		if q.Name == "type" && strings.HasPrefix(f.Name, "GRM_") {
			return relationType
		}
		return kindNames[q.Name]
	case "int", "int *":
		if q.Name == "markpoint" {
			return markKind
		}
	}
	return anyKind
}

// kinds finds objects of one kind where another is wanted, and arguments in each
// other's place.
func (p *project) kinds(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		p.crossed(fn, c)
		for k := range c.arguments {
			wanted := c.arguments[k].kind
			if wanted == anyKind || wanted == mixedKind || k >= len(c.args) {
				continue
			}
			a := &c.args[k]
			if a.address || a.pointed || a.name == none || a.name == nameNULLTAG {
				continue
			}
			given, sure := p.given(fn, &a.target, wanted)
			if given == anyKind || given == wanted {
				continue
			}
			p.report("wrong-kind", fn.unit, c.at, c.name+" wants "+kindWords[wanted]+", and "+p.words.text(a.name)+" is "+given.word(), "")
			if !sure || c.itk == nil {
				p.soften(Warning)
			}
		}
	}
}

func (k objectKind) word() string {
	if k == mixedKind {
		return "a flag"
	}
	return kindWords[k]
}

// given returns the kind of what an argument names, anyKind when that is not
// known or may be the one that is wanted, and whether a call says so or only a name.
func (p *project) given(fn *function, t *target, wanted objectKind) (kind objectKind, sure bool) {
	if wanted == markKind {
		return fn.givenMark(t), false
	}
	hint := anyKind
	if known := p.words.fact(t.last()); known != nil && !t.element {
		hint = known.hint
	}
	if t.member != none {
		return hint, false
	}
	if k := fn.paramIndex(t.name); k >= 0 {
		if fn.params[k].object {
			return hint, false
		}
		return anyKind, false
	}
	if fn.isAssigned(t.name) {
		return anyKind, false
	}
	for i := range fn.calls {
		c := &fn.calls[i]
		for k := range c.args {
			a := &c.args[k]
			if a.name != t.name || !a.address || a.member != none {
				continue
			}
			is := c.about(k).kind
			if is == anyKind || is == mixedKind || is == wanted || kind != anyKind && kind != is {
				return anyKind, false
			}
			kind = is
		}
	}
	return kind, true
}

// last is the name that says what a target is: that of the member, if any.
func (t *target) last() word {
	if t.member != none {
		return t.member
	}
	return t.name
}

// givenMark returns mixedKind for a variable that is used as a flag, and so is
// the number of no mark point.
func (fn *function) givenMark(t *target) objectKind {
	u := fn.unit
	if !t.bare {
		return anyKind
	}
	for _, at := range fn.uses {
		i := int(at)
		if u.tokens[i].word != t.name {
			continue
		}
		if u.is(i-1, amp) {
			return anyKind
		}
		if u.isTest(i) && !u.is(i+1, equal) && !u.is(i+1, notEqual) || u.is(i-1, land) && u.is(i+1, semicolon) {
			return mixedKind
		}
		if u.is(i+1, assign) && u.hasTest(i+2, u.simpleEnd(i)) {
			return mixedKind
		}
	}
	return anyKind
}

// hasTest reports whether an expression joins conditions.
func (u *unit) hasTest(from, to int) bool {
	for i := from; i < to; i++ {
		if u.is(i, land) || u.is(i, lor) {
			return true
		}
	}
	return false
}

// isAssigned reports whether the body gives the variable a value other than
// nothing by an assignment, so that a call is not all that fills it.
func (fn *function) isAssigned(name word) bool {
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if u.tokens[i].word != name {
			continue
		}
		after := i + 1
		for u.is(after, lbrack) && u.match(after) > 0 {
			after = u.match(after) + 1
		}
		if u.is(after, assign) && !isNothing(u.text(after+1)) {
			return true
		}
	}
	return false
}

// crossed finds two arguments each of which is called like the parameter that
// the other is passed for.
func (p *project) crossed(fn *function, c *call) {
	if len(c.args) < 2 || c.itk == nil && c.callee == nil {
		return
	}
	for i := range c.args {
		for k := i + 1; k < len(c.args); k++ {
			a, b := &c.args[i], &c.args[k]
			if a.bare && b.bare && a.name != b.name && p.isCalled(c, i, b.name) && p.isCalled(c, k, a.name) {
				p.report("swapped", fn.unit, c.at, p.words.text(a.name)+" and "+p.words.text(b.name)+" of "+c.name+" stand in each other's place", "")
				return
			}
		}
	}
}

// isCalled reports whether the parameter for an argument has that name.
func (p *project) isCalled(c *call, i int, name word) bool {
	if c.callee != nil {
		return i < len(c.callee.params) && c.callee.params[i].name == name
	}
	known := p.words.fact(c.word)
	return known != nil && i < len(known.params) && known.params[i] == name
}
