package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asCommand makes the test binary be kiln itself, so that tests see the
// command as a user does: arguments in, output and exit code out.
const asCommand = "KILN_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		main()
	}
	os.Exit(m.Run())
}

// process is how a test runs kiln.
type process struct {
	dir   string
	env   []string
	stdin string
}

// ran is how it went.
type ran struct {
	stdout, stderr string
	code           int
}

// command returns kiln, ready to start, with no environment but its own.
func (p process) command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if p.dir == "" {
		p.dir = t.TempDir()
	}
	c := exec.CommandContext(t.Context(), self, args...)
	c.Dir = p.dir
	c.Env = append([]string{asCommand + "=1", "HOME=" + t.TempDir()}, p.env...)
	if p.stdin != "" {
		c.Stdin = strings.NewReader(p.stdin)
	}
	return c
}

// run runs kiln to its end.
func (p process) run(t testing.TB, args ...string) ran {
	t.Helper()
	c := p.command(t, args...)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return ran{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// want checks the exit code and texts that the output must have.
func (r ran) want(t testing.TB, code int, stderr ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d", r.code, code)
	}
	for _, text := range stderr {
		if !strings.Contains(r.stderr, text) {
			t.Errorf("standard error does not say %q", text)
		}
	}
	if t.Failed() {
		t.Fatalf("stdout:\n%.4096s\nstderr:\n%.4096s", r.stdout, r.stderr)
	}
}
