package store_test

import (
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

func newKey(orgID, name string, at time.Time) host.Key {
	secret := host.NewSecret()
	return host.Key{ID: host.NewID("key"), OrgID: orgID, Name: name, Hint: host.HintOf(secret),
		Hash: host.HashSecret(secret), Scopes: host.Scopes[:], CreatedAt: at}
}

func TestKeys(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		other := must[host.Org](t)(s.EnsureOrg(ctx, "other"))

		older := newKey(org.ID, "Jenkins ä", c.now())
		older.ExpiresAt = c.now().Add(time.Hour)
		newer := newKey(org.ID, "laptop", c.now().Add(time.Second))
		newer.Scopes = nil
		check(t, s.CreateKey(ctx, older, host.Operator))
		check(t, s.CreateKey(ctx, newer, host.Operator))
		equal(t, "keys", must[[]host.Key](t)(s.Keys(ctx, org.ID)), []host.Key{newer, older})
		equal(t, "another org's", len(must[[]host.Key](t)(s.Keys(ctx, other.ID))), 0)
		equal(t, "by hash", must[host.Key](t)(s.KeyByHash(ctx, older.Hash)), older)
		for _, hash := range []string{"", "unknown", "nul\x00", "\xff"} {
			_, err := s.KeyByHash(ctx, hash)
			wantCode(t, err, host.NotFound)
		}

		check(t, s.TouchKeys(ctx, nil))
		check(t, s.TouchKeys(ctx, map[string]time.Time{older.ID: c.now(), newer.ID: c.now(), "key_unknown": c.now()}))
		check(t, s.TouchKeys(ctx, map[string]time.Time{older.ID: c.now().Add(-time.Hour)}))
		older.LastUsedAt = c.now()
		equal(t, "touched", must[host.Key](t)(s.KeyByHash(ctx, older.Hash)), older)

		for _, id := range []string{"key_unknown", "\x00"} {
			_, err := s.RevokeKey(ctx, org.ID, id, host.Operator)
			wantCode(t, err, host.NotFound)
		}
		_, err := s.RevokeKey(ctx, other.ID, older.ID, host.Operator)
		wantCode(t, err, host.NotFound)
		older.RevokedAt = c.now()
		equal(t, "revoked", must[host.Key](t)(s.RevokeKey(ctx, org.ID, older.ID, host.Operator)), older)
		c.advance(time.Minute)
		equal(t, "revoked again", must[host.Key](t)(s.RevokeKey(ctx, org.ID, older.ID, host.Operator)), older)
		equal(t, "on another host", must[host.Key](t)(open().KeyByHash(ctx, older.Hash)), older)

		wantCode(t, s.CreateKey(ctx, newKey("org_unknown", "", c.now()), host.Operator), host.NotFound)
		wantCode(t, s.CreateKey(ctx, newKey(org.ID, "\x00", c.now()), host.Operator), host.ValidationFailed)
		wantCode(t, s.CreateKey(ctx, older, host.Operator), host.PersistenceFailed) // the same id
	})
}

func TestOrgs(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts := []*store.Store{open(), open()}
		ids := make([]string, 16)
		parallel(len(ids), func(i int) {
			o, err := hosts[i%2].EnsureOrg(ctx, "demo")
			if err != nil {
				t.Error(err)
			}
			ids[i] = o.ID
		})
		for _, id := range ids {
			equal(t, "id", id, ids[0])
		}
		s := hosts[0]
		acme := must[host.Org](t)(s.EnsureOrg(ctx, "acme"))
		demo := must[host.Org](t)(s.Org(ctx, "demo"))
		equal(t, "tier", demo.Tier, host.Enterprise.Name)
		equal(t, "orgs", must[[]host.Org](t)(s.Orgs(ctx)), []host.Org{acme, demo})
		for _, name := range []string{"unknown", "\x00"} {
			_, err := s.Org(ctx, name)
			wantCode(t, err, host.NotFound)
		}
		_, err := s.EnsureOrg(ctx, "No Good")
		wantCode(t, err, host.ValidationFailed)
	})
}
