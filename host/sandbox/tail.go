package sandbox

import (
	"bytes"
	"strings"
)

const (
	tailBytes     = 4 << 10
	headlineBytes = 500
)

// tail is a writer that keeps the end of what is written to it, however much
// that is, and the line in which a Go guest says why it stops: the stacks that
// Go prints after it are often longer than the tail.
type tail struct {
	buf      []byte
	line     []byte // the beginning of the line being written
	headline string // the first line that begins like a Go panic
}

func (t *tail) Write(p []byte) (int, error) {
	t.scan(p)
	n := len(p)
	if n >= tailBytes {
		t.buf = append(t.buf[:0], p[n-tailBytes:]...)
		return n, nil
	}
	if over := len(t.buf) + n - tailBytes; over > 0 {
		t.buf = t.buf[:copy(t.buf, t.buf[over:])]
	}
	t.buf = append(t.buf, p...)
	return n, nil
}

// scan gathers lines, since Go writes a panic in several pieces.
func (t *tail) scan(p []byte) {
	for t.headline == "" && len(p) > 0 {
		piece, rest, ended := bytes.Cut(p, []byte("\n"))
		t.line = append(t.line, piece[:min(len(piece), headlineBytes-len(t.line))]...)
		if ended {
			if bytes.HasPrefix(t.line, []byte("panic: ")) || bytes.HasPrefix(t.line, []byte("fatal error: ")) {
				t.headline = text(t.line)
			}
			t.line = t.line[:0]
		}
		p = rest
	}
}

func (t *tail) String() string { return strings.ToValidUTF8(string(t.buf), "\uFFFD") }
