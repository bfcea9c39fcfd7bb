package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// ClaimLink takes the mail that has been due longest, with a new token and a
// new code; they count from now. Nobody else gets it for that long. ok is false
// when none is due; one that nobody will wait for any more never is.
func (s *Store) ClaimLink(ctx context.Context, hold time.Duration) (l host.Link, ok bool, err error) {
	now := s.now()
	err = s.tx(ctx, func(tx querier) error {
		l = host.Link{Token: host.NewLinkToken(), Code: host.NewLinkCode(), ExpiresAt: fromMicros(micros(now.Add(host.LinkLife)))}
		ok = false
		// The code's hash needs the address, so the row is found first; it stays as it is until the end.
		err := tx.QueryRowContext(ctx, `UPDATE links SET sends = sends + 1, due_at = $1
			WHERE id = (SELECT id FROM links WHERE due_at <= $2 AND created_at > $3 ORDER BY due_at, id LIMIT 1`+s.dialect.skipLocked+`)
			RETURNING id, email, sends`, micros(now.Add(hold)), micros(now), micros(now.Add(-linkFor))).Scan(&l.ID, &l.Email, &l.Sends)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		ok = true
		_, err = tx.ExecContext(ctx, `UPDATE links SET token_hash = $1, code_hash = $2, tries = 0, expires_at = $3 WHERE id = $4`,
			host.HashSecret(l.Token), host.HashLinkCode(l.Email, l.Code), micros(l.ExpiresAt), l.ID)
		return err
	})
	return l, ok && err == nil, err
}

// LinkSent takes the mail out of the outbox. It changes nothing when the mail
// was claimed again meanwhile.
func (s *Store) LinkSent(ctx context.Context, l host.Link) error {
	return s.tx(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE links SET due_at = NULL, sent_at = $1
			WHERE id = $2 AND sends = $3 AND due_at IS NOT NULL`, micros(s.now()), l.ID, l.Sends)
		return err
	})
}

// LinkFailed makes the mail due again after a while; zero or less gives it up.
// It changes nothing when the mail was claimed again meanwhile.
func (s *Store) LinkFailed(ctx context.Context, l host.Link, again time.Duration) error {
	due := sql.NullInt64{Int64: micros(s.now().Add(again)), Valid: again > 0}
	return s.tx(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE links SET due_at = $1
			WHERE id = $2 AND sends = $3 AND due_at IS NOT NULL`, due, l.ID, l.Sends)
		return err
	})
}
