package pipeline_test

import (
	"context"
	"sync"
	"time"

	"github.com/kilnworks/kiln/host"
)

// memory is a store for tests: one map, the rules that a pipeline relies on,
// and switches that make it fail. The real one is tested in package store.
type memory struct {
	mu          sync.Mutex
	generations map[string]*row
	order       []*row
	broken      error // every write fails with it
	appends     int
	settled     chan string // receives the id of each generation that Finish, Reject or Release was called for
}

type row struct {
	host.Generation
	events       []host.Event
	claimedUntil time.Time
	canceled     bool
}

func newMemory() *memory {
	return &memory{generations: map[string]*row{}, settled: make(chan string, 100)}
}

func (m *memory) Enqueue(_ context.Context, o host.Order) (host.Receipt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return host.Receipt{}, m.broken
	}
	g := &row{Generation: host.Generation{ID: host.NewID("gen"), OrgID: o.OrgID, Request: o.Request, Status: host.Queued}}
	m.add(g)
	r := host.Receipt{Placement: host.Created}
	if o.ClaimFor > 0 {
		g.take(o.ClaimFor)
		r.Claim = g.claim()
	}
	r.Generation = g.Generation
	return r, nil
}

func (m *memory) add(g *row) {
	m.generations[g.ID] = g
	m.order = append(m.order, g)
}

func (g *row) take(d time.Duration) {
	g.Status, g.claimedUntil = host.Running, time.Now().Add(d)
	g.Attempt++
}

func (g *row) claim() *host.Claim {
	return &host.Claim{OrgID: g.OrgID, GenerationID: g.ID, Attempt: g.Attempt}
}

func (m *memory) Claim(_ context.Context, d time.Duration) (host.Generation, *host.Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return host.Generation{}, nil, m.broken
	}
	for _, g := range m.order {
		if g.Status == host.Queued || g.Status == host.Running && time.Now().After(g.claimedUntil) {
			g.take(d)
			return g.Generation, g.claim(), nil
		}
	}
	return host.Generation{}, nil, nil
}

// held returns the row of a claim that still holds.
func (m *memory) held(c host.Claim) (*row, error) {
	if m.broken != nil {
		return nil, m.broken
	}
	g := m.generations[c.GenerationID]
	if g == nil || g.Status != host.Running || g.Attempt != c.Attempt {
		return nil, host.ErrClaimLost
	}
	return g, nil
}

func (g *row) log(events []host.Event) {
	for _, e := range events {
		g.events = append(g.events, e)
		g.LastSeq = e.Seq
	}
}

func (m *memory) Append(_ context.Context, c host.Claim, events []host.Event, d time.Duration) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.appends++
	g, err := m.held(c)
	if err != nil {
		return false, err
	}
	g.log(events)
	g.claimedUntil = time.Now().Add(d)
	return g.canceled, nil
}

func (m *memory) Finish(_ context.Context, c host.Claim, r host.Result, events []host.Event) error {
	return m.settle(c, r.Status, r, events)
}

func (m *memory) Reject(_ context.Context, c host.Claim, e *host.Error, events []host.Event) error {
	return m.settle(c, host.Rejected, host.Result{Status: host.Rejected, Error: e}, events)
}

func (m *memory) Release(_ context.Context, c host.Claim) error {
	return m.settle(c, host.Queued, host.Result{}, nil)
}

func (m *memory) settle(c host.Claim, s host.Status, r host.Result, events []host.Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	g, err := m.held(c)
	if err != nil {
		return err
	}
	g.log(events)
	g.Status, g.Result = s, r
	m.settled <- c.GenerationID
	return nil
}

func (m *memory) Events(_ context.Context, _, id string, after int64) ([]host.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []host.Event
	for _, e := range m.generations[id].events {
		if e.Seq > after {
			out = append(out, e)
		}
	}
	return out, nil
}

func (m *memory) Sweep(context.Context) (int, error) { return 0, nil }

// read returns a copy of a generation and its log.
func (m *memory) read(id string) (host.Generation, []host.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	g := m.generations[id]
	return g.Generation, append([]host.Event(nil), g.events...)
}

func (m *memory) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}
