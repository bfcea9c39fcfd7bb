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
	}
	m.registry.MustRegister(m.generations, m.seconds, m.fuel,
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
