package pipeline

import "sync"

// bells wakes those who watch a generation on this host. A ring carries
// nothing: the store tells what happened.
type bells struct {
	mu       sync.Mutex
	watchers map[string]map[chan struct{}]struct{}
	closed   bool
}

func (b *bells) watch(id string) (<-chan struct{}, func()) {
	bell := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		close(bell)
		return bell, func() {}
	}
	if b.watchers == nil {
		b.watchers = map[string]map[chan struct{}]struct{}{}
	}
	if b.watchers[id] == nil {
		b.watchers[id] = map[chan struct{}]struct{}{}
	}
	b.watchers[id][bell] = struct{}{}
	return bell, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.watchers[id], bell)
		if len(b.watchers[id]) == 0 {
			delete(b.watchers, id)
		}
	}
}

func (b *bells) ring(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for bell := range b.watchers[id] {
		select {
		case bell <- struct{}{}:
		default: // it has not been answered yet: one ring is enough
		}
	}
}

// giveUp closes the generation's bells.
func (b *bells) giveUp(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for bell := range b.watchers[id] {
		close(bell)
	}
	delete(b.watchers, id)
}

// closeAll closes all bells, and those to come at once.
func (b *bells) closeAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for id, watchers := range b.watchers {
		for bell := range watchers {
			close(bell)
		}
		delete(b.watchers, id)
	}
}
