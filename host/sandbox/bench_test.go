package sandbox

import (
	"context"
	"encoding/json"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/kilnworks/kiln/sdk"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// batch is the plugin that is built in, as make plugins leaves it, and a request
// that it serves with a query-export: what users wait for.
func batch(b *testing.B) ([]byte, sdk.Request) {
	b.Helper()
	wasm, err := os.ReadFile("../../registry/itk-batch.wasm")
	if err != nil {
		b.Fatalf("run make plugins first: %v", err)
	}
	return wasm, sdk.Request{
		Prompt:  "Export released parts to CSV",
		Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"},
	}
}

// plain runs a guest as it is, on wazero as it comes.
type plain struct {
	program *program
	fuel    api.MutableGlobal // something for the host functions to charge
	memory  *memory           // of one guest after the other; nil for wazero's own
}

func newPlain(b *testing.B, wasm []byte, deadlines bool) *plain {
	b.Helper()
	ctx := b.Context()
	config := wazero.NewRuntimeConfigCompiler().WithCloseOnContextDone(deadlines)
	p := &program{runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	b.Cleanup(func() { _ = p.runtime.Close(context.Background()) })
	if err := p.link(ctx, nil); err != nil {
		b.Fatal(err)
	}
	var err error
	if p.module, err = p.runtime.CompileModule(ctx, wasm); err != nil {
		b.Fatal(err)
	}
	empty, err := rewrite.Rewrite(binary{}.encode(), rewrite.DefaultCaps())
	if err != nil {
		b.Fatal(err)
	}
	m, err := p.runtime.InstantiateWithConfig(ctx, empty.Binary, wazero.NewModuleConfig())
	if err != nil {
		b.Fatal(err)
	}
	return &plain{program: p, fuel: m.ExportedGlobal(rewrite.FuelExport).(api.MutableGlobal)}
}

// start makes an instance that is ready for its first stage.
func (p *plain) start(b *testing.B, request []byte) *guest {
	b.Helper()
	g := &guest{limits: Limits{}.withDefaults(), host: &recorder{}, input: request}
	g.fuel.left = p.fuel
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions().WithNanotime(g.clock.nanotime, 1)
	ctx := b.Context()
	if p.memory != nil {
		clear(p.memory.reserved[:p.memory.size])
		p.memory.size = 0
		ctx = allocating(ctx, p.memory)
	}
	var err error
	if g.module, err = p.program.runtime.InstantiateModule(ctx, p.program.module, config); err != nil {
		b.Fatal(err)
	}
	p.call(b, g, "_initialize")
	p.call(b, g, "kiln_warmup")
	return g
}

func (p *plain) call(b *testing.B, g *guest, function string, args ...uint64) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	g.output = nil
	_, err := g.module.ExportedFunction(function).Call(context.WithValue(ctx, guestKey{}, g), args...)
	if err != nil {
		b.Fatal(err)
	}
}

func (p *plain) stages(b *testing.B, g *guest) {
	b.Helper()
	g.files, g.fileBytes, g.progressCount, g.logBytes = 0, 0, 0, 0
	for stage := range sdk.Stages {
		p.call(b, g, "kiln_stage", uint64(stage))
	}
}

// contenders are measured in turns of a few runs, so that what disturbs the
// machine disturbs all of them, each after the garbage of the one before is gone.
type contenders struct {
	names        []string
	prepare, run []func()
	times        [][]time.Duration
}

func (c *contenders) add(name string, run func()) { c.addPrepared(name, func() {}, run) }

// addPrepared adds one whose preparation is not measured.
func (c *contenders) addPrepared(name string, prepare, run func()) {
	c.names, c.prepare, c.run = append(c.names, name), append(c.prepare, prepare), append(c.run, run)
	c.times = append(c.times, nil)
}

func (c *contenders) measure(b *testing.B) {
	for b.Loop() {
		for range turns {
			c.takeTurns()
		}
	}
	for n, name := range c.names {
		b.ReportMetric(float64(c.quartile(n).Microseconds()), name+"-µs")
	}
}

// turns is how often each has one, at least: few are a matter of luck.
const turns = 6

func (c *contenders) takeTurns() {
	for n, run := range c.run {
		runtime.GC()
		for range 8 {
			c.prepare[n]()
			began := time.Now()
			run()
			c.times[n] = append(c.times[n], time.Since(began))
		}
	}
}

// quartile is what a quarter of the runs stay below: others on the machine make
// runs longer, never shorter.
func (c *contenders) quartile(n int) time.Duration {
	slices.Sort(c.times[n])
	return c.times[n][len(c.times[n])/4]
}

// ratio reports how many times as long as the second the first takes.
func (c *contenders) ratio(b *testing.B, first, second string) {
	a, z := c.quartile(slices.Index(c.names, first)), c.quartile(slices.Index(c.names, second))
	b.ReportMetric(float64(a)/float64(z), first+"/"+second)
}

// BenchmarkAgainstPlain is a whole generation: a fresh instance, six stages,
// close. Plain wazero with and without deadlines; Kiln's start alone, and with
// memory that is copied.
func BenchmarkAgainstPlain(b *testing.B) {
	wasm, asked := batch(b)
	request, err := json.Marshal(asked)
	if err != nil {
		b.Fatal(err)
	}
	var c contenders
	for name, deadlines := range map[string]bool{"deadlines": true, "plain": false} {
		p := newPlain(b, wasm, deadlines)
		c.add(name, func() {
			g := p.start(b, request)
			p.stages(b, g)
			g.close(b.Context())
		})
	}
	generation := func(p *Plugin) func() {
		return func() {
			i, err := p.Start(b.Context(), asked, &recorder{})
			if err != nil {
				b.Fatal(err)
			}
			for _, stage := range sdk.Stages {
				if _, err := i.Stage(b.Context(), stage); err != nil {
					b.Fatal(err)
				}
			}
			i.Close()
		}
	}
	mapped, copying := open(b).mustLoad(b, wasm, Limits{}), loadCopying(b, wasm)
	c.add("kiln", generation(mapped))
	c.add("copying", generation(copying))
	var started *Instance
	c.addPrepared("start", func() {
		if started != nil {
			started.Close()
		}
	}, func() {
		if started, err = mapped.Start(b.Context(), asked, &recorder{}); err != nil {
			b.Fatal(err)
		}
	})
	b.Cleanup(func() { started.Close() })
	c.measure(b)
	c.ratio(b, "deadlines", "kiln")
	c.ratio(b, "plain", "kiln")
	c.ratio(b, "copying", "kiln")
	c.ratio(b, "start", "kiln")
}

func loadCopying(b *testing.B, wasm []byte) *Plugin {
	s := open(b)
	s.withoutMemfd = true
	return s.mustLoad(b, wasm, Limits{})
}

// BenchmarkFuel is the six stages alone: what fuel costs, and what wazero's
// deadlines do. All guests run in memory that others have touched before, as the
// first touch of a page would cost more than either.
func BenchmarkFuel(b *testing.B) {
	wasm, asked := batch(b)
	request, err := json.Marshal(asked)
	if err != nil {
		b.Fatal(err)
	}
	var c contenders
	for name, deadlines := range map[string]bool{"deadlines": true, "unmetered": false} {
		p := newPlain(b, wasm, deadlines)
		p.memory = touched(b)
		var g *guest
		c.addPrepared(name, func() { g = p.start(b, request) }, func() { p.stages(b, g) })
	}
	p := open(b).mustLoad(b, wasm, Limits{})
	var i *Instance
	c.addPrepared("fuel", func() {
		if i != nil {
			i.Close()
		}
		if i, err = p.Start(b.Context(), asked, &recorder{}); err != nil {
			b.Fatal(err)
		}
	}, func() {
		for _, stage := range sdk.Stages {
			if _, err := i.Stage(b.Context(), stage); err != nil {
				b.Fatal(err)
			}
		}
	})
	c.measure(b)
	i.Close()
	c.ratio(b, "fuel", "unmetered")
	c.ratio(b, "deadlines", "unmetered")
}

// touched is memory of which the kernel has provided every page.
func touched(b *testing.B) *memory {
	b.Helper()
	m, err := (&content{}).newMemory(Limits{}.withDefaults().MemoryBytes)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(m.release)
	m.size = uint64(len(m.reserved))
	return m
}

// BenchmarkConcurrency runs 128 generations by 2 and by 16 goroutines, in turns.
func BenchmarkConcurrency(b *testing.B) {
	p := loadGo(b, Limits{})
	var c contenders
	var of16 []time.Duration
	c.add("by-2", func() { crowd(b, p, 2, 128) })
	c.add("by-16", func() { of16 = append(of16, crowd(b, p, 16, 128)...) })
	c.measure(b)
	c.ratio(b, "by-16", "by-2")
	slices.Sort(of16)
	n := len(of16)
	b.ReportMetric(float64(of16[n*99/100])/float64(of16[n/2]), "p99/p50-of-16")
}

// crowd runs so many generations and returns how long each took.
func crowd(b *testing.B, p *Plugin, workers, count int) []time.Duration {
	b.Helper()
	times := make([]time.Duration, count)
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for n := next.Add(1) - 1; n < int64(count); n = next.Add(1) - 1 {
				began := time.Now()
				i, err := p.Start(b.Context(), sdk.Request{Prompt: "work"}, &recorder{})
				if err != nil {
					b.Error(err)
					return
				}
				if _, err := run(b, i); err != nil {
					b.Error(err)
				}
				i.Close()
				times[n] = time.Since(began)
			}
		})
	}
	group.Wait()
	return times
}
