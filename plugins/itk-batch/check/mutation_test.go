package check

import (
	"cmp"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// projects returns the projects that the plugin's golden cases hold, by case.
func projects(t testing.TB) map[string][]File {
	t.Helper()
	dirs, err := filepath.Glob("../testdata/*/want")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]File{}
	for _, dir := range dirs {
		var files []File
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(dir, path)
			files = append(files, File{filepath.ToSlash(name), text})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(filepath.Dir(dir))] = files
	}
	all["sample"] = []File{{"sample_list.c", []byte(sample(t))}}
	all["writer"] = []File{{"writer.c", []byte(writer)}}
	return all
}

func TestGeneratedProjectsAreSound(t *testing.T) {
	for name, files := range projects(t) {
		for _, version := range []string{"10.1", "12.4", "14.3", "2412"} {
			for _, f := range Project(files, version) {
				if f.Severity != Info {
					t.Errorf("%s for %s: %s %s %s:%d: %s", name, version, f.Severity, f.Rule, f.File, f.Line, f.Message)
				}
			}
		}
	}
}

// mutation is one faulty variant of a file: the bytes from at to end are
// replaced. rule must see it, at any severity above Info.
type mutation struct {
	operator, with string
	at, end        int
	rules          []string
	// harmless says why the variant does what the program does; empty when it does not.
	harmless string
}

// mutate lists the variants of a C file, one fault each. An include that a
// header of the project repeats can go without harm, and stays.
func mutate(p *project, u *unit, src string, headers string) []mutation {
	var all []mutation
	add := func(operator string, from, to int, with string, rules ...string) {
		end := int(u.tokens[to].at) + len(u.text(to))
		all = append(all, mutation{operator, with, int(u.tokens[from].at), end, rules, p.harmless(u, operator, from)})
	}
	for _, fn := range u.functions {
		for i := range fn.calls {
			mutateCall(fn, &fn.calls[i], add)
		}
		p.mutateMeaning(fn, add)
	}
	for i := range u.tokens {
		if u.is(i, nameNULLTAG) && (u.is(i-1, equal) || u.is(i-1, notEqual)) && u.isIdent(i-2) {
			start := i - 2
			for u.is(start-1, arrow) || u.is(start-1, period) || u.is(start-1, star) {
				start--
				if !u.is(start, star) {
					start--
				}
			}
			if !foundBefore(u, start, u.tokens[i-2].word) {
				continue
			}
			with := "0"
			if u.is(i-1, notEqual) {
				with = "1"
			}
			add("test against NULLTAG dropped", start, i, with, "null-test")
		}
	}
	for at := 0; ; {
		next := strings.Index(src[at:], "#include <")
		if next < 0 {
			return all
		}
		end := at + next + strings.IndexByte(src[at+next:], '\n')
		if line := src[at+next : end]; u.needs(line[len("#include <"):strings.IndexByte(line, '>')]) && !strings.Contains(headers, line) {
			all = append(all, mutation{"include dropped", "", at + next, end, []string{"header-missing"}, ""})
		}
		at = end
	}
}

// operators are the kinds of faults that must have been seeded.
var operators = []string{
	"argument dropped", "call renamed", "check dropped", "close dropped", "continue that skips the free", "error stack cleared too early",
	"error text read too late", "flag for mark", "forget or close dropped", "format dropped", "free before the last use", "free dropped",
	"free for MEM_free", "free repeated", "free repeated later", "include dropped", "item for revision", "lock dropped", "one beyond the count", "one of two saves dropped",
	"revision for item", "roll back dropped", "save before set", "save dropped", "success overwritten", "test against NULLTAG dropped",
	"text into an array", "TRUE for FALSE in an unlock", "two arguments swapped", "unload dropped", "unlock before save", "unlock dropped",
}

// harmless says why a variant of a place does what the program does, if it does.
func (p *project) harmless(u *unit, operator string, at int) string {
	i := slices.IndexFunc(u.functions, func(fn *function) bool { return fn.open < at && at < fn.end })
	if i < 0 {
		return ""
	}
	fn := u.functions[i]
	switch operator {
	case "lock dropped", "unlock dropped", "save dropped", "TRUE for FALSE in an unlock":
		if len(p.callers(fn)) == 0 {
			return "nothing calls the function"
		}
	}
	switch operator {
	case "test against NULLTAG dropped":
		for u.isMember(at+2) || u.is(at, star) { // to the name itself
			at++
		}
		if p.onlyTells(u, at) {
			return "the test only tells, and another keeps the tag from being used"
		}
	case "save dropped", "save before set":
		if saved := u.word(at + 2); fn.savesAgain(at, saved) || fn.savesAgain(at, u.word(at+3)) {
			return "a function that gets the object behind the call saves it"
		}
	}
	return ""
}

