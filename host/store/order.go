package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Enqueue places an order in one transaction: it recognizes a request that
// was posted before, charges the quota and stores the generation. It refuses
// with request_id_reused or quota_exceeded, and then nothing is stored.
func (s *Store) Enqueue(ctx context.Context, o host.Order) (host.Receipt, error) {
	p, err := s.placing(o)
	if err != nil {
		return host.Receipt{}, err
	}
	var receipt host.Receipt
	err = s.tx(ctx, func(tx querier) error {
		receipt, err = p.place(ctx, tx)
		return err
	})
	if err != nil {
		return host.Receipt{}, err
	}
	return receipt, nil
}

// placing is an order on its way into the database.
type placing struct {
	*Store
	host.Order
	at          time.Time
	request     string // JSON
	fingerprint string
}

func (s *Store) placing(o host.Order) (placing, error) {
	err := errors.Join(checkText("org", o.OrgID), checkText("requestId", o.Request.ID),
		checkText("prompt", o.Request.Prompt))
	if err != nil {
		return placing{}, err
	}
	request, err := toJSON(o.Request)
	return placing{Store: s, Order: o, at: s.now(), request: request, fingerprint: o.Request.Fingerprint()}, err
}

func (p placing) place(ctx context.Context, tx querier) (host.Receipt, error) {
	first, found, err := p.find(ctx, tx)
	if err != nil {
		return host.Receipt{}, err
	}
	if found {
		return p.again(ctx, tx, first)
	}
	charged, err := p.charge(ctx, tx, p.OrgID, p.at)
	if code := host.ErrorCode(err); code == host.QuotaExceeded || code == host.TrialRestricted {
		// The last of the quota may have gone to this very request, posted twice at a time.
		if _, found, err := p.find(ctx, tx); err != nil || found {
			return host.Receipt{}, errors.Join(err, errAgain)
		}
	}
	if err != nil {
		return host.Receipt{}, err
	}
	return p.create(ctx, tx, charged)
}

// earlier is a generation that the same client asked for under the same request id.
type earlier struct {
	host.Generation
	claim       host.Claim // of its newest attempt
	fingerprint string
}

func (p placing) find(ctx context.Context, tx querier) (e earlier, found bool, err error) {
	if p.Request.ID == "" {
		return e, false, nil
	}
	e.Generation, e.claim, err = scanClaimed(tx.QueryRowContext(ctx,
		`SELECT `+claimedColumns+`, fingerprint FROM generations
		WHERE org_id = $1 AND request_id = $2 AND request_id <> ''`, p.OrgID, p.Request.ID),
		&e.fingerprint)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, err
}

// again answers an order that was placed before.
func (p placing) again(ctx context.Context, tx querier, first earlier) (host.Receipt, error) {
	receipt := host.Receipt{Generation: first.Generation}
	switch {
	case first.fingerprint != p.fingerprint:
		return host.Receipt{}, &host.Error{Code: host.RequestIDReused, Param: "requestId",
			Message: "requestId " + p.Request.ID + " was used for another request, generation " + first.ID +
				"; use a new one, or post the first request unchanged"}
	case first.Status == host.Succeeded, first.Status.Final() && p.Resume:
		receipt.Placement = host.Replayed
	case !first.Status.Final():
		receipt.Placement = host.Joined
	default:
		return p.rerun(ctx, tx, first)
	}
	return receipt, nil
}

// create stores a new generation.
func (p placing) create(ctx context.Context, tx querier, charged quotaCharge) (host.Receipt, error) {
	g := host.Generation{
		ID: host.NewID("gen"), OrgID: p.OrgID, Request: p.Request, CreatedAt: fromMicros(micros(p.at)),
	}
	r, attempt, claimedUntil := p.receipt(g, 0)
	r.Placement = host.Created
	created, err := changedOne(tx.ExecContext(ctx, `INSERT INTO generations (org_id, id, request_id, fingerprint,
			status, attempt, claimed_until, created_at, quota_period_at, quota_until_at, quota_used, quota_limit,
			request, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (org_id, request_id) WHERE request_id <> '' DO NOTHING`,
		g.OrgID, g.ID, p.Request.ID, p.fingerprint,
		r.Generation.Status, attempt, claimedUntil, micros(g.CreatedAt), charged.periodAt, charged.untilAt, charged.used, charged.limit,
		p.request, lowered(p.Request.Prompt)))
	if err == nil && !created {
		err = errAgain
	}
	return r, err
}

// rerun makes a generation that came to nothing run again, as if it were new
// but for its id, its time and the numbers of its events.
func (p placing) rerun(ctx context.Context, tx querier, first earlier) (host.Receipt, error) {
	charged, err := p.charge(ctx, tx, p.OrgID, p.at)
	if err != nil {
		return host.Receipt{}, err
	}
	g := host.Generation{ID: first.ID, OrgID: first.OrgID, Request: p.Request,
		LastSeq: first.LastSeq + 1, CreatedAt: first.CreatedAt}
	r, attempt, claimedUntil := p.receipt(g, first.claim.Attempt)
	r.Placement = host.Rerun
	reset, err := changedOne(tx.ExecContext(ctx, `UPDATE generations SET
			status = $1, attempt = $2, attempt_base = $3, claimed_until = $4, cancel_asked = FALSE, completed_at = 0,
			last_seq = last_seq + 1,
			quota_period_at = $5, quota_until_at = $6, quota_used = $7, quota_limit = $8, request = $9, search = $10,
			artifact_type = '', pattern = '', engine_version = '', summary = '',
			error = '', usage = '', diagnostics = ''
		WHERE org_id = $11 AND id = $12 AND attempt = $3 AND status = $13`,
		r.Generation.Status, attempt, first.claim.Attempt, claimedUntil,
		charged.periodAt, charged.untilAt, charged.used, charged.limit, p.request, lowered(p.Request.Prompt),
		first.OrgID, first.ID, first.Status))
	if err == nil && !reset {
		err = errAgain
	}
	if err != nil {
		return host.Receipt{}, err
	}
	return r, forget(ctx, tx, first.OrgID, first.ID)
}

// receipt fills in how the generation begins: claimed by the caller if it
// asked for that, else queued. attempts is how many runs it has had before.
func (p placing) receipt(g host.Generation, attempts int) (r host.Receipt, attempt int, claimedUntil int64) {
	if p.ClaimFor <= 0 {
		g.Status = host.Queued
		return host.Receipt{Generation: g}, attempts, 0
	}
	g.Status, g.Attempt = host.Running, 1
	return host.Receipt{
		Generation: g,
		Claim:      &host.Claim{OrgID: g.OrgID, GenerationID: g.ID, Attempt: attempts + 1},
	}, attempts + 1, micros(p.at.Add(p.ClaimFor))
}
