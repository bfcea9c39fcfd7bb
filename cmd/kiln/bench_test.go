package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
	"github.com/kilnworks/kiln/sdk"
)

// BenchmarkSandbox is a generation in the sandbox and nothing else: a fresh
// instance, six stages, the checks of the output.
func BenchmarkSandbox(b *testing.B) {
	cache, err := filepath.Abs("../../.cache/wasm")
	if err != nil {
		b.Fatal(err)
	}
	e, err := openEngine(b.Context(), cache, zerolog.Nop(), pipeline.Author{})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	request := host.Request{Request: sdk.Request{
		Prompt:  "Export released parts to CSV",
		Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"},
	}}
	var took durations
	for b.Loop() {
		begin := time.Now()
		r, err := e.DryRun(b.Context(), request, func(host.Event) {})
		if err != nil || r.Status != host.Succeeded {
			b.Fatal(err, r.Error)
		}
		took.add(time.Since(begin))
	}
	took.report(b)
}

// BenchmarkHTTP is a generation from end to end: a process, a key, a durable
// database. Serial gives the latency, parallel the throughput.
func BenchmarkHTTP(b *testing.B) {
	databases := map[string]func() store.Config{
		"sqlite":   func() store.Config { return store.Config{DataDir: b.TempDir()} },
		"postgres": func() store.Config { return store.Config{DatabaseURL: storetest.Postgres(b)} },
	}
	for _, name := range []string{"sqlite", "postgres"} {
		for _, clients := range []int{1, 2, 16} {
			b.Run(fmt.Sprintf("%s/clients=%d", name, clients), func(b *testing.B) {
				db := databases[name]()
				s := serveProcess(b, db, "--log-level", "error")
				c := caller{s.url, newKey(b, db)}
				http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = clients
				generateFrom(b, c, clients)
			})
		}
	}
}

// BenchmarkPatterns is a generation of each pattern of the plugin that is built
// in, from its first example and as a client sees it: in turns with one of the
// first pattern, so that both have the same share of a busy machine.
func BenchmarkPatterns(b *testing.B) {
	databases := []struct {
		name   string
		config func() store.Config
	}{
		{"sqlite", func() store.Config { return store.Config{DataDir: b.TempDir()} }},
		{"postgres", func() store.Config { return store.Config{DatabaseURL: storetest.Postgres(b)} }},
	}
	for _, database := range databases {
		db := database.config()
		s := serveProcess(b, db, "--log-level", "error")
		c := caller{s.url, newKey(b, db)}
		listed := decode[struct {
			Data []sdk.Definition
		}](b, c.must(b, http.StatusOK, "GET", "/v1/artifacts", "").body)
		patterns := listed.Data[0].Patterns
		generate := func(p sdk.Pattern, took *durations) {
			request, err := json.Marshal(sdk.Request{Prompt: p.Examples[0], Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"}})
			if err != nil {
				b.Fatal(err)
			}
			begin := time.Now()
			c.must(b, http.StatusOK, "POST", "/v1/generations", string(request))
			took.add(time.Since(begin))
		}
		for _, p := range patterns {
			b.Run(database.name+"/"+p.ID, func(b *testing.B) {
				generate(patterns[0], &durations{}) // warm
				generate(p, &durations{})
				var own, first durations
				for b.Loop() {
					for range 40 { // fewer are a matter of luck
						generate(patterns[0], &first)
						generate(p, &own)
					}
				}
				b.ReportMetric(float64(own.quantile(4))/float64(first.quantile(4)), "pattern/"+patterns[0].ID)
			})
		}
	}
}

// BenchmarkAccess is what it costs to know a caller and to hold an org to its
// limits, as a part of a generation: a call that is refused right after that,
// less a call that needs no key.
func BenchmarkAccess(b *testing.B) {
	databases := map[string]store.Config{"sqlite": {DataDir: b.TempDir()}, "postgres": {DatabaseURL: storetest.Postgres(b)}}
	for name, db := range databases {
		b.Run(name, func(b *testing.B) {
			s := serveProcess(b, db, "--log-level", "error")
			c := caller{s.url, newKey(b, db)}
			calls := []struct {
				status             int
				method, path, body string
				took               durations
			}{
				{status: 200, method: "POST", path: "/v1/generations", body: referenceRequest("")},
				{status: 404, method: "GET", path: "/v1/generations/none"},
				{status: 404, method: "GET", path: "/none"},
			}
			for b.Loop() {
				for i := range calls {
					begin := time.Now()
					c.must(b, calls[i].status, calls[i].method, calls[i].path, calls[i].body)
					calls[i].took.add(time.Since(begin))
				}
			}
			generation, known, unknown := calls[0].took.median(), calls[1].took.median(), calls[2].took.median()
			b.ReportMetric(float64(known-unknown), "access-ns")
			b.ReportMetric(float64(known-unknown)/float64(generation), "access/generation")
		})
	}
}

// generateFrom has that many clients generate one after another.
func generateFrom(b *testing.B, c caller, clients int) {
	b.Helper()
	c.must(b, 200, "POST", "/v1/generations", referenceRequest("")) // warm
	var took durations
	work := make(chan struct{})
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for range work {
				begin := time.Now()
				a, err := c.do("POST", "/v1/generations", referenceRequest(""))
				if err != nil || a.status != http.StatusOK {
					b.Errorf("status %d, %v", a.status, err)
				}
				took.add(time.Since(begin))
			}
		})
	}
	for b.Loop() {
		work <- struct{}{}
	}
	close(work)
	wg.Wait()
	took.report(b)
}

// BenchmarkReady is the time from the start of kiln serve to its first
// answer, with plugins compiled before.
func BenchmarkReady(b *testing.B) {
	db := store.Config{DataDir: b.TempDir()}
	serveProcess(b, db)
	for b.Loop() {
		s := serveProcess(b, db)
		if _, err := (caller{url: s.url}).do("GET", "/readyz", ""); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		_ = s.cmd.Process.Kill()
		<-s.done
		b.StartTimer()
	}
}

// durations collects how long single calls took.
type durations struct {
	mu  sync.Mutex
	all []time.Duration
}

func (d *durations) add(t time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, t)
}

func (d *durations) median() time.Duration { return d.quantile(2) }

// quantile is what one in so many calls stay below. A quarter says more than half
// where other work on the machine makes some calls longer, and none shorter.
func (d *durations) quantile(of int) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	slices.Sort(d.all)
	return d.all[len(d.all)/of]
}

// report adds the median and the 99th percentile to the benchmark's line.
func (d *durations) report(b *testing.B) {
	b.Helper()
	slices.Sort(d.all)
	b.ReportMetric(float64(d.all[len(d.all)/2].Nanoseconds()), "p50-ns")
	b.ReportMetric(float64(d.all[len(d.all)*99/100].Nanoseconds()), "p99-ns")
}
