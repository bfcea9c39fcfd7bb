package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/emit"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/prompt"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// TestTrySites runs what the README of a project shows under "Try it without
// Teamcenter", as printed, at the site that the project brings, for each
// example, each golden request and some prompts, as both compilers' projects:
// the program ends well and has a row that is good, and a writer has changed
// something.
func TestTrySites(t *testing.T) {
	t.Parallel()
	requests := map[string]sdk.Request{}
	for _, e := range allExamples {
		requests[e.prompt] = sdk.Request{Prompt: e.prompt}
	}
	for _, prompt := range triedPrompts {
		requests[prompt] = sdk.Request{Prompt: prompt}
	}
	for _, path := range glob(t, "testdata/*/request.json") {
		if dir := filepath.Dir(path); readJSON[struct{ Outcome sdk.Outcome }](t, filepath.Join(dir, "want.json")).Outcome != sdk.Rejected {
			requests[filepath.Base(dir)] = readJSON[sdk.Request](t, path)
		}
	}
	for name, request := range requests {
		for compiler, msvc := range map[string]bool{"gcc": false, "msvc": true} {
			t.Run(name+"/"+compiler, func(t *testing.T) {
				t.Parallel()
				tryProgram(t, requestedSpec(t, request), msvc)
			})
		}
	}
}

// triedPrompts select their objects in ways that no example does.
var triedPrompts = [...]string{
	"Export the BOM of an assembly to csv",
	"Export the BOM of an assembly to csv, latest released revision",
	"Export the BOM of an assembly to csv, latest working revision",
	"create parts from p.csv (name,description), type Part",
}

// TestTryWhatWasAsked does the same for prompts whose site holds something that
// no other needs. The project for Visual C++ brings the same site.
func TestTryWhatWasAsked(t *testing.T) {
	t.Parallel()
	for _, prompt := range askedPrompts {
		t.Run(prompt, func(t *testing.T) {
			t.Parallel()
			tryProgram(t, requestedSpec(t, sdk.Request{Prompt: prompt}), false)
		})
	}
}

var askedPrompts = [...]string{
	// Named items are used by something, and referred to.
	"which assemblies use part 4711, all levels",
	"which objects reference item 4711",
	// A line of the input names who, what or where.
	"transfer ownership of the items in leavers.csv (item_id,user,group) incl. their revisions and datasets",
	"Add the revisions in rev.csv (item_id,rev,project) to the project named in the file",
	"attach files to item revisions, file list att.csv: item_id, rev, path, dataset_type, reference",
	"uprev items listed in up.csv (item_id,new_rev), skip checked out ones",
	"put part 900-123 with quantity 4 into every assembly listed in assys.csv",
	// The request leaves the new owner open, or its objects are released.
	"change group of all items of jdoe to Design",
	"change owner of all released items of jdoe to anna unless checked out",
	// What is not so, not yet so, or not so any more.
	"export parts that are not owned by infodba and have no status",
	"purge all datasets of user jdoe except PDF",
	"erase the datasets whose uids are in ds.txt, stop at first error",
	"remove the items in out.csv from project OLD-1",
	"inactive users that never logged in",
	"trim the object_desc of all documents modified in the last 7 days",
	// Folders and objects that the request names.
	"create parts from list, ids 10000 to 10999, then assign to project PRJ-9 and put in folder Import",
	"export the boms of all released assemblies of project X100 to /data/boms.csv",
	"export the files of dataset uid AbC12dEf into folder /tmp/out",
	"run saved query 'General...' with Name = Bracket* and Type = Item, write result to /tmp/q.csv",
	// What the action or the report is about.
	`complete my task "Check drawing" with comment "done by batch"`,
	"dump classification values of the parts in class FAST0101",
	"flatten the structure of 4711/A and sum quantities, view MBOM",
	"update a4_class of datasets listed in ds.csv (uid,a4_class)",
	// More of what is not so, of folders and of what may be lost.
	"list of all drawings without owner group dba",
	"Which parts belong to both project A100 and project B200? id + name",
	"which objects reference item revision 000444/B",
	`reset pnx_flag to false on everything in folder "Reset"`,
	"Delete revisions 4711/A and 4711/B if not released and not used",
	"remove trailing blanks from object_name of all parts owned by jdoe",
	"users in group dba that logged in last week",
	"chown all children of folder ABC incl. datasets and forms to infodba dba",
	// Values, statuses and relations that only have to be there.
	"all items where a4_flag is set and a4_code != 'X'",
	"Teile mit Benennung beginnt mit 'Welle' und Beschreibung nicht leer",
	"parts with status Released and Approved",
	"item revisions with relation IMAN_rendering",
	"saved query General... with Name = Bolt*, Owning User = jdoe to csv",
	"remove status 'In Review' from revs in list.csv but only if also Approved",
	"list all items modified last week except those modified by infodba, id name owner, tab separated",
}

func readJSON[T any](t *testing.T, path string) (value T) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return value
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(pattern, names, err)
	}
	return names
}

