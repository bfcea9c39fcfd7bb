package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// TestDiagnosticsLeadToTheirPlace follows those about a place in the golden
// projects' files to it.
func TestDiagnosticsLeadToTheirPlace(t *testing.T) {
	shown := map[string]func(message string) string{
		"call_to_verify":          lastWord,
		"call_newer_than_version": firstWord,
		"call_without_proof":      func(string) string { return "PROJ_remove_objects(" },
		"toolchain_uncertain":     func(string) string { return "sample" },
		"name_not_ascii":          func(string) string { return `\30` }, // the lead byte of a Latin letter, in octal
	}
	cases, err := filepath.Glob("testdata/*/want.json")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, path := range cases {
		for _, d := range diagnosticsOf(t, path) {
			text, ok := shown[d.Code]
			if !ok {
				continue
			}
			found[d.Code]++
			body, err := os.ReadFile(filepath.Join(filepath.Dir(path), "want", d.File))
			if err != nil {
				t.Errorf("%s: %s: %v", path, d.Message, err)
				continue
			}
			lines := strings.Split(string(body), "\n")
			if d.Line < 1 || d.Line > len(lines) || !strings.Contains(lines[d.Line-1], text(d.Message)) {
				t.Errorf("%s: %s is not in line %d of %s", path, text(d.Message), d.Line, d.File)
			}
		}
	}
	for _, code := range []string{"call_to_verify", "call_without_proof", "toolchain_uncertain", "name_not_ascii"} {
		if found[code] == 0 {
			t.Errorf("no golden project has a diagnostic %s", code)
		}
	}
}

func lastWord(message string) string {
	words := strings.Fields(strings.TrimSuffix(message, "."))
	return words[len(words)-1]
}

func firstWord(message string) string { return strings.Fields(message)[0] }

func diagnosticsOf(t *testing.T, path string) []sdk.Diagnostic {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var result struct{ Diagnostics []sdk.Diagnostic }
	if err := json.Unmarshal(body, &result); err != nil {
		t.Fatal(err)
	}
	return result.Diagnostics
}
