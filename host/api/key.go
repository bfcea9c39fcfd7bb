package api

import (
	"context"
	"strings"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Keys are the API keys of orgs. Another org's are not found.
type Keys interface {
	// Keys returns all of an org's, newest first.
	Keys(ctx context.Context, orgID string) ([]host.Key, error)
	CreateKey(ctx context.Context, key host.Key, by host.Actor) error
	// RevokeKey ends a key on every host. To revoke it again changes nothing.
	RevokeKey(ctx context.Context, orgID, id string, by host.Actor) (host.Key, error)
}

// ListKeys shows the org's keys.
func (s *Server) ListKeys(ctx context.Context, _ ListKeysRequestObject) (ListKeysResponseObject, error) {
	all, err := s.Keys.Keys(ctx, callOf(ctx).orgID)
	if err != nil {
		return nil, err
	}
	list, now := KeyList{Data: make([]Key, len(all))}, time.Now()
	for i, k := range all {
		list.Data[i] = keyOf(k, now)
	}
	return ListKeys200JSONResponse{Body: list}, nil
}

// CreateKey makes a key and shows it, this once.
func (s *Server) CreateKey(ctx context.Context, r CreateKeyRequestObject) (CreateKeyResponseObject, error) {
	k, now := callOf(ctx), time.Now()
	name, err := host.CheckKeyName(r.Body.Name)
	if err != nil {
		return nil, err
	}
	scopes, err := scopesOf(r.Body.Scopes)
	if err != nil {
		return nil, err
	}
	expiresAt, err := expiryOf(r.Body.ExpiresAt, now)
	if err != nil {
		return nil, err
	}
	key, secret := host.NewKey(k.orgID, name, scopes, now, expiresAt)
	if err := s.Keys.CreateKey(ctx, key, k.actor()); err != nil {
		return nil, err
	}
	shown := keyOf(key, now)
	return CreateKey201JSONResponse{Body: NewKey{Key: secret,
		Id: shown.Id, Name: shown.Name, Prefix: shown.Prefix, Last4: shown.Last4, Scopes: shown.Scopes, Status: shown.Status,
		CreatedAt: shown.CreatedAt, ExpiresAt: shown.ExpiresAt, LastUsedAt: shown.LastUsedAt}}, nil
}

func scopesOf(names *[]Scope) ([]host.Scope, error) {
	if names != nil && len(*names) == 0 {
		return nil, &host.Error{Code: host.ValidationFailed, Param: "scopes",
			Message: "scopes: name at least one, or leave it out for all"}
	}
	return host.ParseScopes(value(names))
}

// maxExpiry keeps times within what a database column and a calendar can show.
const maxExpiry = 100 * 365 * 24 * time.Hour

// expiryOf reads when a key shall stop working; the zero time is never.
func expiryOf(text *string, now time.Time) (time.Time, error) {
	if text == nil {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, *text)
	if err != nil || !at.After(now) || at.Sub(now) > maxExpiry {
		return time.Time{}, &host.Error{Code: host.ValidationFailed, Param: "expiresAt",
			Message: "expiresAt: write a time in the future like 2027-11-23T00:00:00Z, or leave it out for never"}
	}
	return at, nil
}

func keyOf(k host.Key, now time.Time) Key {
	shown := Key{Id: k.ID, Name: k.Name, Prefix: k.Prefix(), Last4: k.Last4(), Status: k.Status(now),
		Scopes: make([]Scope, len(k.Scopes)), CreatedAt: Time{k.CreatedAt}, ExpiresAt: orNever(k.ExpiresAt), LastUsedAt: orNever(k.LastUsedAt)}
	for i, s := range k.Scopes {
		shown.Scopes[i] = Scope(s)
	}
	return shown
}

// orNever is null for the zero time.
func orNever(t time.Time) *timestamp {
	if t.IsZero() {
		return nil
	}
	return &timestamp{t}
}

// RevokeKey ends a key.
func (s *Server) RevokeKey(ctx context.Context, r RevokeKeyRequestObject) (RevokeKeyResponseObject, error) {
	k := callOf(ctx)
	if _, err := s.Keys.RevokeKey(ctx, k.orgID, r.Id, k.actor()); err != nil {
		return nil, err
	}
	return RevokeKey204Response{}, nil
}

// bearer returns the secret of an Authorization header. A wrong form or
// checksum is refused here, before anybody asks the database.
func bearer(authorization []string) (string, error) {
	if len(authorization) > 1 {
		return "", host.Errorf(host.InvalidAPIKey, "there is more than one Authorization header; send one")
	}
	scheme, secret, _ := strings.Cut(authorization[0], " ")
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
