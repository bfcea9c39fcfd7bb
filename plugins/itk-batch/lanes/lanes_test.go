package lanes_test

import (
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/lanes"
)

// TestLanes puts each byte into each lane, between bytes that stand next to the
// bounds.
func TestLanes(t *testing.T) {
	for b := range 256 {
		for at := range lanes.Bytes {
			text := []byte("@[`{/:\x7f\xff")
			text[at] = byte(b)
			p := lanes.Load(text)
			for lane, c := range text {
				bit := uint64(0x80) << (8 * lane)
				if got, want := lanes.Between(p, 'A', 'Z')&bit != 0, c >= 'A' && c <= 'Z'; got != want {
					t.Errorf("%q, lane %d: between A and Z %v, want %v", text, lane, got, want)
				}
				if got, want := lanes.Equal(p, '_')&bit != 0, c == '_'; got != want {
					t.Errorf("%q, lane %d: equal to _ %v, want %v", text, lane, got, want)
				}
			}
			if found := lanes.First(lanes.Equal(p, byte(b)&0x7f)); b < 0x80 && text[found] != byte(b) {
				t.Errorf("%q: %q is first in lane %d", text, byte(b), found)
			}
		}
	}
	if found := lanes.First(0); found != lanes.Bytes {
		t.Errorf("lane %d where none is set", found)
	}
}

func TestLoadShort(t *testing.T) {
	for text, want := range map[string]uint64{"": 0, "a": 0x61, "ab": 0x6261, "abcdefgh": 0x6867666564636261, "abcdefghi": 0x6867666564636261} {
		if got := lanes.LoadShort(text); got != want {
			t.Errorf("%q: %#x, want %#x", text, got, want)
		}
	}
}
