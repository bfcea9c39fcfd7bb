package rewrite

// memory.fill and memory.copy do as much work as their length says, in one
// step that nothing can end. Lengths over smallBulk go to functions that the
// rewriter adds, which take them chunk by chunk, with a check at each.

const (
	// bulkChunk is the length, in bytes, that is done in one step.
	bulkChunk = 64 << 10
	// smallBulk is the length, in bytes, that is charged but not checked: most
	// copies are short.
	smallBulk = 256
)

// bulkType is the type of the functions, that of the instructions' operands:
// func(to, value or from, length i32).
var bulkType = []byte{0x60, 3, byte(typeI32), byte(typeI32), byte(typeI32), 0}

// The parameters of the functions.
const (
	bulkTo = iota
	bulkFrom
	bulkLength
)

func (m *module) bulkTypeIndex() uint32 { return uint32(len(m.types) + 1) }

// bulkFunction is the index of the function that does such an instruction.
func (m *module) bulkFunction(op opcode) uint32 {
	first := uint32(m.funcCount() + 1)
	if op == opMemoryCopy {
		return first + 1
	}
	return first
}

// appendBulkStart appends what comes before a bulk instruction:
//
//	if length > smallBulk { bulkFunction(…) } else { fuel -= length>>bulkShift …
//
// All operands stay on the stack. appendBulkEnd closes the else after it.
func (b *body) appendBulkStart(out []byte, op opcode) []byte {
	out = appendIndex(out, opLocalTee, b.lengthLocal())
	out = appendIndex(out, opLocalGet, b.lengthLocal())
	out = appendS64(append(out, byte(opI32Const)), smallBulk)
	out = append(out, byte(opI32GtU), byte(opIf))
	out = appendS64(out, int64(b.module.bulkTypeIndex()))
	out = appendIndex(out, opCall, b.module.bulkFunction(op))
	out = append(out, byte(opElse))
	return appendIndex(b.appendLength(out), opGlobalSet, b.module.fuel())
}

func appendBulkEnd(out []byte) []byte { return append(out, byte(opEnd)) }

// bulkBodies returns the bodies of the functions for fill and copy.
func (m *module) bulkBodies() [][]byte {
	if !m.usesBulk {
		return nil
	}
	b := &body{module: m, locals: bulkLength + 1}
	return [][]byte{b.fill(nil), b.copy(nil)}
}

// fill is
//
//	if to + length is out of bounds { memory.fill, which traps }
//	while length > chunk { check; fill a chunk; to += chunk; length -= chunk }
//	check; fill the rest
func (b *body) fill(out []byte) []byte {
	out = b.appendAddedLocals(append(out, 2))
	out = b.appendBeyond(out, bulkTo)
	out = append(out, byte(opIf), voidBlock)
	out = b.appendWhole(out, opMemoryFill)
	out = append(out, byte(opEnd))
	out = b.appendChunks(out, opMemoryFill, bulkTo)
	return append(b.appendRest(out, opMemoryFill), byte(opEnd))
}

// copy is like fill, but begins at the end where the ranges may overlap so that
// beginning at the start would overwrite what is still to be read.
func (b *body) copy(out []byte) []byte {
	out = b.appendAddedLocals(append(out, 2))
	out = b.appendBeyond(b.appendBeyond(out, bulkTo), bulkFrom)
	out = append(out, byte(opI32Or), byte(opIf), voidBlock)
	out = b.appendWhole(out, opMemoryCopy)
	out = append(out, byte(opEnd))
	out = appendIndex(appendIndex(out, opLocalGet, bulkTo), opLocalGet, bulkFrom)
	out = append(out, byte(opI32LeU), byte(opIf), voidBlock)
	out = b.appendChunks(out, opMemoryCopy, bulkTo, bulkFrom)
	out = append(out, byte(opElse))
	out = b.appendChunksBackward(out)
	out = append(out, byte(opEnd))
	return append(b.appendRest(out, opMemoryCopy), byte(opEnd))
}

// appendBeyond appends: push whether address + length is beyond the memory.
func (b *body) appendBeyond(out []byte, address uint32) []byte {
	out = append(appendIndex(out, opLocalGet, address), byte(opI64ExtendI32))
	out = append(appendIndex(out, opLocalGet, bulkLength), byte(opI64ExtendI32), byte(opI64Add))
	out = append(out, byte(opMemorySize), 0, byte(opI64ExtendI32), byte(opI64Const), 16, byte(opI64Shl))
	return append(out, byte(opI64GtU))
}

// appendWhole appends the instruction on the parameters as they are.
func (b *body) appendWhole(out []byte, op opcode) []byte {
	for i := range uint32(bulkLength + 1) {
		out = appendIndex(out, opLocalGet, i)
	}
	return appendBulk(out, op)
}

// appendChunks appends a loop over all chunks but the last, in which those
// addresses move up.
func (b *body) appendChunks(out []byte, op opcode, moving ...uint32) []byte {
	out = b.appendWhileLonger(out)
	out = b.appendCheck(b.appendCost(out, bulkChunk>>bulkShift))
	out = appendIndex(appendIndex(out, opLocalGet, bulkTo), opLocalGet, bulkFrom)
	out = appendBulk(appendChunk(out), op)
	for _, i := range moving {
		out = appendChunk(appendIndex(out, opLocalGet, i))
		out = appendIndex(append(out, byte(opI32Add)), opLocalSet, i)
	}
	return appendRepeat(b.appendShorten(out))
}

// appendChunksBackward appends a loop that copies all chunks but the first.
func (b *body) appendChunksBackward(out []byte) []byte {
	out = b.appendWhileLonger(out)
	out = b.appendCheck(b.appendCost(out, bulkChunk>>bulkShift))
	out = b.appendShorten(out)
	for _, i := range []uint32{bulkTo, bulkFrom} {
		out = appendIndex(appendIndex(out, opLocalGet, i), opLocalGet, bulkLength)
		out = append(out, byte(opI32Add))
	}
	out = appendBulk(appendChunk(out), opMemoryCopy)
	return appendRepeat(out)
}

// appendShorten appends: length -= chunk.
func (b *body) appendShorten(out []byte) []byte {
	out = appendChunk(appendIndex(out, opLocalGet, bulkLength))
	return appendIndex(append(out, byte(opI32Sub)), opLocalSet, bulkLength)
}

// appendWhileLonger appends the start of a loop: while length > chunk.
func (b *body) appendWhileLonger(out []byte) []byte {
	out = append(out, byte(opLoop), voidBlock)
	out = appendChunk(appendIndex(out, opLocalGet, bulkLength))
	return append(out, byte(opI32GtU), byte(opIf), voidBlock)
}

// appendRepeat appends the end of that loop.
func appendRepeat(out []byte) []byte {
	return append(out, byte(opBr), 1, byte(opEnd), byte(opEnd))
}

// appendRest appends: check; the instruction on what is left.
func (b *body) appendRest(out []byte, op opcode) []byte {
	out = appendIndex(out, opLocalGet, bulkLength)
	out = b.appendCheck(b.appendMeasure(out))
	return b.appendWhole(append(out, byte(opDrop)), op)
}

// appendBulk appends memory.fill or memory.copy.
func appendBulk(out []byte, op opcode) []byte {
	out = appendU32(append(out, byte(opMiscPrefix)), uint32(op&0xff))
	if op == opMemoryCopy {
		out = append(out, 0)
	}
	return append(out, 0)
}

// appendChunk appends: push bulkChunk.
func appendChunk(out []byte) []byte {
	return appendS64(append(out, byte(opI32Const)), bulkChunk)
}
