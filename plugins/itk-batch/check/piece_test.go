package check

import (
	"strconv"
	"strings"
	"testing"
)

// TestNameBytes puts each byte into each place of a piece.
func TestNameBytes(t *testing.T) {
	for c := range 256 {
		for at := range pieceBytes {
			text := []byte("aZ09_\xffaZ")
			text[at] = byte(c)
			want := pieceBytes
			if classes[c] < letterByte {
				want = at
			}
			if got := nameBytes(piece(string(text))); got != want {
				t.Errorf("%q: %d bytes of a name, want %d", text, got, want)
			}
		}
	}
}

// TestLongNames compares what the scanner counts while it reads with what the
// facts are found by, at each length and at the end of a file.
func TestLongNames(t *testing.T) {
	for length := pieceBytes; length < 5*pieceBytes; length++ {
		name := strings.Repeat("ITK_abcdefg", 4)[:length]
		for _, behind := range []string{"", "(", " = 1234567890;", "\x00"} {
			text := name + behind
			n, hash := longName(text, piece(text))
			if n != length || uint32(hash) != hashOf(name) {
				t.Errorf("%q: %d bytes with hash %x, want %d with %x", text, n, uint32(hash), length, hashOf(name))
			}
		}
	}
}

// TestWordsGrow numbers more names than the tables hold at first.
func TestWordsGrow(t *testing.T) {
	w := newWords()
	names := make(map[string]word)
	for i := range 5000 {
		for _, name := range []string{"v" + strconv.Itoa(i), "variable_" + strconv.Itoa(i)} {
			names[name] = w.of(name)
		}
	}
	if len(names) != int(w.end()-w.own.first) {
		t.Errorf("%d words for %d names", w.end()-w.own.first, len(names))
	}
	for name, n := range names {
		if w.of(name) != n || w.text(n) != name {
			t.Fatalf("%s is word %d, then %d, which is %s", name, n, w.of(name), w.text(n))
		}
	}
}
