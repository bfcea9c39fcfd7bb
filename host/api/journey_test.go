package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"github.com/tmaxmax/go-sse"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
	"github.com/kilnworks/kiln/sdk"
)

const body = `{"prompt":"Export released parts to CSV","requestId":"%s",
	"projectContext":{"tcVersion":"14.3","compiler":"gcc","codePrefix":"PNX"}}`

var printer = host.Artifact{
	Definition: sdk.Definition{Type: "printer", Title: "Printer", Version: "1.0.0",
		Patterns: []sdk.Pattern{{ID: "print", Title: "Print"}}},
	Digest: "sha256:00",
}

// run is a generation of a plugin in Go. It waits at the generating stage
// until pass lets it go on.
type run struct {
	out  sdk.Host
	ask  sdk.Request
	pass <-chan struct{}
}

func (r run) Stage(ctx context.Context, s sdk.Stage) (sdk.StageResult, error) {
	switch s {
	case sdk.Planning:
		if strings.Contains(r.ask.Prompt, "nonsense") {
			return sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{
				Message: "this maps to nothing", Candidates: []string{"print"}, Missing: []string{"what to print"}}}, nil
		}
	case sdk.SelectingPattern:
		return sdk.StageResult{Outcome: sdk.OK, Pattern: "print", Summary: "Prints."}, nil
	case sdk.Generating:
		if strings.Contains(r.ask.Prompt, "trap") {
			return sdk.StageResult{Outcome: sdk.Failed, Error: "this is broken"}, nil
		}
		select {
		case <-r.pass:
		case <-ctx.Done():
			return sdk.StageResult{}, ctx.Err()
		}
		r.out.File("main.c", []byte("int main(void) { return 0; } /* "+r.ask.Prompt+" */\n"), 0o644)
	}
	return sdk.StageResult{Outcome: sdk.OK}, nil
}

func (run) Fuel() uint64 { return 42 }
func (run) Close()       {}

// hostOn is a whole host on a store: API, pipeline and the plugin.
type hostOn struct {
	t      *testing.T
	url    string
	secret string
}

