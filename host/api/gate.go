package api

import "sync"

// gate counts what may take long, so that a shutdown can wait for it.
type gate struct {
	mu      sync.Mutex
	inside  int
	closed  bool
	empty   chan struct{} // closed when the gate is closed and nobody is inside
	expired chan struct{} // closed when those inside have to leave
	once    sync.Once
}

func newGate() *gate {
	return &gate{empty: make(chan struct{}), expired: make(chan struct{})}
}

// enter tells whether the caller may go on; it then owes a leave.
func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return false
	}
	g.inside++
	return true
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	if g.closed && g.inside == 0 {
		close(g.empty)
	}
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return
	}
	g.closed = true
	if g.inside == 0 {
		close(g.empty)
	}
}

func (g *gate) isClosed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.closed
}

// expel tells those inside to leave.
func (g *gate) expel() { g.once.Do(func() { close(g.expired) }) }
