package stripetest

import (
	"bufio"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mockTool is pinned in go.mod: the release that speaks the version of the API
// that the library speaks.
const mockTool = "github.com/stripe/stripe-mock"

// Mock runs the real stripe-mock until the test ends and returns its address.
func Mock(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "stripe-mock")
	if out, err := exec.Command("go", "build", "-o", program, mockTool).CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", mockTool, err, out)
	}
	cmd := exec.Command(program, "-http-addr", "127.0.0.1:0", "-https-addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	said := ""
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "Listening for HTTP at address: "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return "http://" + address
		}
		said += lines.Text() + "\n"
	}
	t.Fatalf("stripe-mock did not start:\n%s", said)
	return ""
}
