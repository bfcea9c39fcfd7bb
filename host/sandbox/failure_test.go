package sandbox

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/sdk"
)

func TestFailuresOfGoGuest(t *testing.T) {
	t.Parallel()
	limits := Limits{
		StageTimeout: 30 * time.Second, MemoryBytes: 16 << 20,
		Files: 20, FileBytes: 1 << 20, ProgressCount: 100, ResultBytes: 64 << 10,
	}
	p := loadGo(t, limits)
	for prompt, want := range map[string]Failure{
		"panic":      {Stage: "planning", Reason: Trap, Message: "panic: the guest lost its head", Stderr: "main.plan"},
		"later":      {Stage: "generating", Reason: Trap, Message: "panic: later than planned", Stderr: "goroutine"},
		"exit":       {Stage: "planning", Reason: Exit, Message: "exit code 7"},
		"exit0":      {Stage: "planning", Reason: Exit, Message: "exit code 0"},
		"eat":        {Stage: "planning", Reason: Memory, Message: "16777216 bytes", Stderr: "goroutine"},
		"recurse":    {Stage: "planning", Reason: Memory, Message: "16777216 bytes", Stderr: "goroutine"},
		"files":      {Stage: "generating", Reason: Output, Message: `"20.txt" is more than the 20 files`},
		"bytes":      {Stage: "generating", Reason: Output, Message: `"big.bin" has 2097152 bytes, 1048576 are left`},
		"path":       {Stage: "generating", Reason: Output, Message: "300 bytes are more than the 200 allowed"},
		"chatter":    {Stage: "generating", Reason: Output, Message: "more than the 100 messages"},
		"longwinded": {Stage: "generating", Reason: Output, Message: "5000 bytes are more than the 1000 allowed"},
		"speech":     {Stage: "generating", Reason: Output, Message: "are more than the 65536 allowed"},
	} {
		t.Run(prompt, func(t *testing.T) {
			t.Parallel()
			i := start(t, p, prompt, &recorder{})
			_, err := run(t, i)
			checkFailure(t, err, want)
			_, again := i.Stage(t.Context(), sdk.Planning)
			if !errors.Is(again, err) {
				t.Errorf("a call after the failure: %v, want the same failure", again)
			}
		})
	}
}

