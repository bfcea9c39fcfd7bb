package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tmaxmax/go-sse"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// soon is how long a test waits for what must happen.
const soon = 30 * time.Second

// eventually waits until the condition holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(soon); !holds(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("%s did not happen", what)
		}
	}
}

// events reads a whole stream and holds each event against the contract.
func events(t testing.TB, body io.Reader) (out []sse.Event) {
	t.Helper()
	spec, _ := contract()
	schemas := map[string]string{"stage": "StageEvent", "result": "GenerationResult", "usage": "Usage", "error": "ErrorBody"}
	for e, err := range sse.Read(body, &sse.ReadConfig{MaxEventSize: 64 << 20}) {
		if err != nil {
			t.Fatalf("reading the stream: %v", err)
		}
		visit(t, spec, schemas[e.Type], []byte(e.Data))
		out = append(out, e)
	}
	return out
}

// names shows events as "1 stage".
func names(list []sse.Event) []string {
	out := []string{}
	for _, e := range list {
		out = append(out, e.LastEventID+" "+e.Type)
	}
	return out
}

// whole is the stream of a generation that succeeds.
func whole() []string {
	var out []string
	for i := range 2 * len(sdk.Stages) {
		out = append(out, strconv.Itoa(i+1)+" stage")
	}
	return append(out, "13 result", "14 usage")
}

func TestStream(t *testing.T) {
	t.Parallel()
	r := start(t)
	a := r.do("POST", "/v1/generations/stream", asked)
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform",
		"X-Accel-Buffering": "no", "Location": "/v1/generations/" + r.fake.generations[0].ID} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !strings.HasPrefix(string(a.body), "retry: 2000\nid: 1\nevent: stage\ndata: {") || strings.Count(string(a.body), "retry:") != 1 {
		t.Errorf("the stream begins: %.100q", a.body)
	}
	list := events(t, strings.NewReader(string(a.body)))
	if diff := cmp.Diff(whole(), names(list)); diff != "" {
		t.Fatalf("events (-want +got):\n%s", diff)
	}
	want := `{"generationId":"` + r.fake.generations[0].ID + `","seq":12,"stage":"packaging","status":"completed",` +
		`"index":6,"total":6,"at":"2026-11-23T09:30:01.123Z","elapsedMs":1}`
	if list[11].Data != want {
		t.Errorf("the last stage: %s\nwant %s", list[11].Data, want)
	}
	sync := r.do("POST", "/v1/generations", asked)
	if list[12].Data != string(sync.body) {
		t.Errorf("the result differs from the synchronous body:\n%s\n%s", list[12].Data, sync.body)
	}
	if !strings.Contains(list[12].Data, `"usage":`+list[13].Data+`,`) {
		t.Errorf("usage differs from that of the result: %s", list[13].Data)
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.do("POST", "/v1/generations", asked)
	path := "/v1/generations/" + r.fake.generations[0].ID + "/events"
	for _, call := range [][3]string{{"POST", "/v1/generations/stream", asked}, {"GET", path, ""}} {
		for last := range 15 {
			a := r.do(call[0], call[1], call[2], "Last-Event-ID: "+strconv.Itoa(last))
			if last >= 14 {
				if a.StatusCode != 204 || len(a.body) > 0 {
					t.Errorf("%s after the end: %d %q", call[1], a.StatusCode, a.body)
				}
				continue
			}
			if diff := cmp.Diff(whole()[last:], names(events(t, strings.NewReader(string(a.body))))); diff != "" {
				t.Errorf("%s after %d (-want +got):\n%s", call[1], last, diff)
			}
		}
	}
	for _, bad := range []string{"x", "-1", "1.5", "9999999999999999999", strings.Repeat("1", 100)} {
		a := r.do("GET", path, "", "Last-Event-ID: "+bad)
		if a.StatusCode != 400 || value(a.failure(t).Error.Param) != "Last-Event-ID" {
			t.Errorf("Last-Event-ID %s: %d %s", bad, a.StatusCode, a.body)
		}
	}
	if head := r.do("HEAD", path, ""); head.StatusCode != 200 || head.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("HEAD: %d %v", head.StatusCode, head.Header)
	}
	if len(r.fake.generations) != 1 {
		t.Errorf("resuming made %d generations", len(r.fake.generations))
	}
}

// stepper runs a generation one event at a time.
type stepper struct{ next chan struct{} }

