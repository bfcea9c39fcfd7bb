package sandbox

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// FuzzCalls calls a host function with any numbers: it serves the call or ends
// the guest in an orderly way, and never stumbles itself.
func FuzzCalls(f *testing.F) {
	for which := range len(common.functions) {
		f.Add(uint8(which), int32(0), int32(1), int32(0), int32(1), int32(0o644))
		f.Add(uint8(which), int32(-1), int32(-1), int32(-1), int32(-1), int32(-1))
		f.Add(uint8(which), int32(65535), int32(2), int32(1<<16), int32(0), int32(0o755))
	}
	s, err := New(context.Background(), Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, which uint8, a, b, c, d, e int32) {
		index := int(which) % len(common.functions)
		function, code := common.functions[index], []byte(nil)
		for _, n := range []int32{a, b, c, d, e}[:function.params] {
			code = join(code, i32Const(n))
		}
		code = join(code, call(index))
		for range function.results {
			code = join(code, drop)
		}
		p, err := s.Load(t.Context(), small(code).encode(), Limits{FileBytes: 1 << 16})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close(t.Context())
		_, err = start(t, p, "fuzz", &recorder{}).Stage(t.Context(), sdk.Planning)
		var failed *Failure
		if err != nil && !errors.As(err, &failed) {
			t.Fatalf("%s(%d, %d, %d, %d, %d): %v", function.name, a, b, c, d, e, err)
		}
		if failed != nil && (failed.Reason == Trap || strings.Contains(failed.Message, "wazero")) {
			t.Errorf("%s(%d, %d, %d, %d, %d): the host stumbled: %v", function.name, a, b, c, d, e, failed)
		}
	})
}

// FuzzOutput has a plugin put out any bytes as its definition and as the
// result of a stage.
func FuzzOutput(f *testing.F) {
	f.Add([]byte(definition), []byte(okResult))
	f.Add([]byte(`{"type":"a"}`), []byte(`{"outcome":"rejected","rejection":{"message":"m"}}`))
	f.Add([]byte(nil), []byte(`{"outcome":"ok","manifest":{"a":[[[[]]]]},"pattern":"plain"}`))
	p := &Plugin{sandbox: &Sandbox{}}
	f.Fuzz(func(t *testing.T, described, result []byte) {
		g := &guest{plugin: p, output: described}
		d, err := g.definition()
		var failed *Failure
		if err != nil && !errors.As(err, &failed) {
			t.Fatalf("definition %q: %v", described, err)
		}
		g = &guest{plugin: p, output: result}
		r, err := g.result(d)
		if err != nil && !errors.As(err, &failed) {
			t.Fatalf("result %q: %v", result, err)
		}
		if err == nil && r.Validate() != nil {
			t.Errorf("result %q was taken: %+v", result, r)
		}
	})
}
