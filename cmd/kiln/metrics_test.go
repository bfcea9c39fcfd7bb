package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/kilnworks/kiln/host"
)

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