// savesAgain reports whether the body hands the variable, behind a token, to a
// function of the project that saves something.
func (fn *function) savesAgain(from int, name word) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at > from && c.callee != nil && c.passes(name) && (&search{kind: func(_ *function, o *call) bool { return o.is&saving != 0 }}).near(c.callee, 1) {
			return true
		}
	}
	return false
}

// savesOnce reports whether no other call of the body saves what this one does.
func (fn *function) savesOnce(c *call) bool {
	for i := range fn.calls {
		o := &fn.calls[i]
		if o.at != c.at && o.is&saving != 0 && o.args[0].name == c.args[0].name {
			return false
		}
	}
	return true
}

// needs reports whether the file uses a name that the header declares.
func (u *unit) needs(header string) bool {
	return slices.ContainsFunc(u.tokens, func(t token) bool {
		known := u.words.fact(t.word)
		return known != nil && known.header != none && u.words.text(known.header) == header
	})
}

// foundBefore reports whether a finder of ITK puts out the variable in the body
// around a token and before it: a test that comes first asks whether it was
// found in an earlier turn.
func foundBefore(u *unit, at int, name word) bool {
	for _, fn := range u.functions {
		for _, c := range fn.calls {
			f, _ := kb.Find(c.name)
			if fn.open < at && at < fn.end && c.at < at && f.Finds() {
				if t := c.args[f.FoundTag()].target; t.name == name || t.member == name {
					return true
				}
			}
		}
	}
	return false
}

func mutateCall(fn *function, c *call, add func(operator string, from, to int, with string, rules ...string)) {
	u := fn.unit
	start, end := u.simpleStart(c.at), u.simpleEnd(c.close+1)
	whole := start == c.at && u.is(end, semicolon) && end == c.close+1
	if f, ok := kb.Find(c.name); ok {
		add("call renamed", c.at, c.at, c.name+"_x", "name-unknown")
		if n := len(c.args); n > 1 && !f.Variadic() {
			add("argument dropped", c.args[n-1].from-1, c.args[n-1].to-1, "", "arity")
		}
	}
	mutateWrite(fn, c, add)
	switch {
	case c.name == "MEM_free" && whole:
		add("free dropped", start, end, ";", "leak", "leak-elements", "free-in-loop", "leak-on-return")
		if u.is(u.parent(c.at), lbrace) && u.statementStart(c.at) == c.at {
			add("free repeated", end, end, "; "+spell(u, start, end), "double-free")
		}
		add("free for MEM_free", c.at, c.at, "free", "wrong-free")
	case (c.name == "POM_enquiry_delete" || c.name == "fclose") && !whole && once(u, c):
		add("close dropped", c.at, c.close, "0", "open")
	case strings.HasSuffix(c.name, "_OK") && len(c.args) == 1 && u.is(c.at-1, not) && u.is(c.at-2, lparen) && u.is(c.at-3, kwIf):
		inner := c.args[0].from
		if f, ok := kb.Find(u.text(inner)); ok && f.Code() && f.Module != "EMH" {
			if stop := u.statementEnd(c.at - 3); u.match(c.at-2) == c.close+1 {
				add("check dropped", c.at-3, stop, spell(u, inner, c.close-1)+";", "return-code")
			}
		}
	}
	for i, r := range c.args {
		if i+1 < len(c.args) && strings.HasPrefix(u.text(r.from), `"%s`) && c.args[i+1].name != none {
			add("format dropped", r.from, r.to, "", "format-data")
		}
	}
}

// mutateWrite seeds what goes wrong when objects are changed: what stands in
// for a call is a success that did nothing.
func mutateWrite(fn *function, c *call, add func(operator string, from, to int, with string, rules ...string)) {
	u := fn.unit
	drop := func(operator string, rules ...string) { add(operator, c.at, c.close, "ITK_ok", rules...) }
	switch fn.lockOf(c) {
	case takesLock:
		drop("lock dropped", "set-unlocked", "lock-left")
	case givesLock:
		if c.name == "AOM_refresh" {
			if slices.ContainsFunc(fn.calls, func(o call) bool { return fn.lockOf(&o) == takesLock }) { // else it only reloads
				drop("unlock dropped", "lock-left")
			}
			add("TRUE for FALSE in an unlock", c.args[1].from, c.args[1].to-1, "TRUE", "lock-left")
		}
	}
	switch c.name {
	case "AOM_save_with_extensions", "AOM_save_without_extensions", "AE_save_myself", "GRM_save_relation", "BOM_save_window":
		if fn.savesOnce(c) {
			drop("save dropped", "never-saved")
		} else {
			drop("one of two saves dropped", "never-saved")
		}
	case "POM_roll_to_markpoint":
		drop("roll back dropped", "no-roll-back")
	case "POM_forget_markpoint", "BOM_close_window":
		if once(u, c) {
			drop("forget or close dropped", "open")
		}
	case "AOM_unload":
		drop("unload dropped", "unload")
	}
}

