package main

import (
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

// metrics counts what a host does, for Prometheus. They have an address of
// their own, so that they need no key and are never public by accident.
type metrics struct {
	registry    *prometheus.Registry
	generations *prometheus.CounterVec
	seconds     *prometheus.HistogramVec
	fuel        *prometheus.CounterVec
	failed      *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		generations: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kiln_generations_total", Help: "Generations that this host brought to an end.",
		}, []string{"type", "status", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kiln_generation_seconds", Help: "Time from a generation's first stage to its last.",
			Buckets: prometheus.ExponentialBuckets(0.001, 2, 16),
		}, []string{"type"}),
		fuel: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kiln_fuel_total", Help: "Fuel used by plugins in generations.",
		}, []string{"type"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kiln_calls_failed_total", Help: "Calls of the API that were answered with an error, by its code.",
		}, []string{"code"}),
	}
	m.registry.MustRegister(m.generations, m.seconds, m.fuel, m.failed,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// generation counts one outcome.
func (m *metrics) generation(r host.Result) {
	code := ""
	if r.Error != nil {
		code = string(r.Error.Code)
	}
	m.generations.WithLabelValues(r.ArtifactType, string(r.Status), code).Inc()
	m.seconds.WithLabelValues(r.ArtifactType).Observe(r.Usage.Duration.Seconds())
	m.fuel.WithLabelValues(r.ArtifactType).Add(float64(r.Usage.Fuel))
}

// callFailed counts one answer: those that a rate limit or a quota refused
// have codes of their own.
func (m *metrics) callFailed(code host.Code) { m.failed.WithLabelValues(string(code)).Inc() }

// plugins shows the state of each plugin whenever metrics are read.
func (m *metrics) plugins(statuses func() []host.PluginStatus) {
	m.registry.MustRegister(pluginStates{statuses, prometheus.NewDesc("kiln_plugin_state",
		"1 for the state in which a plugin is, 0 for the others.", []string{"name", "type", "state"}, nil)})
}

// pluginStates is a gauge per plugin and state.
type pluginStates struct {
	statuses func() []host.PluginStatus
	desc     *prometheus.Desc
}

// Describe sends the gauge's description.
func (p pluginStates) Describe(out chan<- *prometheus.Desc) { out <- p.desc }

// Collect sends the gauges.
func (p pluginStates) Collect(out chan<- prometheus.Metric) {
	for _, s := range p.statuses() {
		for _, state := range host.PluginStates {
			value := 0.0
			if s.State == state {
				value = 1
			}
			out <- prometheus.MustNewConstMetric(p.desc, prometheus.GaugeValue, value, s.Name, s.Type, string(state))
		}
	}
}

// serve answers GET /metrics on an address of its own; nothing when it is empty.
func (m *metrics) serve(addr string, log zerolog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error().Err(err).Msg("metrics are off")
		}
	}()
	log.Info().Str("address", listener.Addr().String()).Msg("metrics")
	return func() { server.Close() }, nil
}
