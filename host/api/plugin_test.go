package api

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// TestReadyShowsPlugins has one plugin in each state: none of them makes the
// host unready as long as there is an artifact type.
func TestReadyShowsPlugins(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) {
		c.Plugins = func() []host.PluginStatus {
			return []host.PluginStatus{
				{Name: "a.wasm", Type: "a", Version: "1.0.0", Digest: "sha256:00", State: host.PluginActive},
				{Name: "b.wasm", State: host.PluginAdmitting},
				{Name: "c.wasm", State: host.PluginRefused, Reason: "it is not in the lock"},
				{Name: "d.wasm", Type: "d", State: host.PluginQuarantined, Reason: "it failed", Until: time.Unix(1_800_000_000, 0)},
			}
		}
	})
	got := r.do("GET", "/readyz", "")
	want := `"plugins":[` +
		`{"name":"a.wasm","state":"active","type":"a","version":"1.0.0","digest":"sha256:00"},` +
		`{"name":"b.wasm","state":"admitting"},` +
		`{"name":"c.wasm","state":"refused","reason":"it is not in the lock"},` +
		`{"name":"d.wasm","state":"quarantined","type":"d","reason":"it failed","until":"2027-01-15T08:00:00.000Z"}]`
	if got.StatusCode != 200 || !strings.Contains(string(got.body), want) {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestCatalogChanges lists, validates and checks against what there is now.
func TestCatalogChanges(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[host.Catalog]
	now.Store(&host.Catalog{})
	r := start(t, func(c *Config) { c.Catalog = func() host.Catalog { return *now.Load() } })
	if got := r.do("GET", "/readyz", ""); got.StatusCode != 503 || !strings.Contains(string(got.body), "no artifact type is active") {
		t.Errorf("without a type: %d %s", got.StatusCode, got.body)
	}
	first := r.do("GET", "/v1/artifacts", "")
	now.Store(&host.Catalog{Active: []host.Artifact{{Definition: sdk.Definition{Type: "late", Version: "1.0.0",
		Patterns: []sdk.Pattern{{ID: "p", Title: "P", Description: "P."}}}}}})
	second := r.do("GET", "/v1/artifacts", "", "If-None-Match: "+first.Header.Get("ETag"))
	if second.StatusCode != 200 || !strings.Contains(string(second.body), `"late"`) {
		t.Errorf("with a type: %d %s", second.StatusCode, second.body)
	}
	if got := r.do("GET", "/readyz", ""); got.StatusCode != 200 {
		t.Errorf("with a type: %d %s", got.StatusCode, got.body)
	}
}

// TestArtifactsAreEncodedOnce: a long list is sent as the bytes that its ETag
// is of.
func TestArtifactsAreEncodedOnce(t *testing.T) {
	s := start(t).server
	answer, err := s.ListArtifacts(t.Context(), ListArtifactsRequestObject{})
	if err != nil {
		t.Fatal(err)
	}
	c := s.app.AcquireCtx(&fasthttp.RequestCtx{})
	defer s.app.ReleaseCtx(c)
	size := len(answer.(encodedArtifacts).body)
	if n := testing.AllocsPerRun(100, func() { err = answer.VisitListArtifactsResponse(c) }); err != nil || n > 0 {
		t.Errorf("sending %d bytes allocates %.0f times, %v", size, n, err)
	}
	if got := c.Response().Body(); etag(got) != c.GetRespHeader("ETag") || len(got) != size {
		t.Errorf("%d of %d bytes have the ETag %s", len(got), size, c.GetRespHeader("ETag"))
	}
}

// TestRetryableWinsOverTheCode shows an error that may be tried again although
// its code does not promise it.
func TestRetryableWinsOverTheCode(t *testing.T) {
	t.Parallel()
	e := host.Errorf(host.PluginFailed, "quarantined")
	for _, retryable := range []bool{false, true} {
		e.Retryable = retryable
		if got := NewErrorBody(e, ""); got.Error.Retryable != retryable {
			t.Errorf("retryable: %v, want %v", got.Error.Retryable, retryable)
		}
	}
}
