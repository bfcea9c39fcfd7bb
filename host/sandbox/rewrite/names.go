package rewrite

// funcName is a function's name for people, as stack traces show it. They are
// kept; all other custom sections (debug information, producers) go.
type funcName struct {
	index uint32 // in the output
	name  string
}

// funcNames is the part of the "name" section that has the functions.
const funcNames = 1

// readCustom reads a custom section. What is in one has no meaning for running
// the module, so errors in it are no reason to refuse the module.
func (m *module) readCustom(r *reader) {
	name := r.name()
	content := reader{data: r.data, pos: r.pos, end: r.end}
	r.pos = r.end
	if name != "name" || r.err != nil {
		return
	}
	names := m.readNames(&content)
	if content.err == nil {
		m.names = names
	}
}

func (m *module) readNames(r *reader) []funcName {
	var names []funcName
	for r.more() {
		id, size := r.byte(), int(r.u32())
		if id == funcNames && names == nil {
			r.within(size, func() { names = m.readFuncNames(r) })
			continue
		}
		r.bytes(size)
	}
	return names
}

func (m *module) readFuncNames(r *reader) []funcName {
	n := r.count("names", m.funcCount())
	names := make([]funcName, 0, n)
	last := -1
	for i := 0; i < n && r.err == nil; i++ {
		at := r.pos
		f := r.index("function", m.funcCount())
		if int(f) <= last {
			r.fail(at, "names out of order")
		}
		last = int(f)
		names = append(names, funcName{m.renumber(f), r.name()})
	}
	return names
}

// appendNames appends the content of a "name" section.
func (m *module) appendNames(out []byte) []byte {
	if len(m.names) == 0 {
		return out
	}
	items := appendU32(nil, uint32(len(m.names)))
	for _, n := range m.names {
		items = appendName(appendU32(items, n.index), n.name)
	}
	out = append(appendName(out, "name"), funcNames)
	return append(appendU32(out, uint32(len(items))), items...)
}
