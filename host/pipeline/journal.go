package pipeline

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// A progress message is for one line of a screen, and a plugin has no use for
// more of them than a person can read.
const (
	maxProgressBytes = 500
	maxProgress      = 100 // per stage
)

// journal numbers a run's events and writes them to the store in groups, so
// that a generation of a few milliseconds costs no commit of its own for them.
// It renews the claim on the way.
type journal struct {
	store    Log
	claim    host.Claim
	claimFor time.Duration
	every    time.Duration
	wrote    func()      // events have been written
	canceled func(error) // the run is not wanted any more

	mu       sync.Mutex // guards what follows
	seq      int64
	logged   int // highest rank that an earlier run has logged, or -1
	progress int // messages of the current stage
	pending  []host.Event
	flushing *time.Timer
	closed   bool

	writing sync.Mutex // held during Append, which keeps the order
	renew   *time.Timer
}

// rank orders the events of a run, whatever their messages.
func rank(stage sdk.Stage, status host.EventStatus) int {
	at := int(stage) * 3
	switch status {
	case host.StageProgress:
		at++
	case host.StageCompleted:
		at += 2
	}
	return at
}

// open makes the journal go on after the events that an earlier run logged: a
// run that takes over repeats them, but nobody sees them twice.
func (j *journal) open(last int64, logged []host.Event) {
	j.seq, j.logged = last, -1
	for _, e := range logged {
		j.seq = max(j.seq, e.Seq)
		j.logged = max(j.logged, rank(e.Stage, e.Status))
	}
	j.renew = time.AfterFunc(j.claimFor/3, j.renewClaim)
}

// record adds an event and has it written soon.
func (j *journal) record(e host.Event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if rank(e.Stage, e.Status) <= j.logged {
		return
	}
	switch e.Status {
	case host.StageStarted:
		j.progress = 0
	case host.StageProgress:
		if j.progress++; j.progress > maxProgress {
			return
		}
		e.Message = oneLine(e.Message)
	}
	j.seq++
	e.Seq = j.seq
	j.pending = append(j.pending, e)
	j.writeSoon()
}

// writeSoon has the pending events written together; the caller holds mu.
func (j *journal) writeSoon() {
	if j.flushing == nil && !j.closed {
		j.flushing = time.AfterFunc(j.every, func() { j.write(false) })
	}
}

// renewClaim keeps the claim alive while a stage is silent.
func (j *journal) renewClaim() {
	j.write(true)
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.renew.Reset(j.claimFor / 3)
	}
}

// write appends what is pending, or just renews the claim if asked to.
func (j *journal) write(renew bool) {
	j.writing.Lock()
	defer j.writing.Unlock()
	j.mu.Lock()
	events := j.pending
	j.flushing = nil
	if j.closed || len(events) == 0 && !renew {
		j.mu.Unlock()
		return
	}
	j.pending = nil
	j.mu.Unlock()

	ctx, cancel := context.WithTimeout(context.Background(), j.claimFor/3)
	defer cancel()
	canceled, err := j.store.Append(ctx, j.claim, events, j.claimFor)
	switch {
	case errors.Is(err, host.ErrClaimLost):
		j.canceled(err)
	case err != nil: // the database may be back before the run ends
		j.mu.Lock()
		j.pending = append(events, j.pending...)
		j.writeSoon()
		j.mu.Unlock()
	default:
		if canceled {
			j.canceled(errCanceled)
		}
		j.wrote()
	}
}

// close stops writing and returns the events that are not written yet.
func (j *journal) close() []host.Event {
	j.mu.Lock()
	j.closed = true
	j.renew.Stop()
	if j.flushing != nil {
		j.flushing.Stop()
	}
	j.mu.Unlock()
	j.writing.Lock() // wait for a write that has begun
	defer j.writing.Unlock()
	return j.pending
}

// oneLine makes a guest's message fit to be shown: one line of valid UTF-8.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if len(s) <= maxProgressBytes {
		return s
	}
	cut := maxProgressBytes
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
