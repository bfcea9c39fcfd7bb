package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/tmaxmax/go-sse"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// running is kiln serve as a process.
type running struct {
	cmd  *exec.Cmd
	url  string
	done chan struct{} // closed when the process has ended
	log  *lines
	said *lines // standard output
}

// greeting waits for the greeting's end and returns it.
func (s *running) greeting() string {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if strings.Contains(s.said.String(), "generate") {
			break
		}
	}
	return s.said.String()
}

// lines collects a process's standard error.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// databaseArgs points a command at a test's database. SQLite is at home in the folder.
func databaseArgs(c store.Config) []string {
	if c.DatabaseURL != "" {
		return []string{"--database", c.DatabaseURL}
	}
	return []string{"--data", c.DataDir}
}

// serveProcess starts a server and waits until it says where it is.
func serveProcess(t testing.TB, c store.Config, args ...string) *running {
	t.Helper()
	return serveWith(t, process{}, c, args...)
}

// serveWith is serveProcess with an environment.
func serveWith(t testing.TB, p process, c store.Config, args ...string) *running {
	t.Helper()
	cache, err := filepath.Abs("../../.cache/wasm") // shared with make: compiling takes seconds
	if err != nil {
		t.Fatal(err)
	}
	args = append([]string{"serve", "--addr", "127.0.0.1:0", "--cache", cache, "--log-level", "debug"}, append(databaseArgs(c), args...)...)
	p.dir = t.TempDir()
	s := &running{cmd: p.command(t, args...), done: make(chan struct{}), log: &lines{}, said: &lines{}}
	s.cmd.Stderr = s.log
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	greeting := bufio.NewReader(stdout)
	line, _ := greeting.ReadString('\n')
	go func() {
		defer close(s.done)
		_, _ = io.Copy(s.said, greeting)
		_ = s.cmd.Wait()
	}()
	_, url, ok := strings.Cut(strings.TrimSpace(line), " is ready on ")
	if !ok {
		<-s.done
		t.Fatalf("kiln serve did not start:\n%s%s", line, s.log)
	}
	s.url = url
	t.Cleanup(func() {
		s.stop(syscall.SIGKILL)
		if t.Failed() {
			t.Logf("log of %s:\n%s", s.url, s.log)
		}
	})
	return s
}

// stop sends the signal and waits for the end.
func (s *running) stop(signal syscall.Signal) {
	_ = s.cmd.Process.Signal(signal)
	<-s.done
}

// newKey makes an API key with the command that an operator uses.
func newKey(t testing.TB, c store.Config, args ...string) string {
	t.Helper()
	r := process{}.run(t, append(append([]string{"admin", "key", "create", "--org", "demo"}, databaseArgs(c)...), args...)...)
	r.want(t, 0)
	return strings.TrimSuffix(r.stdout, "\n")
}

// caller calls a server as an integration does.
type caller struct {
	url, key string
}

// answer is a response, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (c caller) do(method, path, body string, header ...string) (answer, error) {
	req, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	read, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, read}, err
}

// must is do for a call that has to have the status.
func (c caller) must(t testing.TB, status int, method, path, body string, header ...string) answer {
	t.Helper()
	a, err := c.do(method, path, body, header...)
	if err != nil {
		t.Fatal(err)
	}
	if a.status != status {
		t.Fatalf("%s %s: status %d, want %d\n%s", method, path, a.status, status, a.body)
	}
	return a
}

// decode reads an answer's JSON.
func decode[T any](t testing.TB, body []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return v
}

// generationBody is the part of an answer that the tests look at.
type generationBody struct {
	ID, RequestID, Status, ArtifactType, Pattern, Summary, EngineVersion string
	CreatedAt, CompletedAt                                               time.Time
	Usage                                                                json.RawMessage
	Diagnostics                                                          []json.RawMessage
	BuildManifest                                                        json.RawMessage
	DryRun                                                               bool
	Files                                                                []struct {
		Path, Content, Encoding, Mode, SHA256 string
		Size                                  int
	}
}

// errorBody is the part of an error that the tests look at.
type errorBody struct {
	Error struct {
		Type, Code, Message string
		Retryable           bool
	}
	TraceID string
}

// prompt returns the reference's request with its own id; empty for none.
func referenceRequest(requestID string) string {
	id := ""
	if requestID != "" {
		id = fmt.Sprintf("%q:%q,", "requestId", requestID)
	}
	return `{"prompt":"Export released parts to CSV",` + id + `
		"projectContext":{"tcVersion":"14.3","compiler":"gcc","codePrefix":"PNX"},
		"options":{"explicitType":"itk-batch","explicitPattern":"query-export","dryRun":false}}`
}

// seen is a server-sent event as it arrived.
type seen struct{ id, event, data string }

// stream reads events until the stream ends or until says so.
func (c caller) stream(t testing.TB, method, path, body, lastID string, until func(seen) bool) []seen {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, c.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	req.Header.Set("Content-Type", "application/json")
	if lastID != "" {
		req.Header.Set("Last-Event-ID", lastID)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(res.Body)
		t.Fatalf("%s %s: status %d\n%s", method, path, res.StatusCode, text)
	}
	var frames []seen
	for e, err := range sse.Read(res.Body, &sse.ReadConfig{MaxEventSize: 8 << 20}) {
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatal(err)
		}
		if err != nil {
			break
		}
		f := seen{e.LastEventID, e.Type, e.Data}
		frames = append(frames, f)
		if until != nil && until(f) {
			break
		}
	}
	return frames
}

// eachDatabase runs a test against both databases.
func eachDatabase(t *testing.T, test func(t *testing.T, c store.Config)) {
	t.Helper()
	storetest.EachConfig(t, test)
}
