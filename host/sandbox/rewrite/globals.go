package rewrite

import "strconv"

type global struct {
	typ     valueType
	mutable bool
	init    []byte // a constant expression, functions renumbered
}

func (m *module) readGlobals(r *reader) {
	n := r.count("globals", m.caps.Globals)
	for i := 0; i < n && r.err == nil; i++ {
		m.globals = append(m.globals, m.readGlobal(r))
	}
}

func (m *module) readGlobal(r *reader) global {
	g := global{typ: r.valueType()}
	at := r.pos
	mutable := r.byte()
	if mutable > 1 {
		r.fail(at, "mutability %#x, must be 0 or 1", mutable)
	}
	g.mutable = mutable == 1
	if g.mutable && !g.typ.numeric() {
		m.keepOut("a mutable global of type v128, funcref or externref")
	}
	g.init = m.readConstant(r).bytes
	return g
}

// appendGlobals appends the globals and, after them, the fuel, which is empty.
func (m *module) appendGlobals(out []byte) []byte {
	out = appendU32(out, uint32(len(m.globals)+1))
	for _, g := range m.globals {
		out = append(out, byte(g.typ), 0)
		if g.mutable {
			out[len(out)-1] = 1
		}
		out = append(out, g.init...)
	}
	return append(out, byte(typeI64), 1, byte(opI64Const), 0, byte(opEnd))
}

// globalExport is the reserved name of a global.
func globalExport(i int) string { return globalExports + strconv.Itoa(i) }
