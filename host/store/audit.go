package store

import (
	"context"

	"github.com/kilnworks/kiln/host"
)

// Audit returns the newest lines of the audit log, at most that many, newest
// first: those of an org, or all for "".
func (s *Store) Audit(ctx context.Context, orgID string, limit int) ([]host.AuditEntry, error) {
	query := `SELECT a.org_id, a.id, a.happened_at, a.actor, COALESCE(u.email, ''), a.action, a.subject, a.detail, a.address
		FROM audit a LEFT JOIN users u ON u.id = a.actor`
	args := []any{limit}
	if orgID != "" {
		query += ` WHERE a.org_id = $2`
		args = append(args, orgID)
	}
	all, err := collect(ctx, s.read, scanAudit, query+` ORDER BY a.happened_at DESC, a.id DESC LIMIT $1`, args...)
	return all, notRead(ctx, err)
}

func scanAudit(r row) (host.AuditEntry, error) {
	var e host.AuditEntry
	var at int64
	err := r.Scan(&e.OrgID, &e.ID, &at, &e.Actor.ID, &e.Email, &e.Action, &e.Subject, &e.Detail, &e.Actor.Address)
	e.At = fromMicros(at)
	return e, err
}

// note adds a line to the audit log, in the transaction of what it tells of.
func (s *Store) note(ctx context.Context, tx querier, e host.AuditEntry) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (org_id, id, happened_at, actor, action, subject, detail, address)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.OrgID, host.NewID("evt"), micros(s.now()),
		e.Actor.ID, string(e.Action), cleaned(e.Subject), cleaned(e.Detail), cleaned(e.Actor.Address))
	return err
}
