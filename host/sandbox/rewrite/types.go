package rewrite

// valueType is the type of a value, as in the binary.
type valueType byte

// Value types.
const (
	typeI32       valueType = 0x7f
	typeI64       valueType = 0x7e
	typeF32       valueType = 0x7d
	typeF64       valueType = 0x7c
	typeV128      valueType = 0x7b
	typeFuncref   valueType = 0x70
	typeExternref valueType = 0x6f
)

// numeric reports whether a host can save and restore a global of that type.
// Of a v128 the API shows half; references belong to one instance.
func (t valueType) numeric() bool { return t >= typeF64 && t <= typeI32 }

func (r *reader) valueType() valueType {
	at := r.pos
	t := valueType(r.byte())
	if r.err == nil && !(t >= typeV128 && t <= typeI32 || t == typeFuncref || t == typeExternref) {
		r.fail(at, "unknown value type %#x", byte(t))
	}
	return t
}

func (r *reader) referenceType() valueType {
	at := r.pos
	t := valueType(r.byte())
	if r.err == nil && t != typeFuncref && t != typeExternref {
		r.fail(at, "unknown reference type %#x", byte(t))
	}
	return t
}

// funcType is the signature of a function: how many values it takes and gives,
// and its encoding.
type funcType struct {
	params, results int
	bytes           []byte
}

// refillType is func().
var refillType = []byte{0x60, 0, 0}

func (m *module) readTypes(r *reader) {
	n := r.count("types", m.caps.Types)
	for i := 0; i < n && r.err == nil; i++ {
		m.types = append(m.types, m.readFuncType(r))
	}
}

func (m *module) readFuncType(r *reader) funcType {
	at := r.pos
	if form := r.byte(); form != refillType[0] {
		r.fail(at, "unknown form %#x of type: only functions are accepted", form)
	}
	t := funcType{params: m.readValueTypes(r), results: m.readValueTypes(r)}
	if r.err == nil {
		t.bytes = r.data[at:r.pos]
	}
	return t
}

func (m *module) readValueTypes(r *reader) int {
	n := r.count("values", m.caps.Values)
	for range n {
		r.valueType()
	}
	return n
}

// appendTypes appends the types and, after them, those of the functions added.
func (m *module) appendTypes(out []byte) []byte {
	out = appendU32(out, uint32(len(m.types)+2))
	for _, t := range m.types {
		out = append(out, t.bytes...)
	}
	return append(append(out, refillType...), bulkType...)
}
