package check

import "strings"

// lockKind says what a call does to the lock of an object.
type lockKind int

const (
	noLock lockKind = iota
	takesLock
	givesLock
	deletes // gives the lock if it succeeds
)

// lockOf reads the calls that lock and unlock: what AOM_refresh does depends on
// its second argument, and what it does with anything but a constant is open.
func (fn *function) lockOf(c *call) lockKind {
	if c.is&locking == 0 {
		return noLock
	}
	last := ""
	if n := len(c.args); n > 0 && c.args[n-1].to > c.args[n-1].from {
		last = fn.unit.text(c.args[n-1].from)
	}
	switch c.name {
	case "AOM_lock", "AOM_lock_for_delete":
		return takesLock
	case "AOM_unlock":
		return givesLock
	case "AOM_delete", "ITEM_delete_item", "ITEM_delete_rev":
		return deletes
	case "AOM_refresh":
		switch last {
		case "TRUE", "true":
			return takesLock
		case "FALSE", "false":
			return givesLock
		}
	case "POM_refresh_instances_any_class", "POM_refresh_instances":
		switch last {
		case "POM_modify_lock", "POM_delete_lock":
			return takesLock
		case "POM_no_lock":
			return givesLock
		}
	case "POM_save_instances":
		if last == "TRUE" || last == "true" {
			return givesLock
		}
	}
	return noLock
}

// writes finds locks that stay, changes without a lock, what is made and not
// saved, and rights that stay on.
func (p *project) writes(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		if fn.lockOf(c) == takesLock {
			p.unlocked(fn, c)
		}
		if c.is&saving != 0 && fn.savesOneType(c) {
			p.report("never-saved", fn.unit, c.at, c.name+" saves objects of one type, and nothing saves the others", "")
		}
		if c.is&writing == 0 {
			continue
		}
		switch {
		case c.name == "POM_place_markpoint" && !p.near(fn, 1, named("POM_roll_to_markpoint")):
			p.report("no-roll-back", fn.unit, c.at, "nothing rolls back to this mark point", "")
		case changes[c.name] && !p.locked(fn, c.name, &answers{}):
			p.report("set-unlocked", fn.unit, c.at, c.name+" changes an object that nothing here locks", "")
		case (c.name == "AOM_delete" || c.name == "ITEM_delete_item" || c.name == "ITEM_delete_rev") && !p.near(fn, 1, named("AOM_lock_for_delete")):
			p.report("set-unlocked", fn.unit, c.at, c.name+" deletes an object that AOM_lock_for_delete did not lock", "")
		case c.name == "ITK_set_bypass" && fn.isTrue(c) && !p.near(fn, 1, func(f *function, o *call) bool { return o.name == c.name && !f.isTrue(o) }):
			p.report("bypass-left", fn.unit, c.at, "the bypass that is switched on here is never switched off", "")
		}
		if needsSave(c) && !p.saved(fn, c) {
			p.report("never-saved", fn.unit, c.at, "what "+c.name+" makes or changes is never saved", "")
		}
	}
}

// unlocked wants a lock to be given back by the body that takes it, after it
// and on every way out.
func (p *project) unlocked(fn *function, c *call) {
	object := lockedBy(c)
	last := -1
	for i := range fn.calls {
		o := &fn.calls[i]
		if o.at > c.at && fn.lockOf(o) == givesLock && (object == none || lockedBy(o) == object || lockedBy(o) == none) {
			last = o.at
		}
		if o.at > c.at && o.callee != nil && p.unlocks.near(o.callee, 0) && (object == none || o.passes(object)) {
			last = o.at
		}
	}
	if last < 0 {
		if !p.callersUnlock(fn, object, map[held]bool{}) {
			p.report("lock-left", fn.unit, c.at, "the lock that "+c.name+" takes is never given back", "")
		}
		return
	}
	if at := fn.earlyReturn(c, last, object); at >= 0 && !fn.gaveLock(c.at, at) {
		p.report("lock-on-return", fn.unit, at, "this "+fn.unit.text(at)+" leaves the lock of "+c.name, "")
	}
}

// lockedBy is the variable that a call locks or unlocks; none when it is no
// plain one.
func lockedBy(c *call) word {
	i := 0
	if strings.HasPrefix(c.name, "POM_") {
		i = 1 // behind the count
	}
	if i >= len(c.args) {
		return none
	}
	return c.args[i].name
}

