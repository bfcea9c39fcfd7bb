package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host/store"
)

// stageNames is the order that the reference gives.
var stageNames = []string{"planning", "selecting-pattern", "loading-kb", "generating", "validating", "packaging"}

// TestJourney goes the way of a new integration, from the key to the archive.
func TestJourney(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		s := serveProcess(t, db)
		c := caller{s.url, newKey(t, db)}

		made := c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_123"))
		g := decode[generationBody](t, made.body)
		checkReference(t, made, g)

		// The same request answers with the same bytes, and says so.
		again := c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_123"))
		if !bytes.Equal(made.body, again.body) || again.header.Get("Idempotent-Replayed") != "true" {
			t.Errorf("a replay differs:\n%s", cmp.Diff(string(made.body), string(again.body)))
		}
		read := c.must(t, 200, "GET", "/v1/generations/"+g.ID, "")
		record := decode[map[string]json.RawMessage](t, read.body)
		delete(record, "request") // what was asked, which whoever posted it knows
		if diff := cmp.Diff(decode[map[string]json.RawMessage](t, made.body), record); diff != "" {
			t.Errorf("GET differs from POST:\n%s", diff)
		}
		c.must(t, 304, "GET", "/v1/generations/"+g.ID, "", "If-None-Match", read.header.Get("ETag"))

		list := decode[struct {
			Data    []generationBody
			HasMore bool
		}](t, c.must(t, 200, "GET", "/v1/generations", "").body)
		if len(list.Data) != 1 || list.Data[0].ID != g.ID || list.Data[0].Files != nil || list.HasMore {
			t.Errorf("list: %+v", list)
		}

		checkStream(t, c)
		archive := checkArchive(t, c, g)
		checkLocal(t, g, archive)
		checkArtifacts(t, c)
	})
}

func checkReference(t *testing.T, a answer, g generationBody) {
	t.Helper()
	if g.ID == "" || g.RequestID != "req_123" || g.Status != "succeeded" || g.ArtifactType != "itk-batch" ||
		g.Pattern != "query-export" || g.Summary == "" || !strings.Contains(g.EngineVersion, "itk-batch/") || g.DryRun {
		t.Errorf("result: %s", a.body)
	}
	if a.header.Get("Location") != "/v1/generations/"+g.ID || !strings.HasPrefix(a.header.Get("X-Request-Id"), "req_") {
		t.Errorf("headers: %v", a.header)
	}
	if said := fmt.Sprintf(" %d files", len(g.Files)); !strings.Contains(g.Summary, said) {
		t.Errorf("%q does not say%s", g.Summary, said)
	}
	members := decode[map[string]json.RawMessage](t, a.body)
	for _, name := range []string{"files", "summary", "artifactType", "pattern", "usage", "engineVersion", "diagnostics",
		"buildManifest", "id", "requestId", "status", "createdAt", "completedAt", "dryRun"} {
		if _, ok := members[name]; !ok {
			t.Errorf("the result has no %s", name)
		}
	}
	usage := decode[map[string]any](t, g.Usage)
	for _, name := range []string{"provider", "model", "inputTokens", "outputTokens", "fuel", "durationMs", "quota"} {
		if _, ok := usage[name]; !ok {
			t.Errorf("the usage has no %s: %s", name, g.Usage)
		}
	}
	if !slices.IsSortedFunc(g.Files, func(a, b struct {
		Path, Content, Encoding, Mode, SHA256 string
		Size                                  int
	}) int {
		return strings.Compare(a.Path, b.Path)
	}) || len(g.Files) < 4 {
		t.Errorf("%d files, sorted by path?", len(g.Files))
	}
}

