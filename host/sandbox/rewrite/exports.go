package rewrite

import "strings"

type export struct {
	name  string
	kind  byte
	index uint32
}

func (m *module) readExports(r *reader) {
	n := r.count("exports", m.caps.Exports)
	for i := 0; i < n && r.err == nil; i++ {
		m.exports = append(m.exports, m.readExport(r))
	}
}

func (m *module) readExport(r *reader) export {
	at := r.pos
	e := export{name: r.name(), kind: r.byte()}
	if strings.HasPrefix(e.name, reservedExports) {
		r.fail(at, "export %q: names that start with %q are reserved", e.name, reservedExports)
	}
	switch e.kind {
	case funcKind:
		f := r.index("function", m.funcCount())
		m.declare(f)
		e.index = m.renumber(f)
	case tableKind:
		e.index = r.index("table", len(m.tables))
	case memoryKind:
		e.index = r.index("memory", len(m.memories))
	case globalKind:
		e.index = r.index("global", len(m.globals))
	default:
		r.fail(at, "export %q of unknown kind %#x", e.name, e.kind)
	}
	return e
}

// appendExports appends the exports and, after them, those that a host needs to
// run an instance and to save and restore its state.
func (m *module) appendExports(out []byte) []byte {
	added := m.addedExports()
	out = appendU32(out, uint32(len(m.exports)+len(added)))
	for _, e := range append(m.exports[:len(m.exports):len(m.exports)], added...) {
		out = appendU32(append(appendName(out, e.name), e.kind), e.index)
	}
	return out
}

func (m *module) addedExports() []export {
	added := []export{{FuelExport, globalKind, m.fuel()}}
	if m.hasStart {
		added = append(added, export{StartExport, funcKind, m.renumber(m.start)})
	}
	if len(m.memories) > 0 {
		added = append(added, export{MemoryExport, memoryKind, 0})
	}
	for i, g := range m.globals {
		if g.mutable && g.typ.numeric() {
			added = append(added, export{globalExport(i), globalKind, uint32(i)})
		}
	}
	return added
}
