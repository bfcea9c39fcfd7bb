package rewrite

import (
	"fmt"
	"unicode/utf8"
)

// reader reads the binary format. The first failure sticks: after it, every
// read yields zero and the position no longer moves, so a decoder reads on and
// asks once, at its end.
type reader struct {
	data    []byte // the whole module: positions are offsets in the file
	pos     int
	end     int // reading stops here, at most len(data)
	section string
	err     *Error
}

// fail records a refusal at an offset, unless there is one already.
func (r *reader) fail(at int, format string, args ...any) {
	if r.err == nil {
		r.err = &Error{Offset: at, Section: r.section, Reason: fmt.Sprintf(format, args...)}
	}
	r.pos = r.end
}

// more reports whether there is something left to read.
func (r *reader) more() bool { return r.err == nil && r.pos < r.end }

// byte reads one byte.
func (r *reader) byte() byte {
	if r.pos >= r.end {
		r.fail(r.pos, "unexpected end")
		return 0
	}
	b := r.data[r.pos]
	r.pos++
	return b
}

// bytes reads n bytes; the result aliases the module.
func (r *reader) bytes(n int) []byte {
	if n < 0 || n > r.end-r.pos {
		r.fail(r.pos, "unexpected end: %d bytes announced, %d left", n, r.end-r.pos)
		return nil
	}
	b := r.data[r.pos : r.pos+n]
	r.pos += n
	return b
}

// zero reads a byte that is reserved for later versions of WebAssembly.
func (r *reader) zero(what string) {
	if at := r.pos; r.byte() != 0 && r.err == nil {
		r.fail(at, "zero byte expected: %s", what)
	}
}

// name reads a string.
func (r *reader) name() string {
	at := r.pos
	b := r.bytes(int(r.u32()))
	if !utf8.Valid(b) {
		r.fail(at, "name is not UTF-8")
		return ""
	}
	return string(b)
}

// count reads the length of a vector whose items take at least one byte each.
func (r *reader) count(what string, limit int) int {
	at := r.pos
	n := int(r.u32())
	if n > limit {
		r.fail(at, "%d %s, at most %d are accepted", n, what, limit)
		return 0
	}
	if n > r.end-r.pos {
		r.fail(at, "%d %s announced, %d bytes left", n, what, r.end-r.pos)
		return 0
	}
	return n
}

// index reads an index that must be below n.
func (r *reader) index(what string, n int) uint32 {
	at := r.pos
	i := r.u32()
	if r.err == nil && int(i) >= n {
		r.fail(at, "unknown %s %d, there are %d", what, i, n)
		return 0
	}
	return i
}

// within runs read on the next size bytes, all of which it must use.
func (r *reader) within(size int, read func()) {
	if size < 0 || size > r.end-r.pos {
		r.fail(r.pos, "length out of bounds: %d bytes announced, %d left", size, r.end-r.pos)
		return
	}
	outer := r.end
	r.end = r.pos + size
	read()
	if r.pos != r.end {
		r.fail(r.pos, "%d bytes too many", r.end-r.pos)
	}
	if r.err == nil {
		r.end = outer
	}
}
