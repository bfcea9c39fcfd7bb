package sandbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/kilnworks/kiln/sdk"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"
)

// guest is one instantiated module and what it has handed over so far. Host
// functions find it in the context of the call that they serve.
type guest struct {
	plugin *Plugin
	limits Limits
	module api.Module
	memory *memory
	fuel   fuel
	clock  clock
	random *rand.ChaCha8 // nil until the guest asks for random bytes
	tail   tail
	// entry is the exported function that was called last, by its name: each has a
	// stack of its own, which the next call finds as large as it has become.
	entry     api.Function
	entryName string

	stage   string    // what the running call is for
	ends    time.Time // when it has run too long
	host    sdk.Host  // nil unless a stage runs
	input   []byte
	output  []byte // nil until the guest calls output
	failure *Failure

	files, fileBytes, progressCount, logBytes int
	logFull                                   bool
}

type guestKey struct{}

// spawn makes a guest that has started up.
func (p *Plugin) spawn(ctx context.Context) (*guest, error) {
	image := p.program.image
	g := &guest{plugin: p, limits: p.limits, stage: "starting", clock: clock{image.clock}}
	err := g.instantiate(ctx, image)
	if err == nil && !image.started {
		err = g.startUp(ctx)
	}
	if err != nil {
		g.close(ctx)
		return nil, err
	}
	return g, nil
}

// instantiate makes the instance with the image's state. None of its code runs.
func (g *guest) instantiate(ctx context.Context, image *image) (err error) {
	p := g.plugin.program
	most := min(uint64(p.rewritten.MaxPages)*pageBytes, uint64(g.limits.pages())*pageBytes)
	if g.memory, err = image.content.newMemory(most); err != nil {
		return g.fail(Memory, nil, "the host has no memory for it: %s", err)
	}
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions().
		WithRandSource(noRandom). // random_get is our own; wazero's source takes long to seed
		WithWalltime(g.clock.walltime, sys.ClockResolution(time.Millisecond)).
		WithNanotime(g.clock.nanotime, sys.ClockResolution(time.Millisecond))
	g.module, err = p.runtime.InstantiateModule(allocating(ctx, g.memory), p.module, config)
	if err != nil {
		return g.fail(Trap, nil, "%s", firstLine(err.Error()))
	}
	g.fuel.left = g.module.ExportedGlobal(rewrite.FuelExport).(api.MutableGlobal)
	if !image.restore(g.module, p.rewritten) {
		return g.fail(Memory, nil, "its memory does not grow to the %d bytes that it has after starting", image.content.size)
	}
	return nil
}

// startUp runs the code that precedes all others.
func (g *guest) startUp(ctx context.Context) error {
	for _, name := range []string{rewrite.StartExport, "_initialize", "kiln_warmup"} {
		if g.module.ExportedFunction(name) == nil {
			continue
		}
		if err := g.call(ctx, "starting", name); err != nil {
			return err
		}
	}
	g.fuel.ended.Store(0) // generations are told of their stages alone
	return nil
}

// call runs an exported function for the stage of that name.
func (g *guest) call(ctx context.Context, stage, function string, args ...uint64) error {
	if g.entry == nil || g.entryName != function {
		g.entry, g.entryName = g.module.ExportedFunction(function), function
	}
	g.stage, g.output = stage, nil
	return g.run(ctx, func(ctx context.Context) error {
		_, err := g.entry.Call(ctx, args...)
		if err == nil && g.module.IsClosed() {
			err = sys.NewExitError(0)
		}
		return err
	})
}

// run bounds one entry into the guest's code and turns what goes wrong into
// a [Failure].
func (g *guest) run(ctx context.Context, enter func(context.Context) error) error {
	now := g.plugin.sandbox.config.Now
	start := now()
	g.ends = start.Add(g.limits.StageTimeout)
	g.plugin.sandbox.running.Add(1)
	defer g.plugin.sandbox.running.Add(-1)
	limited, cancel := context.WithTimeout(ctx, g.limits.StageTimeout)
	defer cancel()
	g.fuel.begin(g.fuelLimit())
	err := enter(context.WithValue(limited, guestKey{}, g))
	if err == nil && g.fuel.exceeded() {
		err = g.failFuel()
	}
	if err == nil {
		g.fuel.end()
		return nil
	}
	f := g.failure
	if f == nil {
		f = g.explain(ctx, limited, err)
	}
	g.fuel.end()
	f.Elapsed = now().Sub(start)
	return f
}

// fuelLimit is what the running call may use. Starting up and describing come
// once for all generations and may use more than a stage.
func (g *guest) fuelLimit() uint64 {
	if g.host == nil && g.limits.StageFuel > 0 {
		return max(g.limits.StageFuel, startFuel)
	}
	return g.limits.StageFuel
}

// abort ends the running call from within a host function: wazero unwinds the
// guest and returns to run.
func (g *guest) abort(reason Reason, format string, args ...any) {
	panic(g.fail(reason, nil, format, args...))
}

// fail records the guest's end; the first one counts.
func (g *guest) fail(reason Reason, cause error, format string, args ...any) *Failure {
	if g.failure == nil {
		g.failure = &Failure{
			Stage: g.stage, Reason: reason, Message: fmt.Sprintf(format, args...),
			Stderr: g.tail.String(), Fuel: g.fuel.total(), cause: cause,
		}
	}
	return g.failure
}

// explain finds out why wazero came back with an error.
func (g *guest) explain(ctx, limited context.Context, err error) *Failure {
	line := g.tail.headline
	var exit *sys.ExitError
	exited := errors.As(err, &exit)
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled):
		return g.fail(Cancelled, context.Canceled, "the generation was cancelled")
	case ctx.Err() != nil:
		return g.fail(Deadline, context.DeadlineExceeded, "the caller's deadline came before the stage ended")
	case limited.Err() != nil:
		return g.failDeadline()
	case g.outOfMemory(line):
		return g.fail(Memory, nil, "it needs more than the %d bytes of memory that it may have", g.limits.MemoryBytes)
	case exited:
		return g.fail(Exit, nil, "exit code %d: a plugin returns from its stages, it does not exit", exit.ExitCode())
	case line != "":
		return g.fail(Trap, nil, "%s", line)
	}
	return g.fail(Trap, nil, "%s", firstLine(err.Error()))
}

// outOfMemory guesses: wazero does not tell of a memory.grow that it refused.
// Go says so itself; others trap when they have used nearly all.
func (g *guest) outOfMemory(panicLine string) bool {
	if strings.Contains(panicLine, "out of memory") || strings.Contains(panicLine, "cannot allocate memory") {
		return true
	}
	if g.module == nil {
		return false
	}
	return uint64(g.module.Memory().Size()) > g.limits.MemoryBytes-g.limits.MemoryBytes/16
}

// close gives back the guest's memory. It may be called more than once.
func (g *guest) close(ctx context.Context) {
	if g.module != nil {
		_ = g.module.Close(ctx) // a guest has nothing that could fail to close
	}
	if g.memory == nil {
		return
	}
	if g.failure == nil {
		g.memory.recycle()
	} else {
		g.memory.release()
	}
	g.memory = nil
}
