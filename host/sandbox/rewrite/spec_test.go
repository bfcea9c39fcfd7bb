package rewrite_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// TestSpec runs the core test suite of WebAssembly, as wazero's module ships it,
// on each module as it is and rewritten, and compares what they do.
func TestSpec(t *testing.T) {
	suite := specSuite(t)
	for version, features := range map[string]api.CoreFeatures{"v1": api.CoreFeaturesV1, "v2": api.CoreFeaturesV2} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			total := tally{refusals: map[string]int{}}
			scripts, err := filepath.Glob(filepath.Join(suite, version, "testdata", "*.json"))
			if err != nil || len(scripts) < 60 {
				t.Fatalf("%d scripts found in %s: %v", len(scripts), suite, err)
			}
			for _, path := range scripts {
				t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
					s := newScript(t, suite, path, features)
					s.run(t)
					total.add(s.tally)
				})
			}
			total.report(t)
		})
	}
}

func specSuite(t testing.TB) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tetratelabs/wazero").Output()
	if err != nil {
		t.Fatalf("where is wazero? %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "internal", "integration_test", "spectest")
}

// tally counts what was compared.
type tally struct {
	modules, invalid, calls, traps int
	refusals                       map[string]int // valid modules refused, by reason
	skipped                        int            // commands on modules refused, or that import from one
}

func (a *tally) add(b tally) {
	a.modules += b.modules
	a.invalid += b.invalid
	a.calls += b.calls
	a.traps += b.traps
	a.skipped += b.skipped
	for reason, n := range b.refusals {
		a.refusals[reason] += n
	}
}

// accepted are the reasons to refuse valid modules: imports that a plugin must
// not have, and a form of writing an instruction on which decoders disagree.
var accepted = regexp.MustCompile(`^(imported (memory|table|global) |.* not in its shortest form)`)

func (a *tally) report(t *testing.T) {
	t.Helper()
	t.Logf("%d modules, %d calls and %d traps compared; %d modules refused by both; %d commands skipped",
		a.modules, a.calls, a.traps, a.invalid, a.skipped)
	for reason, n := range a.refusals {
		t.Logf("refused: %3d %s", n, reason)
		if !accepted.MatchString(reason) {
			t.Errorf("%d valid modules refused: %s", n, reason)
		}
	}
	if a.modules < 700 || a.calls < 15_000 || a.traps < 400 || a.skipped*20 > a.calls {
		t.Errorf("too little was compared")
	}
}

type script struct {
	dir      string
	commands []command
	was      *side // the modules as they are
	is       *side // rewritten
	engine   *engine
	tally
}

// side is one of the two runs that are compared.
type side struct {
	wazero.Runtime
	last  api.Module
	named map[string]api.Module
}

type command struct {
	Type       string
	Line       int
	Filename   string
	Name, As   string
	ModuleType string `json:"module_type"`
	Action     struct {
		Type, Field, Module string
		Args                []value
	}
}

type value struct {
	Type     string
	LaneType string `json:"lane_type"`
	Value    any
}

func newScript(t *testing.T, suite, path string, features api.CoreFeatures) *script {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &script{dir: filepath.Dir(path)}
	s.refusals = map[string]int{}
	if err := json.Unmarshal(text, &struct{ Commands *[]command }{&s.commands}); err != nil {
		t.Fatal(err)
	}
	config := wazero.NewRuntimeConfigCompiler().WithCoreFeatures(features)
	ctx := context.Background()
	s.engine = newEngine(t, config)
	s.is = &side{Runtime: s.engine, named: map[string]api.Module{}}
	s.was = &side{Runtime: wazero.NewRuntimeWithConfig(ctx, config), named: map[string]api.Module{}}
	t.Cleanup(func() { _ = s.was.Close(ctx) })
	s.instantiate(t, filepath.Join(suite, "testdata", "spectest.wasm"), "spectest")
	s.modules = 0
	return s
}

func (s *script) run(t *testing.T) {
	for i, c := range s.commands {
		where := fmt.Sprintf("line %d: %s", c.Line, c.Type)
		switch c.Type {
		case "module":
			name := ""
			if i+1 < len(s.commands) && s.commands[i+1].Type == "register" {
				name = s.commands[i+1].As
			}
			s.was.last, s.is.last = s.instantiate(t, filepath.Join(s.dir, c.Filename), name)
			s.was.named[c.Name], s.is.named[c.Name] = s.was.last, s.is.last
		case "register":
		case "assert_malformed", "assert_invalid", "assert_unlinkable", "assert_uninstantiable":
			if c.ModuleType != "text" {
				s.reject(t, where, filepath.Join(s.dir, c.Filename))
			}
		case "action", "assert_return", "assert_trap", "assert_exhaustion":
			s.act(t, where, c)
		default:
			t.Fatalf("%s: unknown command", where)
		}
	}
}

// instantiate makes both instances; that of a module that is refused is nil.
func (s *script) instantiate(t *testing.T, path, name string) (was, is api.Module) {
	t.Helper()
	binary, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	config := wazero.NewModuleConfig().WithName(name).WithStartFunctions()
	if was, err = s.was.InstantiateWithConfig(t.Context(), binary, config); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	m, err := rewrite.Rewrite(binary, rewrite.DefaultCaps())
	var refusal *rewrite.Error
	if errors.As(err, &refusal) {
		s.refusals[refusal.Reason]++
		s.separate(err)
		return was, nil
	}
	is, err = s.engine.instantiate(m, name)
	if err != nil && strings.Contains(err.Error(), "not instantiated") {
		s.skipped++ // it imports from a module that was refused
		return was, nil
	}
	if err != nil {
		t.Errorf("%s: rewritten: %v", filepath.Base(path), err)
		return was, nil
	}
	s.modules++
	return was, is
}

// separate forgets the rewritten modules that have names when one that imports
// from them is refused: it may have changed a memory or a table that they share.
func (s *script) separate(err error) {
	if text := err.Error(); strings.Contains(text, "imported") && !strings.Contains(text, `"spectest"`) {
		clear(s.is.named)
		s.is.last = nil
	}
}

// reject tries a module that cannot be instantiated.
func (s *script) reject(t *testing.T, where, path string) {
	t.Helper()
	binary, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, wasErr := s.was.InstantiateWithConfig(t.Context(), binary, wazero.NewModuleConfig().WithName(""))
	m, err := rewrite.Rewrite(binary, rewrite.DefaultCaps())
	if err == nil {
		_, err = s.engine.instantiate(m, "")
	}
	if wasErr != nil && err == nil {
		t.Errorf("%s: %s: accepted when rewritten; before: %v", where, filepath.Base(path), wasErr)
	}
	if err != nil {
		s.separate(err)
	}
	s.invalid++
}

// act does something on both instances and compares the outcomes.
func (s *script) act(t *testing.T, where string, c command) {
	t.Helper()
	was, is := s.was.last, s.is.last
	if c.Action.Module != "" {
		was, is = s.was.named[c.Action.Module], s.is.named[c.Action.Module]
	}
	want, wantErr := perform(was, c)
	if is == nil {
		s.skipped++
		return
	}
	got, gotErr := perform(is, c)
	if gotErr != wantErr {
		t.Errorf("%s %s: error %q, want %q", where, c.Action.Field, gotErr, wantErr)
	}
	if wantErr != "" {
		s.traps++
	}
	s.calls++
	if c.Action.Type == "invoke" {
		hideReferences(was.ExportedFunction(c.Action.Field).Definition(), got, want)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s %s%v: %x, want %x", where, c.Action.Field, c.Action.Args, got, want)
	}
}

// funcref is not in wazero's API.
const funcref = 0x70

// hideReferences makes references to functions of two instances comparable.
func hideReferences(f api.FunctionDefinition, results ...[]uint64) {
	if types := f.ResultTypes(); len(types) != 1 || types[0] != funcref {
		return
	}
	for _, r := range results {
		if len(r) > 0 && r[0] != 0 {
			r[0] = 1
		}
	}
}

func perform(m api.Module, c command) ([]uint64, string) {
	if c.Action.Type == "get" {
		return []uint64{m.ExportedGlobal(c.Action.Field).Get()}, ""
	}
	var args []uint64
	for _, a := range c.Action.Args {
		args = append(args, a.bits()...)
	}
	results, err := m.ExportedFunction(c.Action.Field).Call(context.Background(), args...)
	if err == nil {
		return results, ""
	}
	return nil, firstLine(err)
}

// bits is the value as wazero takes it.
func (v value) bits() []uint64 {
	if v.Type != "v128" {
		return []uint64{number(v.Value.(string))}
	}
	lanes := v.Value.([]any)
	width := 128 / len(lanes)
	var out [2]uint64
	for i, lane := range lanes {
		n := number(lane.(string)) & (math.MaxUint64 >> (64 - width))
		out[i*width/64] |= n << (i * width % 64)
	}
	return out[:]
}

func number(text string) uint64 {
	if text == "null" {
		return 0
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}