func (s stepper) run(r host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
	for _, stage := range sdk.Stages {
		<-s.next
		step(stage, host.StageStarted)
		<-s.next
		step(stage, host.StageCompleted)
	}
	<-s.next
	return made(r)
}

// open begins a stream and returns its body.
func (r *running) open(method, path, body string, headers ...string) *http.Response {
	r.t.Helper()
	// The headers must come before the first heartbeat, event or not.
	res, err := (&http.Transport{ResponseHeaderTimeout: soon}).RoundTrip(r.request(method, path, body, headers...))
	if err != nil {
		r.t.Fatal(err)
	}
	if res.StatusCode != 200 {
		r.t.Fatalf("%s %s: %s", method, path, res.Status)
	}
	r.t.Cleanup(func() { res.Body.Close() })
	return res
}

func TestStreamIsLive(t *testing.T) {
	t.Parallel()
	s := stepper{make(chan struct{})}
	r := start(t, func(c *Config) { c.Heartbeat = 30 * time.Millisecond })
	r.fake.run = s.run
	res := r.open("POST", "/v1/generations/stream", asked)
	lines := bufio.NewReader(res.Body)
	line := func() string {
		text, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if first, second := line(), line(); first != ": hb\n" || second != ": hb\n" {
		t.Errorf("a silent stream says %q, %q", first, second)
	}
	for seq := range 12 {
		s.next <- struct{}{}
		text := line()
		for text == ": hb\n" || text == "\n" || strings.HasPrefix(text, "retry") {
			text = line()
		}
		if want := fmt.Sprintf("id: %d\n", seq+1); text != want {
			t.Fatalf("got %q, want %q", text, want)
		}
		line()
		line()
	}
	// A second watcher comes in the middle and gets the same.
	joined := r.open("POST", "/v1/generations/stream", asked, "Last-Event-ID: 10")
	close(s.next)
	if diff := cmp.Diff(whole()[10:], names(events(t, joined.Body))); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"13 result", "14 usage"}, names(events(t, lines))); diff != "" {
		t.Errorf("the rest (-want +got):\n%s", diff)
	}
}

func TestStreamOfAnotherHost(t *testing.T) {
	t.Parallel()
	r := start(t)
	g := &host.Generation{ID: "gen_elsewhere", OrgID: "org_1", Status: host.Queued, CreatedAt: r.fake.clock}
	r.fake.set(func() { r.fake.generations = append(r.fake.generations, g) })
	res := r.open("GET", "/v1/generations/gen_elsewhere/events", "")
	for i, stage := range sdk.Stages {
		r.fake.set(func() { // no bell rings
			g.Status = host.Running
			g.LastSeq = int64(2*i + 2)
			for n, status := range []host.EventStatus{host.StageStarted, host.StageCompleted} {
				r.fake.events[g.ID] = append(r.fake.events[g.ID], host.Event{Seq: int64(2*i + n + 1), Stage: stage, Status: status, At: r.fake.clock})
			}
		})
	}
	r.fake.set(func() { g.Status, g.Result, g.CompletedAt = host.Succeeded, made(g.Request), r.fake.clock })
	if diff := cmp.Diff(whole(), names(events(t, res.Body))); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestDryStream(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.Heartbeat = 20 * time.Millisecond })
	release := make(chan struct{})
	r.fake.run = func(q host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
		<-release
		return succeed(q, step)
	}
	dry := strings.Replace(asked, `"dryRun": false`, `"dryRun": true`, 1)
	res := r.open("POST", "/v1/generations/stream", dry)
	lines := bufio.NewReader(res.Body)
	if text, err := lines.ReadString('\n'); text != ": hb\n" {
		t.Errorf("a silent dry run says %q, %v", text, err)
	}
	close(release)
	list := events(t, lines)
	if diff := cmp.Diff(whole(), names(list)); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	for _, e := range list {
		if strings.Contains(e.Data, "generationId") || strings.Contains(e.Data, `"gen_`) {
			t.Errorf("a dry run has an id: %s", e.Data)
		}
	}
	rest := r.do("POST", "/v1/generations/stream", dry, "Last-Event-ID: 5")
	if diff := cmp.Diff(whole()[5:], names(events(t, strings.NewReader(string(rest.body))))); diff != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
	r.fake.set(func() { r.fake.run = fail(host.Rejected, host.Errorf(host.NoMatchingPattern, "nothing fits")) })
	if got := string(r.do("POST", "/v1/generations/stream", dry).body); !strings.Contains(got, "id: 2\nevent: error\n") {
		t.Errorf("a dry run that is rejected: %s", got)
	}
	if got := r.fake.counts(); got != "0 orders, 0 generations" {
		t.Errorf("dry runs left %s", got)
	}
}

