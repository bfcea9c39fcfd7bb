package sdk

import (
	"strings"
	"testing"
)

func TestCheckPath(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"README.md", "src/a b.c", "größe/x", ".gitignore", "com10", "console.c", strings.Repeat("p", 200)} {
		if err := CheckPath(path); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
	for path, want := range map[string]string{
		"":                       "relative",
		"/etc/passwd":            "relative",
		"a/../b":                 "relative",
		"./a":                    "relative",
		"a//b":                   "relative",
		"a/":                     "relative",
		`a\b`:                    "character",
		"C:x":                    "character",
		"a\nb":                   "character",
		"a\u202eb":               "character",
		"a?":                     "character",
		"a\xff":                  "UTF-8",
		"src/nul.txt":            "device",
		"COM¹":                   "device",
		"lpt9 .c":                "device",
		"a.":                     "a dot",
		"a /b":                   "blank",
		" a":                     "blank",
		strings.Repeat("p", 201): "201 bytes",
	} {
		if err := CheckPath(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", path, err, want)
		}
	}
}
