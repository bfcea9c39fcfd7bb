package rewrite_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
)

func mustRewrite(t *testing.T, module []byte) *rewrite.Module {
	t.Helper()
	m, err := rewrite.Rewrite(module, rewrite.DefaultCaps())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestStart has a start function that counts its runs in memory.
func TestStart(t *testing.T) {
	t.Parallel()
	count := cat(i32(0), i32(0), bytes(0x28, 0, 0), i32(1), bytes(0x6a, 0x36, 0, 0))
	m := mustRewrite(t, module(noType, oneFunc, oneMemory, cat(bytes(8, 1, 0)), section(10, body(0, count))))
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	instance, err := e.InstantiateWithConfig(t.Context(), m.Binary, wazero.NewModuleConfig())
	if err != nil {
		t.Fatal(err)
	}
	memory := instance.ExportedMemory(rewrite.MemoryExport)
	for runs := range uint32(3) {
		if got, _ := memory.ReadUint32Le(0); !m.HasStart || got != runs {
			t.Errorf("start function has run %d times, want %d", got, runs)
		}
		if _, err := instance.ExportedFunction(rewrite.StartExport).Call(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestParts looks at what the result tells of a module that has everything.
func TestParts(t *testing.T) {
	t.Parallel()
	m := mustRewrite(t, module(noType,
		section(2, cat(name("a"), name("f"), bytes(0, 0)), cat(name("b"), name("g"), bytes(0, 0))),
		oneFunc, section(5, bytes(1, 2, 9)),
		section(6, bytes(0x7f, 1, 0x41, 5, 0x0b), bytes(0x7f, 0, 0x41, 5, 0x0b), cat(bytes(0x7c, 1, 0x44), make([]byte, 8), bytes(0x0b))),
		section(10, body(0)),
		section(11, cat(bytes(0), i32(8), bytes(0x0b, 2, 1, 2)), cat(bytes(2, 0), i32(10), bytes(0x0b, 1, 3)), bytes(1, 1, 9))))
	m.Binary = nil
	want := &rewrite.Module{
		Data:      []rewrite.Run{{Offset: 8, Bytes: []byte{1, 2, 3}}},
		HasMemory: true, MinPages: 2, MaxPages: 9,
		Globals: []string{"kiln.global.0", "kiln.global.2"},
		Imports: []rewrite.Import{{Module: "a", Name: "f"}, {Module: "b", Name: "g"}},
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLoses lists what a snapshot of memory and globals would lose.
func TestLoses(t *testing.T) {
	t.Parallel()
	null, drop := bytes(0xd0, 0x70), bytes(0x1a)
	for what, c := range map[string]struct {
		module []byte
		want   string
	}{
		"nothing":         {code(0), ""},
		"reading tables":  {code(0, i32(0), bytes(0x25, 0), drop), ""},
		"table.set":       {code(0, i32(0), null, bytes(0x26, 0)), "instruction 0x26 at offset"},
		"table.grow":      {code(0, null, i32(1), bytes(0xfc, 15, 0), drop), "instruction 0xfc0f"},
		"table.copy":      {code(0, i32(0), i32(0), i32(0), bytes(0xfc, 14, 0, 0)), "instruction 0xfc0e"},
		"a funcref":       {module(section(6, bytes(0x70, 1, 0xd0, 0x70, 0x0b))), "funcref"},
		"no change of it": {module(section(6, bytes(0x70, 0, 0xd0, 0x70, 0x0b))), ""},
	} {
		if got := mustRewrite(t, c.module).Loses; !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: loses %q, want %q", what, got, c.want)
		}
	}
}

// TestNames has a trap in a function whose name is known.
func TestNames(t *testing.T) {
	t.Parallel()
	names := func(content ...byte) []byte { return cat([]byte{0}, sized(name("name"), content)) }
	call := module(noType, section(2, cat(name("e"), name("x"), bytes(0, 0))), section(3, bytes(0), bytes(0)),
		section(7, export("run", 0, 1)), section(10, body(0, bytes(0x10, 2)), body(0, bytes(0))))
	functions := vector(cat(bytes(1), name("outer")), cat(bytes(2), name("inner")))
	good := cat(bytes(0, 2), name("m"), bytes(1), sized(functions))
	for what, c := range map[string]struct {
		names []byte
		want  bool
	}{"good": {good, true}, "cut off": {good[:len(good)-3], false}, "of nobody": {bytes(1, 5, 1, 9, 2, 'n', 'o'), false}} {
		e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
		if _, err := e.NewHostModuleBuilder("e").NewFunctionBuilder().WithFunc(func() {}).Export("x").Instantiate(t.Context()); err != nil {
			t.Fatal(err)
		}
		instance, err := e.instantiate(mustRewrite(t, cat(call, names(c.names...))), "")
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		_, err = instance.ExportedFunction("run").Call(context.Background())
		if text := err.Error(); strings.Contains(text, "inner()") != c.want || strings.Contains(text, "outer()") != c.want {
			t.Errorf("%s: names expected: %v; %s", what, c.want, text)
		}
	}
}

// TestDataSegmentsKeepTheirIndexes has an active segment before a passive one.
func TestDataSegmentsKeepTheirIndexes(t *testing.T) {
	t.Parallel()
	initialize := cat(i32(4), i32(0), i32(2), bytes(0xfc, 8, 1, 0))
	original := func(code ...[]byte) []byte {
		return module(noType, oneFunc, oneMemory, section(7, export("run", 0, 0)), bytes(12, 1, 2), section(10, body(0, code...)),
			section(11, cat(bytes(0), i32(0), bytes(0x0b, 2, 'a', 'b')), bytes(1, 2, 'c', 'd')))
	}
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	instance, err := e.instantiate(mustRewrite(t, original(initialize)), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := instance.ExportedFunction("run").Call(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := instance.Memory().Read(0, 6); string(got) != "ab\x00\x00cd" {
		t.Errorf("memory holds %q", got)
	}
	// An active segment is empty once it has acted.
	again, err := e.instantiate(mustRewrite(t, original(i32(4), i32(0), i32(1), bytes(0xfc, 8, 0, 0))), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.ExportedFunction("run").Call(t.Context()); err == nil {
		t.Error("an active segment could be used again")
	}
}
