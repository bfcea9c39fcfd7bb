package sandbox

import "strings"

const tailBytes = 4 << 10

// tail is a writer that keeps the end of what is written to it, however much
// that is.
type tail struct{ buf []byte }

func (t *tail) Write(p []byte) (int, error) {
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

func (t *tail) String() string { return strings.ToValidUTF8(string(t.buf), "\uFFFD") }

// panicLine returns the line in which a Go guest says why it stopped.
func (t *tail) panicLine() (string, bool) {
	for line := range strings.Lines(t.String()) {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return strings.TrimSpace(line), true
		}
	}
	return "", false
}
