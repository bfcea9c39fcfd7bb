package rewrite

import "fmt"

// Version changes whenever the output for some module does: a cache of compiled
// code has it in its key.
const Version = "3"

// The names that the rewriter adds to a module. A module that uses one of them,
// or any other export that starts with "kiln.", is refused.
const (
	RefillModule = "kiln_fuel" // import module of the refill function
	RefillName   = "refill"    // func(): called when the fuel is below zero

	FuelExport   = "kiln.fuel"   // mutable i64 global: fuel left
	StartExport  = "kiln.start"  // the start function, if there is one
	MemoryExport = "kiln.memory" // the memory, if there is one

	reservedExports = "kiln."
	globalExports   = "kiln.global." // followed by the index
)

// PageSize is the unit of memory, in bytes.
const PageSize = 65536

// Module is a rewritten module and what a host needs to know to run it.
type Module struct {
	// Binary is the module to compile. An instance of it starts with memory
	// that is all zero and with no start function: the host lays out Data, sets
	// the fuel and calls StartExport.
	Binary []byte
	// Data is to be copied into memory: few runs that do not overlap, within MinPages.
	Data []Run
	// HasMemory tells whether there is a memory; MinPages and MaxPages are its
	// size at the start and at most, MaxPages being 65536 if it states none.
	HasMemory          bool
	MinPages, MaxPages uint32
	// HasStart tells whether StartExport must be called once.
	HasStart bool
	// Globals are the names of the exports of all mutable globals, except the
	// fuel, that are numbers: with memory they are the state of an instance.
	Globals []string
	// Imports are the functions that the original module imports, in order.
	Imports []Import
	// Loses is empty if memory and Globals are all the state that an instance
	// can have. Otherwise it names something whose changes are kept elsewhere,
	// such as a table, and which a snapshot would lose.
	Loses string
}

// Import names a function that a module imports.
type Import struct{ Module, Name string }

// Rewrite returns the module that does what binary does, and runs on fuel. A
// refusal is an [*Error]. The result does not alias binary.
func Rewrite(binary []byte, caps Caps) (*Module, error) {
	if len(binary) > caps.Bytes {
		return nil, &Error{Reason: fmt.Sprintf("%d bytes, at most %d are accepted", len(binary), caps.Bytes)}
	}
	m := &module{caps: caps}
	r := &reader{data: binary, end: len(binary)}
	m.read(r)
	m.check(r)
	out := m.append(make([]byte, 0, len(binary)+len(binary)/2), r)
	if r.err != nil {
		return nil, r.err
	}
	return m.result(out), nil
}

func (m *module) result(out []byte) *Module {
	result := &Module{
		Binary:   out,
		Data:     m.runs,
		HasStart: m.hasStart,
		Loses:    m.loses,
	}
	if len(m.memories) > 0 {
		result.HasMemory = true
		result.MinPages, result.MaxPages = m.memories[0].min, m.memories[0].max
	}
	for _, i := range m.imports {
		result.Imports = append(result.Imports, Import{i.module, i.name})
	}
	for i, g := range m.globals {
		if g.mutable && g.typ.numeric() {
			result.Globals = append(result.Globals, globalExport(i))
		}
	}
	return result
}