func checkFailure(t *testing.T, err error, want Failure) {
	t.Helper()
	got := failure(t, err)
	if got.Stage != want.Stage || got.Reason != want.Reason {
		t.Errorf("got %s in %s, want %s in %s: %v", got.Reason, got.Stage, want.Reason, want.Stage, got)
	}
	if !strings.Contains(got.Message, want.Message) || strings.Contains(got.Message, "\n") {
		t.Errorf("message %q, want one line with %q", got.Message, want.Message)
	}
	if !strings.Contains(got.Stderr, want.Stderr) || len(got.Stderr) > tailBytes {
		t.Errorf("stderr %q, want at most 4 KiB with %q", got.Stderr, want.Stderr)
	}
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	for _, prompt := range []string{"loop", "flood"} {
		i := start(t, loadGo(t, Limits{StageTimeout: time.Second}), prompt, &recorder{})
		_, err := i.Stage(t.Context(), sdk.Planning)
		checkFailure(t, err, Failure{Stage: "planning", Reason: Deadline, Message: "longer than 1s"})
		if !errors.Is(err, context.DeadlineExceeded) || !failure(t, err).Timeout() {
			t.Errorf("%s: %v is no timeout", prompt, err)
		}
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	i := start(t, loadGo(t, Limits{}), "loop", &recorder{})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := i.Stage(ctx, sdk.Planning)
	checkFailure(t, err, Failure{Stage: "planning", Reason: Cancelled})
	if !errors.Is(err, context.Canceled) || failure(t, err).Timeout() {
		t.Errorf("%v is no cancellation", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = start(t, loadGo(t, Limits{}), "loop", &recorder{}).Stage(ctx, sdk.Planning)
	checkFailure(t, err, Failure{Stage: "planning", Reason: Deadline, Message: "caller's deadline"})
}

func TestElapsed(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	s, err := New(t.Context(), Config{Now: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(context.Background())
	p, err := s.Load(t.Context(), small(unreachable).encode(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = start(t, p, "", &recorder{}).Stage(t.Context(), sdk.Planning)
	if f := failure(t, err); f.Elapsed < time.Second || f.Reason != Trap {
		t.Errorf("elapsed %s, reason %s", f.Elapsed, f.Reason)
	}
}

func TestLogIsCutNotFatal(t *testing.T) {
	t.Parallel()
	var host recorder
	if _, err := run(t, start(t, loadGo(t, Limits{LogBytes: 100}), "logs", &host)); err != nil {
		t.Fatal(err)
	}
	last := host.logs[len(host.logs)-1]
	if len(host.logs) > 20 || !strings.Contains(last, "log is full") {
		t.Errorf("%d lines, the last %q", len(host.logs), last)
	}
}

// TestLies runs stages whose addresses, lengths and answers are wrong: the
// guest ends, the host does not.
func TestLies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stage []byte
		want  Failure
	}{
		"output outside":      {join(i32Const(-1), i32Const(100), call(callOutput)), Failure{Reason: Protocol, Message: "100 bytes at address 4294967295"}},
		"output wraps around": {join(i32Const(-16), i32Const(32), call(callOutput)), Failure{Reason: Protocol}},
		"output too long":     {join(i32Const(0), i32Const(-1), call(callOutput)), Failure{Reason: Output, Message: "4294967295 bytes"}},
		"output twice":        {put(resultAt, okResult), Failure{Reason: Protocol, Message: "twice"}},
		"no JSON":             {join(put(0, "xxx"), []byte{0x0f}), Failure{Reason: Protocol, Message: "not JSON"}},
		"empty output":        {join(put(0, ""), []byte{0x0f}), Failure{Reason: Protocol, Message: "not JSON"}},
		"not a result":        {join(put(definitionAt, definition), []byte{0x0f}), Failure{Reason: Protocol, Message: "outcome"}},
		"no output":           {[]byte{0x0f}, Failure{Reason: Protocol, Message: "without calling output"}},
		"input outside":       {join(i32Const(-1), call(callInputRead)), Failure{Reason: Protocol, Message: "input_read"}},
		"path outside":        {files(1<<20, 10, 0, 0, 0o644), Failure{Reason: Protocol, Message: "path"}},
		"path too long":       {files(0, 201, 0, 0, 0o644), Failure{Reason: Output, Message: "path"}},
		"body outside":        {files(0, 1, 65530, 100, 0o644), Failure{Reason: Protocol, Message: "body"}},
		"body too long":       {files(0, 1, 0, -1, 0o644), Failure{Reason: Output, Message: "4294967295 bytes"}},
		"mode":                {files(0, 1, 0, 0, 0o4755), Failure{Reason: Protocol, Message: "mode"}},
		"progress outside":    {join(i32Const(-8), i32Const(8), call(callProgress), i32Const(-8), i32Const(9), call(callProgress)), Failure{Reason: Protocol, Message: "progress"}},
		"log outside":         {join(i32Const(0), i32Const(-8), i32Const(9), call(callLog)), Failure{Reason: Protocol, Message: "log"}},
		"unreachable":         {unreachable, Failure{Reason: Trap, Message: "unreachable"}},
		"division by zero":    {join(i32Const(1), i32Const(0), []byte{0x6d}, drop), Failure{Reason: Trap, Message: "divide"}},
		"read outside":        {join(i32Const(-4), []byte{0x28, 0, 0}, drop), Failure{Reason: Trap, Message: "out of bounds"}},
		"recursion":           {join(i32Const(0), call(7)), Failure{Reason: Trap, Message: "stack overflow"}},
		"memory":              {join(i32Const(15), []byte{0x40, 0}, drop, unreachable), Failure{Reason: Memory}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := load(t, small(c.stage).encode(), Limits{MemoryBytes: 16 * pageBytes})
			c.want.Stage = "planning"
			_, err := start(t, p, "", &recorder{}).Stage(t.Context(), sdk.Planning)
			checkFailure(t, err, c.want)
		})
	}
}

// files is the code that calls file.
func files(path, pathLen, body, bodyLen, mode int32) []byte {
	return join(i32Const(path), i32Const(pathLen), i32Const(body), i32Const(bodyLen), i32Const(mode), call(callFile))
}

// TestManyGoroutinesOneInstance: wazero's functions must not be called by two
// goroutines at once, which would end the process.
func TestManyGoroutinesOneInstance(t *testing.T) {
	t.Parallel()
	i := start(t, loadGo(t, Limits{}), "good", &recorder{})
	if _, err := i.Stage(t.Context(), sdk.Planning); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if r, err := i.Stage(t.Context(), sdk.SelectingPattern); err != nil || r.Pattern != "plain" {
					t.Errorf("%+v, %v", r, err)
					return
				}
			}
		})
	}
	group.Wait()
}

// panicking is a host with a mistake of its own.
type panicking struct{ recorder }

func (*panicking) Progress(string) { panic("a mistake in the host") }

func TestPanicOfTheHostEndsOnlyTheInstance(t *testing.T) {
	t.Parallel()
	_, err := run(t, start(t, loadGo(t, Limits{}), "good", &panicking{}))
	checkFailure(t, err, Failure{Stage: "generating", Reason: Trap, Message: "a mistake in the host"})
}
