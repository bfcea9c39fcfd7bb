package check

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestForeignFiles reads whole files as people write them: with what is wrong in
// them, and nothing else.
func TestForeignFiles(t *testing.T) {
	for name, want := range map[string][]string{
		"action_handler.c": nil, // its macro leaves by goto, which the rules do not follow
		"delete_old.c": {
			"8 lock-left", "8 return-code", "9 return-code", "17 name-unknown", "18 lock-on-return", "19 deprecated",
		},
		"find_item.cpp": {"1 line-comment", "10 deprecated", "14 null-test", "15 leak"},
		"login.c":       {"8 password", "12 format-data", "15 name-unknown"},
		"structure.c":   {"13 open", "17 wrong-free"},
	} {
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
