package sandbox

import (
	"maps"
	"slices"
)

// Capabilities lists what can be granted.
func Capabilities() []string { return slices.Sorted(maps.Keys(capabilities)) }

// Imports lists the host functions that the module asks for, as
// "module.name", sorted.
func (p *Plugin) Imports() []string {
	var list []string
	for _, f := range p.program.module.ImportedFunctions() {
		// What is not offered is between the host and itself.
		if module, name, _ := f.Import(); p.program.offered[module] != nil {
			list = append(list, module+"."+name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
