package rewrite

// append appends the body with its edits made. Two locals are added for them: an
// i64 and, where lengths are measured, an i32.
func (b *body) append(out, data []byte) []byte {
	out = appendU32(out, uint32(b.groupCount+2))
	out = append(out, data[b.groups.at:b.groups.end]...)
	out = append(out, 1, byte(typeI64), 1, byte(typeI32))
	pos := b.groups.end
	for _, e := range b.edits {
		out = append(out, data[pos:e.at]...)
		out = b.appendEdit(out, e)
		pos = e.until
	}
	return append(out, data[pos:b.end]...)
}

func (b *body) appendEdit(out []byte, e edit) []byte {
	switch {
	case e.kind == renumber:
		return appendU32(out, uint32(e.n))
	case e.kind == charge && e.n == 0:
		return out
	case e.kind == charge:
		return b.appendCharge(out, e.n)
	case e.kind == check:
		return b.appendCheck(b.appendCharge(out, e.n))
	default:
		return b.appendCheck(b.appendMeasure(out))
	}
}

// appendCharge appends: fuel -= n.
func (b *body) appendCharge(out []byte, n int64) []byte {
	out = appendU32(append(out, byte(opGlobalGet)), b.module.fuel())
	out = appendS64(append(out, byte(opI64Const)), n)
	out = append(out, byte(opI64Sub))
	return appendU32(append(out, byte(opGlobalSet)), b.module.fuel())
}

// appendMeasure appends: fuel -= length >> bulkShift, the length staying on the stack.
func (b *body) appendMeasure(out []byte) []byte {
	length := uint32(b.locals + 1)
	out = appendU32(append(out, byte(opLocalTee)), length)
	out = appendU32(append(out, byte(opGlobalGet)), b.module.fuel())
	out = appendU32(append(out, byte(opLocalGet)), length)
	out = append(out, byte(opI64ExtendI32), byte(opI64Const), bulkShift, byte(opI64ShrU), byte(opI64Sub))
	return appendU32(append(out, byte(opGlobalSet)), b.module.fuel())
}

// appendCheck appends: if fuel < 0 { refill() }.
func (b *body) appendCheck(out []byte) []byte {
	out = appendU32(append(out, byte(opGlobalGet)), b.module.fuel())
	out = append(out, byte(opI64Const), 0, byte(opI64LtS), byte(opIf), voidBlock)
	out = appendU32(append(out, byte(opCall)), b.module.refill())
	return append(out, byte(opEnd))
}