// requestedSpec is the Spec that a request has, or asks for in words.
func requestedSpec(t *testing.T, r sdk.Request) spec.Spec {
	t.Helper()
	if len(r.Context.Spec) > 0 {
		posted, err := spec.Parse(r.Context.Spec)
		if err != nil {
			t.Fatal(err)
		}
		return posted.WithDefaults()
	}
	reading, err := prompt.Read(r.Prompt, prompt.Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX", ExplicitPattern: r.Options.ExplicitPattern})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Spec
}

// miscounted is one thing in the plural.
var miscounted = regexp.MustCompile(`\b1 (objects|rows|errors|lines|columns|filters|files|rules)\b`)

// tryProgram builds a program, and runs it as its README says. What is made for
// Visual C++ is built from the same sources by the build script for gcc, as
// "kiln try" does.
func tryProgram(t *testing.T, s spec.Spec, msvc bool) {
	target := pattern.Target{TCVersion: "14.3", Prefix: "PNX", MSVC: msvc}
	p, err := pattern.For(s, target)
	if err != nil {
		t.Fatal(err)
	}
	target.MSVC = false
	forGCC, err := pattern.For(s, target)
	if err != nil {
		t.Fatal(err)
	}
	dir, fixture, readme, inputs := t.TempDir(), "", "", map[string]string{}
	files := emit.Project(p)
	for _, f := range emit.Project(forGCC) {
		if f.Path == "build.sh" && msvc {
			files = append(files, f)
		}
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Body, 0o755); err != nil {
			t.Fatal(err)
		}
		switch {
		case f.Path == "try.sim":
			fixture = string(f.Body)
		case f.Path == "README.md":
			readme = string(f.Body)
		case strings.HasPrefix(f.Path, "sample_"):
			inputs[f.Path] = string(f.Body)
		}
	}
	for name, text := range map[string]string{"README.md": readme, "the summary": emit.Summary(p, files)} {
		if said := miscounted.FindString(text); said != "" {
			t.Errorf("%s says %q", name, said)
		}
		if p.Makes && strings.Contains(text, "inds objects") {
			t.Errorf("%s of a program that finds nothing says so\n%s", name, text)
		}
	}
	site := sim.Site(t, fixture)
	if out, err := site.Build(dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, text := range inputs {
		site = site.Input(name, text)
	}
	commands := tryCommands(readme)
	if len(commands) < 1 || p.Writes && len(commands) != 2 {
		t.Fatalf("%d commands to try\n%s", len(commands), readme)
	}
	for i, command := range commands {
		args, ok := strings.CutPrefix(command, "kiln try . --fixture try.sim")
		if !ok {
			t.Fatalf("%s: the site of the project is not used", command)
		}
		r := run(t, site, strings.Fields(strings.TrimPrefix(args, " --"))...)
		if said := miscounted.FindString(r.Stderr); said != "" {
			t.Errorf("%s: %q\n%s", command, said, r.Stderr)
		}
		good := goodRows(t, p, command, r)
		if r.Exit != 0 || len(r.Watch) > 0 || good < 1 || (len(r.Changes) > 0) != (p.Writes && i == 1) {
			t.Errorf("%s: exit %d, %d good rows, changes %q, watch %q\n%s%q\n%s", command, r.Exit, good, r.Changes, r.Watch, r.Stderr, r.Files, fixture)
		}
	}
	for _, command := range append(emit.RunCommands(p)[1:], scheduled(readme)...) {
		_, args, _ := strings.Cut(command, "-g=")
		_, args, _ = strings.Cut(args, " ")
		if r := run(t, site.Quick(), strings.Fields(args)...); strings.Contains(r.Stderr, "-h shows all options") {
			t.Errorf("%s: the command line is wrong\n%s", command, r.Stderr)
		}
	}
}

// tryCommands are those that a README prints.
func tryCommands(readme string) (commands []string) {
	for line := range strings.Lines(readme) {
		if strings.HasPrefix(line, "kiln try ") {
			commands = append(commands, strings.TrimSpace(line))
		}
	}
	return commands
}

// goodRows counts the rows that a run has written and that say OK, where rows
// say how it went.
func goodRows(t *testing.T, p *pattern.Plan, command string, r sim.Result) int {
	t.Helper()
	if p.Spec.Output.CountOnly {
		n, err := strconv.Atoi(strings.TrimSpace(r.Stdout))
		if err != nil {
			t.Error(err)
		}
		return n
	}
	option := "output"
	if p.Writes {
		option = "result"
	}
	file, _ := p.Option(option)
	name := file.Default[0]
	if _, given, ok := strings.Cut(command, " -"+option+"="); ok {
		name, _, _ = strings.Cut(given, " ")
	}
	text, ok := r.Files[name]
	if !ok {
		t.Errorf("no file %s among %q", name, r.Files)
		return 0
	}
	if p.Spec.Output.Format == spec.FormatJSON {
		var rows []map[string]string
		if err := json.Unmarshal([]byte(text), &rows); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		return len(rows)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.Comma, reader.FieldsPerRecord = rune(p.Spec.Output.Delimiter[0]), -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	if !p.Writes && !p.Spec.Output.Header || len(rows) == 0 {
		return len(rows)
	}
	result := slices.Index(rows[0], "result")
	return len(slices.DeleteFunc(rows[1:], func(row []string) bool { return result >= 0 && row[result] != "OK" }))
}

// scheduled is the command that the README gives for cron, if it has one.
func scheduled(readme string) []string {
	_, command, ok := strings.Cut(readme, "`15 2 * * * ")
	if !ok {
		return nil
	}
	command, _, _ = strings.Cut(command, "`")
	return []string{command}
}
