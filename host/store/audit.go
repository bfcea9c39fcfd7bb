package store

import (
	"context"

	"github.com/kilnworks/kiln/host"
)

// note adds a line to the audit log, in the transaction of what it tells of.
func (s *Store) note(ctx context.Context, tx querier, e host.AuditEntry) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (org_id, id, happened_at, actor, action, subject, detail, address)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.OrgID, host.NewID("evt"), micros(s.now()),
		e.Actor.ID, string(e.Action), cleaned(e.Subject), cleaned(e.Detail), cleaned(e.Actor.Address))
	return err
}
