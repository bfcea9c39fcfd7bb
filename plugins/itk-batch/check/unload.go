package check

import "strings"

// unloads wants a program that selects many objects, or reads a list of them,
// and reads properties of each in a loop, to unload some.
func (p *project) unloads() {
	var wide, reading *function
	at := -1
	for _, u := range p.units {
		for _, fn := range u.functions {
			for _, c := range fn.calls {
				switch {
				case c.name == "AOM_unload" || c.name == "POM_unload_instances":
					return
				case selects[c.name]:
					wide = fn
				}
				if _, loops := fn.innermost(c.at); loops && at < 0 && p.reads(c, rounds) {
					reading, at = fn, c.at
				}
			}
		}
	}
	if wide != nil && reading != nil {
		p.report("unload", reading.unit, at, "what this loop reads is never unloaded", "")
	}
}

// selects are the calls that lead to any number of objects.
var selects = map[string]bool{"FL_ask_references": true, "POM_enquiry_execute": true, "QRY_execute": true, "WSOM_find2": true,
	"fgetc": true, "fgets": true, "getc": true}

// reads reports whether a call reads a property of an object, itself or
// through what it calls.
func (p *project) reads(c call, depth int) bool {
	if strings.HasPrefix(c.name, "AOM_ask_") || strings.HasPrefix(c.name, "AOM_UIF_ask_value") {
		return true
	}
	if c.callee == nil || depth == 0 {
		return false
	}
	for _, o := range c.callee.calls {
		if p.reads(o, depth-1) {
			return true
		}
	}
	return false
}
