package api

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// touchAtMost is how exact lastUsedAt is.
const touchAtMost = time.Minute

// toucher writes down when keys or sessions were used, away from the calls
// that use them.
type toucher struct {
	what  string // for the log
	write func(ctx context.Context, lastUsed map[string]time.Time) error
	log   zerolog.Logger

	mu      sync.Mutex
	noted   map[string]time.Time // what was written or is about to be, by id
	pending map[string]time.Time

	quit, done chan struct{}
}

func newToucher(what string, write func(context.Context, map[string]time.Time) error, log zerolog.Logger) *toucher {
	return &toucher{what: what, write: write, log: log, noted: map[string]time.Time{}, pending: map[string]time.Time{}}
}

// used notes a use, at most once a minute. last is the use that is written down.
func (t *toucher) used(id string, last, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.Sub(last) < touchAtMost || now.Sub(t.noted[id]) < touchAtMost {
		return
	}
	t.noted[id], t.pending[id] = now, now
}

// start writes every so often until stop.
func (t *toucher) start(every time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.quit, t.done = make(chan struct{}), make(chan struct{})
	go func(quit, done chan struct{}) {
		defer close(done)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				t.flush(context.Background())
			case <-quit:
				return
			}
		}
	}(t.quit, t.done)
}

// stop ends the writing and writes what is left.
func (t *toucher) stop(ctx context.Context) {
	t.mu.Lock()
	quit, done := t.quit, t.done
	t.quit = nil
	t.mu.Unlock()
	if quit != nil {
		close(quit)
		<-done
	}
	t.flush(ctx)
}

// flush writes what is pending; what cannot be written stays pending.
func (t *toucher) flush(ctx context.Context) {
	t.mu.Lock()
	batch := t.pending
	t.pending = map[string]time.Time{}
	now := time.Now()
	maps.DeleteFunc(t.noted, func(_ string, at time.Time) bool { return now.Sub(at) > touchAtMost })
	t.mu.Unlock()
	if len(batch) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := t.write(ctx, batch); err != nil {
		t.log.Warn().Err(err).Int(t.what, len(batch)).Msg("when they were used could not be written; will try again")
		t.mu.Lock()
		defer t.mu.Unlock()
		maps.Copy(batch, t.pending)
		t.pending = batch
	}
}
