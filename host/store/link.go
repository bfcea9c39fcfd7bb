package store

import (
	"context"
	"database/sql"
	"errors"
	"net/netip"
	"time"

	"github.com/kilnworks/kiln/host"
)

// linkThrottles bound how many mails strangers can make Kiln send: in all, by
// client address, and to one mail address. The last also bounds how many codes
// can be guessed: 5 for each link, at most 6 links an hour.
func linkThrottles(email, address string) []throttle {
	return []throttle{
		{key: "link", interval: 200 * time.Millisecond, burst: 300},
		{key: "link client " + networkOf(address), interval: 30 * time.Second, burst: 30},
		{key: "link mail " + email, interval: 10 * time.Minute, burst: 5},
	}
}

// networkOf returns what one client can have addresses of: with IPv6 that is
// a whole network of 64 bits.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	return netip.PrefixFrom(a.WithZone(""), 64).Masked().String()
}

// RequestLink has a link sent to the mail address, in place of any that was
// asked for before, for a client with that address. Where too many were asked
// for, nothing happens and accepted is false.
func (s *Store) RequestLink(ctx context.Context, email, address string) (accepted bool, err error) {
	if err := errors.Join(checkText("email", email), checkText("address", address)); err != nil {
		return false, err
	}
	now := s.now()
	err = s.tx(ctx, func(tx querier) error {
		accepted = false
		for _, t := range linkThrottles(email, address) {
			ok, err := t.pass(ctx, tx, now)
			if err != nil {
				return err
			}
			if !ok {
				return errThrottled // and take no turn from the others
			}
		}
		accepted = true
		if err := supersede(ctx, tx, email, now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO links (id, email, created_at, expires_at, due_at)
			VALUES ($1, $2, $3, $4, $5)`, host.NewID("lnk"), email, micros(now), micros(now.Add(host.LinkLife)), micros(now))
		return err
	})
	if errors.Is(err, errThrottled) {
		return false, nil
	}
	return accepted, err
}

var errThrottled = errors.New("asked for too often")

// MakeLink returns a link that no mail is sent with. Whoever uses it becomes an
// owner of the org of that name, which is made if there is none; without a name
// it signs in to the user's own.
func (s *Store) MakeLink(ctx context.Context, email, orgName string, by host.Actor) (host.Link, error) {
	if err := checkText("email", email); err != nil {
		return host.Link{}, err
	}
	if orgName != "" {
		if err := host.CheckOrgName(orgName); err != nil {
			return host.Link{}, err
		}
	}
	now := s.now()
	l := host.Link{ID: host.NewID("lnk"), Email: email, Token: host.NewLinkToken(), Code: host.NewLinkCode(),
		ExpiresAt: fromMicros(micros(now.Add(host.LinkLife)))}
	err := s.tx(ctx, func(tx querier) error {
		if err := supersede(ctx, tx, email, now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO links (id, email, org_name, token_hash, code_hash, created_at, expires_at, sent_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, l.ID, email, orgName, host.HashSecret(l.Token),
			host.HashLinkCode(email, l.Code), micros(now), micros(l.ExpiresAt), micros(now))
		if err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{Actor: by, Action: host.AuditLinkMade, Subject: l.ID})
	})
	return l, err
}

// supersede closes the links that were asked for before.
func supersede(ctx context.Context, tx querier, email string, now time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE links SET closed_at = $1, due_at = NULL WHERE email = $2 AND closed_at = 0`,
		micros(now), email)
	return err
}

// SignIn redeems a link, once, and begins a session. Whoever signs in for the
// first time becomes a user, with an org of their own. Whatever is wrong with
// the link or the code is [host.ErrLinkInvalid].
func (s *Store) SignIn(ctx context.Context, in host.SignIn) (host.Session, error) {
	var session host.Session
	var redeemed bool
	err := s.tx(ctx, func(tx querier) error {
		found, ok, err := s.redeem(ctx, tx, in)
		switch redeemed = ok && err == nil; {
		case redeemed:
			session, err = s.enter(ctx, tx, found.email, found.orgName, in)
		case err == nil && found.id != "":
			err = s.note(ctx, tx, host.AuditEntry{Actor: host.Actor{ID: stranger, Address: in.Address},
				Action: host.AuditSignInRefused, Subject: found.id, Detail: "wrong code"})
		}
		return err // none where nothing fits: what was tried counts
	})
	switch {
	case err != nil:
		return host.Session{}, err
	case !redeemed:
		return host.Session{}, host.ErrLinkInvalid
	}
	return session, nil
}

// stranger is an actor who is not known.
const stranger = "stranger"

// openLink is what is stored of a link that can be used.
type openLink struct{ id, email, orgName string }

// redeem closes the link if token or code fit; without an id there is none. One statement does it, so of
// any number of callers one succeeds.
func (s *Store) redeem(ctx context.Context, tx querier, in host.SignIn) (l openLink, ok bool, err error) {
	now := micros(s.now())
	if in.Token != "" {
		err = tx.QueryRowContext(ctx, `UPDATE links SET closed_at = $1, due_at = NULL
			WHERE token_hash = $2 AND token_hash <> '' AND closed_at = 0 AND expires_at > $1
			RETURNING id, email, org_name, TRUE`, now, host.HashSecret(in.Token)).Scan(&l.id, &l.email, &l.orgName, &ok)
	} else {
		err = tx.QueryRowContext(ctx, `UPDATE links SET tries = tries + 1,
				closed_at = CASE WHEN code_hash = $1 THEN CAST($2 AS BIGINT) ELSE 0 END,
				due_at = CASE WHEN code_hash = $1 THEN NULL ELSE due_at END
			WHERE email = $3 AND code_hash <> '' AND closed_at = 0 AND expires_at > $2 AND tries < $4
			RETURNING id, email, org_name, closed_at <> 0`,
			host.HashLinkCode(in.Email, in.Code), now, in.Email, host.LinkTries).Scan(&l.id, &l.email, &l.orgName, &ok)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return openLink{}, false, nil
	}
	return l, ok, err
}

// enter begins a session for the owner of the address.
func (s *Store) enter(ctx context.Context, tx querier, email, orgName string, in host.SignIn) (host.Session, error) {
	u, err := s.ensureUser(ctx, tx, email, host.Actor{Address: in.Address})
	if err != nil {
		return host.Session{}, err
	}
	if err := signedIn(ctx, tx, u.ID, s.now()); err != nil {
		return host.Session{}, err
	}
	orgID, err := s.orgFor(ctx, tx, u, orgName, host.Actor{ID: u.ID, Address: in.Address})
	if err != nil {
		return host.Session{}, err
	}
	return s.beginSession(ctx, tx, orgID, u.ID, in)
}

// orgFor returns the org that the user signs in to: the named one, the one
// joined last, or a new one.
func (s *Store) orgFor(ctx context.Context, tx querier, u host.User, name string, by host.Actor) (string, error) {
	if name == "" {
		orgID, err := placeOf(ctx, tx, u.ID)
		if err != nil || orgID != "" {
			return orgID, err
		}
		name = host.NewOrgName(u.Email)
	}
	o, err := s.ensureOrg(ctx, tx, name, by)
	if err != nil {
		return "", err
	}
	return o.ID, s.join(ctx, tx, o.ID, u.ID, host.RoleOwner, by)
}
