package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// SessionByHash returns the session whose secret has that hash, ended or not.
// The session of a user who left its org is not found.
func (s *Store) SessionByHash(ctx context.Context, hash string) (host.Session, error) {
	missing := host.Errorf(host.NotFound, "there is no such session")
	if !storable(hash) {
		return host.Session{}, missing
	}
	found, err := scanSession(s.read.QueryRowContext(ctx, sessionQuery+` WHERE s.hash = $1`, hash))
	if errors.Is(err, sql.ErrNoRows) {
		err = missing
	}
	return found, notRead(ctx, err)
}

// Sessions returns the sessions that a user can still use, newest first.
func (s *Store) Sessions(ctx context.Context, userID string) ([]host.Session, error) {
	now := s.now()
	all, err := collect(ctx, s.read, scanSession, sessionQuery+`
		WHERE s.user_id = $1 AND s.ended_at = 0 AND s.expires_at > $2 AND s.last_used_at > $3
		ORDER BY s.created_at DESC, s.id DESC`, userID, micros(now), micros(now.Add(-host.SessionIdle)))
	return all, notRead(ctx, err)
}

// EndSession signs out one of the user's sessions, at once and on every host.
// To end it again changes nothing.
func (s *Store) EndSession(ctx context.Context, userID, id string, by host.Actor) error {
	if !storable(id) {
		return notFound("session", id)
	}
	return s.tx(ctx, func(tx querier) error {
		var orgID string
		var endedAt int64
		err := tx.QueryRowContext(ctx, `SELECT org_id, ended_at FROM sessions WHERE user_id = $1 AND id = $2`,
			userID, id).Scan(&orgID, &endedAt)
		if errors.Is(err, sql.ErrNoRows) {
			return notFound("session", id)
		}
		if err != nil || endedAt != 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE sessions SET ended_at = $1 WHERE org_id = $2 AND id = $3 AND ended_at = 0`,
			micros(s.now()), orgID, id)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: by, Action: host.AuditSessionEnded, Subject: id})
	})
}

// EndSessions signs the user out everywhere.
func (s *Store) EndSessions(ctx context.Context, userID string, by host.Actor) error {
	return s.tx(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE sessions SET ended_at = $1 WHERE user_id = $2 AND ended_at = 0`,
			micros(s.now()), userID)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{Actor: by, Action: host.AuditSessionsEnded, Subject: userID})
	})
}

// TouchSessions records when sessions, by id, were last used. A time before
// the recorded one changes nothing.
func (s *Store) TouchSessions(ctx context.Context, lastUsed map[string]time.Time) error {
	return s.touch(ctx, `UPDATE sessions SET last_used_at = $1 WHERE id = $2 AND last_used_at < $1`, lastUsed)
}

// beginSession stores a new session for the user in the org.
func (s *Store) beginSession(ctx context.Context, tx querier, orgID, userID string, in host.SignIn) (host.Session, error) {
	now := s.now()
	_, err := tx.ExecContext(ctx, `UPDATE sessions SET ended_at = $1 WHERE hash = $2 AND ended_at = 0`, micros(now), in.Replaces)
	if err != nil {
		return host.Session{}, err
	}
	id := host.NewID("ses")
	_, err = tx.ExecContext(ctx, `INSERT INTO sessions
		(org_id, id, user_id, hash, user_agent, address, created_at, last_used_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, orgID, id, userID, in.Hash,
		cleaned(in.UserAgent), cleaned(in.Address), micros(now), micros(now), micros(now.Add(host.SessionLife)))
	if err != nil {
		return host.Session{}, err
	}
	err = s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: host.Actor{ID: userID, Address: in.Address},
		Action: host.AuditSessionBegun, Subject: id})
	if err != nil {
		return host.Session{}, err
	}
	return scanSession(tx.QueryRowContext(ctx, sessionQuery+` WHERE s.org_id = $1 AND s.id = $2`, orgID, id))
}

const sessionQuery = `SELECT s.id, s.hash, s.user_agent, s.address, s.created_at, s.last_used_at, s.expires_at, s.ended_at,
		u.id, u.email, u.created_at, u.last_sign_in_at, m.role,
		o.id, o.name, o.tier, o.created_at, o.tier_until_at, o.trial_from_at
	FROM sessions s
	JOIN users u ON u.id = s.user_id
	JOIN members m ON m.org_id = s.org_id AND m.user_id = s.user_id
	JOIN orgs o ON o.id = s.org_id`

func scanSession(r row) (host.Session, error) {
	var (
		s                                         host.Session
		createdAt, lastUsedAt, expiresAt, endedAt int64
		userCreatedAt, signInAt                   int64
		orgCreatedAt, tierUntil, trialFrom        int64
	)
	err := r.Scan(&s.ID, &s.Hash, &s.UserAgent, &s.Address, &createdAt, &lastUsedAt, &expiresAt, &endedAt,
		&s.User.ID, &s.User.Email, &userCreatedAt, &signInAt, &s.Role,
		&s.Org.ID, &s.Org.Name, &s.Org.Tier, &orgCreatedAt, &tierUntil, &trialFrom)
	if err != nil {
		return host.Session{}, err
	}
	s.CreatedAt, s.LastUsedAt = fromMicros(createdAt), fromMicros(lastUsedAt)
	s.ExpiresAt, s.EndedAt = fromMicros(expiresAt), fromMicros(endedAt)
	s.User.CreatedAt, s.User.LastSignInAt = fromMicros(userCreatedAt), fromMicros(signInAt)
	s.Org.CreatedAt, s.Org.TierUntil, s.Org.TrialFrom = fromMicros(orgCreatedAt), fromMicros(tierUntil), fromMicros(trialFrom)
	return s, nil
}