func TestClientThatLeavesCancelsNothing(t *testing.T) {
	t.Parallel()
	s := stepper{make(chan struct{})}
	r := start(t)
	r.fake.run = s.run
	for i, path := range []string{"/v1/generations/stream", "/v1/generations"} {
		ctx, leave := context.WithCancel(context.Background())
		req := r.request("POST", path, strings.Replace(asked, "req_123", "leaves"+strconv.Itoa(i), 1)).WithContext(ctx)
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			if res, err := (&http.Transport{}).RoundTrip(req); err == nil {
				_, _ = io.Copy(io.Discard, res.Body)
				res.Body.Close()
			}
		}()
		eventually(t, "watching", func() bool { return r.fake.watchers() == 1 })
		leave()
		<-gone
		eventually(t, "the end of the watch", func() bool { return r.fake.watchers() == 0 })
	}
	close(s.next)
	for i := range 2 {
		a := r.do("POST", "/v1/generations", strings.Replace(asked, "req_123", "leaves"+strconv.Itoa(i), 1))
		if a.StatusCode != 200 {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
	}
	if len(r.fake.generations) != 2 || len(r.fake.canceled) != 0 {
		t.Errorf("%s, canceled: %v", r.fake.counts(), r.fake.canceled)
	}
	eventually(t, "the log of those who left", func() bool { return strings.Count(r.log.String(), `"status":499`) == 2 })
}

func TestReaderThatStalls(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.EventTimeout = 200 * time.Millisecond })
	r.fake.run = func(q host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
		out := made(q)
		out.Files = append(out.Files, host.NewFile("big.txt", []byte(strings.Repeat("x", 16<<20)), 0o644))
		return out
	}
	conn, err := net.Dial("tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil {
		t.Fatal(err)
	}
	if err := r.request("POST", "/v1/generations/stream", asked).Write(conn); err != nil {
		t.Fatal(err)
	}
	// Nothing is read: the server has to give up by itself.
	eventually(t, "the watch", func() bool { return strings.Contains(r.log.String(), "/stream") })
	eventually(t, "the end of the connection", func() bool { return r.server.app.Server().GetOpenConnectionsCount() == 0 })
	if rest, err := io.ReadAll(conn); err == nil && len(rest) > 16<<20 {
		t.Errorf("all %d bytes had been written", len(rest))
	}
	if n := r.fake.watchers(); n != 0 {
		t.Errorf("%d still watch", n)
	}
}

func TestConnectionIsUsedAgainAfterAStream(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.WriteTimeout = 300 * time.Millisecond; c.Heartbeat = 50 * time.Millisecond })
	s := stepper{make(chan struct{})}
	r.fake.run = s.run
	conn, err := net.Dial("tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	timer := time.AfterFunc(time.Second, func() { close(s.next) }) // longer than the write timeout
	defer timer.Stop()
	for range 2 {
		req := r.request("POST", "/v1/generations/stream", asked)
		if err := req.Write(conn); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(in, req)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole(), names(events(t, res.Body))); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	}
}

func TestConcurrentDuplicates(t *testing.T) {
	t.Parallel()
	s := stepper{make(chan struct{})}
	r := start(t)
	r.fake.run = s.run
	const callers = 50
	bodies := make(chan string, callers)
	for range callers {
		go func() {
			res, err := http.DefaultClient.Do(r.request("POST", "/v1/generations", asked))
			if err != nil {
				bodies <- err.Error()
				return
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			bodies <- fmt.Sprint(res.StatusCode, string(body), err)
		}()
	}
	eventually(t, "all are waiting", func() bool { return r.fake.watchers() == callers })
	close(s.next)
	first := <-bodies
	if !strings.HasPrefix(first, "200") {
		t.Fatal(first)
	}
	for range callers - 1 {
		if other := <-bodies; other != first {
			t.Fatalf("two answers differ:\n%s\n%s", first, other)
		}
	}
	if len(r.fake.generations) != 1 {
		t.Errorf("%d generations", len(r.fake.generations))
	}
}
