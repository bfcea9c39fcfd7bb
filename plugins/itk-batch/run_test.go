package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/emit"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestGoldenCompiles checks the wanted C of every case with each compiler: gcc
// as C90 and C99, clang as if for Windows.
func TestGoldenCompiles(t *testing.T) {
	t.Parallel()
	checker, err := sim.NewChecker()
	if err != nil {
		t.Fatal(err)
	}
	projects, err := filepath.Glob("testdata/*/want/src")
	if err != nil || len(projects) < 10 {
		t.Fatalf("%d projects, %v", len(projects), err)
	}
	for _, project := range projects {
		files, err := filepath.Glob(filepath.Join(project, "*.[ch]"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", project, len(files), err)
		}
		texts := map[string][]byte{}
		for _, file := range files {
			if texts[filepath.Base(file)], err = os.ReadFile(file); err != nil {
				t.Fatal(err)
			}
		}
		if err := checker.Check(texts); err != nil {
			t.Errorf("%s: %v", project, err)
		}
	}
}

// site is the simulated site that the programs run at.
func site(t *testing.T) *sim.Installation {
	t.Helper()
	fixture, err := os.ReadFile("testdata/site.sim")
	if err != nil {
		t.Fatal(err)
	}
	return sim.Site(t, string(fixture))
}

// program generates from a Spec, builds with build.sh and returns the site.
func program(t *testing.T, text string) *sim.Installation {
	t.Helper()
	return built(t, site(t), text)
}

// built generates from a Spec and builds at the site.
func built(t *testing.T, installation *sim.Installation, text string) *sim.Installation {
	t.Helper()
	s, err := spec.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s = s.WithDefaults()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	p, err := pattern.For(s, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range emit.Project(p) {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Body, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := installation.Build(dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return installation
}

// run starts the program as a user who may read everything.
func run(t *testing.T, s *sim.Installation, args ...string) sim.Result {
	t.Helper()
	r, err := s.Run(append([]string{"-u=infodba", "-p=infodba", "-g=dba"}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// exports are programs, their command lines and what the file then holds.
var exports = []struct {
	name, spec string
	args       []string
	file, want string
	exit       int
}{
	{
		name: "released",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"}],"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id","header":"rev"},{"property":"object_name"},{"property":"pnx_material"}],"output":{"sort":[{"property":"item_id"}]},"safety":{}}`,
		want: "item_id,rev,object_name,pnx_material\n000123,A,\"Bracket, left\",\"S235 \"\"JR\"\"\"\n000124,A,Screw,C45\n",
	},
	{
		name: "released with an option",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"}],"columns":[{"property":"item_id","of":"item"}],"output":{},"safety":{}}`,
		args: []string{"-status=Obsolete", "-noheader", "-delimiter=;"},
		want: "000124\n",
	},
	{
		name: "nightly with files",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"},{"field":"released","op":"within","last":24,"unit":"hour"}],"columns":[{"property":"item_id","of":"item"},{"property":"pnx_weight","as":"raw"},{"property":"original_file_name","of":"file","relation":"IMAN_specification","type":"PDF","header":"pdf"}],"output":{"delimiter":"|","decimal":","},"safety":{}}`,
		want: "item_id|pnx_weight|pdf\n000123|2,5|bracket.pdf\n",
	},
	{
		name: "a missed night",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"released","op":"within","last":1,"unit":"day","calendar":true}],"columns":[{"property":"item_id","of":"item"}],"output":{},"safety":{}}`,
		args: []string{"-released_after=2024-01-01", "-released_until=2024-01-01"},
		want: "item_id\n000124\n",
	},
	{
		name: "yesterday",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"released","op":"within","last":1,"unit":"day","calendar":true}],"columns":[{"property":"item_id","of":"item"},{"property":"date_released","as":"raw"}],"output":{},"safety":{}}`,
		want: "item_id,date_released\n000123,2024-03-14 18:00:00\n",
	},
	{
		name: "latest",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"latest"},"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id"}],"output":{"sort":[{"property":"item_id","descending":true}]},"safety":{}}`,
		want: "item_id,item_revision_id\n000124,A\n000123,B\n",
	},
	{
		name: "latest released",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"latest"},"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id"}],"output":{"sort":[{"property":"item_id"}]},"safety":{}}`,
		args: []string{"-revision=latest-released"},
		want: "item_id,item_revision_id\n000123,A\n000124,A\n",
	},
	{
		name: "in work and not obsolete",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"status","op":"unset"},{"field":"status","op":"is-not","values":["Obsolete"]}],"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id"}],"output":{},"safety":{}}`,
		want: "item_id,item_revision_id\n000123,B\n",
	},
	{
		name: "owners and groups",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"owner","op":"is","values":["jsmith","mbrown"]},{"field":"group","op":"is-not","values":["Konstruktion"]},{"field":"created","op":"before","to":"2024-01-01"}],"columns":[{"property":"item_id"},{"property":"owning_user"}],"output":{},"safety":{}}`,
		want: "item_id,owning_user\n000123,John Smith (jsmith)\n",
	},
	{
		name: "texts",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"name","op":"like","values":["*rew","Brack*left"]},{"field":"item-id","op":"like","values":["0001*"]},{"field":"rev-id","op":"is-not","values":["B"]},{"field":"property:pnx_material","op":"is","values":["C45"]}],"columns":[{"property":"item_id","of":"item"}],"output":{},"safety":{}}`,
		want: "item_id\n000124\n",
	},
	{
		name: "relation",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"relation:IMAN_specification","op":"unset","values":["PDF"]}],"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id"}],"output":{"sort":[{"property":"item_id"},{"property":"item_revision_id"}]},"safety":{}}`,
		want: "item_id,item_revision_id\n000123,B\n000124,A\n",
	},
	{
		name: "related",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"relation:IMAN_specification","op":"set"}],"columns":[{"property":"item_id","of":"item"},{"property":"object_name","of":"related","relation":"IMAN_specification"}],"output":{"quote":"all","newline":"crlf"},"safety":{}}`,
		want: "\"item_id\",\"object_name\"\r\n\"000123\",\"Bracket drawing\"\r\n",
	},
	{
		name: "datasets",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"dataset","type":"PDF"},"where":[{"field":"named-references","op":"set"}],"columns":[{"property":"object_name"},{"property":"item_id","of":"item"},{"property":"item_revision_id","of":"revision"},{"property":"original_file_name","of":"file"}],"output":{"format":"text"},"safety":{}}`,
		file: "pnx_query_export.txt",
		want: "object_name\titem_id\titem_revision_id\toriginal_file_name\nBracket drawing\t000123\tA\tbracket.pdf\n",
	},
	{
		name: "json",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","type":"Part"},"columns":[{"property":"item_id"},{"property":"object_name","header":"a \"name\""}],"output":{"format":"json","sort":[{"property":"item_id"}]},"safety":{}}`,
		file: "pnx_query_export.json",
		want: "[\n{\"item_id\":\"000123\",\"a \\\"name\\\"\":\"Bracket, left\"},\n{\"item_id\":\"000124\",\"a \\\"name\\\"\":\"Screw\"}\n]\n",
	},
	{
		name: "saved query",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"query","kind":"revision","revision":"all","query":{"name":"General...","entries":[{"entry":"Name","value":"S*"}]}},"columns":[{"property":"object_name"}],"output":{},"safety":{}}`,
		want: "object_name\nScrew\n",
	},
	{
		name: "folder",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"object","folder":{"name":"Migration","owner":"jsmith"}},"columns":[{"property":"object_type"},{"property":"object_name"}],"output":{},"safety":{}}`,
		want: "object_type,object_name\nPart,\"Bracket, left\"\nPart Revision,Screw\n",
	},
	{
		name: "list of items",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"ids.csv","delimiter":";","columns":[{"role":"ignore"},{"role":"item-id","header":"item"}],"repeat":"once"},"columns":[{"property":"line","of":"run"},{"property":"object_name"},{"property":"item_revision_id"}],"output":{},"safety":{}}`,
		want: "line,object_name,item_revision_id\n2,\"Bracket, left\",B\n4,Screw,A\n",
	},
	{
		name: "list with a mistake",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision","revision":"given"},"input":{"file":"revs.csv","header":false,"columns":[{"role":"item-id"},{"role":"rev-id"}],"repeat":"error"},"columns":[{"property":"object_name"}],"output":{},"safety":{}}`,
		want: "object_name\nScrew\n",
		exit: 2,
	},
	{
		name: "list with an open quotation mark",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"item"},"input":{"file":"open.csv","header":false,"columns":[{"role":"item-id"}]},"columns":[{"property":"object_name"}],"output":{},"safety":{}}`,
		want: "object_name\nScrew\n",
		exit: 2,
	},
	{
		name: "one item of the command line",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"columns":[{"property":"object_name"}],"output":{},"safety":{}}`,
		args: []string{"-item_id=000124"},
		want: "object_name\nScrew\n",
	},
	{
		name: "two statuses at once",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"status","op":"is","values":["TCM Released"]},{"field":"status","op":"is","values":["Obsolete"]},{"field":"relation:IMAN_reference","op":"unset"}],"columns":[{"property":"item_id","of":"item"}],"output":{},"safety":{}}`,
		want: "item_id\n000124\n",
	},
	{
		name: "nothing found",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"name","op":"is","values":["none"]}],"columns":[{"property":"item_id"}],"output":{},"safety":{}}`,
		want: "item_id\n",
	},
	{
		name: "nothing found and no file",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"name","op":"is","values":["none"]}],"columns":[{"property":"item_id"}],"output":{"emptyExit":3},"safety":{}}`,
		exit: 3,
	},
	{
		name: "not all rows",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","type":"Part"},"columns":[{"property":"object_type"}],"output":{},"safety":{}}`,
		args: []string{"-max=1"},
		want: "object_type\nPart\n",
		exit: 2,
	},
	{
		name: "day in the name",
		spec: `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","type":"Part"},"where":[{"field":"item-id","op":"is","values":["000124"]}],"columns":[{"property":"item_id"}],"output":{"file":"parts_{yyyymmdd}.csv","encoding":"utf-8-bom"},"safety":{}}`,
		file: "parts_20240315.csv",
		want: "\xef\xbb\xbfitem_id\n000124\n",
	},
}