func checkStream(t *testing.T, c caller) {
	t.Helper()
	frames := c.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_stream"), "", nil)
	var stages []string
	last := 0
	for i, f := range frames {
		if want := fmt.Sprint(i + 1); f.id != want {
			t.Errorf("event %d has the id %s", i+1, f.id)
		}
		if f.event == "stage" {
			e := decode[struct{ Stage, Status string }](t, []byte(f.data))
			if e.Status != "progress" {
				stages = append(stages, e.Stage+" "+e.Status)
			}
			last = i
		}
	}
	var want []string
	for _, s := range stageNames {
		want = append(want, s+" started", s+" completed")
	}
	if diff := cmp.Diff(want, stages); diff != "" {
		t.Error(diff)
	}
	if len(frames) != last+3 || frames[last+1].event != "result" || frames[last+2].event != "usage" {
		t.Fatalf("the stream does not end in result and usage: %d events", len(frames))
	}
	// The result is the synchronous body; its usage is the next event.
	sync := c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_stream"))
	if diff := cmp.Diff(string(sync.body), frames[last+1].data); diff != "" {
		t.Error(diff)
	}
	g := decode[generationBody](t, sync.body)
	if diff := cmp.Diff(string(g.Usage), frames[last+2].data); diff != "" {
		t.Error(diff)
	}
}

// checkArchive returns the archive's files by path.
func checkArchive(t *testing.T, c caller, g generationBody) map[string]string {
	t.Helper()
	a := c.must(t, 200, "GET", "/v1/generations/"+g.ID+"/download", "")
	b := c.must(t, 200, "GET", "/v1/generations/"+g.ID+"/archive", "")
	if !bytes.Equal(a.body, b.body) {
		t.Error("download and archive differ")
	}
	head := c.must(t, 200, "HEAD", "/v1/generations/"+g.ID+"/download", "")
	if head.header.Get("Content-Length") != fmt.Sprint(len(a.body)) || a.header.Get("ETag") == "" {
		t.Errorf("headers: %v", head.header)
	}
	z, err := zip.NewReader(bytes.NewReader(a.body), int64(len(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(body)
	}
	for _, f := range g.Files {
		if files[f.Path] != f.Content {
			t.Errorf("%s differs in the archive", f.Path)
		}
	}
	if len(files) != len(g.Files) {
		t.Errorf("%d files in the archive, %d in the result", len(files), len(g.Files))
	}
	return files
}

// checkLocal generates the same without a server.
func checkLocal(t *testing.T, g generationBody, want map[string]string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	process{}.run(t, "generate", "--local", "Export released parts to CSV", "--tc-version", "14.3", "--compiler", "gcc",
		"--prefix", "PNX", "--type", "itk-batch", "--pattern", "query-export", "--out", out).want(t, 0)
	got := readTree(t, out)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("generated locally, the files differ:\n%s", diff)
	}
	for _, f := range g.Files {
		info, err := os.Stat(filepath.Join(out, f.Path))
		if err != nil || fmt.Sprintf("%#o", info.Mode().Perm()) != f.Mode {
			t.Errorf("%s: mode %v (%v), want %s", f.Path, info.Mode(), err, f.Mode)
		}
	}
}

func checkArtifacts(t *testing.T, c caller) {
	t.Helper()
	got := decode[struct {
		Data []struct {
			Type, Digest string
			Patterns     []struct{ ID string }
		}
	}](t, c.must(t, 200, "GET", "/v1/artifacts", "").body)
	if len(got.Data) != 1 || got.Data[0].Type != "itk-batch" || len(got.Data[0].Patterns) == 0 || got.Data[0].Patterns[0].ID != "query-export" {
		t.Errorf("artifacts: %+v", got)
	}
	// each pattern brings its whole schema; they are alike, and travel packed
	packed := c.must(t, 200, "GET", "/v1/artifacts", "", "Accept-Encoding", "gzip")
	if packed.header.Get("Content-Encoding") != "gzip" || len(packed.body) > 24<<10 {
		t.Errorf("artifacts travel in %d bytes, encoded %q", len(packed.body), packed.header.Get("Content-Encoding"))
	}
}

func TestDryRunEqualsTheRealRunAndKeepsNothing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		s := serveProcess(t, db)
		c := caller{s.url, newKey(t, db)}
		dry := strings.Replace(referenceRequest("req_dry"), `"dryRun":false`, `"dryRun":true`, 1)
		a := decode[generationBody](t, c.must(t, 200, "POST", "/v1/generations", dry).body)
		if a.ID != "" || !a.DryRun {
			t.Errorf("id %q, dryRun %v", a.ID, a.DryRun)
		}
		if list := c.must(t, 200, "GET", "/v1/generations", ""); !bytes.Contains(list.body, []byte(`"data":[]`)) {
			t.Errorf("a dry run is listed: %s", list.body)
		}
		b := decode[generationBody](t, c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_dry")).body)
		if diff := cmp.Diff(a.Files, b.Files); diff != "" {
			t.Error(diff)
		}
	})
}

