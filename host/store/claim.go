package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Claim takes the oldest generation that is queued, or whose claim has run
// out, for that long. The claim is nil when there is none.
func (s *Store) Claim(ctx context.Context, extend time.Duration) (host.Generation, *host.Claim, error) {
	now := s.now()
	var (
		g     host.Generation
		claim *host.Claim
	)
	err := s.tx(ctx, func(tx querier) error {
		claim = nil
		taken, c, err := scanClaimed(tx.QueryRowContext(ctx, `UPDATE generations
			SET status = 'running', attempt = attempt + 1, claimed_until = $1
			WHERE (org_id, id) = (SELECT org_id, id FROM generations WHERE claimed_until <= $2
				ORDER BY created_at, id LIMIT 1`+s.dialect.skipLocked+`)
			RETURNING `+claimedColumns, micros(now.Add(extend)), micros(now)))
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		g, claim = taken, &c
		return err
	})
	if err != nil {
		return host.Generation{}, nil, err
	}
	return g, claim, nil
}

// Append adds events to the log of a running generation and renews its claim,
// also without events. It reports whether the generation shall be canceled.
// An event that is there already is left alone, so a call whose answer was
// lost can be repeated.
func (s *Store) Append(ctx context.Context, c host.Claim, events []host.Event, extend time.Duration) (canceled bool, err error) {
	until := micros(s.now().Add(extend))
	err = s.tx(ctx, func(tx querier) error {
		err := tx.QueryRowContext(ctx, `UPDATE generations
			SET claimed_until = $1, last_seq = CASE WHEN last_seq < $2 THEN $2 ELSE last_seq END
			WHERE org_id = $3 AND id = $4 AND attempt = $5 AND status = 'running'
			RETURNING cancel_asked`,
			until, lastSeq(events), c.OrgID, c.GenerationID, c.Attempt).Scan(&canceled)
		if errors.Is(err, sql.ErrNoRows) {
			return host.ErrClaimLost
		}
		if err != nil {
			return err
		}
		return insertEvents(ctx, tx, c, events)
	})
	return canceled && err == nil, err
}

// Release gives a claim back: the generation is queued again at once.
func (s *Store) Release(ctx context.Context, c host.Claim) error {
	return s.tx(ctx, func(tx querier) error {
		return claimed(changedOne(tx.ExecContext(ctx, `UPDATE generations SET status = 'queued', claimed_until = 0
			WHERE org_id = $1 AND id = $2 AND attempt = $3 AND status = 'running'`, c.OrgID, c.GenerationID, c.Attempt)))
	})
}

// Cancel ends a queued generation at once and asks the host that runs a
// running one to stop. A canceled one stays so; any other outcome is refused
// with already_finished.
func (s *Store) Cancel(ctx context.Context, orgID, id string) (host.Generation, error) {
	if !storable(orgID) || !storable(id) {
		return host.Generation{}, notFound("generation", id)
	}
	var g host.Generation
	err := s.tx(ctx, func(tx querier) error {
		found, current, err := generation(ctx, tx, orgID, id)
		if err != nil {
			return err
		}
		if err := s.cancel(ctx, tx, found, current); err != nil {
			return err
		}
		g, _, err = generation(ctx, tx, orgID, id)
		return err
	})
	if err != nil {
		return host.Generation{}, err
	}
	return g, nil
}

func (s *Store) cancel(ctx context.Context, tx querier, g host.Generation, current host.Claim) error {
	var done bool
	var err error
	switch g.Status {
	case host.Queued:
		done, err = s.end(ctx, tx, current, host.Queued, host.Result{Status: host.Canceled,
			Error: host.Errorf(host.GenerationCanceled, "the generation was canceled before it began")}, nil)
	case host.Running:
		done, err = changedOne(tx.ExecContext(ctx, `UPDATE generations SET cancel_asked = TRUE
			WHERE org_id = $1 AND id = $2 AND status = 'running'`, g.OrgID, g.ID))
	case host.Canceled:
		return nil
	case host.Rejected:
		return notFound("generation", g.ID)
	default:
		return host.Errorf(host.AlreadyFinished, "generation %s has %s; it can no longer be canceled", g.ID, g.Status)
	}
	if err == nil && !done {
		err = errAgain
	}
	return err
}
