package sandbox

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/sdk"
)

var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "sandbox")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		scratch = dir
		return m.Run()
	}())
}

// goGuest builds testdata/guest once per test run, and loads it once, so that
// parallel tests find it in the compile cache.
var goGuest = sync.OnceValues(func() ([]byte, error) {
	out := filepath.Join(scratch, "guest.wasm")
	cmd := exec.Command("go", "build", "-buildmode=c-shared", "-o", out, "./testdata/guest")
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, errors.New(err.Error() + "\n" + string(text))
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	s, err := New(context.Background(), Config{CacheDir: filepath.Join(scratch, "cache"), Now: time.Now})
	if err != nil {
		return nil, err
	}
	_, err = s.Load(context.Background(), wasm, Limits{})
	return wasm, errors.Join(err, s.Close(context.Background()))
})

// open returns a sandbox with a compile cache that all tests share.
func open(t testing.TB) *Sandbox {
	t.Helper()
	s, err := New(t.Context(), Config{CacheDir: filepath.Join(scratch, "cache"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func loadGo(t testing.TB, limits Limits) *Plugin {
	t.Helper()
	wasm, err := goGuest()
	if err != nil {
		t.Fatal(err)
	}
	return load(t, wasm, limits)
}

func load(t testing.TB, wasm []byte, limits Limits) *Plugin {
	t.Helper()
	p, err := open(t).Load(t.Context(), wasm, limits)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func start(t testing.TB, p *Plugin, prompt string, host sdk.Host) *Instance {
	t.Helper()
	i, err := p.Start(t.Context(), sdk.Request{Prompt: prompt, Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc"}}, host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	return i
}

// recorder keeps what a generation hands over.
type recorder struct {
	files    map[string]string
	modes    map[string]uint32
	progress []string
	logs     []string
}

func (r *recorder) File(path string, body []byte, mode uint32) {
	if r.files == nil {
		r.files, r.modes = map[string]string{}, map[string]uint32{}
	}
	r.files[path], r.modes[path] = string(body), mode
}

func (r *recorder) Progress(m string)     { r.progress = append(r.progress, m) }
func (r *recorder) Log(_ int32, m string) { r.logs = append(r.logs, m) }

// run drives all stages and returns the first failure.
func run(t testing.TB, i *Instance) ([]sdk.StageResult, error) {
	t.Helper()
	var results []sdk.StageResult
	for _, stage := range sdk.Stages {
		r, err := i.Stage(t.Context(), stage)
		if err != nil {
			return results, err
		}
		results = append(results, r)
	}
	return results, nil
}

func failure(t testing.TB, err error) *Failure {
	t.Helper()
	var f *Failure
	if !errors.As(err, &f) {
		t.Fatalf("got %v (%T), want a *Failure", err, err)
	}
	return f
}
