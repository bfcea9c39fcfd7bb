package rewrite

// append appends the body with its edits made. Two locals are added for them: an
// i64 for the fuel and an i32 for lengths.
func (b *body) append(out, data []byte) []byte {
	out = appendU32(out, uint32(b.groupCount+2))
	out = append(out, data[b.groups.at:b.groups.end]...)
	out = b.appendAddedLocals(out)
	pos := b.groups.end
	for _, e := range b.edits {
		out = append(out, data[pos:e.at]...)
		out = b.appendEdit(out, e)
		pos = e.until
	}
	return append(out, data[pos:b.end]...)
}

// appendAddedLocals appends the declarations of fuelLocal and lengthLocal.
func (b *body) appendAddedLocals(out []byte) []byte {
	return append(out, 1, byte(typeI64), 1, byte(typeI32))
}

func (b *body) fuelLocal() uint32   { return uint32(b.locals) }
func (b *body) lengthLocal() uint32 { return uint32(b.locals + 1) }

func (b *body) appendEdit(out []byte, e edit) []byte {
	switch e.kind {
	case renumber:
		return appendU32(out, uint32(e.n))
	case check:
		out = append(out, byte(opLoop), voidBlock)
		return append(b.appendPass(out, e.n), byte(opEnd))
	case pass:
		return b.appendPass(out, e.n)
	case measure:
		return b.appendCheck(b.appendMeasure(out))
	case bulkStart:
		return b.appendBulkStart(out, opcode(e.n))
	case bulkEnd:
		return appendBulkEnd(out)
	}
	if e.n == 0 {
		return out
	}
	return appendIndex(b.appendCost(out, e.n), opGlobalSet, b.module.fuel())
}

// appendPass appends: fuel -= n; if fuel < 0 { refill(); fuel += n; repeat the
// loop }. Repeating, rather than going on, keeps what is in registers there for
// the way that does not refill.
func (b *body) appendPass(out []byte, n int64) []byte {
	out = b.appendBelowZero(b.appendCost(out, n))
	out = append(out, byte(opIf), voidBlock)
	out = appendIndex(out, opCall, b.module.refill())
	out = appendIndex(b.appendCost(out, -n), opGlobalSet, b.module.fuel())
	return append(out, byte(opBr), 1, byte(opEnd))
}

// appendCost appends: push fuel - n.
func (b *body) appendCost(out []byte, n int64) []byte {
	out = appendIndex(out, opGlobalGet, b.module.fuel())
	out = appendS64(append(out, byte(opI64Const)), n)
	return append(out, byte(opI64Sub))
}

// appendMeasure appends: length = top of the stack, which stays; push
// fuel - length>>bulkShift.
func (b *body) appendMeasure(out []byte) []byte {
	return b.appendLength(appendIndex(out, opLocalTee, b.lengthLocal()))
}

// appendLength appends: push fuel - length>>bulkShift.
func (b *body) appendLength(out []byte) []byte {
	out = appendIndex(out, opGlobalGet, b.module.fuel())
	out = appendIndex(out, opLocalGet, b.lengthLocal())
	return append(out, byte(opI64ExtendI32), byte(opI64Const), bulkShift, byte(opI64ShrU), byte(opI64Sub))
}

// appendCheck appends: pop fuel; if fuel < 0 { refill() }.
func (b *body) appendCheck(out []byte) []byte {
	out = append(b.appendBelowZero(out), byte(opIf), voidBlock)
	out = appendIndex(out, opCall, b.module.refill())
	return append(out, byte(opEnd))
}

// appendBelowZero appends: pop fuel; push whether fuel < 0.
func (b *body) appendBelowZero(out []byte) []byte {
	out = appendIndex(out, opLocalTee, b.fuelLocal())
	out = appendIndex(out, opGlobalSet, b.module.fuel())
	out = appendIndex(out, opLocalGet, b.fuelLocal())
	return append(out, byte(opI64Const), 0, byte(opI64LtS))
}

// appendIndex appends an instruction that has an index.
func appendIndex(out []byte, op opcode, index uint32) []byte {
	return appendU32(append(out, byte(op)), index)
}
