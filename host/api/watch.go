package api

import (
	"context"
	"net"
	"time"

	"github.com/kilnworks/kiln/host"
)

// watch is a client that waits for a generation. Bells only wake: what
// happened is read from the store, also for runs on other hosts, which ring
// no bell here.
type watch struct {
	*Server
	conn      net.Conn
	bell      <-chan struct{}
	givenUp   bool // this host will not finish the run
	poll      *time.Ticker
	heartbeat *time.Ticker
	stop      func()
}

func (s *Server) watch(conn net.Conn, id string) *watch {
	w := &watch{Server: s, conn: conn, poll: time.NewTicker(s.Poll), heartbeat: time.NewTicker(s.Heartbeat)}
	bell, silence := s.Runner.Watch(id)
	w.bell = bell
	w.stop = func() {
		silence()
		w.poll.Stop()
		w.heartbeat.Stop()
	}
	return w
}

// wait returns when there may be news. It fails when the client has gone or
// has to be told to come back; beat is called to keep a stream alive.
func (w *watch) wait(ctx context.Context, beat func() error) error {
	if w.givenUp {
		if w.draining() {
			return errShuttingDown
		}
		return errGivenUp
	}
	for {
		select {
		case _, open := <-w.bell:
			// A last look at the store comes first: the run may have ended in between.
			w.givenUp = !open
			return nil
		case <-w.poll.C:
			if gone(w.conn) {
				return errClientGone
			}
			return nil
		case <-w.heartbeat.C:
			if err := beat(); err != nil {
				return err
			}
		case <-w.gate.expired:
			return errShuttingDown
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// await returns the generation, with files, once it has ended.
func (s *Server) await(ctx context.Context, orgID, id string) (host.Generation, error) {
	w := s.watch(callOf(ctx).conn, id)
	defer w.stop()
	for {
		g, err := s.Generations.Generation(ctx, orgID, id, true)
		if err != nil || g.Status.Final() {
			return g, err
		}
		if err := w.wait(ctx, func() error { return nil }); err != nil {
			return g, err
		}
	}
}

// whileConnected returns a context that ends when the client leaves or has to.
func (s *Server) whileConnected(ctx context.Context, conn net.Conn) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		poll := time.NewTicker(s.Poll)
		defer poll.Stop()
		for {
			select {
			case <-poll.C:
				if gone(conn) {
					cancel(errClientGone)
				}
			case <-s.gate.expired:
				cancel(errShuttingDown)
			case <-ctx.Done():
				return
			}
		}
	}()
	return ctx, func() { cancel(context.Canceled) }
}
