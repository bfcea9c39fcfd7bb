package sandbox

import (
	"os"
	"slices"
	"testing"
)

// pagesOf counts the pages that an instance has to itself.
func pagesOf(t *testing.T, i *Instance) int {
	t.Helper()
	written, err := writtenPages(i.guest.memory.reserved[:i.guest.module.Memory().Size()])
	if err != nil {
		t.Skip("this system does not tell: ", err)
	}
	count := 0
	for _, is := range written {
		if is {
			count++
		}
	}
	return count
}

func TestPagesThatAreAlwaysWrittenAreForeseen(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	content := p.program.image.content
	generate(t, p, "panic") // teaches nothing
	for range lessons {
		if content.habit.stretches.Load() != nil {
			t.Fatal("foreseen too early")
		}
		generate(t, p, "good text")
	}
	i := start(t, p, "good text", &recorder{})
	atFirst := pagesOf(t, i)
	content.foresee(i.guest.memory)
	foreseen := pagesOf(t, i)
	if _, err := run(t, i); err != nil {
		t.Fatal(err)
	}
	used := pagesOf(t, i)
	t.Logf("%d pages at the start, %d foreseen, %d used", atFirst, foreseen, used)
	if atFirst != 0 || foreseen*10 < used*8 || foreseen*10 > used*11 {
		t.Errorf("%d pages at the start, %d foreseen, %d used", atFirst, foreseen, used)
	}
}

func TestStretchesOf(t *testing.T) {
	t.Parallel()
	size := os.Getpagesize()
	got := *stretchesOf([]bool{true, true, false, false, true, false, false, false, true})
	if want := []stretch{{0, 5 * size}, {8 * size, 9 * size}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
