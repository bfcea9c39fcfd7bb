package rewrite_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
)

func imported(module, field string, kind ...byte) []byte {
	return section(2, cat(name(module), name(field), kind))
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	drop, end := bytes(0x1a), bytes(0x0b)
	for what, c := range map[string]struct {
		module []byte
		want   string
	}{
		"nothing":            {nil, "not a WebAssembly module"},
		"text":               {[]byte("(module)"), "not a WebAssembly module"},
		"a component":        {[]byte("\x00asm\x0d\x00\x01\x00"), "not a WebAssembly module of version 1"},
		"unknown section":    {module(bytes(14, 1, 0)), "offset 0x8: unknown section 14"},
		"exception tags":     {module(noType, section(13, bytes(0, 0))), "unknown section 13"},
		"sections twice":     {module(noType, noType), "type section out of order or twice"},
		"sections reversed":  {module(oneMemory, noType), "out of order"},
		"section too long":   {module(bytes(1, 9, 0)), "length out of bounds: 9 bytes announced, 1 left"},
		"section too short":  {module(bytes(1, 2, 0, 0)), "type section, offset 0xb: 1 bytes too many"},
		"more than there is": {module(bytes(1, 1, 99)), "99 types announced"},
		"struct type":        {module(section(1, bytes(0x5f, 0))), "unknown form 0x5f"},
		"unknown value type": {module(section(1, bytes(0x60, 1, 0x6e, 0))), "unknown value type 0x6e"},

		"imported memory": {module(imported("m", "x", 2, 0, 1)), `imported memory "m"."x": only functions`},
		"imported table":  {module(imported("m", "x", 1, 0x70, 0, 1)), `imported table "m"."x"`},
		"imported global": {module(imported("m", "x", 3, 0x7f, 0)), `imported global "m"."x"`},
		"imported tag":    {module(noType, imported("m", "x", 4, 0, 0)), "unknown kind 0x4"},
		"import of type":  {module(noType, imported("m", "x", 0, 1)), "unknown type 1, there are 1"},
		"refill imported": {module(noType, imported("kiln_fuel", "refill", 0, 0)), `"kiln_fuel" is reserved`},
		"fuel exported":   {module(oneGlobal, section(7, export("kiln.fuel", 3, 0))), `"kiln.fuel": names that start with "kiln." are reserved`},
		"name not UTF-8":  {module(oneGlobal, section(7, export("\xff", 3, 0))), "not UTF-8"},
		"custom name":     {module(bytes(0, 2, 1, 0xff)), "not UTF-8"},

		"shared memory":      {module(section(5, bytes(3, 1, 1))), "flags 0x3: shared and 64-bit"},
		"64-bit memory":      {module(section(5, bytes(4, 1))), "flags 0x4"},
		"two memories":       {module(section(5, bytes(0, 1), bytes(0, 1))), "2 memories, at most 1"},
		"memory too big":     {module(section(5, cat(bytes(0), uleb(65537)))), "more than 65536 pages"},
		"min above max":      {module(section(5, bytes(1, 2, 1))), "minimum 2 is above the maximum 1"},
		"table of 2**27":     {module(section(4, cat(bytes(0x70, 0), uleb(1<<27)))), "table of 134217728 entries, at most 131072"},
		"tables of too many": {module(section(4, cat(bytes(0x70, 0), uleb(70_000)), bytes(0x70, 0, 1))), "table of 70000 entries, at most 65536"},
		"typed table":        {module(section(4, bytes(0x40, 0, 0x70, 0, 1))), "unknown reference type 0x40"},
		"mutability":         {module(section(6, bytes(0x7f, 2, 0x41, 0, 0x0b))), "mutability 0x2"},
		"computed global":    {module(section(6, bytes(0x7f, 0, 0x41, 0, 0x41, 0, 0x6a, 0x0b))), "must be one constant"},
		"global of other":    {module(section(6, bytes(0x7f, 0, 0x23, 0, 0x0b))), "globals cannot be imported"},

		"start takes values": {module(section(1, bytes(0x60, 1, 0x7f, 0)), oneFunc, cat(bytes(8, 1, 0)), section(10, body(0))), "start function 0 takes or gives values"},
		"start unknown":      {module(noType, oneFunc, cat(bytes(8, 1, 1)), section(10, body(0))), "unknown function 1"},
		"no body":            {module(noType, oneFunc), "1 functions are declared, 0 have a body"},
		"only a body":        {module(section(10, body(0))), "0 functions are declared, 1 have a body"},
		"data count":         {module(oneMemory, bytes(12, 1, 2)), "2 data segments are announced, there are 0"},
		"data too far":       {module(oneMemory, section(11, cat(bytes(0), i32(65535), end, bytes(2, 1, 1)))), "out of bounds memory access"},
		"data below":         {module(oneMemory, section(11, cat(bytes(0), i32(-1), end, bytes(1, 1)))), "out of bounds memory access"},
		"data without":       {module(section(11, cat(bytes(0), i32(0), end, bytes(1, 1)))), "unknown memory 0"},
		"data offset":        {module(oneMemory, section(11, bytes(0, 0x42, 0, 0x0b, 0))), "must be an i32"},
		"element flags":      {module(tenEntries, section(9, bytes(8))), "unknown flags 0x8"},
		"element table":      {module(noType, oneFunc, elemFunc0, section(10, body(0))), "unknown table 0"},
		"element function":   {module(tenEntries, elemFunc0), "unknown function 0, there are 0"},

		// What would be there after rewriting.
		"the fuel":          {code(0, bytes(0x23, 1), drop), "unknown global 1, there are 1"},
		"refill":            {code(0, bytes(0x10, 1)), "unknown function 1, there are 1"},
		"an added local":    {code(1, bytes(0x20, 1), drop), "unknown local 1, there are 1"},
		"an added type":     {code(0, bytes(0x02, 1, 0x0b)), "unknown type 1 of a block"},
		"an added function": {code(0, i32(0), i32(0), i32(0), bytes(0xfc, 11, 0, 0x10, 1)), "unknown function 1"},
		"start as declared": {module(noType, oneFunc, cat(bytes(8, 1, 0)), section(10, body(0, bytes(0xd2, 0), drop))), "undeclared function 0"},

		"atomics":            {code(0, bytes(0xfe, 0, 0)), "unknown instruction 0xfe"},
		"tail call":          {code(0, bytes(0x12, 0)), "unknown instruction 0x12"},
		"exceptions":         {code(0, bytes(0x06, 0x40, 0x0b)), "unknown instruction 0x6"},
		"relaxed SIMD":       {code(0, bytes(0xfd, 0x80, 0x02)), "unknown instruction 0xfd:"},
		"garbage collection": {code(0, bytes(0xfb, 0, 0)), "unknown instruction 0xfb"},
		"another memory":     {code(0, i32(0), bytes(0x28, 0x42, 1, 0), drop), "alignment 2**66 is too large"},
		"memory index":       {code(0, bytes(0x3f, 1), drop), "zero byte expected"},
		"padded prefix":      {code(0, bytes(0xfd, 0x80, 0x00, 0, 0)), "not in its shortest form"},
		"label":              {code(0, bytes(0x0c, 1)), "unknown label 1, there are 1"},
		"else without if":    {code(0, bytes(0x02, 0x40, 0x05, 0x0b)), "else without if"},
		"two elses":          {code(0, i32(0), bytes(0x04, 0x40, 0x05, 0x05, 0x0b)), "else without if"},
		"code after its end": {code(0, end), "after the end of a function"},
		"code without end":   {code(0, bytes(0x02, 0x40)), "unexpected end"},
		"data unannounced":   {code(0, i32(0), i32(0), i32(0), bytes(0xfc, 8, 0, 0)), "data count section required"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			checkRefusal(t, c.module, c.want)
		})
	}
}

