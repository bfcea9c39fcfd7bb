package sim

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// build copies the sample, a small program written by hand as a good one is,
// to a folder of its own, changes it, and builds it at the site.
func build(t *testing.T, s *Installation, edit func(string) string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"build.sh", "sample_list.c"} {
		text, err := os.ReadFile(filepath.Join("testdata/sample", name))
		if err != nil {
			t.Fatal(err)
		}
		program := string(text)
		if edit != nil && strings.HasSuffix(name, ".c") {
			if program = edit(program); program == string(text) {
				t.Fatal("the edit changes nothing")
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(program), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := s.Build(dir); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func run(t *testing.T, s *Installation, args ...string) Result {
	t.Helper()
	r, err := s.Run(append([]string{"-u=infodba", "-p=infodba", "-g=dba"}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func small(t *testing.T) *Installation {
	t.Helper()
	fixture, err := os.ReadFile("testdata/small.sim")
	if err != nil {
		t.Fatal(err)
	}
	return Site(t, string(fixture))
}

const smallList = `000123/A;1-Bracket|John Smith (jsmith)|1
  PDF_Reference
  PDF_Notes
000123/B;1-Bracket|John Smith (jsmith)|2
`

func TestSampleRuns(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	for _, setting := range []string{"kind", "harsh"} {
		r := run(t, s.With("switch all "+setting), "-o=list.txt", "-value=TCM Released")
		if r.Exit != 0 || r.Files["list.txt"] != smallList || r.Stdout != "2 revisions\n" || r.Stderr != "" {
			t.Errorf("%s: %+v", setting, r)
		}
		if len(r.Watch) > 0 {
			t.Errorf("%s: %q", setting, r.Watch)
		}
		r = run(t, s.With("switch all "+setting), "-o=list.txt", "-query=Item Revision...", "-value=000124;*3")
		if r.Exit != 0 || strings.Count(r.Files["list.txt"], "|") != 8 || len(r.Watch) > 0 {
			t.Errorf("%s: %+v", setting, r)
		}
	}
}

func TestEveryFaultIsReported(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	args := []string{"-o=list.txt", "-value=TCM Released"}
	clean := run(t, s.Traced(), args...)
	if clean.Calls < 20 || len(clean.Trace) != clean.Calls {
		t.Fatalf("%d calls, %d in the trace", clean.Calls, len(clean.Trace))
	}
	for call, name := range clean.Trace {
		if strings.HasPrefix(name, "EMH_") || name == "ITK_ask_cli_argument" {
			continue
		}
		r := run(t, s.With("fail call="+strconv.Itoa(call+1)), args...)
		if r.Exit != 1 && r.Exit != 2 {
			t.Errorf("%s fails: exit %d\n%s", name, r.Exit, r.Stderr)
		}
		if len(r.Watch) > 0 {
			t.Errorf("%s fails: %q", name, r.Watch)
		}
	}
}

func TestHelpNeedsNoLogin(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	r, err := s.Run("-h")
	if err != nil || r.Exit != 0 || !strings.HasPrefix(r.Stdout, "usage") || len(r.Watch) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestWatch seeds one fault each and wants the watch report to name it.
func TestWatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, new, want string }{
		{"leak", "MEM_free(name);", "", "leak: 19 bytes from AOM_ask_value_string"},
		{"element not freed", "MEM_free(references[k]);", "", "from AE_ask_datasettype_refs"},
		{"double free", "MEM_free(name);", "MEM_free(name);\n    MEM_free(name);", "twice of the same block"},
		{"foreign free", "EMH_clear_errors();\n", "EMH_clear_errors();\n    MEM_free((void *)codes);\n", "memory that no ITK function gave out"},
		{"enquiry left open", "rc2 = POM_enquiry_delete(q);", "", `the enquiry "sample_select" is never deleted`},
		{"no logout", "SAMPLE_OK(ITK_exit_module(TRUE));", "", "without ITK_exit_module"},
		{"before login", "if (!SAMPLE_OK(ITK_auto_login())) return 1;", "", "GRM_find_relation_type is called before login"},
		{"NULLTAG", "rc = QRY_find2(name, &query);\n    if (rc == ITK_ok && query == NULLTAG) {", "if (query != NULLTAG) {", "QRY_find_user_entries is called with NULLTAG"},
		{"wrong object", "GRM_list_secondary_objects_only(rev, relation", "GRM_list_secondary_objects_only(rev, relation == NULLTAG ? relation : rev", "is called with a ItemRevision, not a ImanType"},
		{"use after free", "    MEM_free(name);\n", "    MEM_free(name);\n    if (name != NULL) fputs(name, out);\n", "heap-use-after-free"},
		{"malloc", "    MEM_free(name);\n", "    MEM_free(name);\n    name = strcpy((char *)malloc(8), \"x\");\n    fputs(name, out);\n    name = NULL;\n", "LeakSanitizer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := small(t)
			build(t, s, func(program string) string {
				program = strings.Replace(program, c.old, c.new, 1)
				return strings.Replace(program, "#include <string.h>", "#include <stdlib.h>\n#include <string.h>", 1)
			})
			r := run(t, s.With(`fail function=WSOM_ask_release_status_list nth=2`), "-o=list.txt", "-value=TCM Released")
			if c.name == "NULLTAG" {
				r = run(t, s, "-o=list.txt", "-query=Item Revision...", "-value=*")
			}
			if all := strings.Join(r.Watch, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("exit %d, watch %q", r.Exit, all)
			}
		})
	}
}

func TestLoginIsChecked(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	for _, args := range [][]string{
		{"-u=nobody", "-p=x"},
		{"-u=infodba", "-p=wrong"},
		{"-u=infodba", "-p=infodba", "-g=Design"},
		{"-u=infodba", "-pf=missing.pwf"},
		{},
	} {
		r, err := s.Run(append(args, "-o=list.txt", "-value=x")...)
		if err != nil || r.Exit != 1 || len(r.Watch) > 0 {
			t.Errorf("%q: %+v, %v", args, r, err)
		}
	}
	r, err := s.Input("pw.txt", "infodba\r\n").Run("-u=infodba", "-pf=pw.txt", "-o=list.txt", "-value=x")
	if err != nil || r.Exit != 0 || r.Files["list.txt"] != "" || len(r.Files) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestExportFixture(t *testing.T) {
	t.Parallel()
	fixture, err := Fixture("export")
	if err != nil {
		t.Fatal(err)
	}
	s := Site(t, fixture)
	build(t, s, nil)
	r := run(t, s, "-o=list.txt", "-value=TCM Released")
	if r.Exit != 0 || len(r.Watch) > 0 || r.Stdout != "7 revisions\n" {
		t.Errorf("exit %d, %s%s\n%q", r.Exit, r.Stdout, r.Stderr, r.Watch)
	}
	r, err = s.Run("-u=jsmith", "-p=secret", "-o=list.txt", "-value=TCM Released")
	if err != nil || r.Exit != 0 || r.Stdout != "6 revisions\n" {
		t.Errorf("a denied object: %+v, %v", r, err)
	}
	r, err = s.With("switch access harsh").Run("-u=jsmith", "-p=secret", "-o=list.txt", "-value=TCM Released")
	if err != nil || r.Exit != 2 || r.Stdout != "7 revisions\n" || !strings.Contains(r.Stderr, "SECRET/A;1-not for everyone is denied") {
		t.Errorf("a denied object in the result: %+v, %v", r, err)
	}
	if _, err := Fixture("none"); err == nil {
		t.Error("a fixture that is missing is found")
	}
}

func TestBadFixtures(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	for line, want := range map[string]string{
		"itm 1":                      `"itm" is no keyword`,
		"item 1 Nothing":             `there is no type "Nothing"`,
		"item 1 Item \"x":            "no closing quote",
		"item 1 Item created=x":      "created=x is no date",
		"fail":                       "needs call= or function=",
		"switch none harsh":          `there is no switch "none"`,
		"deny jsmith READ nothing":   `there is no WorkspaceObject "nothing"`,
		"item 1 Item owner=stranger": `there is no POM_user "stranger"`,
	} {
		r, err := s.With(line).Run("-h")
		if err != nil || r.Exit != 90 || !strings.Contains(r.Stderr, want) {
			t.Errorf("%s: %+v, %v", line, r, err)
		}
	}
}

// TestGone lets an object vanish between the enquiry and the reading.
func TestGone(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	r := run(t, s.With("gone 000123/A function=POM_enquiry_delete", "gone 000123/B function=AOM_ask_value_string nth=2"),
		"-o=list.txt", "-value=TCM Released")
	if r.Exit != 2 || strings.Count(r.Files["list.txt"], "|") != 0 || strings.Count(r.Stderr, "is no object") < 1 || len(r.Watch) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestLatin1Site(t *testing.T) {
	t.Parallel()
	s := Site(t, `site x encoding=iso-8859-1
group dba
user infodba "Infodba" default=dba password=infodba
  member dba/DBA
status "für € ß"
item 1 Item "Gehäuse"
  rev A status="für € ß"
`)
	build(t, s, nil)
	r := run(t, s, "-o=list.txt", "-value=f\xfcr ? \xdf")
	if r.Exit != 0 || r.Files["list.txt"] != "1/A;1-Geh\xe4use|Infodba (infodba)|1\n" {
		t.Errorf("%+v", r)
	}
}

func TestCrash(t *testing.T) {
	t.Parallel()
	s := small(t)
	build(t, s, nil)
	r := run(t, s.With("crash function=AOM_ask_displayable_values nth=2"), "-o=list.txt", "-value=TCM Released")
	if r.Exit != 137 || len(r.Watch) == 0 {
		t.Errorf("%+v", r)
	}
}
