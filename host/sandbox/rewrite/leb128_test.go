package rewrite

import (
	"math"
	"testing"
)

func TestIntegersSurvive(t *testing.T) {
	t.Parallel()
	for _, v := range []uint32{0, 1, 127, 128, 16383, 16384, 1<<21 - 1, 1 << 28, math.MaxUint32} {
		b := appendU32(nil, v)
		r := &reader{data: b, end: len(b)}
		if got := r.u32(); got != v || r.err != nil || r.pos != len(b) {
			t.Errorf("u32 %d came back as %d, %v", v, got, r.err)
		}
	}
	for _, v := range []int64{0, 1, -1, 63, 64, -64, -65, 8191, -8192, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MinInt64} {
		b := appendS64(nil, v)
		r := &reader{data: b, end: len(b)}
		if got := r.s64(); got != v || r.err != nil || r.pos != len(b) {
			t.Errorf("s64 %d came back as %d, %v", v, got, r.err)
		}
		r = &reader{data: b, end: len(b)}
		if got := r.s32(); v == int64(int32(v)) && (int64(got) != v || r.err != nil) {
			t.Errorf("s32 %d came back as %d, %v", v, got, r.err)
		}
	}
}

func TestIntegersInBadForm(t *testing.T) {
	t.Parallel()
	u32 := func(r *reader) int64 { return int64(r.u32()) }
	s32 := func(r *reader) int64 { return int64(r.s32()) }
	for name, c := range map[string]struct {
		read func(*reader) int64
		in   string
		want int64
		ok   bool
	}{
		"u32, padded":          {u32, "\x83\x80\x80\x80\x00", 3, true},
		"u32, bits beyond":     {u32, "\x83\x80\x80\x80\x10", 0, false},
		"u32, sixth byte":      {u32, "\x83\x80\x80\x80\x80\x00", 0, false},
		"u32, cut off":         {u32, "\x83\x80", 0, false},
		"u32, nothing":         {u32, "", 0, false},
		"s32, lowest":          {s32, "\x80\x80\x80\x80\x78", math.MinInt32, true},
		"s32, padded -1":       {s32, "\xff\xff\xff\xff\x7f", -1, true},
		"s32, sign not copied": {s32, "\xff\xff\xff\xff\x0f", 0, false},
		"s32, sign copied":     {s32, "\x80\x80\x80\x80\x70", 0, false},
		"s32, sixth byte":      {s32, "\x80\x80\x80\x80\x80\x00", 0, false},
		"s33, highest type":    {(*reader).s33, "\xff\xff\xff\xff\x0f", math.MaxUint32, true},
		"s33, lowest":          {(*reader).s33, "\x80\x80\x80\x80\x70", -1 << 32, true},
		"s33, bits beyond":     {(*reader).s33, "\xff\xff\xff\xff\x2f", 0, false},
		"s64, padded":          {(*reader).s64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 0, true},
		"s64, bits beyond":     {(*reader).s64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7e", 0, false},
		"s64, eleventh byte":   {(*reader).s64, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 0, false},
	} {
		r := &reader{data: []byte(c.in), end: len(c.in)}
		if got := c.read(r); got != c.want || (r.err == nil) != c.ok {
			t.Errorf("%s: got %d, %v; want %d, ok %v", name, got, r.err, c.want, c.ok)
		}
	}
}

func TestReaderStopsAtItsFirstFailure(t *testing.T) {
	t.Parallel()
	data := []byte{1, 2, 3, 4}
	r := &reader{data: data, end: len(data), section: "code"}
	r.within(3, func() { r.byte() })
	if r.err == nil || r.err.Offset != 1 || r.err.Error() != "wasm: code section, offset 0x1: 2 bytes too many" {
		t.Errorf("bytes left over: %v", r.err)
	}
	first := r.err
	if r.byte() != 0 || r.u32() != 0 || r.bytes(1) != nil || r.more() {
		t.Error("the reader goes on after a failure")
	}
	r.fail(0, "another")
	if r.err != first {
		t.Errorf("a second failure replaced the first: %v", r.err)
	}
	r = &reader{data: data, end: 2}
	r.within(3, func() { t.Error("reads beyond its end") })
	if r.err == nil {
		t.Error("a length beyond the end was taken")
	}
}
