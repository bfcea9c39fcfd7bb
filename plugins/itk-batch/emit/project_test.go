package emit

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestCallsAreThePlannedOnes compares the ITK functions of the text with those
// of the plan, which were checked against the facts.
func TestCallsAreThePlannedOnes(t *testing.T) {
	t.Parallel()
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			p := plan(t, s.text)
			var text bytes.Buffer
			for _, f := range Project(p) {
				if strings.HasSuffix(f.Path, ".c") {
					text.Write(f.Body)
				}
			}
			var found []string
			for f := range kb.Functions {
				at := strings.Index(text.String(), f.Name+"(")
				if at > 0 && f.Name != "ITK_user_main" && !letter(text.Bytes()[at-1]) {
					found = append(found, f.Name)
				}
			}
			if diff := cmp.Diff(p.Calls, found); diff != "" {
				t.Errorf("planned - and written +:\n%s", diff)
			}
		})
	}
}

func letter(b byte) bool { return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// TestBatchFile reads build.bat with the eyes of cmd.
func TestBatchFile(t *testing.T) {
	p := plan(t, specs[0].text)
	p.MSVC = true
	var body []byte
	for _, f := range Project(p) {
		switch f.Path {
		case "build.bat":
			body = f.Body
		case "build.sh":
			t.Error("there is a build.sh as well")
		}
	}
	if len(body) == 0 {
		t.Fatal("there is no build.bat")
	}
	for i, line := range strings.SplitAfter(strings.TrimSuffix(string(body), "\r\n"), "\r\n") {
		line = strings.TrimSuffix(line, "\r\n")
		if strings.ContainsAny(line, "\r\n!") {
			t.Errorf("line %d: %q holds a bare line end or an exclamation mark", i+1, line)
		}
		if strings.Count(strings.NewReplacer("%~dp0", "", "%1.", "").Replace(line), "%")%2 != 0 {
			t.Errorf("line %d: %q has an odd number of percent signs", i+1, line)
		}
		for _, b := range []byte(line) {
			if b < ' ' || b > '~' {
				t.Errorf("line %d: %q is not ASCII", i+1, line)
				break
			}
		}
	}
	if strings.Contains(string(body), "-o pnx_query_export.exe") || !strings.Contains(string(body), "linkitk\" -o pnx_query_export pnx_query_export.obj") {
		t.Error("linkitk takes the name without .exe")
	}
}

// TestReadmeNamesEveryOption keeps README, help text and plan together.
func TestReadmeNamesEveryOption(t *testing.T) {
	for _, s := range specs {
		p := plan(t, s.text)
		var readme, options string
		for _, f := range Project(p) {
			switch f.Path {
			case "README.md":
				readme = string(f.Body)
			case "src/pnx_options.c":
				options = string(f.Body)
			}
		}
		for _, o := range p.Options {
			word := "-" + o.Name
			if o.Form != pattern.FormFlag {
				word += "="
			}
			if !strings.Contains(readme, "`"+word) || !strings.Contains(options, "\"  "+word) {
				t.Errorf("%s: README or help does not name %s", s.name, word)
			}
		}
	}
}

// TestColumnOfAllObjects guards the names of the objects in the columns' table.
func TestColumnOfAllObjects(t *testing.T) {
	seen := map[string]spec.Of{}
	for _, of := range []spec.Of{spec.OfSelf, spec.OfItem, spec.OfRevision, spec.OfRelated, spec.OfFile, spec.OfRun} {
		if other, ok := seen[level(of)]; ok {
			t.Errorf("%s and %s are both called %s", of, other, level(of))
		}
		seen[level(of)] = of
	}
}

// TestNoDeadCode: a function that others may call is called, a macro is used.
// Of functions within a file the compilers say the same.
func TestNoDeadCode(t *testing.T) {
	t.Parallel()
	declared := regexp.MustCompile(`(?m)^(?:static )?[a-z][a-z_ ]*\**(pnx_\w+)\(.*\)$|^#define ((?:PNX_)?[A-Z_]+)`)
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			var text bytes.Buffer
			for _, f := range Project(plan(t, s.text)) {
				if strings.HasPrefix(f.Path, "src/") {
					text.Write(f.Body)
				}
			}
			for _, m := range declared.FindAllStringSubmatch(text.String(), -1) {
				name := m[1] + m[2]
				uses := regexp.MustCompile(`\b`+name+`\b`).FindAllStringIndex(text.String(), -1)
				least := 3 // declared, defined, used
				if m[2] != "" {
					least = 2
				}
				if len(uses) < least {
					t.Errorf("%s is not used", name)
				}
			}
		})
	}
}

// BenchmarkProject writes one project, without reading the prompt or checking
// what came out.
func BenchmarkProject(b *testing.B) {
	p := plan(b, specs[0].text)
	b.ReportAllocs()
	for b.Loop() {
		Project(p)
	}
}
