package pipeline

import (
	"strings"
	"testing"

	"github.com/kilnworks/kiln/host"
)

func TestCheckFiles(t *testing.T) {
	good := []string{"README.md", "src/a.c", "src/ä.h", ".gitignore", "a b/c", "COM10", "console"}
	var files []host.File
	for _, p := range good {
		files = append(files, host.NewFile(p, nil, 0o644))
	}
	if _, err := checkFiles(files); err != nil {
		t.Error(err)
	}
	bad := map[string][]string{
		"relative":        {"/etc/passwd"},
		"without . or ..": {"a/../b"},
		"single slashes":  {"a//b"},
		"relative, ":      {""},
		"character":       {"a\\b"},
		"'\\n'":           {"a\nb"},
		"':'":             {"C:x"},
		"'?'":             {"a?"},
		"device":          {"src/nul.txt"},
		"COM1":            {"COM1"},
		"blank or a dot":  {"a."},
		"begins":          {" a"},
		"200":             {strings.Repeat("a", 201)},
		"UTF-8":           {"a\xff"},
		"tell them apart": {"a", "A"},
		"ß":               {"straße", "STRASSE"},
		"is the file":     {"a", "a/b"},
		"only in case":    {"a/b", "A/c"},
		"manifest":        {"BUILD-manifest.json"},
	}
	for says, paths := range bad {
		var files []host.File
		for _, p := range paths {
			files = append(files, host.NewFile(p, nil, 0o644))
		}
		if _, err := checkFiles(files); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v; want an error with %q", paths, err, says)
		}
	}
}
