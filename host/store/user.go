package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Users returns all users by address.
func (s *Store) Users(ctx context.Context) ([]host.User, error) {
	all, err := collect(ctx, s.read, scanUser, `SELECT `+userColumns+` FROM users ORDER BY email`)
	return all, notRead(ctx, err)
}

// User returns the user with that address.
func (s *Store) User(ctx context.Context, email string) (host.User, error) {
	if !storable(email) {
		return host.User{}, notFound("user", email)
	}
	u, err := user(ctx, s.read, email)
	return u, notRead(ctx, err)
}

// HasUsers reports whether there is anybody who could sign in.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	var has bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM users)`).Scan(&has)
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

// signedIn writes down when a user last began a session.
func signedIn(ctx context.Context, tx querier, userID string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE users SET last_sign_in_at = $1 WHERE id = $2`, micros(at), userID)
	return err
}
