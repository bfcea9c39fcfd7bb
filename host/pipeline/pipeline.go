// Package pipeline runs generations: it takes them out of the store, drives
// their plugin through the stages, checks what came out and writes the result.
package pipeline

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// Queue is where generations wait and are claimed.
type Queue interface {
	Enqueue(context.Context, host.Order) (host.Receipt, error)
	Claim(ctx context.Context, extend time.Duration) (host.Generation, *host.Claim, error)
	Release(context.Context, host.Claim) error
	Sweep(context.Context) (int, error)
}

// Log is a generation's event log.
type Log interface {
	Events(ctx context.Context, orgID, id string, after int64) ([]host.Event, error)
	Append(ctx context.Context, c host.Claim, events []host.Event, extend time.Duration) (canceled bool, err error)
}

// Outcomes takes what a run came to, with the events not yet appended.
type Outcomes interface {
	Finish(context.Context, host.Claim, host.Result, []host.Event) error
	Reject(context.Context, host.Claim, *host.Error, []host.Event) error
}

// Store is all that a pipeline asks of the database.
type Store interface {
	Queue
	Log
	Outcomes
}

// Instance is one generation in a sandbox. An error of Stage that has a
// method Timeout() returning true is a deadline or a fuel limit.
type Instance interface {
	Stage(context.Context, sdk.Stage) (sdk.StageResult, error)
	Fuel() uint64
	Close()
}

// Plugin is an artifact type that can be started. Start returns [ErrGone]
// once the plugin has been taken away.
type Plugin struct {
	host.Artifact
	Start func(context.Context, sdk.Request, sdk.Host) (Instance, error)
}

// ErrGone says that a plugin was replaced or removed after it had been listed.
var ErrGone = errors.New("the plugin is gone")

// Config is what a pipeline needs. Zero durations and counts get the defaults
// in their comments.
type Config struct {
	Store Store // may be nil where only DryRun is used
	// Plugins returns which there are now, each type once. Every generation
	// asks once as it begins; the slice is shared and must not change.
	Plugins func() []Plugin
	Log     zerolog.Logger
	Observe func(host.Result) // called with each outcome, for metrics; may be nil
	Author  Author

	Workers     int           // runs at a time; 2
	ClaimFor    time.Duration // how long a host may be silent before another takes over; 15 s
	FlushEvery  time.Duration // how long events may wait for others; 200 ms
	PollEvery   time.Duration // how often the queue is looked into; 1 s
	Patience    time.Duration // how long a new order waits for a worker before it is queued; 1 s
	MaxAttempts int           // runs before a generation is given up; 10
}

// Author is told what only the author of a plugin, trying it, should see: it
// may hold the prompt, which no log of a server does. Both may be nil.
type Author struct {
	Log    func(level int32, message string) // what plugins log
	Failed func(cause error)                 // why a plugin failed in a dry run
}

// Pipeline runs generations. Create it with [New].
type Pipeline struct {
	Config
	slots chan struct{} // one token per running generation
	poke  chan struct{} // something waits in the queue
	// backlog is set while the queue may hold older orders: new ones then go
	// behind them instead of taking the next free worker.
	backlog atomic.Bool
	bells   bells
	// quarantines are of the plugins that failed on this host.
	quarantines quarantines

	drain     chan struct{} // closed: take no more
	drainOnce sync.Once
	idle      chan struct{}   // closed: nothing runs, and nothing will
	base      context.Context // ends when running generations must be given up
	giveUp    context.CancelCauseFunc

	mu      sync.Mutex
	running map[string]context.CancelCauseFunc
}

// Why a run's context ended, if not by itself.
var (
	errCanceled = errors.New("canceled by the client")
	errDrained  = errors.New("the host shuts down")
)