// inputs lie beside the programs that read lists.
func inputs(s *sim.Installation) *sim.Installation {
	return s.Input("ids.csv", "\xef\xbb\xbfname;item\r\nA;000123\r\n\r\n\"B;\"\"x\"\"\n\"; 000124 \r\nC;000123\r\n").
		Input("open.csv", "000124\n\"000123\n000125\n").
		Input("revs.csv", "000124,A\n000124,A\n000124,Z\n4711,A\n,A\n")
}

func TestRuns(t *testing.T) {
	t.Parallel()
	for _, e := range exports {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			s := inputs(program(t, e.spec))
			file := e.file
			if file == "" {
				file = "pnx_query_export.csv"
			}
			for _, setting := range []string{"kind", "harsh"} {
				r := run(t, s.With("switch all "+setting, "readonly"), e.args...)
				if diff := cmp.Diff(e.want, r.Files[file]); diff != "" || r.Exit != e.exit || len(r.Watch) > 0 {
					t.Errorf("%s: exit %d, watch %q\n%s%s%s", setting, r.Exit, r.Watch, r.Stdout, r.Stderr, diff)
				}
				for name := range r.Files {
					if name != file && name != "pnx_query_export.log" {
						t.Errorf("%s: %s is left over", setting, name)
					}
				}
			}
		})
	}
}

