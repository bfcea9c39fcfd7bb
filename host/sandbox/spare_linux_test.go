package sandbox

import (
	"bytes"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

const reservedBytes = 96 * pageBytes

// someContent has bytes in every page but for holes.
func someContent(t *testing.T, random *rand.Rand) (*content, []byte) {
	t.Helper()
	image := make([]byte, 16*pageBytes)
	for at := 0; at < len(image); at += osPageBytes {
		if random.IntN(4) > 0 {
			image[at+random.IntN(osPageBytes)] = byte(1 + random.IntN(255))
		}
	}
	c := newContent(image, true)
	t.Cleanup(c.close)
	if c.file == nil || pagemap() == nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no memfd, or no pagemap: memory is never kept here")
		}
		t.Skip("this kernel has no memfd, or tells nothing of its pages")
	}
	return c, image
}

func (c *content) mustMap(t *testing.T) *memory {
	t.Helper()
	m, err := c.newMemory(reservedBytes)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSpareMemoryIsAsNew(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	c, image := someContent(t, random)
	want := append(bytes.Clone(image), make([]byte, reservedBytes-len(image))...)
	m := c.mustMap(t)
	for range 200 {
		view := m.Reallocate(uint64(len(image) + random.IntN(32)*pageBytes))
		for range random.IntN(300) {
			at := random.IntN(len(view) - 8)
			if random.IntN(2) == 0 {
				_ = view[at] // reading must not make a page look like new
			} else {
				copy(view[at:], "written!")
			}
		}
		m.recycle()
		again := c.mustMap(t)
		if again != m {
			t.Fatal("the memory was not kept")
		}
		if !bytes.Equal(again.reserved, want) {
			t.Fatal("the memory is not what it was before its guest")
		}
	}
	m.release()
}

func TestMemoryThatIsNotKept(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	c, _ := someContent(t, random)
	m := c.mustMap(t)
	view := m.Reallocate(reservedBytes)
	for at := 0; at < spareBytes+osPageBytes; at += osPageBytes {
		view[at%len(view)] = 1
	}
	if spareBytes+osPageBytes > len(view) {
		t.Fatalf("%d bytes are too few to write too many", len(view))
	}
	m.recycle()
	if m.reserved != nil || len(c.spare.idle) > 0 {
		t.Error("a memory of which much was written was kept")
	}
	m = c.mustMap(t)
	c.spare.close()
	m.recycle()
	if m.reserved != nil || len(c.spare.idle) > 0 {
		t.Error("a memory was kept for a content that is closed")
	}
}

// TestFailedGuestsLeaveNoMemory: what a guest that was ended has done is not
// looked into.
func TestFailedGuestsLeaveNoMemory(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	spare := &p.program.image.content.spare
	generate(t, p, "good")
	kept := len(spare.idle)
	if pagemap() != nil && kept == 0 {
		t.Fatal("the memory of a good generation was not kept")
	}
	for range kept {
		i, err := p.Start(t.Context(), sdk.Request{Prompt: "panic"}, &recorder{})
		if err != nil {
			t.Fatal(err)
		}
		for _, stage := range sdk.Stages {
			if _, err := i.Stage(t.Context(), stage); err != nil {
				break
			}
		}
		i.Close()
		i.Close() // a second time must not give it back twice
	}
	if len(spare.idle) != 0 {
		t.Errorf("%d memories are kept after the last of them served a guest that failed", len(spare.idle))
	}
}

// BenchmarkPrivateMemory is how much of its memory a generation has for itself
// when it ends: the pages that are no longer the image's.
func BenchmarkPrivateMemory(b *testing.B) {
	wasm, asked := batch(b)
	p := open(b).mustLoad(b, wasm, Limits{})
	for b.Loop() {
		i, err := p.Start(b.Context(), asked, &recorder{})
		if err != nil {
			b.Fatal(err)
		}
		for _, stage := range sdk.Stages {
			if _, err := i.Stage(b.Context(), stage); err != nil {
				b.Fatal(err)
			}
		}
		pages, ok := i.guest.memory.written()
		if !ok {
			b.Skip("the kernel does not tell which pages are whose")
		}
		b.ReportMetric(float64(len(pages)*osPageBytes)/1e6, "private-MB")
		i.Close()
	}
}
