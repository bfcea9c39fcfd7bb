package prompt

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// goldenPrompts are all prompts of the golden files.
func goldenPrompts(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/golden/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	var out []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(text), "\n") {
			if _, prompt, ok := strings.Cut(line, "> "); ok && !strings.HasPrefix(line, " ") {
				out = append(out, prompt)
			}
		}
	}
	return out
}

// FuzzRead checks what holds for every prompt: no panic; either a refusal
// that explains itself or a valid Spec with stable bytes; the same again.
func FuzzRead(f *testing.F) {
	for _, p := range goldenPrompts(f) {
		f.Add(p, uint8(0))
	}
	for _, p := range []string{
		"parts named \"a\x00b\"", "released parts to \"/tmp/a\nb.csv\"", "\"", "'''", "„", "parts (", "item id", "since", "in", "between 1.1. and",
		"saved query", "saved query \"", "folder", "sorted by", "columns:", "of type", "not", "exit", "max", "prefix", "without", "is", "relation =",
		"from list (", "parts owned by", "\\\\", "C:\\", "a-b-c", "1.", "99.99.9999", "..", "parts whose name is \u2028", "\xff\xfe parts",
	} {
		for hint := range uint8(23) {
			f.Add(p, hint)
		}
	}
	for i, e := range expectations(f) {
		f.Add(e.prompt, uint8(0))
		if i%3 == 0 {
			f.Add(e.prompt, uint8(i))
		}
	}
	patterns := append([]string{""}, spec.Patterns()...)
	f.Fuzz(func(t *testing.T, text string, hint uint8) {
		context := Context{Compiler: "msvc", TCVersion: "14.3", CodePrefix: "PNX", ExplicitPattern: patterns[int(hint)%len(patterns)]}
		first, err := Read(text, context)
		second, again := Read(text, context)
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Message == "" || len(refusal.Missing) == 0 {
				t.Fatalf("a refusal that does not explain itself: %#v", err)
			}
			if again == nil || again.Error() != err.Error() {
				t.Fatalf("two readings differ: %v, %v", err, again)
			}
			return
		}
		if again != nil || !bytes.Equal(first.Spec.JSON(), second.Spec.JSON()) {
			t.Fatalf("two readings differ: %v", again)
		}
		checkSpec(t, first.Spec)
	})
}

func checkSpec(t *testing.T, s spec.Spec) {
	t.Helper()
	if err := s.Validate(); err != nil {
		t.Fatalf("invalid: %v", err)
	}
	body := s.JSON()
	parsed, err := spec.Parse(body)
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	if !bytes.Equal(parsed.JSON(), body) {
		t.Fatalf("posting the Spec back changes it:\n%s\n%s", body, parsed.JSON())
	}
}

// TestReadIsLinear keeps a prompt of the greatest size from costing more than
// a share of the time that a generation has.
func TestReadIsLinear(t *testing.T) {
	for _, piece := range []string{"parts ", "\" ", "' ", "name is x ", "( ", "12.", "and or not ", "ü", "item id 1, ", "zzzzzzzz ", "in the ", "der der "} {
		text := strings.Repeat(piece, 32768/len(piece))
		allocs := testing.AllocsPerRun(1, func() { _, _ = Read(text, Context{}) })
		if allocs > 400_000 {
			t.Errorf("%q repeated: %.0f allocations", piece, allocs)
		}
	}
}

// BenchmarkReadVerbs reads the greatest prompt that is made of one verb, whose
// meaning depends on the words around it.
func BenchmarkReadVerbs(b *testing.B) {
	text := strings.Repeat("add ", 32768/4)
	for b.Loop() {
		_, _ = Read(text, Context{})
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read("Export released parts to CSV", Context{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadLong(b *testing.B) {
	text := goldenPrompts(b)
	longest := ""
	for _, p := range text {
		if len(p) > len(longest) {
			longest = p
		}
	}
	for b.Loop() {
		if _, err := Read(longest, Context{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadPatterns reads a prompt of each kind in turn: those that are
// read twice, and the refusals.
func BenchmarkReadPatterns(b *testing.B) {
	all := expectations(b)
	i := 0
	for b.Loop() {
		_, _ = Read(all[i%len(all)].prompt, Context{})
		i++
	}
}

// BenchmarkIndex is what the first reading of a program costs beyond the others.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		_ = newLetters()
	}
}
