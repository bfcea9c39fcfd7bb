package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/sdk"
)

const testKey = "kiln_live_0123456789abcdefghijklmnopqrst012345"

// kilnServer speaks the contract's side of a stream as each test scripts it.
type kilnServer struct {
	*httptest.Server
	mu    sync.Mutex
	calls []call
}

// call is one request that arrived.
type call struct {
	header http.Header
	body   api.GenerationRequest
	raw    string
}

// newKilnServer answers the first request to the stream with the first answer and so on,
// all later ones with the last.
func newKilnServer(t *testing.T, answers ...http.HandlerFunc) *kilnServer {
	t.Helper()
	s := &kilnServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		c := call{header: r.Header, raw: string(raw)}
		if r.Method != http.MethodPost || r.URL.Path != "/v1/generations/stream" || json.Unmarshal(raw, &c.body) != nil {
			t.Errorf("unexpected call %s %s %s", r.Method, r.URL, raw)
		}
		s.mu.Lock()
		n := len(s.calls)
		s.calls = append(s.calls, c)
		s.mu.Unlock()
		answers[min(n, len(answers)-1)](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// arrived returns the requests so far.
func (s *kilnServer) arrived() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]call(nil), s.calls...)
}

// client is the environment of a process that may call the server.
func (s *kilnServer) client() process {
	return process{env: []string{"KILN_URL=" + s.URL, "KILN_API_KEY=" + testKey}}
}

// request is a command line that the server will take.
var request = []string{"generate", "Export released parts to CSV", "--tc-version", "14.3", "--compiler", "gcc"}

// events writes a stream of the frames and ends it.
func events(frames ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, f := range frames {
			io.WriteString(w, f)
			w.(http.Flusher).Flush()
		}
	}
}

func frame(id int, event, data string) string {
	return fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", id, event, data)
}

// stageFrames are the events of the stages up to and with that one.
func stageFrames(upTo sdk.Stage) []string {
	var frames []string
	for _, stage := range sdk.Stages[:upTo+1] {
		n := int(stage)*2 + 1
		frames = append(frames,
			frame(n, "stage", fmt.Sprintf(`{"seq":%d,"stage":%q,"status":"started","index":%d,"total":6}`, n, stage, stage+1)),
			": hb\n",
			frame(n+1, "stage", fmt.Sprintf(`{"seq":%d,"stage":%q,"status":"completed","index":%d,"total":6,"elapsedMs":%d}`, n+1, stage, stage+1, 7*n)))
	}
	return frames
}

// success is a whole stream.
func success(body string) http.HandlerFunc {
	return events(append(stageFrames(sdk.Packaging), frame(13, "result", body), frame(14, "usage", "{}"))...)
}

// failure is an error body with that status.
func failure(status int, kind, code, message string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, errorJSON(kind, code, message))
	}
}

func errorJSON(kind, code, message string) string {
	quoted, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"error":{"type":%q,"code":%q,"message":%s,"retryable":false},"traceId":"req_trace"}`, kind, code, quoted)
}

// projectFiles is a small project with the manifest that goes with it.
func projectFiles(files ...host.File) []host.File {
	type entry struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
	}
	var listed []entry
	for _, f := range files {
		listed = append(listed, entry{f.Path, f.SHA256})
	}
	body, err := json.Marshal(map[string]any{"manifestVersion": 1, "engine": "kiln/0.1.0", "files": listed})
	if err != nil {
		panic(err)
	}
	files = append(files, host.NewFile(host.ManifestPath, body, 0o644))
	slices.SortFunc(files, func(a, b host.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// resultJSON is the body of a 200 in the API's own encoding.
func resultJSON(t *testing.T, files []host.File, diagnostics ...sdk.Diagnostic) string {
	t.Helper()
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	body, err := api.EncodeResult(host.Generation{ID: "gen_1", Status: host.Succeeded, CreatedAt: at, CompletedAt: at,
		Result: host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export",
			Summary: "Exports released parts.", EngineVersion: "kiln/0.1.0", Files: files, Diagnostics: diagnostics}})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// smallProject is what most tests get.
func smallProject() []host.File {
	return projectFiles(
		host.NewFile("README.md", []byte("# Export\n"), 0o644),
		host.NewFile("build/build.sh", []byte("#!/bin/sh\n"), 0o755),
		host.NewFile("src/main.c", []byte("int main(void) { return 0; }\n"), 0o644),
		host.NewFile("src/table.bin", []byte{0xff, 0x00, 0xfe}, 0o644))
}