// once reports whether no other call in the file closes the same.
func once(u *unit, c *call) bool {
	n := 0
	for _, fn := range u.functions {
		for _, other := range fn.calls {
			if other.name == c.name && spell(u, other.open, other.close) == spell(u, c.open, c.close) {
				n++
			}
		}
	}
	return n == 1
}

// spell writes tokens from one to another as C.
func spell(u *unit, from, to int) string {
	var b strings.Builder
	for i := from; i <= to; i++ {
		b.WriteString(u.text(i) + " ")
	}
	return b.String()
}

// seeding counts which of the seeded faults are seen.
type seeding struct {
	scores   map[string]*score
	harmless map[string]int
	done     map[string]bool // projects share files
}

type score struct{ seen, all int }

func newSeeding() *seeding {
	return &seeding{map[string]*score{}, map[string]int{}, map[string]bool{}}
}

// seed seeds the faults of the operators that are wanted into a project, one at
// a time. What is no fault, since the program still does the same, is counted by
// its reason and not seeded.
func (s *seeding) seed(t *testing.T, name string, files []File, wanted func(operator string) bool) {
	p := readProject(files, kb.Version{})
	headers := ""
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".h") {
			headers += string(f.Body)
		}
	}
	for i, f := range files {
		src := string(f.Body)
		if !strings.HasSuffix(f.Path, ".c") || s.done[src] {
			continue
		}
		s.done[src] = true
		for _, m := range mutate(p, p.find(f.Path), src, headers) {
			if !wanted(m.operator) {
				continue
			}
			if m.harmless != "" {
				s.harmless[m.harmless]++
				continue
			}
			one := s.scores[m.operator]
			if one == nil {
				one = &score{}
				s.scores[m.operator] = one
			}
			one.all++
			faulty := slices.Clone(files)
			faulty[i].Body = []byte(src[:m.at] + m.with + src[m.end:])
			if sees(Project(faulty, "14.3"), m.rules) {
				one.seen++
			} else if testing.Verbose() {
				line := 1 + strings.Count(src[:m.at], "\n")
				t.Logf("%s: %s:%d: missed: %s: %q", name, f.Path, line, m.operator, src[m.at:m.end])
			}
		}
	}
}

// judge wants a share of each operator's faults to be seen, and returns it of all.
func (s *seeding) judge(t *testing.T, least func(operator string) float64) float64 {
	var seen, all int
	for operator, one := range s.scores {
		seen, all = seen+one.seen, all+one.all
		share := float64(one.seen) / float64(one.all)
		t.Logf("%-30s %4d of %4d  %.3f", operator, one.seen, one.all, share)
		if share < least(operator) {
			t.Errorf("%s: %.3f seen, want %.3f", operator, share, least(operator))
		}
	}
	for why, n := range s.harmless {
		t.Logf("%4d harmless: %s", n, why)
	}
	return float64(seen) / float64(all)
}

// TestMutations seeds every fault of every operator into the golden projects. At
// least 95 of 100 must be seen of each operator.
func TestMutations(t *testing.T) {
	s := newSeeding()
	golden := projects(t)
	for _, name := range slices.Sorted(maps.Keys(golden)) {
		s.seed(t, name, golden[name], func(string) bool { return true })
	}
	want := map[string]float64{
		"argument dropped": 1, "call renamed": 1, "close dropped": 1, "free dropped": 0.97,
		"one of two saves dropped": 0.66, // which of two the caller chooses by a flag: the other may be meant to do nothing
	}
	share := s.judge(t, func(operator string) float64 { return cmp.Or(want[operator], 0.95) })
	if share < 0.98 {
		t.Errorf("of all faults: %.3f seen, want 0.98", share)
	}
	for _, operator := range operators {
		if s.scores[operator] == nil || s.scores[operator].all == 0 {
			t.Errorf("the golden projects have no place for: %s", operator)
		}
	}
}

// TestMutationsOfVariants seeds those faults that have few places in the golden
// projects into the variants of all writers. What is missed there: a lock and a
// save around a change behind a pointer to a function, a lock of one member of
// a structure where another member's is given back, and an object that the line
// of an input finds and no loop reads.
func TestMutationsOfVariants(t *testing.T) {
	s := newSeeding()
	varied := variants(t)
	for _, name := range slices.Sorted(maps.Keys(varied)) {
		s.seed(t, name, varied[name], func(operator string) bool { return rare[operator] })
	}
	share := s.judge(t, func(operator string) float64 {
		switch operator {
		case "lock dropped", "unlock dropped", "TRUE for FALSE in an unlock", "unload dropped", "save dropped":
			return 0.85
		}
		return 0.95
	})
	if share < 0.93 {
		t.Errorf("of all faults: %.3f seen, want 0.93", share)
	}
	for operator := range rare {
		if s.scores[operator] == nil || s.scores[operator].all < 6 {
			t.Errorf("the variants have no six places for: %s", operator)
		}
	}
}

func sees(findings []Finding, rules []string) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool {
		return (f.Severity != Info || f.Rule == "unload") && slices.Contains(rules, f.Rule)
	})
}
