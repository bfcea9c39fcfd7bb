package api

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// Keys are the API keys that clients call with.
type Keys interface {
	// KeyByHash returns the key whose secret has that hash, or not_found.
	KeyByHash(ctx context.Context, hash string) (host.Key, error)
	// TouchKeys stores when keys, by id, were last used.
	TouchKeys(ctx context.Context, lastUsed map[string]time.Time) error
}

// authenticate lets a call pass if its key has the scopes that openapi.yaml
// names for the operation. Operations without any are open to all.
func (s *Server) authenticate(c *fiber.Ctx, next fiber.Handler) error {
	scopes, guarded := c.Context().UserValue(BearerAuthScopes).([]string)
	if !guarded {
		return next(c)
	}
	secret, err := bearer(c.Request().Header.PeekAll(fiber.HeaderAuthorization))
	if err != nil {
		return err
	}
	key, err := s.Keys.KeyByHash(c.UserContext(), host.HashSecret(secret))
	if host.ErrorCode(err) == host.NotFound {
		return host.Errorf(host.InvalidAPIKey, "there is no such API key; check that all of it was copied")
	}
	now := time.Now()
	if err = errors.Join(err, key.Check(now)); err != nil {
		return err
	}
	callOf(c.UserContext()).key = key
	s.touch.used(key, now)
	if err := s.limit(c, key.OrgID, true); err != nil {
		return err
	}
	for _, scope := range scopes {
		if !key.Allows(host.Scope(scope)) {
			return &host.Error{Code: host.InsufficientScope, Param: scope,
				Message: "the API key " + key.Hint + " lacks the scope " + scope + "; use a key that has it"}
		}
	}
	return next(c)
}

// bearer returns the secret of an Authorization header. A wrong form or
// checksum is refused here, before anybody asks the database.
func bearer(headers [][]byte) (string, error) {
	headers = slices.DeleteFunc(headers, func(h []byte) bool { return len(h) == 0 })
	switch len(headers) {
	case 0:
		return "", host.Errorf(host.MissingCredentials, "send the header \"Authorization: Bearer <API key>\"")
	case 1:
	default:
		return "", host.Errorf(host.InvalidAPIKey, "there is more than one Authorization header; send one")
	}
	scheme, secret, _ := strings.Cut(string(headers[0]), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", host.Errorf(host.MissingCredentials,
			"the Authorization header is not of the form \"Bearer <API key>\"; no other scheme is supported")
	}
	secret = strings.TrimLeft(secret, " ")
	if !host.CheckSecret(secret) {
		return "", host.Errorf(host.InvalidAPIKey,
			"this is not an API key: one is \"kiln_live_\" and 36 letters and digits; check that all of it was copied")
	}
	return secret, nil
}
