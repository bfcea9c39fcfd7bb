// Package lanes looks at text eight bytes at a time, each in a lane of one number.
// In WebAssembly a loop over single bytes, and a call for each of them, take several
// times as long.
package lanes

import (
	"encoding/binary"
	"math/bits"
)

// Bytes is how many lanes there are.
const Bytes = 8

// Each holds the same byte in all lanes, if it is multiplied by it.
const Each = 0x0101010101010101

// High is the highest bit of each lane.
const High = 0x80 * Each

// Load returns the first eight bytes, the first one lowest. Where there are fewer,
// it panics.
func Load(text []byte) uint64 { return binary.LittleEndian.Uint64(text) }

// LoadShort returns up to eight bytes, the first one lowest, and zeros behind them.
func LoadShort(text string) uint64 {
	if len(text) >= Bytes {
		return Load([]byte(text)) // which copies nothing
	}
	var p uint64
	for i := len(text) - 1; i >= 0; i-- {
		p = p<<8 | uint64(text[i])
	}
	return p
}

// Between sets the highest bit of each lane whose byte lies between two bytes,
// which are ASCII, and clears all others.
func Between(p uint64, low, high byte) uint64 {
	seven := p &^ High
	return (seven + uint64(0x80-low)*Each) &^ (seven + uint64(0x7f-high)*Each) &^ p & High
}

// Equal sets the highest bit of each lane that holds a byte of ASCII, and clears
// all others.
func Equal(p uint64, b byte) uint64 {
	differing := (p &^ High) ^ uint64(b)*Each
	return ^(differing + 0x7f*Each) &^ p & High
}

// First returns the number of the first lane whose highest bit is set; [Bytes] if
// none is.
func First(set uint64) int { return bits.TrailingZeros64(set&High) / 8 }