// everything is a program with most of its parts, for the tests of trouble.
const everything = `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"},{"field":"owner","op":"is","values":["jsmith","@me"]},{"field":"item-id","op":"like","values":["0001*"]},{"field":"property:pnx_material","op":"set"},{"field":"created","op":"after","from":"2020-01-01"}],"columns":[{"property":"item_id","of":"item"},{"property":"pnx_weight","as":"raw"},{"property":"original_file_name","of":"file","relation":"IMAN_specification","type":"PDF"},{"property":"uid","of":"run"}],"output":{"encoding":"utf-8","sort":[{"property":"item_id"}]},"safety":{}}`

func TestCounts(t *testing.T) {
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"owner","op":"is","values":["jsmith"]},{"field":"created","op":"within","last":2,"unit":"month"}],"output":{"countOnly":true},"safety":{}}`)
	r := run(t, s)
	if r.Exit != 0 || r.Stdout != "1\n" || len(r.Watch) > 0 || len(r.Files) != 1 {
		t.Errorf("exit %d, %q, watch %q, %d files\n%s", r.Exit, r.Stdout, r.Watch, len(r.Files), r.Stderr)
	}
}

// TestLongRun: what a row needed is given back, so that 300 rows need no more
// memory than 3.
func TestLongRun(t *testing.T) {
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"latest"},"where":[{"field":"name","op":"like","values":["Row *"]}],"columns":[{"property":"object_name"}],"output":{},"safety":{}}`)
	loaded, bytes := 0, 0
	for _, n := range []int{3, 300} {
		var lines []string
		for i := range n {
			id := strconv.Itoa(100000 + i)
			lines = append(lines, `item `+id+` Item "Row `+id+`"`, `  rev A "Row `+id+`"`)
		}
		r := run(t, s.With(lines...), "-progress=100")
		if rows := strings.Count(r.Files["pnx_query_export.csv"], "Row "); r.Exit != 0 || rows != n || len(r.Watch) > 0 {
			t.Fatalf("exit %d, %d rows, watch %q\n%s", r.Exit, rows, r.Watch, r.Stderr)
		}
		if n == 300 && (r.Loaded > loaded+2 || r.Bytes > bytes+n*64) {
			t.Errorf("%d rows: %d objects loaded, %d bytes; with 3 rows %d and %d", n, r.Loaded, r.Bytes, loaded, bytes)
		}
		loaded, bytes = r.Loaded, r.Bytes
	}
}

