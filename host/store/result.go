package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/kilnworks/kiln/host"
)

// Finish stores the outcome of a run with its files and last events, in one
// transaction: all of it or nothing. What was charged is given back unless
// the run succeeded. With [host.ErrClaimLost] nothing was changed.
func (s *Store) Finish(ctx context.Context, c host.Claim, r host.Result, events []host.Event) error {
	if r.Status != host.Succeeded && r.Status != host.Failed && r.Status != host.Canceled {
		return fmt.Errorf("store: finish generation %s: a run does not end as %q", c.GenerationID, r.Status)
	}
	return s.tx(ctx, func(tx querier) error {
		return claimed(s.end(ctx, tx, c, host.Running, r, events))
	})
}

// Reject ends a run whose request cannot be served. Nothing of the request
// stays; the error and the events do until [Store.Sweep], for those watching.
func (s *Store) Reject(ctx context.Context, c host.Claim, why *host.Error, events []host.Event) error {
	failed, err := toJSON(why)
	if err != nil {
		return fmt.Errorf("store: reject generation %s: %w", c.GenerationID, err)
	}
	return s.tx(ctx, func(tx querier) error {
		if err := giveBack(ctx, tx, c, host.Running); err != nil {
			return err
		}
		err := claimed(changedOne(tx.ExecContext(ctx, `UPDATE generations SET
				status = 'rejected', claimed_until = NULL, completed_at = $1, quota_period_at = 0,
				last_seq = CASE WHEN last_seq < $2 THEN $2 ELSE last_seq END, error = $3,
				request_id = '', fingerprint = '', request = '', search = ''
			WHERE org_id = $4 AND id = $5 AND attempt = $6 AND status = 'running'`,
			micros(s.now()), lastSeq(events), failed, c.OrgID, c.GenerationID, c.Attempt)))
		if err != nil {
			return err
		}
		return insertEvents(ctx, tx, c, events)
	})
}

// claimed turns a guarded change that found no row into [host.ErrClaimLost].
func claimed(done bool, err error) error {
	if err == nil && !done {
		return host.ErrClaimLost
	}
	return err
}

// end stores a result, provided that the generation has still that status and
// attempt; done is false when it has not.
func (s *Store) end(ctx context.Context, tx querier, c host.Claim, from host.Status, r host.Result, events []host.Event) (done bool, err error) {
	if r.Status != host.Succeeded {
		if err := giveBack(ctx, tx, c, from); err != nil {
			return false, err
		}
	}
	r.Usage.Quota = host.Quota{} // read from what was charged
	failed, err1 := toJSON(r.Error)
	usage, err2 := toJSON(r.Usage)
	diagnostics, err3 := toJSON(r.Diagnostics)
	if err := errors.Join(err1, err2, err3, checkText("artifactType", r.ArtifactType),
		checkText("pattern", r.Pattern), checkText("engineVersion", r.EngineVersion)); err != nil {
		return false, err
	}
	done, err = changedOne(tx.ExecContext(ctx, `UPDATE generations SET
			status = $1, claimed_until = NULL, completed_at = $2,
			quota_period_at = CASE WHEN CAST($1 AS TEXT) = 'succeeded' THEN quota_period_at ELSE 0 END,
			last_seq = CASE WHEN last_seq < $3 THEN $3 ELSE last_seq END,
			artifact_type = $4, pattern = $5, engine_version = $6, summary = $7,
			error = $8, usage = $9, diagnostics = $10, search = search || $11
		WHERE org_id = $12 AND id = $13 AND attempt = $14 AND status = $15`,
		r.Status, micros(s.now()), lastSeq(events),
		r.ArtifactType, r.Pattern, r.EngineVersion, cleaned(r.Summary),
		failed, usage, diagnostics, "\n"+lowered(r.Summary),
		c.OrgID, c.GenerationID, c.Attempt, from))
	if err != nil || !done {
		return false, err
	}
	if err := insertFiles(ctx, tx, c, r.Files); err != nil {
		return false, err
	}
	return true, insertEvents(ctx, tx, c, events)
}

// giveBack refunds the generation's charge, before anything else is done to it.
func giveBack(ctx context.Context, tx querier, c host.Claim, from host.Status) error {
	var periodAt int64
	err := tx.QueryRowContext(ctx, `SELECT quota_period_at FROM generations
		WHERE org_id = $1 AND id = $2 AND attempt = $3 AND status = $4`,
		c.OrgID, c.GenerationID, c.Attempt, from).Scan(&periodAt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the change that follows finds no row either
	}
	if err != nil {
		return err
	}
	return refund(ctx, tx, c.OrgID, periodAt)
}
