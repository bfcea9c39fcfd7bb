package check

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// foreign are whole files as people write them, with what is wrong in them, and
// nothing else: old and new C, C++, macros, several releases in one source.
var foreign = map[string][]string{
	"action_handler.c": nil, // its macro leaves by goto, which the rules do not follow
	"assembly.c":       nil,
	"bom_walk.c":       {"20 use-after-free", "33 wrong-kind"},
	"broken.c":         {"7 arity", "7 deprecated", "11 unbalanced"},
	"comments.c":       {"2 line-comment", "10 line-comment"},
	"continued.c":      nil,
	"delete_old.c": {
		"8 lock-left", "8 return-code", "9 return-code", "17 name-unknown", "18 lock-on-return", "19 deprecated",
	},
	"find_item.cpp":   {"10 deprecated", "14 null-test", "15 leak"},
	"goto_clean.c":    {"26 return-code", "37 leak"},
	"handlers.c":      {"18 name-unknown"},
	"knr_report.c":    {"27 index-bound"},
	"login.c":         {"8 password", "12 format-data", "15 name-unknown"},
	"macros.c":        nil,
	"old_calls.c":     {"15 deprecated", "17 deprecated", "17 wrong-kind", "21 overflow"},
	"query.c":         {"22 unload"},
	"raw_strings.cpp": nil,
	"service.cpp":     nil, // its memory belongs to classes
	"structure.c":     {"13 open", "17 wrong-free"},
	"umlauts.c":       {"15 deprecated", "15 leak"},
	"versions.c":      {"27 deprecated"},
}

func TestForeignFiles(t *testing.T) {
	files, err := os.ReadDir(filepath.Join("testdata", "foreign"))
	if err != nil || len(files) != len(foreign) {
		t.Fatalf("%d files, and what is wrong is said of %d: %v", len(files), len(foreign), err)
	}
	for name, want := range foreign {
		text, err := os.ReadFile(filepath.Join("testdata", "foreign", name))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range Project([]File{{name, text}}, "14.3") {
			got = append(got, strconv.Itoa(f.Line)+" "+f.Rule)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestLineEndsDoNotMatter reads the files with the line ends of Windows: the
// findings are the same.
func TestLineEndsDoNotMatter(t *testing.T) {
	for name := range foreign {
		text, err := os.ReadFile(filepath.Join("testdata", "foreign", name))
		if err != nil {
			t.Fatal(err)
		}
		unix := bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		windows := bytes.ReplaceAll(unix, []byte("\n"), []byte("\r\n"))
		if diff := cmp.Diff(Project([]File{{name, unix}}, "11.6"), Project([]File{{name, windows}}, "11.6")); diff != "" {
			t.Errorf("%s (-LF +CRLF):\n%s", name, diff)
		}
	}
}

// TestUnknownIsADoubt wants no error for what may exist and only the facts lack.
func TestUnknownIsADoubt(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "foreign", "handlers.c"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Project([]File{{"handlers.c", text}}, "14.3") {
		if f.Severity == Error {
			t.Errorf("%+v", f)
		}
	}
}

// large is a C file of some size: the foreign files of C that are whole, again
// and again, with other names for their functions.
func large(t testing.TB, size int) []byte {
	var b bytes.Buffer
	names := slices.Sorted(maps.Keys(foreign))
	for turn := 0; b.Len() < size; turn++ {
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join("testdata", "foreign", name))
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Ext(name) == ".c" && name != "broken.c" && name != "comments.c" {
				b.Write(bytes.ReplaceAll(text, []byte("site_"), fmt.Appendf(nil, "site%d_", turn)))
			}
		}
	}
	return b.Bytes()
}

func BenchmarkLarge(b *testing.B) {
	for _, size := range []int{50_000, 500_000, 5_000_000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			files := []File{{"large.c", large(b, size)}}
			b.SetBytes(int64(len(files[0].Body)))
			for b.Loop() {
				Project(files, "14.3")
			}
		})
	}
}
