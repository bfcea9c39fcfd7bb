package check

import "math/bits"

// Names are read and compared eight bytes at a time: most are shorter, so that
// one number says all of a name.

// pieceBytes is the length of a piece of a text.
const pieceBytes = 8

// piece returns the first bytes of a text, the first one lowest, with zeros for
// those that a shorter one does not have.
func piece(text string) uint64 {
	if len(text) >= pieceBytes {
		return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
			uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	}
	var p uint64
	for i := len(text) - 1; i >= 0; i-- {
		p = p<<8 | uint64(text[i])
	}
	return p
}

// each holds the same byte eight times.
const each = 0x0101010101010101

// nameBytes returns how many bytes at the beginning of a piece are letters and
// digits in the sense of [classes]. Each byte is looked at in its own lane: adding
// carries into its highest bit what is beyond a bound.
func nameBytes(p uint64) int {
	const high = 0x80 * each
	low := p &^ high
	small := low | 0x20*each
	letters := (small + (0x80-'a')*each) &^ (small + (0x7f-'z')*each)
	digits := (low + (0x80-'0')*each) &^ (low + (0x7f-'9')*each)
	others := (low ^ '_'*each) + 0x7f*each // its highest bit is set where there is no underscore
	return bits.TrailingZeros64(^(letters|digits|^others|p)&high) / 8
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