func TestParallelPostsOfOneRequestAreOneGeneration(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		s := serveProcess(t, db)
		c := caller{s.url, newKey(t, db)}
		bodies := make([]string, 50)
		var wg sync.WaitGroup
		for i := range bodies {
			wg.Go(func() {
				a, err := c.do("POST", "/v1/generations", referenceRequest("req_parallel"))
				bodies[i] = fmt.Sprint(a.status, err, string(a.body))
			})
		}
		wg.Wait()
		for _, b := range bodies {
			if b != bodies[0] || !strings.HasPrefix(b, "200") {
				t.Fatalf("bodies differ:\n%.300s\n%.300s", bodies[0], b)
			}
		}
		list := decode[struct{ Data []generationBody }](t, c.must(t, 200, "GET", "/v1/generations", "").body)
		if len(list.Data) != 1 {
			t.Errorf("%d generations", len(list.Data))
		}
	})
}

func TestBrokenStreamGoesOn(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		s := serveProcess(t, db)
		c := caller{s.url, newKey(t, db)}
		afterGenerating := func(f seen) bool {
			return strings.Contains(f.data, `"generating"`) && strings.Contains(f.data, `"completed"`)
		}
		first := c.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_broken"), "", afterGenerating)
		cut := first[len(first)-1].id
		rest := c.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_broken"), cut, nil)
		whole := c.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_broken"), "", nil)
		if diff := cmp.Diff(whole, append(first, rest...), cmp.AllowUnexported(seen{})); diff != "" {
			t.Errorf("a gap or a duplicate:\n%s", diff)
		}
		g := decode[generationBody](t, c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_broken")).body)
		other := c.stream(t, "GET", "/v1/generations/"+g.ID+"/events", "", cut, nil)
		if diff := cmp.Diff(rest, other, cmp.AllowUnexported(seen{})); diff != "" {
			t.Errorf("events and stream differ:\n%s", diff)
		}
		end := whole[len(whole)-1].id
		c.must(t, http.StatusNoContent, "GET", "/v1/generations/"+g.ID+"/events", "", "Last-Event-ID", end)
	})
}

func TestRevokedKeyIsRefusedOnEveryHost(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		a, b := serveProcess(t, db), serveProcess(t, db)
		key := newKey(t, db)
		list := append([]string{"admin", "key", "list", "--org", "demo"}, databaseArgs(db)...)
		id := strings.Fields(strings.Split(process{}.run(t, list...).stdout, "\n")[1])[0]
		caller{a.url, key}.must(t, 200, "GET", "/v1/artifacts", "")
		caller{b.url, key}.must(t, 200, "GET", "/v1/artifacts", "")
		process{}.run(t, append([]string{"admin", "key", "revoke", id, "--org", "demo"}, databaseArgs(db)...)...).want(t, 0)
		for _, s := range []*running{a, b} {
			got := decode[errorBody](t, caller{s.url, key}.must(t, 401, "GET", "/v1/artifacts", "").body)
			if got.Error.Code != "key_revoked" {
				t.Errorf("code %s", got.Error.Code)
			}
		}
		if log := a.log.String() + b.log.String(); strings.Contains(log, key) || strings.Contains(log, "released parts") {
			t.Error("the log holds a key or a prompt")
		}
	})
}