// serve starts a host and stops it with the test.
func serve(t *testing.T, db *store.Store, secret string, pass <-chan struct{}, desk ...api.Billing) *hostOn {
	t.Helper()
	plugins := []pipeline.Plugin{{Artifact: printer,
		Start: func(_ context.Context, ask sdk.Request, out sdk.Host) (pipeline.Instance, error) {
			return run{out, ask, pass}, nil
		}}}
	p := pipeline.New(pipeline.Config{Store: db, Log: zerolog.Nop(), Plugins: func() []pipeline.Plugin { return plugins }})
	var payments api.Billing
	if len(desk) > 0 {
		payments = desk[0]
	}
	server := api.New(api.Config{Billing: payments, Log: zerolog.Nop(), Catalog: func() host.Catalog { return host.Catalog{Active: []host.Artifact{printer}} },
		Credentials: db, Keys: db, Sessions: db, Links: db, Limits: db, Generations: db, Health: db, Runner: p, Poll: 20 * time.Millisecond})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	done.Go(func() { p.Serve(ctx) })
	done.Go(func() {
		if err := server.Serve(ln); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(func() {
		soon, stop := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer stop()
		p.Drain(soon)
		if err := server.Shutdown(soon); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		cancel()
		done.Wait()
	})
	return &hostOn{t, "http://" + ln.Addr().String(), secret}
}

// newKey makes an org and a key for it.
func newKey(t *testing.T, db *store.Store, org string) string {
	t.Helper()
	o, err := db.EnsureOrg(t.Context(), org)
	if err != nil {
		t.Fatal(err)
	}
	key, secret := host.NewKey(o.ID, "test", host.Scopes[:], time.Now(), time.Time{})
	if err := db.CreateKey(t.Context(), key, host.Operator); err != nil {
		t.Fatal(err)
	}
	return secret
}

func (h *hostOn) open(method, path, body string, headers ...string) *http.Response {
	h.t.Helper()
	req, err := http.NewRequest(method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.secret)
	req.Header.Set("Content-Type", "application/json")
	for _, one := range headers {
		name, value, _ := strings.Cut(one, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { res.Body.Close() })
	return res
}

func (h *hostOn) do(method, path, body string, headers ...string) (*http.Response, string) {
	h.t.Helper()
	res := h.open(method, path, body, headers...)
	text, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res, string(text)
}

// read returns at most that many events of a stream, as "id name"; 0 is all.
func read(t *testing.T, from io.Reader, most int) (out []string) {
	t.Helper()
	for e, err := range sse.Read(from, &sse.ReadConfig{MaxEventSize: 1 << 20}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e.LastEventID+" "+e.Type)
		if len(out) == most {
			return out
		}
	}
	return out
}

// whole is the stream of a generation that succeeds.
func whole() (out []string) {
	for i := range 2 * len(sdk.Stages) {
		out = append(out, fmt.Sprint(i+1, " stage"))
	}
	return append(out, "13 result", "14 usage")
}

func TestJourney(t *testing.T) {
	t.Parallel()
	pass := make(chan struct{})
	close(pass)
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		h := serve(t, db, newKey(t, db, "demo"), pass)
		first, text := h.do("POST", "/v1/generations", fmt.Sprintf(body, "req_1"))
		if first.StatusCode != 200 {
			t.Fatalf("%d %s", first.StatusCode, text)
		}
		again, same := h.do("POST", "/v1/generations", fmt.Sprintf(body, "req_1"))
		if text != same || again.Header.Get("Idempotent-Replayed") != "true" {
			t.Errorf("a repeat gives %d, replayed %q:\n%s\n%s", again.StatusCode, again.Header.Get("Idempotent-Replayed"), text, same)
		}
		if res, text := h.do("POST", "/v1/generations", strings.Replace(fmt.Sprintf(body, "req_1"), "parts", "items", 1)); res.StatusCode != 400 ||
			!strings.Contains(text, "request_id_reused") || !strings.Contains(text, strings.TrimPrefix(first.Header.Get("Location"), "/v1/generations/")) {
			t.Errorf("another body under the same id: %d %s", res.StatusCode, text)
		}
		path := first.Header.Get("Location")
		if diff := cmp.Diff(whole(), read(t, h.open("GET", path+"/events", "").Body, 0)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(whole(), read(t, h.open("POST", "/v1/generations/stream", fmt.Sprintf(body, "req_2")).Body, 0)); diff != "" {
			t.Errorf("stream (-want +got):\n%s", diff)
		}
		_, zip := h.do("GET", path+"/download", "")
		if _, legacy := h.do("GET", path+"/archive", ""); legacy != zip || !strings.HasPrefix(zip, "PK") {
			t.Error("download and archive differ")
		}
		record, text := h.do("GET", path, "")
		if !strings.Contains(text, `"buildManifest":{`) || !strings.Contains(text, `"prompt":"Export released parts to CSV"`) {
			t.Errorf("record: %s", text)
		}
		if res, _ := h.do("GET", path, "", "If-None-Match: "+record.Header.Get("ETag")); res.StatusCode != 304 {
			t.Errorf("If-None-Match: %d", res.StatusCode)
		}
		h.rejects()
		if res, text := h.do("POST", path+"/cancel", ""); res.StatusCode != 409 || !strings.Contains(text, "already_finished") {
			t.Errorf("cancel of what has succeeded: %d %s", res.StatusCode, text)
		}
		other := &hostOn{t, h.url, newKey(t, db, "other")}
		if res, _ := other.do("GET", path, ""); res.StatusCode != 404 {
			t.Errorf("another org sees %d", res.StatusCode)
		}
		if _, text := h.do("GET", "/v1/generations?limit=1", ""); !strings.Contains(text, `"hasMore":true`) || strings.Contains(text, `"files"`) {
			t.Errorf("list: %s", text)
		}
		if res, text := h.do("GET", "/readyz", ""); res.StatusCode != 200 {
			t.Errorf("readyz: %s", text)
		}
	})
}

// rejects posts what maps to nothing, which leaves nothing.
func (h *hostOn) rejects() {
	h.t.Helper()
	ask := strings.Replace(fmt.Sprintf(body, "req_3"), "Export", "nonsense", 1)
	for _, path := range []string{"/v1/generations", "/v1/generations/stream"} {
		_, text := h.do("POST", path, ask)
		if !strings.Contains(text, `"no_matching_pattern"`) || !strings.Contains(text, "print") {
			h.t.Errorf("%s: %s", path, text)
		}
	}
	if _, text := h.do("GET", "/v1/generations", ""); strings.Contains(text, "nonsense") {
		h.t.Errorf("what was rejected is listed: %s", text)
	}
}

// Whoever only asks how it went gets the end, and nothing runs for it.
func TestResumeOfWhatFailed(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		h := serve(t, db, newKey(t, db, "demo"), nil)
		ask := strings.Replace(fmt.Sprintf(body, "req_1"), "Export", "trap", 1)
		want := []string{"1 stage", "2 stage", "3 stage", "4 stage", "5 stage", "6 stage", "7 stage", "8 error"}
		for _, from := range []int{0, 5, 7} {
			got := read(t, h.open("POST", "/v1/generations/stream", ask, fmt.Sprint("Last-Event-ID: ", from)).Body, 0)
			if diff := cmp.Diff(want[from:], got); diff != "" {
				t.Errorf("after %d (-want +got):\n%s", from, diff)
			}
		}
		if res, _ := h.do("POST", "/v1/generations/stream", ask, "Last-Event-ID: 8"); res.StatusCode != 204 {
			t.Errorf("after the end: %d", res.StatusCode)
		}
		if got := read(t, h.open("POST", "/v1/generations/stream", ask).Body, 1); got[0] != "9 stage" {
			t.Errorf("the second run begins with %v", got)
		}
		if res, text := h.do("POST", "/v1/generations", ask); res.StatusCode != 500 || !strings.Contains(text, "plugin_failed") ||
			res.Header.Get("Location") == "" {
			t.Errorf("again: %d %s", res.StatusCode, text)
		}
	})
}

