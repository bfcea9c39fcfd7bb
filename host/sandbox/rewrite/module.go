package rewrite

import (
	"fmt"
	"slices"
)

// module is a module as it is read. Sections that stay as they are keep their
// bytes; of the others it holds the parts.
type module struct {
	caps Caps

	types    []funcType
	imports  []funcImport
	funcs    []uint32 // types of the functions with a body
	tables   []tableType
	memories []limits
	globals  []global
	exports  []export
	hasStart bool
	start    uint32
	elements section // with functions renumbered
	items    int     // of all element segments
	bodies   []span
	segments []segment
	names    []funcName

	declared  []bool // functions, in the original's numbers, that ref.func may name
	dataCount int    // announced by its section, -1 if it has none
	usesBulk  bool   // some instruction fills or copies memory
	usesData  bool   // some instruction names a data segment
	runs      []Run
	loses     string
	effort    int // of all functions so far
}

// span is a piece of the binary, in offsets from its start.
type span struct{ at, end int }

// section is a vector that is passed on: its items in one piece.
type section struct {
	count int
	items []byte
}

// Section ids, as in the binary.
const (
	customSection = iota
	typeSection
	importSection
	functionSection
	tableSection
	memorySection
	globalSection
	exportSection
	startSection
	elementSection
	codeSection
	dataSection
	dataCountSection
)

var sectionNames = [...]string{
	"custom", "type", "import", "function", "table", "memory", "global",
	"export", "start", "element", "code", "data", "data count",
}

// sectionOrder is the order in which sections must come, each at most once.
var sectionOrder = []byte{
	typeSection, importSection, functionSection, tableSection, memorySection, globalSection,
	exportSection, startSection, elementSection, dataCountSection, codeSection, dataSection,
}

const header = "\x00asm\x01\x00\x00\x00"

// read reads all sections.
func (m *module) read(r *reader) {
	if string(r.bytes(min(len(header), len(r.data)))) != header {
		r.fail(0, "not a WebAssembly module of version 1")
	}
	m.dataCount = -1
	last := -1
	for r.more() {
		at := r.pos
		id := r.byte()
		if int(id) >= len(sectionNames) {
			r.fail(at, "unknown section %d: only WebAssembly 2.0 is accepted", id)
			return
		}
		if id != customSection {
			place := slices.Index(sectionOrder, id)
			if place <= last {
				r.fail(at, "%s section out of order or twice", sectionNames[id])
				return
			}
			last = place
		}
		r.section = sectionNames[id]
		r.within(int(r.u32()), func() { m.readSection(r, id) })
		if r.err == nil {
			r.section = ""
		}
	}
}

func (m *module) readSection(r *reader, id byte) {
	switch id {
	case customSection:
		m.readCustom(r)
	case typeSection:
		m.readTypes(r)
	case importSection:
		m.readImports(r)
	case functionSection:
		m.readFuncs(r)
	case tableSection:
		m.readTables(r)
	case memorySection:
		m.readMemories(r)
	case globalSection:
		m.readGlobals(r)
	case exportSection:
		m.readExports(r)
	case startSection:
		m.readStart(r)
	case elementSection:
		m.readElements(r)
	case dataCountSection:
		m.dataCount = int(r.u32())
	case codeSection:
		m.readBodies(r)
	case dataSection:
		m.readData(r)
	}
}

// check compares sections that must agree with each other.
func (m *module) check(r *reader) {
	if len(m.bodies) != len(m.funcs) {
		r.fail(r.pos, "%d functions are declared, %d have a body", len(m.funcs), len(m.bodies))
	}
	if m.dataCount >= 0 && m.dataCount != len(m.segments) {
		r.fail(r.pos, "%d data segments are announced, there are %d", m.dataCount, len(m.segments))
	}
}

// declare records that something other than code names a function: only then
// may ref.func name it. An engine would see the export of the start function too.
func (m *module) declare(f uint32) {
	if m.declared == nil {
		m.declared = make([]bool, m.funcCount())
	}
	if int(f) < len(m.declared) {
		m.declared[f] = true
	}
}

// funcCount is the number of functions in the original, imported ones included.
func (m *module) funcCount() int { return len(m.imports) + len(m.funcs) }

// renumber maps the index of a function in the original to the output: refill
// is imported after the other imports.
func (m *module) renumber(f uint32) uint32 {
	if int(f) < len(m.imports) {
		return f
	}
	return f + 1
}

// refill is the index of the refill function in the output.
func (m *module) refill() uint32 { return uint32(len(m.imports)) }

// fuel is the index of the fuel global in the output.
func (m *module) fuel() uint32 { return uint32(len(m.globals)) }

// keepOut records something whose changes a snapshot would lose.
func (m *module) keepOut(format string, args ...any) {
	if m.loses == "" {
		m.loses = fmt.Sprintf(format, args...)
	}
}