// gaveLock reports whether a lock is given back between two tokens.
func (fn *function) gaveLock(from, to int) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at > from && c.at < to && fn.lockOf(c) == givesLock {
			return true
		}
	}
	return false
}

// held is a variable of a function.
type held struct {
	fn   *function
	name word
}

// callersUnlock reports whether a function that calls this one, which only
// takes the lock of one of its parameters, gives it back.
func (p *project) callersUnlock(fn *function, object word, seen map[held]bool) bool {
	if seen[held{fn, object}] {
		return false
	}
	seen[held{fn, object}] = true
	k := fn.paramIndex(object)
	if k < 0 && object != none && !p.is(object, global) {
		return false // nobody else has the object
	}
	for _, caller := range p.callers(fn) {
		for i := range caller.calls {
			c := &caller.calls[i]
			passed := none
			if c.callee == fn && k >= 0 && k < len(c.args) {
				passed = c.args[k].name
			}
			if c.callee == fn && (p.givesTo(caller, passed, fn) || p.callersUnlock(caller, passed, seen)) {
				return true
			}
		}
		if !caller.callsFunction(fn) && p.givesTo(caller, none, fn) {
			return true
		}
	}
	return false
}

// givesTo reports whether the body gives the lock of a variable back, itself or
// by what it hands it to; none is any.
func (p *project) givesTo(fn *function, object word, except *function) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if fn.lockOf(c) == givesLock && (object == none || lockedBy(c) == object || lockedBy(c) == none) {
			return true
		}
		if c.callee != nil && c.callee != except && p.unlocks.near(c.callee, 0) && (object == none || c.passes(object)) {
			return true
		}
	}
	return false
}

// passes reports whether an argument of the call names the variable.
func (c *call) passes(name word) bool {
	for i := range c.args {
		if c.args[i].name == name {
			return true
		}
	}
	return false
}

// named tells calls of one name.
func named(name string) func(*function, *call) bool {
	return func(_ *function, c *call) bool { return c.name == name }
}

// isLock tells calls that take the modify lock.
func isLock(fn *function, c *call) bool {
	return fn.lockOf(c) == takesLock && c.name != "AOM_lock_for_delete"
}

func isUnlock(fn *function, c *call) bool { return fn.lockOf(c) == givesLock }

// isCreation tells calls that make what may be changed without a lock until it
// is saved.
func isCreation(_ *function, c *call) bool {
	switch c.name {
	case "TCTYPE_construct_create_input", "TCTYPE_create_object", "ITEM_create_item2", "ITEM_copy_rev", "AE_create_dataset_with_id",
		"FL_create2", "FORM_create2":
		return true
	}
	return false
}

func (fn *function) isTrue(c *call) bool {
	return len(c.args) == 1 && (fn.unit.is(c.args[0].from, nameTRUE) || fn.unit.is(c.args[0].from, nameTrue))
}

// changes are the calls that change an object in memory, which must be locked.
var changes = map[string]bool{
	"AE_import_named_ref": true, "AE_remove_dataset_named_ref_by_tag2": true, "AE_purge_dataset_revs": true, "AE_set_dataset_tool": true,
	"AOM_UIF_set_value": true, "AOM_set_ownership": true, "AOM_set_value_date": true, "AOM_set_value_double": true, "AOM_set_value_int": true,
	"AOM_set_value_logical": true, "AOM_set_value_string": true, "AOM_set_value_tag": true, "AOM_set_value_tags": true,
	"FL_insert": true, "FL_remove": true, "ITEM_set_unit_of_measure": true, "POM_remove_from_attr": true,
	"PS_create_bom_view": true, "PS_create_bvr": true,
}

// locked reports whether a change in a function comes with a lock, or with the
// creation of what is changed: there, or on each way that leads there. What a
// file is imported into must have been saved before, so that it is locked, and a
// folder is another object than the one that is made for it.
func (p *project) locked(fn *function, change string, seen *answers) bool {
	if !seen.first(fn) || p.locks.near(fn, 1) || p.creates(fn, change) {
		return true
	}
	callers := p.callers(fn)
	for _, caller := range callers {
		if !p.locked(caller, change, seen) {
			return false
		}
	}
	return len(callers) > 0
}

// creates reports whether a function makes what a change is made to.
func (p *project) creates(fn *function, change string) bool {
	switch change {
	case "AE_import_named_ref":
		return false
	case "FL_insert", "FL_remove":
		return p.newFolders.near(fn, 1)
	}
	return p.creations.near(fn, 1)
}