// New returns a pipeline that takes orders; [Pipeline.Serve] makes it look
// into the queue as well.
func New(c Config) *Pipeline {
	c.Workers = orDefault(c.Workers, 2)
	c.ClaimFor = orDefault(c.ClaimFor, 15*time.Second)
	c.FlushEvery = orDefault(c.FlushEvery, 200*time.Millisecond)
	c.PollEvery = orDefault(c.PollEvery, time.Second)
	c.Patience = orDefault(c.Patience, time.Second)
	c.MaxAttempts = orDefault(c.MaxAttempts, 10)
	p := &Pipeline{
		Config:  c,
		slots:   make(chan struct{}, c.Workers),
		poke:    make(chan struct{}, 1),
		drain:   make(chan struct{}),
		idle:    make(chan struct{}),
		running: map[string]context.CancelCauseFunc{},
	}
	p.base, p.giveUp = context.WithCancelCause(context.Background())
	return p
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Enqueue stores the order and runs it: at once where a worker is free,
// otherwise as soon as one is, on whichever host.
func (p *Pipeline) Enqueue(ctx context.Context, order host.Order) (host.Receipt, error) {
	// A client that leaves must not leave a commit in doubt.
	ctx = context.WithoutCancel(ctx)
	claimed := !p.backlog.Load() && p.acquire(p.Patience)
	select {
	case <-p.drain:
		if claimed {
			p.release()
		}
		return host.Receipt{}, host.Errorf(host.ShuttingDown, "this host is shutting down; send the request again")
	default:
	}
	if claimed {
		order.ClaimFor = p.ClaimFor
	}
	receipt, err := p.Store.Enqueue(ctx, order)
	if err == nil && receipt.Claim != nil {
		p.start(receipt.Generation, *receipt.Claim)
		return receipt, nil
	}
	if claimed {
		p.release()
	}
	if err == nil && !receipt.Generation.Status.Final() {
		p.backlog.Store(true)
		p.wake()
	}
	return receipt, err
}

// Watch returns a bell that rings whenever the generation's log may have grown
// through a run on this host. It is closed when this host gave the run up
// without an outcome: it was told to shut down or the database failed it.
// Call stop when no longer interested.
func (p *Pipeline) Watch(generationID string) (bell <-chan struct{}, stop func()) {
	return p.bells.watch(generationID)
}

// Canceled ends the generation's run if it is on this host.
func (p *Pipeline) Canceled(generationID string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if cancel, ok := p.running[generationID]; ok {
		cancel(errCanceled)
	}
	p.bells.ring(generationID)
}

// Draining is closed once the pipeline takes no more orders.
func (p *Pipeline) Draining() <-chan struct{} { return p.drain }

// Drain takes no more orders and waits for running generations until ctx
// ends; what then still runs goes back into the queue for another host.
func (p *Pipeline) Drain(ctx context.Context) {
	p.drainOnce.Do(func() {
		close(p.drain)
		go func() {
			// Each run holds a slot, and so does whoever is about to start one.
			for range p.Workers {
				p.slots <- struct{}{}
			}
			close(p.idle)
		}()
	})
	select {
	case <-p.idle:
	case <-ctx.Done():
		p.giveUp(errDrained)
		<-p.idle
	}
	p.bells.closeAll()
}

// acquire takes a worker, waiting for at most that long.
func (p *Pipeline) acquire(patience time.Duration) bool {
	select {
	case p.slots <- struct{}{}:
		return true
	default:
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case p.slots <- struct{}{}:
		return true
	case <-timer.C:
		return false
	case <-p.drain:
		return false
	}
}

func (p *Pipeline) release() { <-p.slots }

// wake makes Serve look into the queue.
func (p *Pipeline) wake() {
	select {
	case p.poke <- struct{}{}:
	default:
	}
}

// start runs a claimed generation on the slot that the caller has acquired.
func (p *Pipeline) start(g host.Generation, claim host.Claim) {
	ctx, cancel := context.WithCancelCause(p.base)
	p.mu.Lock()
	p.running[g.ID] = cancel
	p.mu.Unlock()
	go func() {
		defer p.release()
		defer func() {
			p.mu.Lock()
			delete(p.running, g.ID)
			p.mu.Unlock()
			cancel(nil)
		}()
		p.run(ctx, cancel, g, claim)
	}()
}
