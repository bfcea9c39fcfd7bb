package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/kilnworks/kiln/host"
)

// Members returns who belongs to the org, by address.
func (s *Store) Members(ctx context.Context, orgID string) ([]host.Member, error) {
	all, err := collect(ctx, s.read, scanMember, `SELECT u.id, u.email, u.created_at, u.last_sign_in_at, m.role, m.joined_at
		FROM members m JOIN users u ON u.id = m.user_id WHERE m.org_id = $1 ORDER BY u.email`, orgID)
	return all, notRead(ctx, err)
}

// AddMember lets the person with that address into the org, or gives a member
// another role. Who has never signed in becomes a user. The person works in
// this org from the next sign-in on.
func (s *Store) AddMember(ctx context.Context, orgID, email string, role host.Role, by host.Actor) error {
	return s.tx(ctx, func(tx querier) error {
		if _, err := orgByID(ctx, tx, orgID); err != nil {
			return err
		}
		u, err := s.ensureUser(ctx, tx, email, by)
		if err != nil {
			return err
		}
		if role != host.RoleOwner {
			if err := keepOwner(ctx, tx, orgID, u.ID); err != nil {
				return err
			}
		}
		return s.join(ctx, tx, orgID, u.ID, role, by)
	})
}

// RemoveMember puts a member out of the org, at once and on every host. The
// last owner cannot be put out.
func (s *Store) RemoveMember(ctx context.Context, orgID, email string, by host.Actor) error {
	if !storable(email) {
		return notFound("member", email)
	}
	return s.tx(ctx, func(tx querier) error {
		u, err := user(ctx, tx, email)
		if err != nil {
			return err
		}
		if err := keepOwner(ctx, tx, orgID, u.ID); err != nil {
			return err
		}
		removed, err := changedOne(tx.ExecContext(ctx, `DELETE FROM members WHERE org_id = $1 AND user_id = $2`, orgID, u.ID))
		if err == nil && !removed {
			err = notFound("member", email)
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: by, Action: host.AuditMemberRemoved, Subject: u.ID})
	})
}

// keepOwner refuses when the user is the org's only owner. It holds on to the
// org's owners, so that no two of them leave at the same time.
func keepOwner(ctx context.Context, tx querier, orgID, userID string) error {
	owners, err := collect(ctx, tx, func(r row) (id string, err error) { return id, r.Scan(&id) },
		`UPDATE members SET role = role WHERE org_id = $1 AND role = $2 RETURNING user_id`, orgID, string(host.RoleOwner))
	if err != nil {
		return err
	}
	if len(owners) == 1 && owners[0] == userID {
		return host.Errorf(host.ValidationFailed, "this is the only owner of the organization; make somebody else one first")
	}
	return nil
}

// join makes the user a member of the org, or gives a member another role.
func (s *Store) join(ctx context.Context, tx querier, orgID, userID string, role host.Role, by host.Actor) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO members (org_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org_id, user_id) DO UPDATE SET role = $3, joined_at = $4`, orgID, userID, string(role), micros(s.now()))
	if err != nil {
		return err
	}
	return s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: by, Action: host.AuditMemberAdded, Subject: userID, Detail: string(role)})
}

// placeOf returns the org that the user joined last; "" for none.
func placeOf(ctx context.Context, tx querier, userID string) (orgID string, err error) {
	err = tx.QueryRowContext(ctx, `SELECT org_id FROM members WHERE user_id = $1
		ORDER BY joined_at DESC, org_id LIMIT 1`, userID).Scan(&orgID)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return orgID, err
}

func scanMember(r row) (host.Member, error) {
	var m host.Member
	var createdAt, lastSignInAt, joinedAt int64
	err := r.Scan(&m.ID, &m.Email, &createdAt, &lastSignInAt, &m.Role, &joinedAt)
	m.CreatedAt, m.LastSignInAt, m.JoinedAt = fromMicros(createdAt), fromMicros(lastSignInAt), fromMicros(joinedAt)
	return m, err
}
