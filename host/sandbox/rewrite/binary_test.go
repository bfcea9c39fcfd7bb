package rewrite_test

import (
	"encoding/binary"
	"slices"
)

// What tests write modules from: sections, vectors and instructions as bytes.

func uleb(n int) []byte        { return binary.AppendUvarint(nil, uint64(n)) }
func cat(b ...[]byte) []byte   { return slices.Concat(b...) }
func sized(b ...[]byte) []byte { return cat(uleb(len(cat(b...))), cat(b...)) }

func vector(items ...[]byte) []byte           { return cat(uleb(len(items)), cat(items...)) }
func section(id byte, items ...[]byte) []byte { return cat([]byte{id}, sized(vector(items...))) }
func name(s string) []byte                    { return sized([]byte(s)) }
func bytes(b ...byte) []byte                  { return b }

func module(sections ...[]byte) []byte {
	return cat([]byte("\x00asm\x01\x00\x00\x00"), cat(sections...))
}

// i32 is the instruction i32.const.
func i32(n int) []byte {
	out := []byte{0x41}
	for n < -64 || n > 63 {
		out = append(out, byte(n)|0x80)
		n >>= 7
	}
	return append(out, byte(n)&0x7f)
}

// body is a function with those i32 locals.
func body(locals int, code ...[]byte) []byte {
	return sized(vector(cat(uleb(locals), bytes(0x7f))), cat(code...), bytes(0x0b))
}

var (
	noType     = section(1, bytes(0x60, 0, 0))
	oneFunc    = section(3, bytes(0))
	oneMemory  = section(5, bytes(0, 1))
	tenEntries = section(4, bytes(0x70, 0, 10))
	oneGlobal  = section(6, bytes(0x7f, 1, 0x41, 0, 0x0b))
	elemFunc0  = section(9, cat(bytes(0), i32(0), bytes(0x0b, 1, 0)))
)

func export(s string, kind byte, index int) []byte { return cat(name(s), bytes(kind), uleb(index)) }

// code is a module with one function func(), a memory, a table and a global,
// that is exported as "run".
func code(locals int, instructions ...[]byte) []byte {
	return module(noType, oneFunc, tenEntries, oneMemory, oneGlobal,
		section(7, export("run", 0, 0)), section(10, body(locals, instructions...)))
}
