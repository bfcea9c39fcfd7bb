package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/kilnworks/kiln/host"
)

// EnsureOrg returns the org of that name; it is made if there is none.
func (s *Store) EnsureOrg(ctx context.Context, name string) (host.Org, error) {
	if err := host.CheckOrgName(name); err != nil {
		return host.Org{}, err
	}
	var o host.Org
	err := s.tx(ctx, func(tx querier) (err error) {
		o, err = s.ensureOrg(ctx, tx, name, host.Operator)
		return err
	})
	return o, err
}

// ensureOrg returns the org of that name; it is made for the actor if there is none.
func (s *Store) ensureOrg(ctx context.Context, tx querier, name string, by host.Actor) (host.Org, error) {
	id := host.NewID("org")
	made, err := changedOne(tx.ExecContext(ctx, `INSERT INTO orgs (id, name, tier, created_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO NOTHING`, id, name, s.tiers[0].Name, micros(s.now())))
	if err == nil && made {
		err = s.note(ctx, tx, host.AuditEntry{OrgID: id, Actor: by, Action: host.AuditOrgCreated, Subject: id, Detail: name})
	}
	if err != nil {
		return host.Org{}, err
	}
	return org(ctx, tx, name)
}

// Org returns the org of that name.
func (s *Store) Org(ctx context.Context, name string) (host.Org, error) {
	if !storable(name) {
		return host.Org{}, noOrg(name)
	}
	o, err := org(ctx, s.read, name)
	return o, notRead(ctx, err)
}

// Orgs returns all orgs by name.
func (s *Store) Orgs(ctx context.Context) ([]host.Org, error) {
	all, err := collect(ctx, s.read, scanOrg, `SELECT `+orgColumns+` FROM orgs ORDER BY name`)
	return all, notRead(ctx, err)
}

func org(ctx context.Context, q querier, name string) (host.Org, error) {
	o, err := scanOrg(q.QueryRowContext(ctx, `SELECT `+orgColumns+` FROM orgs WHERE name = $1`, name))
	if errors.Is(err, sql.ErrNoRows) {
		err = noOrg(name)
	}
	return o, err
}

// noOrg is an answer for operators: nobody else names orgs.
func noOrg(name string) error {
	return host.Errorf(host.NotFound, "there is no organization %q; \"kiln admin org list\" lists those that there are", name)
}

func orgByID(ctx context.Context, q querier, id string) (host.Org, error) {
	o, err := scanOrg(q.QueryRowContext(ctx, `SELECT `+orgColumns+` FROM orgs WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("org", id)
	}
	return o, err
}

const orgColumns = `id, name, tier, created_at, tier_until_at, trial_from_at`

func scanOrg(r row) (host.Org, error) {
	var o host.Org
	var createdAt, tierUntil, trialFrom int64
	err := r.Scan(&o.ID, &o.Name, &o.Tier, &createdAt, &tierUntil, &trialFrom)
	o.CreatedAt, o.TierUntil, o.TrialFrom = fromMicros(createdAt), fromMicros(tierUntil), fromMicros(trialFrom)
	return o, err
}
