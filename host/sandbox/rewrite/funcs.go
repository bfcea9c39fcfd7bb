package rewrite

import "slices"

func (m *module) readFuncs(r *reader) {
	n := r.count("functions", m.caps.Funcs)
	m.funcs = make([]uint32, 0, n)
	for i := 0; i < n && r.err == nil; i++ {
		m.funcs = append(m.funcs, r.index("type", len(m.types)))
	}
}

// appendFuncs appends the types of the functions and of those of bulk.go.
func (m *module) appendFuncs(out []byte) []byte {
	types := slices.Clip(m.funcs)
	for range m.bulkBodies() {
		types = append(types, m.bulkTypeIndex())
	}
	if len(types) == 0 {
		return out
	}
	out = appendU32(out, uint32(len(types)))
	for _, t := range types {
		out = appendU32(out, t)
	}
	return out
}

// funcType returns the signature of a function of the original.
func (m *module) funcType(f uint32) funcType {
	if int(f) < len(m.imports) {
		return m.types[m.imports[f].typ]
	}
	return m.types[m.funcs[int(f)-len(m.imports)]]
}

// readStart reads which function is to run first.
func (m *module) readStart(r *reader) {
	at := r.pos
	m.start = r.index("function", m.funcCount())
	if r.err != nil {
		return
	}
	if t := m.funcType(m.start); t.params > 0 || t.results > 0 {
		r.fail(at, "start function %d takes or gives values", m.start)
	}
	m.hasStart = true
}