// A host serves the stream of a generation that another one runs, and a
// stream that broke goes on there.
func TestTwoHosts(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		secret, pass := newKey(t, db, "demo"), make(chan struct{})
		one, two := serve(t, db, secret, pass), serve(t, open(), secret, pass)
		ask := fmt.Sprintf(body, "req_1")
		broken := one.open("POST", "/v1/generations/stream", ask)
		seen := read(t, broken.Body, 7) // up to the start of generating
		broken.Body.Close()
		resumed := two.open("POST", "/v1/generations/stream", ask, "Last-Event-ID: 7")
		watched := two.open("GET", broken.Header.Get("Location")+"/events", "")
		close(pass)
		if diff := cmp.Diff(whole(), append(seen, read(t, resumed.Body, 0)...)); diff != "" {
			t.Errorf("broken and resumed on the other host (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(whole(), read(t, watched.Body, 0)); diff != "" {
			t.Errorf("watched on the other host (-want +got):\n%s", diff)
		}
		if res, _ := one.do("POST", "/v1/generations/stream", ask, "Last-Event-ID: 14"); res.StatusCode != 204 {
			t.Errorf("after the end: %d", res.StatusCode)
		}
	})
}

func TestManyWithOneRequestID(t *testing.T) {
	t.Parallel()
	pass := make(chan struct{})
	close(pass)
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		h := serve(t, db, newKey(t, db, "demo"), pass)
		const callers = 50
		bodies := make([]string, callers)
		var all sync.WaitGroup
		for i := range callers {
			all.Go(func() {
				res, text := h.do("POST", "/v1/generations", fmt.Sprintf(body, "req_1"))
				bodies[i] = fmt.Sprint(res.StatusCode, " ", text)
			})
		}
		all.Wait()
		for _, b := range bodies {
			if b != bodies[0] || !strings.HasPrefix(b, "200 ") {
				t.Fatalf("two answers differ:\n%s\n%s", b, bodies[0])
			}
		}
		if _, list := h.do("GET", "/v1/generations", ""); strings.Count(list, `"id":"gen_`) != 1 {
			t.Errorf("list: %s", list)
		}
	})
}

func TestCancelForReal(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		h := serve(t, db, newKey(t, db, "demo"), make(chan struct{}))
		stream := h.open("POST", "/v1/generations/stream", fmt.Sprintf(body, "req_1"))
		read(t, stream.Body, 7)
		path := stream.Header.Get("Location")
		if res, text := h.do("POST", path+"/cancel", ""); res.StatusCode != 202 {
			t.Fatalf("cancel: %d %s", res.StatusCode, text)
		}
		var rest bytes.Buffer
		if _, err := rest.ReadFrom(stream.Body); err != nil || !strings.Contains(rest.String(), "generation_canceled") {
			t.Errorf("the stream ends with %s, %v", rest.String(), err)
		}
		if res, text := h.do("GET", path, ""); !strings.Contains(text, `"status":"canceled"`) {
			t.Errorf("record: %d %s", res.StatusCode, text)
		}
		if res, text := h.do("POST", path+"/cancel", ""); res.StatusCode != 202 {
			t.Errorf("cancel again: %d %s", res.StatusCode, text)
		}
	})
}
