package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/kilnworks/kiln/host"
)

// maxKeys is how many active keys an org can have.
const maxKeys = 100

// CreateKey stores a new API key.
func (s *Store) CreateKey(ctx context.Context, k host.Key, by host.Actor) error {
	scopes, err := toJSON(k.Scopes)
	if err := errors.Join(err, checkText("org", k.OrgID), checkText("id", k.ID), checkText("name", k.Name),
		checkText("hint", k.Hint), checkText("hash", k.Hash)); err != nil {
		return err
	}
	return s.tx(ctx, func(tx querier) error {
		if _, err := orgByID(ctx, tx, k.OrgID); err != nil {
			return err
		}
		var active int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM keys
			WHERE org_id = $1 AND revoked_at = 0 AND (expires_at = 0 OR expires_at > $2)`, k.OrgID, micros(s.now())).Scan(&active)
		if err != nil {
			return err
		}
		if active >= maxKeys {
			return host.Errorf(host.ValidationFailed, "the organization has %d active keys; revoke one that is not needed", active)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO keys
			(org_id, id, name, hint, hash, scopes, created_at, expires_at, last_used_at, revoked_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			k.OrgID, k.ID, k.Name, k.Hint, k.Hash, scopes,
			micros(k.CreatedAt), micros(k.ExpiresAt), micros(k.LastUsedAt), micros(k.RevokedAt))
		if err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{OrgID: k.OrgID, Actor: by, Action: host.AuditKeyCreated, Subject: k.ID,
			Detail: k.Name + ": " + host.ScopeList(k.Scopes)})
	})
}

// Keys returns an org's keys, revoked ones too, newest first.
func (s *Store) Keys(ctx context.Context, orgID string) ([]host.Key, error) {
	if !storable(orgID) {
		return nil, nil
	}
	all, err := collect(ctx, s.read, scanKey,
		`SELECT `+keyColumns+` FROM keys WHERE org_id = $1 ORDER BY created_at DESC, id DESC`, orgID)
	return all, notRead(ctx, err)
}

// KeyByHash returns the key whose secret has that hash, revoked or not.
func (s *Store) KeyByHash(ctx context.Context, hash string) (host.Key, error) {
	missing := host.Errorf(host.NotFound, "there is no such API key")
	if !storable(hash) {
		return host.Key{}, missing
	}
	k, err := scanKey(s.read.QueryRowContext(ctx, `SELECT `+keyColumns+` FROM keys WHERE hash = $1`, hash))
	if errors.Is(err, sql.ErrNoRows) {
		err = missing
	}
	return k, notRead(ctx, err)
}

// RevokeKey ends a key at once and on every host. Revoking it again changes
// nothing.
func (s *Store) RevokeKey(ctx context.Context, orgID, id string, by host.Actor) (host.Key, error) {
	if !storable(orgID) || !storable(id) {
		return host.Key{}, notFound("API key", id)
	}
	var k host.Key
	err := s.tx(ctx, func(tx querier) error {
		revoked, err := changedOne(tx.ExecContext(ctx, `UPDATE keys SET revoked_at = $1
			WHERE org_id = $2 AND id = $3 AND revoked_at = 0`, micros(s.now()), orgID, id))
		if err == nil && revoked {
			err = s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: by, Action: host.AuditKeyRevoked, Subject: id})
		}
		if err != nil {
			return err
		}
		k, err = scanKey(tx.QueryRowContext(ctx,
			`SELECT `+keyColumns+` FROM keys WHERE org_id = $1 AND id = $2`, orgID, id))
		if errors.Is(err, sql.ErrNoRows) {
			err = notFound("API key", id)
		}
		return err
	})
	return k, err
}

// TouchKeys records when keys, by id, were last used. A time before the
// recorded one changes nothing.
func (s *Store) TouchKeys(ctx context.Context, lastUsed map[string]time.Time) error {
	return s.touch(ctx, `UPDATE keys SET last_used_at = $1 WHERE id = $2 AND last_used_at < $1`, lastUsed)
}

// touch runs the statement with each time and id.
func (s *Store) touch(ctx context.Context, statement string, lastUsed map[string]time.Time) error {
	if len(lastUsed) == 0 {
		return nil
	}
	return s.tx(ctx, func(tx querier) error {
		// In one order on every host, so that no two wait for each other.
		for _, id := range slices.Sorted(maps.Keys(lastUsed)) {
			if _, err := tx.ExecContext(ctx, statement, micros(lastUsed[id]), id); err != nil {
				return err
			}
		}
		return nil
	})
}

const keyColumns = `org_id, id, name, hint, hash, scopes, created_at, expires_at, last_used_at, revoked_at`

func scanKey(r row) (host.Key, error) {
	var (
		k                                           host.Key
		scopes                                      string
		createdAt, expiresAt, lastUsedAt, revokedAt int64
	)
	err := r.Scan(&k.OrgID, &k.ID, &k.Name, &k.Hint, &k.Hash, &scopes,
		&createdAt, &expiresAt, &lastUsedAt, &revokedAt)
	if err != nil {
		return host.Key{}, err
	}
	k.CreatedAt, k.ExpiresAt = fromMicros(createdAt), fromMicros(expiresAt)
	k.LastUsedAt, k.RevokedAt = fromMicros(lastUsedAt), fromMicros(revokedAt)
	return k, fromJSON(scopes, &k.Scopes)
}
