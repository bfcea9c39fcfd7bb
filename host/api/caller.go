package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// Credentials are what clients prove with who they are.
type Credentials interface {
	// KeyByHash returns the key whose secret has that hash, or not_found.
	KeyByHash(ctx context.Context, hash string) (host.Key, error)
	// TouchKeys stores when keys, by id, were last used.
	TouchKeys(ctx context.Context, lastUsed map[string]time.Time) error
	// SessionByHash returns the session whose secret has that hash, or not_found.
	SessionByHash(ctx context.Context, hash string) (host.Session, error)
	// TouchSessions stores when sessions, by id, were last used.
	TouchSessions(ctx context.Context, lastUsed map[string]time.Time) error
}

// caller is who makes a call: a program with one of an org's keys, or a person
// who is signed in to it. The zero caller is a stranger.
type caller struct {
	orgID   string
	key     *host.Key     // nil for a person
	session *host.Session // nil for a program
}

// actor is the person as the audit log names her.
func (k *call) actor() host.Actor {
	return host.Actor{ID: k.session.User.ID, Address: k.address}
}

// demand is what openapi.yaml asks of an operation's caller.
type demand struct {
	keys, sessions bool     // which of them may call
	scopes         []string // of a key
	roles          []string // of a person, one of them
}

// demandOf returns what the operation asks for; nothing for those open to all.
func demandOf(c *fiber.Ctx) (d demand, guarded bool) {
	d.scopes, d.keys = c.Context().UserValue(BearerAuthScopes).([]string)
	d.roles, d.sessions = c.Context().UserValue(SessionCookieScopes).([]string)
	return d, d.keys || d.sessions
}

// authenticate finds out who calls and lets pass whom openapi.yaml names for
// the operation. Operations that name nobody are open to all.
func (s *Server) authenticate(c *fiber.Ctx, next fiber.Handler) error {
	k := callOf(c.UserContext())
	authorization := headerValues(c, fiber.HeaderAuthorization)
	if len(authorization) == 0 && k.cookie != "" {
		if err := s.checkOrigin(c); err != nil {
			return err
		}
	}
	d, guarded := demandOf(c)
	if !guarded {
		return next(c)
	}
	var err error
	if k.caller, err = s.identify(c.UserContext(), d, authorization, k.cookie); err != nil {
		if host.ErrorCode(err) == host.RateLimited {
			showMisses(c, k.started)
		}
		return err
	}
	if err := s.limit(c, k.orgID, d.keys); err != nil {
		return err
	}
	if err := k.permit(d); err != nil {
		return err
	}
	return next(c)
}

// identify returns the caller. A key that is no good never falls back to the cookie.
func (s *Server) identify(ctx context.Context, d demand, authorization []string, cookie string) (caller, error) {
	switch {
	case len(authorization) > 0:
		return s.identifyKey(ctx, authorization)
	case d.sessions && cookie != "":
		return s.identifySession(ctx, cookie)
	case !d.keys:
		return caller{}, &host.Error{Code: host.MissingCredentials, Param: sessionCookieName,
			Message: "sign in first: this needs the cookie of a session"}
	}
	return caller{}, host.Errorf(host.MissingCredentials, "send the header \"Authorization: Bearer <API key>\", or sign in")
}

func (s *Server) identifyKey(ctx context.Context, authorization []string) (caller, error) {
	secret, err := bearer(authorization)
	if err != nil {
		return caller{}, err
	}
	hash, address, now := host.HashSecret(secret), callOf(ctx).address, time.Now()
	if err := s.strangers.admit(address, hash, now); err != nil {
		return caller{}, err
	}
	key, err := s.Credentials.KeyByHash(ctx, hash)
	if host.ErrorCode(err) == host.NotFound {
		s.strangers.missed(address, now)
		return caller{}, host.Errorf(host.InvalidAPIKey, "there is no such API key; check that all of it was copied")
	}
	if err = errors.Join(err, key.Check(now)); err != nil {
		return caller{}, err
	}
	s.strangers.met(hash, now)
	s.touchKeys.used(key.ID, key.LastUsedAt, now)
	return caller{orgID: key.OrgID, key: &key}, nil
}

func (s *Server) identifySession(ctx context.Context, cookie string) (caller, error) {
	over := host.Session{}.Check(time.Now())
	if !host.CheckSessionSecret(cookie) {
		return caller{}, over
	}
	hash, address, now := host.HashSecret(cookie), callOf(ctx).address, time.Now()
	if err := s.strangers.admit(address, hash, now); err != nil {
		return caller{}, err
	}
	session, err := s.Credentials.SessionByHash(ctx, hash)
	if host.ErrorCode(err) == host.NotFound {
		s.strangers.missed(address, now)
		return caller{}, over
	}
	if err = errors.Join(err, session.Check(now)); err != nil {
		return caller{}, err
	}
	s.strangers.met(hash, now)
	s.touchSessions.used(session.ID, session.LastUsedAt, now)
	return caller{orgID: session.Org.ID, session: &session}, nil
}

// permit tells whether the caller may do what the operation does.
func (c caller) permit(d demand) error {
	if c.session != nil {
		if len(d.roles) > 0 && !slices.Contains(d.roles, string(c.session.Role)) {
			return host.Errorf(host.InsufficientScope, "only an owner of the organization may do this; ask one")
		}
		return nil
	}
	if !d.keys {
		return host.Errorf(host.InsufficientScope, "no API key may do this; sign in, and leave out the Authorization header")
	}
	for _, scope := range d.scopes {
		if !c.key.Allows(host.Scope(scope)) {
			return &host.Error{Code: host.InsufficientScope, Param: scope,
				Message: "the API key " + c.key.Hint + " lacks the scope " + scope + "; use a key that has it"}
		}
	}
	return nil
}

// headerValues returns the header's values that are not empty.
func headerValues(c *fiber.Ctx, name string) (values []string) {
	for _, v := range c.Request().Header.PeekAll(name) {
		if len(v) > 0 {
			values = append(values, string(v))
		}
	}
	return values
}