func checkRefusal(t *testing.T, module []byte, want string) {
	t.Helper()
	m, err := rewrite.Rewrite(module, rewrite.DefaultCaps())
	var refusal *rewrite.Error
	if !errors.As(err, &refusal) || m != nil {
		t.Fatalf("got %v, %v, want a refusal", m, err)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestBombs are modules of up to a few MB that would hold the compiler for
// minutes or fill the memory. They are refused in no time.
func TestBombs(t *testing.T) {
	times := func(n int, code ...byte) []byte { return slices.Repeat(code, n) }
	nested := func(n int, open ...byte) []byte { return cat(times(n, open...), times(n, 0x0b)) }
	functions := func(n int, b []byte) []byte {
		return module(noType, cat([]byte{3}, sized(uleb(n), times(n, 0))), cat([]byte{10}, sized(uleb(n), times(n, b...))))
	}
	for what, c := range map[string]struct {
		module []byte
		want   string
	}{
		"nested blocks":  {code(0, nested(100_000, 0x02, 0x40)), "more than 2000 blocks open at once"},
		"nested loops":   {code(1_900, nested(1_999, 0x03, 0x40)), "too hard to compile"},
		"loops in a row": {code(1, times(9_900, 0x03, 0x40, 0x0b)), "too hard to compile"},
		"loops, spread":  {functions(20, body(1_000, nested(200, 0x03, 0x40))), "too hard to compile"},
		"ifs in a row":   {code(1, times(100_000, 0x20, 0, 0x04, 0x40, 0x05, 0x0b)), "more than 10000 blocks in one function"},
		"locals":         {code(1 << 30), "too many locals"},
		"br_table":       {code(0, i32(0), bytes(0x0e), uleb(1_000_000), times(1_000_001, 0)), "labels of br_table, at most"},
		"br_tables":      {code(0, slices.Repeat(cat(bytes(0x02, 0x40), i32(0), bytes(0x0e), uleb(1_000), times(1_001, 0), bytes(0x0b)), 60)), "more than 50000 labels"},
		"functions":      {functions(1_000_000, body(0)), "1000000 functions, at most 100000"},
		"one function":   {code(0, times(2<<20, 0x01)), "at most 1048576 are accepted"},
		"long signature": {module(section(1, cat(bytes(0x60), vector(slices.Repeat([][]byte{{0x7f}}, 1000)...), bytes(0)))), "1000 values, at most 128"},
		"huge module":    {make([]byte, 33<<20), "33554432 are accepted"},
		"image of zeros": {module(section(5, cat(bytes(0), uleb(60_000))), section(11, cat(bytes(0), i32(1<<31-10), bytes(0x0b, 1, 1)))), "at most 67108864 is accepted"},
	} {
		began := time.Now()
		checkRefusal(t, c.module, c.want)
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s: refused after %s", what, took)
		}
	}
}
