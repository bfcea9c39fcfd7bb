package rewrite

// Integers are in LEB128: seven bits a byte, the lowest first, the top bit says
// that more follow. A reader that takes more bytes than a number of that width
// can need, or bits beyond its width, would disagree with an engine about where
// the next instruction starts; those are refused.

// u32 reads an unsigned integer of 32 bits.
func (r *reader) u32() uint32 {
	if r.pos < r.end && r.data[r.pos] < 0x80 {
		r.pos++
		return uint32(r.data[r.pos-1])
	}
	return r.longU32()
}

func (r *reader) longU32() uint32 {
	at := r.pos
	var v uint32
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		if shift == 28 && b > 0x0f {
			break
		}
		v |= uint32(b&0x7f) << shift
		if r.err != nil {
			return 0
		}
		if b < 0x80 {
			return v
		}
	}
	r.fail(at, "integer too large for 32 bits, or too long")
	return 0
}

// s32 reads a signed integer of 32 bits.
func (r *reader) s32() int32 { return int32(r.signed(32)) }

// s33 reads a signed integer of 33 bits, as block types are.
func (r *reader) s33() int64 { return r.signed(33) }

// s64 reads a signed integer of 64 bits.
func (r *reader) s64() int64 { return r.signed(64) }

func (r *reader) signed(width int) int64 {
	at := r.pos
	var v int64
	for shift := 0; shift < width; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if r.err != nil {
			return 0
		}
		if b >= 0x80 {
			continue
		}
		if left := width - shift; left < 7 && !signExtends(b, left) {
			break
		}
		if shift < 57 && b&0x40 != 0 {
			v |= -1 << (shift + 7)
		}
		return v
	}
	r.fail(at, "integer too large for %d bits, or too long", width)
	return 0
}

// signExtends reports whether the bits of a final byte beyond its lowest n
// repeat the sign, which is bit n-1.
func signExtends(b byte, n int) bool {
	high := int8(b<<1) >> 1 >> (n - 1)
	return high == 0 || high == -1
}

// appendU32 appends v in its shortest form.
func appendU32(out []byte, v uint32) []byte {
	for v >= 0x80 {
		out = append(out, byte(v)|0x80)
		v >>= 7
	}
	return append(out, byte(v))
}

// appendS64 appends v in its shortest form.
func appendS64(out []byte, v int64) []byte {
	for v < -0x40 || v > 0x3f {
		out = append(out, byte(v)|0x80)
		v >>= 7
	}
	return append(out, byte(v)&0x7f)
}

// appendName appends a string.
func appendName(out []byte, name string) []byte {
	return append(appendU32(out, uint32(len(name))), name...)
}
