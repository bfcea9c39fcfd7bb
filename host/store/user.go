package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// HasUsers reports whether anybody has signed in or been asked to.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	var has bool
	err := s.read.QueryRowContext(ctx,
		`SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM links)`).Scan(&has)
	return has, notRead(ctx, err)
}

// ensureUser returns the user with that address, made if there is none.
func (s *Store) ensureUser(ctx context.Context, tx querier, email string, by host.Actor) (host.User, error) {
	id := host.NewID("usr")
	made, err := changedOne(tx.ExecContext(ctx, `INSERT INTO users (id, email, created_at) VALUES ($1, $2, $3)
		ON CONFLICT (email) DO NOTHING`, id, email, micros(s.now())))
	if err == nil && made {
		if by.ID == "" {
			by.ID = id
		}
		err = s.note(ctx, tx, host.AuditEntry{Actor: by, Action: host.AuditUserCreated, Subject: id})
	}
	if err != nil {
		return host.User{}, err
	}
	return user(ctx, tx, email)
}

const userColumns = `id, email, created_at, last_sign_in_at`

func user(ctx context.Context, q querier, email string) (host.User, error) {
	u, err := scanUser(q.QueryRowContext(ctx, `SELECT `+userColumns+` FROM users WHERE email = $1`, email))
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("user", email)
	}
	return u, err
}

func scanUser(r row) (host.User, error) {
	var u host.User
	var createdAt, lastSignInAt int64
	err := r.Scan(&u.ID, &u.Email, &createdAt, &lastSignInAt)
	u.CreatedAt, u.LastSignInAt = fromMicros(createdAt), fromMicros(lastSignInAt)
	return u, err
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

// placeOf returns the org that the user joined last, "" for none, and the role there.
func placeOf(ctx context.Context, tx querier, userID string) (orgID string, role host.Role, err error) {
	err = tx.QueryRowContext(ctx, `SELECT org_id, role FROM members WHERE user_id = $1
		ORDER BY joined_at DESC, org_id LIMIT 1`, userID).Scan(&orgID, &role)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return orgID, role, err
}

// signedIn writes down when a user last began a session.
func signedIn(ctx context.Context, tx querier, userID string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE users SET last_sign_in_at = $1 WHERE id = $2`, micros(at), userID)
	return err
}
