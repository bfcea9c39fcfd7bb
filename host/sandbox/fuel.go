package sandbox

import (
	"context"
	"math"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero/api"
)

const (
	// quantum is how much fuel a guest gets at a time: some 50 to 200 µs of work.
	// It comes back to the host that often, which makes that the precision of
	// deadlines and the longest that it keeps a processor from others.
	quantum = 200_000
	// yieldAfter is after how long a guest lets other goroutines run, at its next
	// refill. It is seldom because each time may wake a processor that has nothing
	// to do, which costs as much as a quantum. Where more guests than processors
	// run, none has nothing to do, and shareAfter is fair to all guests.
	yieldAfter = time.Millisecond
	shareAfter = 500 * time.Microsecond
	// smallQuantum is what a call gets at first. It doubles with each refill, up to
	// quantum, and is small again after one that took slowQuantum: as when the
	// kernel has to provide each page that the guest copies to.
	smallQuantum = quantum / 32
	slowQuantum  = 500 * time.Microsecond
	// startFuel is what starting up and describing may use where stages may use
	// less: a second or so of work, paid once per plugin.
	startFuel = 5_000_000_000
)

// fuel counts what a guest's code uses. How much that is depends on the code and
// its input alone: not on the clock, the machine, or how it is handed out.
type fuel struct {
	left    api.MutableGlobal // of what was granted; the guest's code takes from it
	granted uint64            // to the running call
	limit   uint64            // of the running call
	next    uint64            // what the running call gets at its next refill
	ended   atomic.Uint64     // used by the calls before it
	refill  time.Time         // when the running call had its last one, if any
	yielded time.Time         // when others last ran
}

// begin starts a call with nothing, so that its first step is to ask for more.
func (f *fuel) begin(limit uint64) {
	if limit == 0 {
		limit = math.MaxInt64
	}
	f.granted, f.limit, f.next, f.refill = 0, limit, smallQuantum, time.Time{}
	f.left.Set(0)
}

// spent is what the running call has used. What is left may be below zero.
func (f *fuel) spent() uint64 {
	if f.left == nil {
		return 0
	}
	return f.granted - f.left.Get()
}

// charge takes from the fuel what the host does for the guest.
func (f *fuel) charge(n uint64) { f.left.Set(f.left.Get() - n) }

// chargeCopy takes what copying costs, as memory.copy does.
func (f *fuel) chargeCopy(bytes int) { f.charge(uint64(bytes) / 16) }

// exceeded tells whether the running call has used more than it may.
func (f *fuel) exceeded() bool { return f.spent() > f.limit }

// end adds the call to those that have ended.
func (f *fuel) end() {
	f.ended.Add(f.spent())
	f.begin(f.limit)
}

// total is what all calls together have used.
func (f *fuel) total() uint64 { return f.ended.Load() + f.spent() }

// refillModule is imported by every rewritten module, never by an original.
var refillModule = hostModule{name: rewrite.RefillModule, functions: []hostFunction{
	{rewrite.RefillName, 0, 0, refill},
}}

// refill runs when a guest has used up what it was granted.
func refill(ctx context.Context, g *guest, _ []uint64) {
	if g.fuel.exceeded() {
		panic(g.failFuel())
	}
	f := &g.fuel
	now := g.plugin.sandbox.config.Now()
	slow := !f.refill.IsZero() && now.Sub(f.refill) > slowQuantum
	f.refill = now
	if now.Sub(f.yielded) >= g.turn() {
		runtime.Gosched()
		f.yielded = g.plugin.sandbox.config.Now()
	}
	if !now.Before(g.ends) { // the context's timer may need another goroutine to rest
		panic(g.failDeadline())
	}
	if err := ctx.Err(); err != nil {
		panic(err)
	}
	if slow {
		f.next = smallQuantum
	}
	spent := f.spent()
	grant := min(f.next, f.limit-spent)
	f.granted = spent + grant
	f.left.Set(grant)
	f.next = min(2*f.next, quantum)
}

// turn is how long the guest may run before others do.
func (g *guest) turn() time.Duration {
	if s := g.plugin.sandbox; s.running.Load() > s.processors {
		return shareAfter
	}
	return yieldAfter
}

func (g *guest) failDeadline() *Failure {
	return g.fail(Deadline, context.DeadlineExceeded, "it ran longer than %s", g.limits.StageTimeout)
}

func (g *guest) failFuel() *Failure {
	return g.fail(Fuel, nil, "it used more than the %d units of fuel that it may use", g.fuel.limit)
}
