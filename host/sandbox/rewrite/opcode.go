package rewrite

// opcode is an instruction: its byte or, of one with a prefix, the prefix and
// the number after it, which is below 256 in WebAssembly 2.0.
type opcode uint16

// The instructions that the rewriter treats specially.
const (
	opUnreachable  opcode = 0x00
	opBlock        opcode = 0x02
	opLoop         opcode = 0x03
	opIf           opcode = 0x04
	opElse         opcode = 0x05
	opEnd          opcode = 0x0b
	opBr           opcode = 0x0c
	opBrIf         opcode = 0x0d
	opBrTable      opcode = 0x0e
	opReturn       opcode = 0x0f
	opCall         opcode = 0x10
	opCallIndirect opcode = 0x11
	opDrop         opcode = 0x1a
	opLocalGet     opcode = 0x20
	opLocalSet     opcode = 0x21
	opLocalTee     opcode = 0x22
	opGlobalGet    opcode = 0x23
	opGlobalSet    opcode = 0x24
	opTableSet     opcode = 0x26
	opMemorySize   opcode = 0x3f
	opMemoryGrow   opcode = 0x40
	opI32Const     opcode = 0x41
	opI64Const     opcode = 0x42
	opF32Const     opcode = 0x43
	opF64Const     opcode = 0x44
	opI32GtU       opcode = 0x4b
	opI32LeU       opcode = 0x4d
	opI64LtS       opcode = 0x53
	opI64GtU       opcode = 0x56
	opI32Add       opcode = 0x6a
	opI32Sub       opcode = 0x6b
	opI32Or        opcode = 0x72
	opI64Add       opcode = 0x7c
	opI64Sub       opcode = 0x7d
	opI64Shl       opcode = 0x86
	opI64ShrU      opcode = 0x88
	opI64ExtendI32 opcode = 0xad // unsigned
	opRefNull      opcode = 0xd0
	opRefFunc      opcode = 0xd2

	opMiscPrefix   opcode = 0xfc
	opMemoryInit   opcode = 0xfc08
	opDataDrop     opcode = 0xfc09
	opMemoryCopy   opcode = 0xfc0a
	opMemoryFill   opcode = 0xfc0b
	opTableInit    opcode = 0xfc0c
	opElemDrop     opcode = 0xfc0d
	opTableCopy    opcode = 0xfc0e
	opTableGrow    opcode = 0xfc0f
	opTableFill    opcode = 0xfc11
	opVectorPrefix opcode = 0xfd
	opV128Const    opcode = 0xfd0c

	voidBlock byte = 0x40 // the type of a block without values
)

// immediate is what stands after an opcode.
type immediate byte

const (
	unknown       immediate = iota // not an instruction of WebAssembly 2.0
	none                           //
	blockType                      // s33: a type index, or a negative value type
	label                          // u32
	labels                         // vector of u32, and one more
	function                       // index
	indirect                       // type index, table index
	selectTypes                    // vector of value types, one
	local                          // index
	globalVar                      // index
	table                          // index
	memoryAccess                   // u32 alignment, u32 offset
	memoryZero                     // a reserved zero
	constI32                       // s32
	constI64                       // s64
	bytes4                         //
	bytes8                         //
	bytes16                        // a v128, or 16 lanes
	reference                      // reference type
	memoryInit                     // data index, reserved zero
	dataIndex                      // index
	memoryCopy                     // two reserved zeros
	tableInit                      // element index, table index
	element                        // index
	tableCopy                      // two table indexes
	lane                           // one byte
	memoryAndLane                  // memoryAccess, lane
)

// immediates has what follows each instruction without a prefix.
var immediates = func() (t [256]immediate) {
	fill(&t, none, 0x00, 0x01)
	fill(&t, blockType, 0x02, 0x04)
	fill(&t, none, 0x05, 0x05)
	fill(&t, none, 0x0b, 0x0b)
	fill(&t, label, 0x0c, 0x0d)
	fill(&t, labels, 0x0e, 0x0e)
	fill(&t, none, 0x0f, 0x0f)
	fill(&t, function, 0x10, 0x10)
	fill(&t, indirect, 0x11, 0x11)
	fill(&t, none, 0x1a, 0x1b) // drop, select
	fill(&t, selectTypes, 0x1c, 0x1c)
	fill(&t, local, 0x20, 0x22)
	fill(&t, globalVar, 0x23, 0x24)
	fill(&t, table, 0x25, 0x26)
	fill(&t, memoryAccess, 0x28, 0x3e)
	fill(&t, memoryZero, 0x3f, 0x40)
	fill(&t, constI32, 0x41, 0x41)
	fill(&t, constI64, 0x42, 0x42)
	fill(&t, bytes4, 0x43, 0x43)
	fill(&t, bytes8, 0x44, 0x44)
	fill(&t, none, 0x45, 0xc4) // arithmetic, with sign extension at its end
	fill(&t, reference, 0xd0, 0xd0)
	fill(&t, none, 0xd1, 0xd1)
	fill(&t, function, 0xd2, 0xd2)
	return t
}()

// miscImmediates has what follows each instruction with the prefix 0xfc.
var miscImmediates = [256]immediate{
	none, none, none, none, none, none, none, none, // saturating float to integer
	memoryInit, dataIndex, memoryCopy, memoryZero,
	tableInit, element, tableCopy, table, table, table,
}

// vectorImmediates has what follows each instruction with the prefix 0xfd.
var vectorImmediates = func() (t [256]immediate) {
	fill(&t, none, 0x0e, 0xff)
	fill(&t, memoryAccess, 0x00, 0x0b)
	fill(&t, bytes16, 0x0c, 0x0d)
	fill(&t, lane, 0x15, 0x22)
	fill(&t, memoryAndLane, 0x54, 0x5b)
	fill(&t, memoryAccess, 0x5c, 0x5d)
	for _, hole := range []byte{
		0x9a, 0xa2, 0xa5, 0xa6, 0xaf, 0xb0, 0xb2, 0xb3, 0xb4, 0xbb, 0xc2, 0xc5, 0xc6,
		0xcf, 0xd0, 0xd2, 0xd3, 0xd4, 0xe2, 0xee,
	} {
		t[hole] = unknown
	}
	return t
}()

func fill(t *[256]immediate, kind immediate, first, last byte) {
	for op := int(first); op <= int(last); op++ {
		t[op] = kind
	}
}
