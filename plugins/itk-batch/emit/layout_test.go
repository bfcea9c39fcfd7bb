package emit

import (
	"regexp"
	"strings"
	"testing"
)

// TestLayout reads the C of every part of a program as a reviewer would.
func TestLayout(t *testing.T) {
	t.Parallel()
	misplaced := []struct {
		what string
		text *regexp.Regexp
	}{
		{"two blank lines", regexp.MustCompile(`\n\n\n`)},
		{"a blank line at the begin of a block", regexp.MustCompile(`\{\n\n`)},
		{"a blank line at the end of a block", regexp.MustCompile(`\n\n *\}`)},
		{"no blank line behind the includes", regexp.MustCompile(`(?m)^#include .*\n[^#\n].*`)},
		{"the program's own headers before those of ITK", regexp.MustCompile(`(?m)^#include ".*\n+#include <.*`)},
		{"no blank line before a function", regexp.MustCompile(`(?m)^\}\n[^\n].*`)},
		{"a blank at the end of a line", regexp.MustCompile(`(?m)^.* $`)},
		{"a line of more than 160 characters", regexp.MustCompile(`(?m)^.{161,}$`)},
	}
	// Comments behind a member or a value of an enumeration stand below each other.
	aligned := regexp.MustCompile(`(?m)^    [^\n()]*[;,] {2,}/\*`)
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, f := range Project(plan(t, s.text)) {
				if !strings.HasPrefix(f.Path, "src/") {
					continue
				}
				for _, m := range misplaced {
					if found := m.text.Find(f.Body); found != nil {
						t.Errorf("%s: %s: %q", f.Path, m.what, found)
					}
				}
				for _, line := range aligned.FindAllString(string(f.Body), -1) {
					if column := len(line) - len("/*"); column != 44 && column != 56 {
						t.Errorf("%s: a comment in column %d: %s", f.Path, column, line)
					}
				}
			}
		})
	}
}