// fragile are reports of each kind of source, for the test that lets calls fail.
var fragile = []struct{ name, spec string }{
	{"filter", everything},
	{"query", `{"spec":1,"pattern":"query-export","select":{"from":"query","kind":"revision","revision":"latest","query":{"name":"General...","entries":[{"entry":"Name","value":"Screw"}]}},"where":[{"field":"status","op":"is","values":["TCM Released"]},{"field":"site","op":"is","values":["local"]}],"columns":[{"property":"object_name"}],"output":{},"safety":{}}`},
	{"folder", `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"item","folder":{"name":"Migration","owner":"jsmith","recursive":true}},"columns":[{"property":"item_id"},{"property":"item_revision_id","of":"revision"}],"output":{},"safety":{}}`},
	{"input", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision","revision":"latest-released"},"input":{"file":"ids.csv","delimiter":";","columns":[{"role":"ignore"},{"role":"item-id","header":"item"}],"repeat":"once"},"where":[{"field":"owner","op":"is-not","values":["infodba"],"of":"item"}],"columns":[{"property":"object_name"}],"output":{"format":"json"},"safety":{}}`},
	{"properties", `{"spec":1,"pattern":"property-report","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000123","revId":"A"}]},"output":{},"safety":{}}`},
	{"properties of a list", `{"spec":1,"pattern":"property-report","select":{"from":"input","kind":"item"},"input":{"file":"ids.csv","delimiter":";","columns":[{"role":"ignore"},{"role":"item-id","header":"item"}],"repeat":"once"},"columns":[{"property":"line","of":"run"},{"property":"property","of":"run"},{"property":"value","of":"run"}],"output":{"format":"json"},"safety":{}}`},
	{"dataset", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"dataset","type":"PDF"},"where":[{"field":"relation:IMAN_reference","op":"unset"},{"field":"project","op":"is-not","values":["PRJ-77"]},{"field":"references","op":"set"}],"columns":[{"property":"item_id","of":"item"},{"property":"original_file_name","of":"file"},{"property":"creation_date","as":"raw"}],"output":{"countOnly":false},"safety":{"stopAfter":3}}`},
}

// TestEveryCallFails lets each ITK call fail in turn, in both settings of the
// site: the program must keep what [sim.Installation.Faults] says, and leave no
// file of rows behind when it stops before the first.
func TestEveryCallFails(t *testing.T) {
	t.Parallel()
	for _, f := range fragile {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			s := inputs(program(t, f.spec))
			for _, setting := range []string{"kind", "harsh"} {
				failEach(t, setting, s.With("switch all "+setting))
			}
		})
	}
}

// failEach runs the program with each of its calls failing.
func failEach(t *testing.T, setting string, s *sim.Installation, args ...string) {
	t.Helper()
	whole, faults, err := s.Faults(append([]string{"-u=infodba", "-p=infodba", "-g=dba"}, args...)...)
	if err != nil {
		t.Fatalf("%s: %v", setting, err)
	}
	if len(whole.Trace) < 20 {
		t.Errorf("%s: only %d calls", setting, len(whole.Trace))
	}
	for _, f := range faults {
		for _, missing := range f.Missing {
			t.Errorf("%s, call %d, %s: %s\n%s%s", setting, f.Call, f.Function, missing, f.Result.Stdout, f.Result.Stderr)
		}
		for file := range f.Result.Files {
			if f.Result.Exit == 1 && !strings.HasSuffix(file, ".log") {
				t.Errorf("%s, call %d, %s: %s is left over", setting, f.Call, f.Function, file)
			}
		}
	}
}

// TestCommandLine tries what is refused before anything is done.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"query-export","title":"100% \"sure\"","select":{"from":"filter","kind":"revision","type":"No Type","revision":"all"},"where":[{"field":"status","op":"is","values":["No Status"]},{"field":"owner","op":"is","values":["nobody"]},{"field":"created","op":"after","option":true}],"columns":[{"property":"no_property"},{"property":"item_id","of":"item"}],"output":{},"safety":{}}`)
	help := run(t, s.Traced(), "-h")
	if help.Exit != 0 || len(help.Trace) > 0 || !strings.HasPrefix(help.Stdout, "100% \"sure\"\nusage: pnx_query_export") {
		t.Errorf("-h: exit %d, calls %q\n%s", help.Exit, help.Trace, help.Stdout)
	}
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"mistakes", []string{"-staus=x", "-max=-1", "-delimiter=ab", "-revision=newest", "-output="},
			[]string{"-staus=x: unknown", "-max=-1: must", "-delimiter=ab: must", "-revision=newest: must", "-output= has no value", "-created_... is mandatory"}},
		{"day", []string{"-created_after=2024-02-30"}, []string{"-created_after=2024-02-30: must be a day"}},
		{"names", []string{"-created_after=2024-01-01"},
			[]string{`type "No Type" does not exist`, `release status "No Status" does not exist`, `user "nobody" does not exist`}},
		{"log", []string{"-created_after=2024-01-01", "-log=/nowhere/x.log"}, []string{"/nowhere/x.log cannot be written"}},
	}
	for _, test := range tests {
		r := run(t, s, test.args...)
		if r.Exit != 1 || len(r.Watch) > 0 {
			t.Errorf("%s: exit %d, watch %q", test.name, r.Exit, r.Watch)
		}
		for _, want := range test.want {
			if !strings.Contains(r.Stderr, want) {
				t.Errorf("%s: %q is not said:\n%s", test.name, want, r.Stderr)
			}
		}
	}
	log := run(t, s, "-created_after=2024-01-01").Files["pnx_query_export.log"]
	if !strings.Contains(log, "    -created_after=2024-01-01\n") || strings.Contains(log, "-p=") {
		t.Errorf("the log does not tell how the program was called, or tells the password:\n%s", log)
	}
}

