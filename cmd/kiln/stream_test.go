package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

func TestStreamGoesOnAfterABreak(t *testing.T) {
	t.Parallel()
	result := resultJSON(t, smallProject())
	rest := append(stageFrames(sdk.Packaging)[12:], frame(13, "result", result))
	broken := stageFrames(sdk.Generating)
	server := newKilnServer(t,
		events(append(broken, "id: 9\nevent: stage\ndata: {\"se")...), // the proxy gives up in the middle of an event
		failure(503, "api_error", "shutting_down", "bye", "Retry-After", "1"),
		func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) },
		events(rest...))
	p := server.client()
	p.dir = t.TempDir()
	got := p.run(t, append(request, "--out", "x")...)
	got.want(t, 0, "the connection broke before the result came; trying again", "bye; trying again in 1")
	calls := server.arrived()
	if len(calls) != 4 {
		t.Fatalf("%d calls", len(calls))
	}
	for i, c := range calls {
		id := c.header.Get("Last-Event-Id")
		if *c.body.RequestId != *calls[0].body.RequestId || c.raw != calls[0].raw {
			t.Errorf("call %d asks for something else: %s", i, c.raw)
		}
		if want := map[bool]string{true: "", false: "8"}[i == 0]; id != want {
			t.Errorf("call %d: Last-Event-Id %q, want %q", i, id, want)
		}
	}
	for _, stage := range sdk.Stages {
		if n := strings.Count(got.stderr, "✓ "+stage.String()+" "); n != 1 {
			t.Errorf("%s is shown %d times", stage, n)
		}
	}
	if len(listing(t, p.dir)) != 5 {
		t.Errorf("files: %v", listing(t, p.dir))
	}
}

func TestStreamGivesUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		code   int
		says   string
	}{
		{"a stream that always ends early", events(), 4, "before the result came"},
		{"a host that stays away", failure(502, "", "", ""), 4, "answered 502 Bad Gateway"},
		{"a limit that stays", failure(429, "rate_limit_error", "rate_limited", "slow down"), 1, "slow down"},
		{"a host that always stops", events(frame(1, "error", errorJSON("api_error", "shutting_down", "bye"))), 1, "bye"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := newKilnServer(t, c.answer)
			var notes []string
			s := newTestStream(t, server, func(text string) { notes = append(notes, text) })
			_, err := s.run(t.Context())
			var coded interface{ ExitCode() int }
			if !errors.As(err, &coded) || coded.ExitCode() != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error: %v", err)
			}
			if n := len(server.arrived()); n != maxFailures || len(notes) != n-1 || !strings.Contains(s.hint(), "another charge") {
				t.Errorf("%d calls, notes %q, hint %q", n, notes, s.hint())
			}
		})
	}
}

// A stream that moves on between its breaks is worth any number of them.
func TestStreamIsPatientWhileItMoves(t *testing.T) {
	t.Parallel()
	var answers []http.HandlerFunc
	frames := stageFrames(sdk.Packaging)
	for i := 0; i < len(frames); i += 2 {
		answers = append(answers, events(frames[i:min(i+2, len(frames))]...))
	}
	result := resultJSON(t, smallProject())
	server := newKilnServer(t, append(answers, events(frame(13, "result", result)))...)
	body, err := newTestStream(t, server, func(string) {}).run(t.Context())
	if err != nil || string(body) != result {
		t.Errorf("%d bytes, %v", len(body), err)
	}
	if len(answers) <= maxFailures {
		t.Fatalf("only %d breaks", len(answers))
	}
}

// A connection that is dead without a word is left for a new one.
func TestStreamLeavesASilentServer(t *testing.T) {
	t.Parallel()
	result := resultJSON(t, smallProject())
	silent := func(w http.ResponseWriter, r *http.Request) {
		events(stageFrames(sdk.Planning)...)(w, r)
		<-r.Context().Done()
	}
	server := newKilnServer(t, silent, success(result))
	var notes []string
	s := newTestStream(t, server, func(text string) { notes = append(notes, text) })
	s.silence = 2 * time.Second
	body, err := s.run(t.Context())
	if err != nil || string(body) != result || len(notes) != 1 || !strings.Contains(notes[0], ": nothing came for 2s; trying again") {
		t.Errorf("%d bytes, %v, notes %q", len(body), err, notes)
	}
	if calls := server.arrived(); len(calls) != 2 || calls[1].header.Get("Last-Event-Id") != "2" {
		t.Errorf("calls: %v", calls)
	}
}

