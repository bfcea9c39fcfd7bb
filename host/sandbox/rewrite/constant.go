package rewrite

// constant is an expression that can be evaluated without running anything.
type constant struct {
	typ   valueType
	value int64  // if typ is i32 or i64
	bytes []byte // its encoding, functions renumbered
}

// readConstant reads one constant instruction and the end after it. There is no
// more to constants of WebAssembly 2.0 but global.get, which is for imported
// globals only, and there are none.
func (m *module) readConstant(r *reader) constant {
	at := r.pos
	c := m.readConstantValue(r)
	if end := r.pos; opcode(r.byte()) != opEnd {
		r.fail(end, "constant expression must be one constant")
	}
	if c.bytes == nil && r.err == nil {
		c.bytes = r.data[at:r.pos]
	}
	return c
}

func (m *module) readConstantValue(r *reader) constant {
	at := r.pos
	switch op := opcode(r.byte()); op {
	case opI32Const:
		return constant{typ: typeI32, value: int64(r.s32())}
	case opI64Const:
		return constant{typ: typeI64, value: r.s64()}
	case opF32Const:
		r.bytes(4)
		return constant{typ: typeF32}
	case opF64Const:
		r.bytes(8)
		return constant{typ: typeF64}
	case opRefNull:
		return constant{typ: r.referenceType()}
	case opRefFunc:
		f := r.index("function", m.funcCount())
		m.declare(f)
		bytes := appendU32([]byte{byte(opRefFunc)}, m.renumber(f))
		return constant{typ: typeFuncref, bytes: append(bytes, byte(opEnd))}
	case opVectorPrefix:
		if r.u32() != uint32(opV128Const&0xff) {
			r.fail(at, "constant expression must be a constant")
		}
		r.bytes(16)
		return constant{typ: typeV128}
	case opGlobalGet:
		r.fail(at, "global.get in a constant expression: globals cannot be imported")
	default:
		r.fail(at, "constant expression starts with %#x, must be a constant", byte(op))
	}
	return constant{}
}
