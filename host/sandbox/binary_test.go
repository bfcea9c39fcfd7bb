package sandbox

import (
	"bytes"
	leb "encoding/binary"
	"slices"
)

// binary is a small WebAssembly module to be encoded by hand, so that tests
// can say what no compiler would.
type binary struct {
	imports []function
	exports []function
	// table is the size of a table of functions, globals the number of mutable
	// i32 globals.
	table   uint64
	globals int
	// memory in pages; zero means none. maxMemory zero means no maximum.
	memory, maxMemory uint64
	// memoryName under which it is exported; empty means not at all.
	memoryName string
	data       map[uint64]string
}

// function is an import (module and name) or an export (name and body).
type function struct {
	module, name    string
	params, results []byte
	body            []byte
}

const (
	i32 = 0x7f
	i64 = 0x7e
)

// Instructions.
var (
	unreachable = []byte{0x00}
	drop        = []byte{0x1a}
	// forever is (loop br 0).
	forever = []byte{0x03, 0x40, 0x0c, 0x00, 0x0b}
)

// loop repeats the code for ever.
func loop(code ...[]byte) []byte {
	return join([]byte{0x03, 0x40}, join(code...), []byte{0x0c, 0x00, 0x0b})
}

func i32Const(n int32) []byte { return append([]byte{0x41}, signed(int64(n))...) }
func call(i int) []byte       { return append([]byte{0x10}, unsigned(uint64(i))...) }

func unsigned(n uint64) []byte { return leb.AppendUvarint(nil, n) }

// signed is LEB128 with sign extension, which encoding/binary does not have.
func signed(n int64) []byte {
	var out []byte
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}

func sized(b []byte) []byte   { return append(unsigned(uint64(len(b))), b...) }
func text8(s string) []byte   { return sized([]byte(s)) }
func vector(n int) []byte     { return unsigned(uint64(n)) }
func join(b ...[]byte) []byte { return slices.Concat(b...) }

func section(id byte, content []byte) []byte { return append([]byte{id}, sized(content)...) }

// encode writes the module's binary form:
// https://webassembly.github.io/spec/core/binary/modules.html
func (m binary) encode() []byte {
	all := slices.Concat(m.imports, m.exports)
	types, imports, functions := vector(len(all)), vector(len(m.imports)), vector(len(m.exports))
	exports, code := []byte(nil), vector(len(m.exports))
	for i, f := range all {
		types = join(types, []byte{0x60}, sized(f.params), sized(f.results))
		if i < len(m.imports) {
			imports = join(imports, text8(f.module), text8(f.name), []byte{0}, unsigned(uint64(i)))
			continue
		}
		functions = append(functions, unsigned(uint64(i))...)
		exports = join(exports, text8(f.name), []byte{0}, unsigned(uint64(i)))
		code = append(code, sized(join([]byte{0}, f.body, []byte{0x0b}))...)
	}
	exported := len(m.exports)
	if m.memoryName != "" {
		exports = join(exports, text8(m.memoryName), []byte{2, 0})
		exported++
	}
	out := []byte("\x00asm\x01\x00\x00\x00")
	out = join(out, section(1, types), section(2, imports), section(3, functions))
	if m.table > 0 {
		out = append(out, section(4, join([]byte{1, 0x70, 0}, unsigned(m.table)))...)
	}
	if m.memory > 0 {
		out = append(out, section(5, m.limits())...)
	}
	if m.globals > 0 {
		out = append(out, section(6, join(vector(m.globals), bytes.Repeat([]byte{i32, 1, 0x41, 0, 0x0b}, m.globals)))...)
	}
	return join(out, section(7, join(vector(exported), exports)), section(10, code), m.dataSection())
}

func (m binary) limits() []byte {
	if m.maxMemory > 0 {
		return join([]byte{1, 1}, unsigned(m.memory), unsigned(m.maxMemory))
	}
	return join([]byte{1, 0}, unsigned(m.memory))
}

func (m binary) dataSection() []byte {
	content := vector(len(m.data))
	for at, s := range m.data {
		content = join(content, []byte{0}, i32Const(int32(at)), []byte{0x0b}, text8(s))
	}
	return section(11, content)
}

// Indexes of the imports of small, in the order of the table in abi.go.
const (
	callInputLen = iota
	callInputRead
	callOutput
	callFile
	callProgress
	callLog
)

const (
	definitionAt = 1024
	resultAt     = 8192
	definition   = `{"type":"small-guest","title":"Small","description":"By hand.","version":"0.1.0",` +
		`"patterns":[{"id":"plain","title":"Plain","description":"Nothing."}]}`
	okResult = `{"outcome":"ok"}`
)

// put is the code that outputs a string at that address.
func put(at int32, s string) []byte {
	return join(i32Const(at), i32Const(int32(len(s))), call(callOutput))
}

// small is a plugin with one page of memory whose stages run the given code
// and then end well.
func small(stage ...[]byte) binary {
	kiln := func(name string, params ...byte) function {
		return function{module: "kiln_v1", name: name, params: params}
	}
	length := kiln("input_len")
	length.results = []byte{i32}
	return binary{
		imports: []function{
			length, kiln("input_read", i32), kiln("output", i32, i32),
			kiln("file", i32, i32, i32, i32, i32), kiln("progress", i32, i32), kiln("log", i32, i32, i32),
		},
		exports: []function{
			{name: "kiln_describe", body: put(definitionAt, definition)},
			{name: "kiln_stage", params: []byte{i32}, body: join(join(stage...), put(resultAt, okResult))},
		},
		memory: 1, memoryName: "memory",
		data: map[uint64]string{definitionAt: definition, resultAt: okResult},
	}
}