// newTestStream asks the server in this process, and hardly waits.
func newTestStream(t *testing.T, server *kilnServer, note func(string)) *stream {
	t.Helper()
	base, err := parseBaseURL(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newStream(newClient(endpoint{url: base, key: testKey}), host.Request{ID: "same"}, func(host.Event) {}, note)
	if err != nil {
		t.Fatal(err)
	}
	s.pause = time.Millisecond
	return s
}

func TestStreamReadsLargeResults(t *testing.T) {
	t.Parallel()
	big := bytes.Repeat([]byte("\u2028\x01<&>"), 1<<20)
	body := resultJSON(t, projectFiles(host.NewFile("big.txt", big, 0o644)))
	server := newKilnServer(t, success(body))
	got := server.client().run(t, append(request, "--json")...)
	got.want(t, 0)
	if got.stdout != body+"\n" {
		t.Errorf("%d bytes came, want %d", len(got.stdout), len(body)+1)
	}
}

func TestStreamUnreachable(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	listener.Close()
	plain := newKilnServer(t, events())
	p := process{env: []string{"KILN_API_KEY=" + testKey}}
	for url, says := range map[string]string{
		"http://" + closed: "nothing listens there\n  start the server with \"kiln serve\"",
		strings.Replace(plain.URL, "http:", "https:", 1): "does not speak https",
	} {
		got := p.run(t, append(request, "--url", url)...)
		got.want(t, 4, says)
		if strings.Contains(got.stderr, "charge") {
			t.Errorf("says that something may have been charged:\n%s", got.stderr)
		}
	}
}

// silentServer answers with an event and then nothing more.
func silentServer(t *testing.T) (*kilnServer, chan struct{}) {
	reached := make(chan struct{}, 10)
	return newKilnServer(t, func(w http.ResponseWriter, r *http.Request) {
		events(stageFrames(sdk.Planning)...)(w, r)
		reached <- struct{}{}
		<-r.Context().Done()
	}), reached
}

func TestStreamTimeout(t *testing.T) {
	t.Parallel()
	server, _ := silentServer(t)
	server.client().run(t, append(request, "--timeout", "300ms", "--request-id", "same")...).want(t, 4,
		"no result within 300ms (--timeout)", "--request-id same")
}

func TestInterrupt(t *testing.T) {
	t.Parallel()
	server, reached := silentServer(t)
	p := server.client()
	p.dir = t.TempDir()
	got := interrupt(t, p.command(t, append(request, "--out", "x", "--request-id", "same")...), reached)
	got.want(t, 130, "kiln: interrupted\n", "--request-id same")
	if files := listing(t, p.dir); len(files) != 0 {
		t.Errorf("files: %v", files)
	}
}

func TestInterruptWhileTyping(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, events())
	c := server.client().command(t, "generate", "-")
	typing, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	typed := make(chan struct{}, 1)
	go func() {
		// Larger than a pipe's buffer: when it is through, the command reads.
		io.WriteString(typing, strings.Repeat("x", 100_000))
		typed <- struct{}{}
	}()
	interrupt(t, c, typed).want(t, 130, "kiln: interrupted\n")
}

// interrupt starts a command and presses Ctrl-C once it is ready.
func interrupt(t *testing.T, c *exec.Cmd, ready <-chan struct{}) ran {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ready:
	case <-time.After(soon):
		t.Error("it did not get so far")
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Error("it went on to a good end")
	}
	return ran{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

func TestParseBaseURL(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://kiln.example.com":        "https://kiln.example.com",
		"https://kiln.example.com/":       "https://kiln.example.com",
		"https://example.com/tools/kiln/": "https://example.com/tools/kiln",
		"http://[::1]:8080":               "http://[::1]:8080",
		"kiln.example.com":                "",
		"kiln.example.com:8080":           "",
		"ftp://kiln.example.com":          "",
		"https://":                        "",
		"https://:443":                    "",
		"https://a.example/?x=1":          "",
		"https://a.example/#x":            "",
		"https://me@a.example":            "",
		"http://a b":                      "",
		"":                                "",
	} {
		got, err := parseBaseURL(text)
		if want == "" {
			if err == nil {
				t.Errorf("%q: taken as %s", text, got)
			}
			continue
		}
		if err != nil || cmp.Diff(want, got.String()) != "" {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
}

func TestIsLoopback(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"localhost": true, "LOCALHOST": true, "127.0.0.1": true, "127.8.8.8": true, "::1": true,
		"localhost.example.com": false, "10.0.0.1": false, "127.0.0.1.example.com": false, "0.0.0.0": false, "": false,
	} {
		if isLoopback(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
