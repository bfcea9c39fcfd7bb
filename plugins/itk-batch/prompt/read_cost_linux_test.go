package prompt

import (
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/sdk/sdktest"
)

// TestReadOfVerbs keeps what a verb looks for around it from growing with the
// prompt: four times the text may cost about four times the time.
func TestReadOfVerbs(t *testing.T) {
	for _, piece := range []string{"export ", "add ", "save ", "take it off ", "do not delete ", "export pdfs to x, ", "column 1 is x ", "q. "} {
		read := func(size int) time.Duration {
			text := strings.Repeat(piece, size/len(piece))
			return sdktest.Cost(t, func() { _, _ = Read(text, Context{}) })
		}
		short, long := read(8192), read(32768)
		if long > 300*time.Millisecond && long > 8*short {
			t.Errorf("%q repeated: %v of the processor, and %v for four times the text", piece, short, long)
		}
	}
}
