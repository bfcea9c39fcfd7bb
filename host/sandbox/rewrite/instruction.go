package rewrite

// instruction is one instruction of a function, with what the rewriter needs
// to know of it.
type instruction struct {
	op      opcode
	at, end int    // its place
	index   uint32 // its first index, if it has any: function, label, data …; a block's parameters; an i32.const's value
	indexAt int    // where that stands
	void    bool   // a block that takes and leaves nothing
}

// readInstruction reads the next instruction of a function.
func (b *body) readInstruction(r *reader, in *instruction) {
	*in = instruction{at: r.pos}
	in.op = opcode(r.byte())
	kind := immediates[in.op&0xff]
	switch in.op {
	case opMiscPrefix:
		kind = r.prefixed(in, &miscImmediates)
	case opVectorPrefix:
		kind = r.prefixed(in, &vectorImmediates)
	}
	if kind != none {
		in.indexAt = r.pos
		b.readImmediate(r, kind, in)
	}
	in.end = r.pos
}

// prefixed reads the number after a prefix. It must be in its shortest form:
// an engine that reads it as single bytes must not see something else.
func (r *reader) prefixed(in *instruction, table *[256]immediate) immediate {
	at := r.pos
	n := r.u32()
	if r.pos-at != len(appendU32(nil, n)) {
		r.fail(in.at, "instruction %#x with a number that is not in its shortest form", byte(in.op))
	}
	if n > 0xff {
		return unknown
	}
	in.op = in.op<<8 | opcode(n)
	return table[n]
}

func (b *body) readImmediate(r *reader, kind immediate, in *instruction) {
	m := b.module
	switch kind {
	case blockType:
		in.void = r.more() && r.data[r.pos] == voidBlock
		in.index = m.readBlockType(r)
	case label:
		in.index = r.index("label", len(b.frames))
	case labels:
		b.readLabels(r)
	case function:
		in.index = r.index("function", m.funcCount())
	case indirect:
		in.index = r.index("type", len(m.types))
		r.index("table", len(m.tables))
	case selectTypes:
		r.count("types of select", 1)
		r.valueType()
	case local:
		in.index = r.index("local", b.locals)
	case globalVar:
		in.index = r.index("global", len(m.globals))
	case memoryAccess:
		b.readMemoryAccess(r)
	case memoryAndLane:
		b.readMemoryAccess(r)
		r.byte()
	case constI32:
		in.index = uint32(r.s32())
	case constI64:
		r.s64()
	case bytes4:
		r.bytes(4)
	case bytes8:
		r.bytes(8)
	case bytes16:
		r.bytes(16)
	case lane:
		r.byte()
	case reference:
		r.referenceType()
	default:
		b.readBulkImmediate(r, kind, in)
	}
}

// readBulkImmediate reads what follows instructions on tables, segments and
// the whole memory.
func (b *body) readBulkImmediate(r *reader, kind immediate, in *instruction) {
	m := b.module
	switch kind {
	case table:
		r.index("table", len(m.tables))
	case tableCopy:
		r.index("table", len(m.tables))
		r.index("table", len(m.tables))
	case tableInit:
		r.index("element segment", m.elements.count)
		r.index("table", len(m.tables))
	case element:
		r.index("element segment", m.elements.count)
	case memoryZero:
		b.readMemoryIndex(r)
	case memoryCopy:
		b.readMemoryIndex(r)
		b.readMemoryIndex(r)
	case memoryInit:
		b.readDataIndex(r)
		b.readMemoryIndex(r)
	case dataIndex:
		b.readDataIndex(r)
	default:
		r.fail(in.at, "unknown instruction %#x: only WebAssembly 2.0 is accepted", uint16(in.op))
	}
}

// readBlockType returns how many parameters the block takes.
func (m *module) readBlockType(r *reader) uint32 {
	if !r.more() {
		r.fail(r.pos, "unexpected end")
		return 0
	}
	if r.data[r.pos] == voidBlock {
		r.pos++
		return 0
	}
	if r.data[r.pos]&0xc0 == 0x40 { // a negative number of one byte
		r.valueType()
		return 0
	}
	at := r.pos
	i := r.s33()
	if r.err == nil && (i < 0 || i >= int64(len(m.types))) {
		r.fail(at, "unknown type %d of a block, there are %d", i, len(m.types))
	}
	if r.err != nil {
		return 0
	}
	return uint32(m.types[i].params)
}

func (b *body) readLabels(r *reader) {
	at := r.pos
	n := r.count("labels of br_table", b.module.caps.Targets)
	b.branches += n + 1
	if b.branches > b.module.caps.Branches {
		r.fail(at, "br_tables of one function with more than %d labels", b.module.caps.Branches)
	}
	b.labels = b.labels[:0]
	for i := 0; i <= n && r.err == nil; i++ {
		b.labels = append(b.labels, r.index("label", len(b.frames)))
	}
}

// readMemoryAccess reads alignment and offset. Larger alignments are flags of
// later versions of WebAssembly.
func (b *body) readMemoryAccess(r *reader) {
	at := r.pos
	if align := r.u32(); align >= 32 {
		r.fail(at, "alignment 2**%d is too large", align)
	}
	r.u32()
	b.needMemory(r, at)
}

func (b *body) readMemoryIndex(r *reader) {
	b.needMemory(r, r.pos)
	r.zero("index of memory")
}

func (b *body) needMemory(r *reader, at int) {
	if len(b.module.memories) == 0 {
		r.fail(at, "unknown memory 0, there is none")
	}
}

func (b *body) readDataIndex(r *reader) {
	at := r.pos
	b.module.usesData = true
	if b.module.dataCount < 0 {
		r.fail(at, "data count section required")
		return
	}
	r.index("data segment", b.module.dataCount)
}
