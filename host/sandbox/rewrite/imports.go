package rewrite

// What an import or an export is, as in the binary.
const (
	funcKind = iota
	tableKind
	memoryKind
	globalKind
)

var kindNames = [...]string{"function", "table", "memory", "global"}

type funcImport struct {
	module, name string
	typ          uint32
}

func (m *module) readImports(r *reader) {
	n := r.count("imports", m.caps.Imports)
	for i := 0; i < n && r.err == nil; i++ {
		m.imports = append(m.imports, m.readImport(r))
	}
}

func (m *module) readImport(r *reader) funcImport {
	at := r.pos
	i := funcImport{module: r.name(), name: r.name()}
	if i.module == RefillModule {
		r.fail(at, "import module %q is reserved", RefillModule)
	}
	switch kind := r.byte(); {
	case r.err != nil:
	case kind == funcKind:
		i.typ = r.index("type", len(m.types))
	case int(kind) < len(kindNames):
		r.fail(at, "imported %s %q.%q: only functions can be imported", kindNames[kind], i.module, i.name)
	default:
		r.fail(at, "unknown kind %#x of import", kind)
	}
	return i
}

// appendImports appends the imports and, after them, refill.
func (m *module) appendImports(out []byte) []byte {
	out = appendU32(out, uint32(len(m.imports)+1))
	for _, i := range m.imports {
		out = appendImport(out, i)
	}
	return appendImport(out, funcImport{RefillModule, RefillName, uint32(len(m.types))})
}

func appendImport(out []byte, i funcImport) []byte {
	out = appendName(appendName(out, i.module), i.name)
	return appendU32(append(out, funcKind), i.typ)
}
