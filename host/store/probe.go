package store

import (
	"context"
	"time"

	"github.com/kilnworks/kiln/host"
)

// probeFor is how long a probe's answer is believed, so that asking often
// does not write often.
const probeFor = time.Second

// probe remembers when and how the newest one ended.
type probe struct {
	turn chan struct{} // holds a token while somebody looks
	at   time.Time
	err  error
}

// Ready tells whether the database can be reached and takes writes: it
// commits a small one, which fails on a full disk too. The answer is at most
// a second old.
func (s *Store) Ready(ctx context.Context) error {
	select {
	case s.probe.turn <- struct{}{}:
		defer func() { <-s.probe.turn }()
	case <-ctx.Done():
		return notSaved(ctx, ctx.Err())
	}
	if age := s.now().Sub(s.probe.at); age >= 0 && age < probeFor {
		return s.probe.err
	}
	err := s.writeProbe(ctx)
	if ctx.Err() == nil { // else it tells of the caller, not of the database
		s.probe.at, s.probe.err = s.now(), err
	}
	return err
}

// writeProbe writes before it deletes: the row that stays must not make the
// room that the new one asks for.
func (s *Store) writeProbe(ctx context.Context) error {
	id := host.NewID("probe")
	now := s.now()
	return s.tx(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO probes (id, probed_at, filler) VALUES ($1, $2, $3)`,
			id, micros(now), make([]byte, s.dialect.probeSize))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM probes WHERE id <> $1 AND probed_at <= $2`, id, micros(now))
		return err
	})
}