// TestOutputThatCannotBeReplaced lets something stand where the file is to go:
// the rows are not lost.
func TestOutputThatCannotBeReplaced(t *testing.T) {
	t.Parallel()
	s := program(t, exports[0].spec).Input("out.csv/something", "else")
	r := run(t, s, "-output=out.csv")
	if r.Exit != 2 || len(r.Watch) > 0 || r.Files["out.csv.part"] != exports[0].want || !strings.Contains(r.Stderr, "the rows stay in out.csv.part") {
		t.Errorf("exit %d, watch %q, files %q\n%s", r.Exit, r.Watch, r.Files, r.Stderr)
	}
}

// TestHostileText takes text that would break out of C through the whole way:
// the object with that name is found, and written as it is.
func TestHostileText(t *testing.T) {
	t.Parallel()
	const name = `??/"); *\/ %s%n \n $(id) ` + "`id`" + ` %PATH% ! 100% Müller`
	quoted := strconv.Quote(name)
	s := program(t, `{"spec":1,"pattern":"query-export","title":`+quoted+`,"select":{"from":"filter","kind":"item"},"where":[{"field":"name","op":"is","values":[`+quoted+`]}],"columns":[{"property":"object_name","header":"??/\" %d *\/"}],"output":{"encoding":"utf-8"},"safety":{}}`)
	r := run(t, s.With(`item 4711 Item `+fixtureText(name)))
	want := "\"??/\"\" %d */\"\n\"" + strings.ReplaceAll(name, `"`, `""`) + "\"\n"
	if diff := cmp.Diff(want, r.Files["pnx_query_export.csv"]); diff != "" || r.Exit != 0 {
		t.Errorf("exit %d\n%s%s%s", r.Exit, r.Stdout, r.Stderr, diff)
	}
}

// fixtureText quotes a text for a fixture.
func fixtureText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
