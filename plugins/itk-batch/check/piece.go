package check

import "github.com/kilnworks/kiln/plugins/itk-batch/lanes"

// Names are read and compared eight bytes at a time, as one number: a piece. Most
// names are shorter, so that it says all of them.

const pieceBytes = lanes.Bytes

// piece returns the first bytes of a text, the first one lowest, with zeros for
// those that a shorter one does not have.
func piece(text string) uint64 { return lanes.LoadShort(text) }

// nameBytes returns how many bytes at the beginning of a piece are letters and
// digits in the sense of [classes].
func nameBytes(p uint64) int {
	letters := lanes.Between(p|0x20*lanes.Each, 'a', 'z')
	return lanes.First(^(letters | lanes.Between(p, '0', '9') | lanes.Equal(p, '_') | p))
}

// begin is the first bytes of a piece, and zeros.
func begin(p uint64, bytes int) uint64 { return p & (1<<(8*bytes) - 1) }

// mix adds a piece to a hash.
func mix(hash, p uint64) uint64 {
	hash = (hash ^ p) * 0x9e3779b97f4a7c15
	return hash ^ hash>>32
}

// hashOf is the hash of a text; the scanner counts it while it reads.
func hashOf(text string) uint32 {
	hash := mix(0, piece(text))
	for len(text) >= pieceBytes {
		text = text[pieceBytes:]
		hash = mix(hash, piece(text))
	}
	return uint32(hash)
}

// shortTable finds words of up to seven bytes: a hash table with as many slots as
// a power of two, at most half of them taken.
type shortTable struct {
	slots []shortSlot
	taken int
}

// shortSlot is a place of a table; word is none where it is free. The highest
// byte of key is the length of the text, the others are its bytes.
type shortSlot struct {
	key  uint64
	word word
}

// shortKey is the key of a text of less than eight bytes, which is that piece.
func shortKey(p uint64, length int) uint64 { return p | uint64(length)<<56 }

// first returns where to look for a key first.
func (t *shortTable) first(key uint64) *shortSlot {
	return &t.slots[mix(0, key)&uint64(len(t.slots)-1)]
}

// find returns the slot of a key, or the free one where it belongs.
func (t *shortTable) find(key uint64) *shortSlot {
	mask := uint64(len(t.slots) - 1)
	for at := mix(0, key) & mask; ; at = (at + 1) & mask {
		if s := &t.slots[at]; s.key == key || s.word == none {
			return s
		}
	}
}

// add puts a word into the free slot where it belongs.
func (t *shortTable) add(s *shortSlot, key uint64, w word) {
	*s = shortSlot{key, w}
	if t.taken++; 2*t.taken <= len(t.slots) {
		return
	}
	old := t.slots
	t.slots = make([]shortSlot, 2*len(old))
	for _, s := range old {
		if s.word != none {
			*t.find(s.key) = s
		}
	}
}
