package main

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// TestRefusedCallsAreMetrics goes beyond the quota and beyond the rate.
func TestRefusedCallsAreMetrics(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	args := withTiers(t, "{name: tiny, generations: 1, callsPerMinute: 1, burst: 3}")
	s := serveProcess(t, db, append(args, "--metrics-addr=127.0.0.1:0")...)
	c := caller{s.url, newKey(t, db, args...)}
	c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_one"))
	c.must(t, 403, "POST", "/v1/generations", referenceRequest("req_two"))
	c.must(t, 200, "GET", "/v1/artifacts", "")
	c.must(t, 429, "GET", "/v1/artifacts", "")
	c.must(t, 429, "GET", "/v1/artifacts", "")
	at := regexp.MustCompile(`"address":"([^"]+)"[^\n]*"message":"metrics"`).FindStringSubmatch(s.log.String())
	if at == nil {
		t.Fatalf("the log does not say where metrics are:\n%s", s.log.String())
	}
	text := string(caller{"http://" + at[1], ""}.must(t, 200, "GET", "/metrics", "").body)
	for _, want := range []string{`kiln_calls_failed_total{code="quota_exceeded"} 1`, `kiln_calls_failed_total{code="rate_limited"} 2`} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics have no %s:\n%s", want, text)
		}
	}
}

func TestPluginStatesAreMetrics(t *testing.T) {
	t.Parallel()
	m := newMetrics()
	m.plugins(func() []host.PluginStatus {
		return []host.PluginStatus{{Name: "a.wasm", Type: "a", State: host.PluginQuarantined}}
	})
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	var got []string
	for line := range strings.Lines(answer.Body.String()) {
		if strings.HasPrefix(line, "kiln_plugin_state{") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{
		`kiln_plugin_state{name="a.wasm",state="active",type="a"} 0`,
		`kiln_plugin_state{name="a.wasm",state="admitting",type="a"} 0`,
		`kiln_plugin_state{name="a.wasm",state="quarantined",type="a"} 1`,
		`kiln_plugin_state{name="a.wasm",state="refused",type="a"} 0`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
