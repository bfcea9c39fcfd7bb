package store_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

const ada = "ada@example.com"

// requestLink asks for a mail and takes it out of the outbox.
func requestLink(t testing.TB, s *store.Store, email string) host.Link {
	t.Helper()
	if !must[bool](t)(s.RequestLink(ctx, email, "192.0.2.1")) {
		t.Fatal("too many links were asked for")
	}
	l := claimLink(t, s)
	check(t, s.LinkSent(ctx, l))
	return l
}

func claimLink(t testing.TB, s *store.Store) host.Link {
	t.Helper()
	l, ok, err := s.ClaimLink(ctx, time.Minute)
	if err != nil || !ok {
		t.Fatalf("no mail is due: %v", err)
	}
	return l
}

// attempt is a sign-in with a new session.
func attempt(in host.SignIn) host.SignIn {
	in.Hash = host.HashSecret(host.NewSessionSecret())
	return in
}

func signIn(t testing.TB, s *store.Store, in host.SignIn) host.Session {
	t.Helper()
	return must[host.Session](t)(s.SignIn(ctx, attempt(in)))
}

func refused(t testing.TB, s *store.Store, what string, in host.SignIn) {
	t.Helper()
	if _, err := s.SignIn(ctx, attempt(in)); !errors.Is(err, host.ErrLinkInvalid) {
		t.Fatalf("%s: got %v, want %v", what, err, host.ErrLinkInvalid)
	}
}

func TestLinks(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		equal(t, "has users", must[bool](t)(s.HasUsers(ctx)), false)
		l := requestLink(t, s, ada)
		equal(t, "has users", must[bool](t)(s.HasUsers(ctx)), false)
		refused(t, s, "another token", host.SignIn{Token: host.NewLinkToken()})
		refused(t, s, "another's code", host.SignIn{Email: "bob@example.com", Code: l.Code})
		first := signIn(t, s, host.SignIn{Token: l.Token, UserAgent: "Firefox", Address: "192.0.2.7"})
		equal(t, "has users", must[bool](t)(s.HasUsers(ctx)), true)
		refused(t, s, "the token again", host.SignIn{Token: l.Token})
		refused(t, s, "the code of a used link", host.SignIn{Email: ada, Code: l.Code})
		equal(t, "session", first, host.Session{ID: first.ID, Hash: first.Hash, Role: host.RoleOwner, UserAgent: "Firefox", Address: "192.0.2.7",
			User:      host.User{ID: first.User.ID, Email: ada, CreatedAt: c.now(), LastSignInAt: c.now()},
			Org:       host.Org{ID: first.Org.ID, Name: first.Org.Name, Tier: host.Enterprise.Name, CreatedAt: c.now()},
			CreatedAt: c.now(), LastUsedAt: c.now(), ExpiresAt: c.now().Add(host.SessionLife)})

		l = requestLink(t, s, ada)
		second := signIn(t, s, host.SignIn{Email: ada, Code: l.Code, Replaces: first.Hash})
		equal(t, "user", second.User.ID, first.User.ID)
		equal(t, "org", second.Org, first.Org)
		over := must[host.Session](t)(s.SessionByHash(ctx, first.Hash))
		wantCode(t, over.Check(c.now()), host.SessionExpired)

		// A new link takes the place of the one before.
		old := requestLink(t, s, ada)
		l = requestLink(t, s, ada)
		refused(t, s, "a superseded token", host.SignIn{Token: old.Token})
		if old.Code != l.Code {
			refused(t, s, "a superseded code", host.SignIn{Email: ada, Code: old.Code})
		}
		c.advance(host.LinkLife)
		refused(t, s, "a token that has expired", host.SignIn{Token: l.Token})
		refused(t, s, "a code that has expired", host.SignIn{Email: ada, Code: l.Code})

		// Five codes can be tried; the token goes on.
		c.advance(time.Hour)
		l = requestLink(t, s, ada)
		wrong := "000000"
		if l.Code == wrong {
			wrong = "000001"
		}
		for range host.LinkTries {
			refused(t, s, "a wrong code", host.SignIn{Email: ada, Code: wrong})
		}
		refused(t, s, "the sixth code, which is right", host.SignIn{Email: ada, Code: l.Code})
		signIn(t, s, host.SignIn{Token: l.Token})
		equal(t, "refusals in the audit log", count(t, s, "audit WHERE action = 'sign-in.refused'"), host.LinkTries+1) // and the superseded code
	})
}

func TestAudit(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(func() time.Time { c.advance(time.Second); return c.now() })
		session := signIn(t, s, host.SignIn{Token: requestLink(t, s, ada).Token, Address: "192.0.2.7"})
		her := host.Actor{ID: session.User.ID, Address: "192.0.2.7"}
		key := newKey(session.Org.ID, "Jenkins", c.now())
		check(t, s.CreateKey(ctx, key, her))
		for range 2 {
			must[host.Key](t)(s.RevokeKey(ctx, session.Org.ID, key.ID, host.Operator))
		}
		check(t, s.EndSession(ctx, her.ID, session.ID, her))
		all := must[[]host.AuditEntry](t)(s.Audit(ctx, "", 100))
		var said []string
		for _, e := range all {
			said = append(said, fmt.Sprint(e.Action, " ", e.Email, " ", e.Actor.Address))
			equal(t, "id", e.ID[:4], "evt_")
		}
		equal(t, "log", said, []string{
			"session.ended " + ada + " 192.0.2.7", "key.revoked  ", "key.created " + ada + " 192.0.2.7",
			"session.begun " + ada + " 192.0.2.7", "member.added " + ada + " 192.0.2.7", "org.created " + ada + " 192.0.2.7",
			"user.created " + ada + " 192.0.2.7"})
		equal(t, "of the org", must[[]host.AuditEntry](t)(s.Audit(ctx, session.Org.ID, 100)), all[:6])
		equal(t, "the newest", must[[]host.AuditEntry](t)(s.Audit(ctx, "", 1)), all[:1])
		equal(t, "detail", all[2].Subject+" "+all[2].Detail, key.ID+" Jenkins: artifacts:read,generations:read,generations:write")
	})
}

func TestSweepRemovesWhatIsOver(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		begin := func(email string) host.Session {
			return signIn(t, s, host.SignIn{Token: requestLink(t, s, email).Token})
		}
		ended := begin(ada)
		check(t, s.EndSession(ctx, ended.User.ID, ended.ID, host.Operator))
		begin("idle@example.com")
		kept := begin("busy@example.com")
		must[bool](t)(s.RequestLink(ctx, "late@example.com", "192.0.2.1")) // not sent yet
		equal(t, "swept at once", must[int](t)(s.Sweep(ctx)), 0)

		c.advance(host.SessionIdle + time.Second)
		check(t, s.TouchSessions(ctx, map[string]time.Time{kept.ID: c.now()}))
		swept := must[int](t)(s.Sweep(ctx))
		equal(t, "sessions", count(t, s, "sessions"), 1)
		equal(t, "links", count(t, s, "links"), 0)
		equal(t, "throttles", count(t, s, "throttles"), 0)
		equal(t, "swept", swept, 2+4+6)
		check(t, must[host.Session](t)(s.SessionByHash(ctx, kept.Hash)).Check(c.now()))
		equal(t, "audit", count(t, s, "audit WHERE action = 'session.begun'"), 3)
	})
}

// TestOnlyHashesAreStored looks for secrets in every column of the tables.
func TestOnlyHashesAreStored(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		sent := requestLink(t, s, ada)
		made := must[host.Link](t)(s.MakeLink(ctx, "bob@example.com", "demo", host.Operator))
		secret := host.NewSessionSecret()
		must[host.Session](t)(s.SignIn(ctx, host.SignIn{Token: made.Token, Hash: host.HashSecret(secret)}))
		for _, l := range []host.Link{sent, made} {
			for _, text := range []string{l.Token, l.Code} {
				equal(t, "links with "+text, countText(t, s, `SELECT count(*) FROM links
					WHERE token_hash LIKE $1 OR code_hash = $2 OR email LIKE $1 OR org_name LIKE $1`, text), 0)
			}
		}
		equal(t, "sessions", countText(t, s, `SELECT count(*) FROM sessions WHERE hash LIKE $1 OR user_agent = $2`, secret), 0)
		equal(t, "audit", countText(t, s, `SELECT count(*) FROM audit WHERE detail LIKE $1 OR subject LIKE $1 OR detail = $2`, made.Token), 0)
	})
}

func countText(t *testing.T, s *store.Store, query, text string) (n int) {
	t.Helper()
	check(t, s.DB().QueryRowContext(ctx, query, "%"+text+"%", text).Scan(&n))
	return n
}

func TestOutbox(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, other, c := open(), open(), newClock()
		s.SetClock(c.now)
		other.SetClock(c.now)
		none := func(why string) {
			t.Helper()
			if l, ok, err := other.ClaimLink(ctx, time.Minute); ok || err != nil {
				t.Fatalf("%s: got %+v %v", why, l, err)
			}
		}
		none("nothing was asked for")
		must[bool](t)(s.RequestLink(ctx, ada, "192.0.2.1"))
		first := claimLink(t, s)
		none("another host is at it")
		c.advance(time.Minute) // and dies
		second := claimLink(t, other)
		equal(t, "sends", second.Sends, 2)
		equal(t, "expiry", second.ExpiresAt, c.now().Add(host.LinkLife))
		check(t, s.LinkSent(ctx, first)) // it was only slow
		refused(t, s, "the token of a mail that was sent again", host.SignIn{Token: first.Token})

		check(t, other.LinkFailed(ctx, second, 5*time.Second))
		none("it is due in five seconds")
		c.advance(5 * time.Second)
		third := claimLink(t, s)
		check(t, s.LinkSent(ctx, third))
		c.advance(time.Hour)
		none("it was sent")
		refused(t, s, "after an hour", host.SignIn{Token: third.Token})

		must[bool](t)(s.RequestLink(ctx, ada, "192.0.2.1"))
		check(t, s.LinkFailed(ctx, claimLink(t, s), 0))
		c.advance(time.Hour)
		none("it was given up")
		must[bool](t)(s.RequestLink(ctx, ada, "192.0.2.1"))
		must[bool](t)(s.RequestLink(ctx, ada, "192.0.2.1"))
		claimLink(t, s)
		none("the first was superseded before it was sent")
		signIn(t, s, host.SignIn{Token: must[host.Link](t)(s.MakeLink(ctx, ada, "", host.Operator)).Token})
		c.advance(time.Hour)
		none("an operator's link came in between")
		must[bool](t)(s.RequestLink(ctx, ada, "192.0.2.1"))
		c.advance(25 * time.Hour)
		none("nobody waits for a mail from yesterday")
	})
}

// Each of many mails is taken by one of many hosts.
func TestEveryMailIsClaimedOnce(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts := []*store.Store{open(), open()}
		for i := range 20 {
			must[bool](t)(hosts[0].RequestLink(ctx, fmt.Sprintf("user%d@example.com", i), "192.0.2.1"))
		}
		var claimed atomic.Int32
		parallel(16, func(i int) {
			for {
				_, ok, err := hosts[i%2].ClaimLink(ctx, time.Minute)
				if err != nil {
					t.Error(err)
				}
				if !ok {
					return
				}
				claimed.Add(1)
			}
		})
		// On PostgreSQL one may be missed by all while another looks at it, and is due the next time.
		for {
			if _, ok, err := hosts[0].ClaimLink(ctx, time.Minute); err != nil || !ok {
				check(t, err)
				break
			}
			claimed.Add(1)
		}
		equal(t, "claimed", claimed.Load(), int32(20))
	})
}

func TestLinksAreThrottled(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts, c := []*store.Store{open(), open()}, newClock()
		for _, h := range hosts {
			h.SetClock(c.now)
		}
		var accepted atomic.Int32
		ask := func(n int, email, address func(i int) string) int32 {
			accepted.Store(0)
			parallel(n, func(i int) {
				ok, err := hosts[i%2].RequestLink(ctx, email(i), address(i))
				if err != nil {
					t.Error(err)
				}
				if ok {
					accepted.Add(1)
				}
			})
			return accepted.Load()
		}
		one := func(text string) func(int) string { return func(int) string { return text } }
		each := func(form string) func(int) string { return func(i int) string { return fmt.Sprintf(form, i) } }
		equal(t, "to one address", ask(40, one(ada), each("198.51.100.%d")), int32(5))
		equal(t, "mails that are due", count(t, hosts[0], "links WHERE due_at IS NOT NULL"), 1)
		c.advance(10 * time.Minute)
		equal(t, "ten minutes later", ask(4, one(ada), each("198.51.100.%d")), int32(1))
		equal(t, "from one client", ask(60, each("user%d@example.com"), one("192.0.2.1")), int32(30))
		c.advance(time.Hour)
		equal(t, "from one client's IPv6 network", ask(60, each("user%d@example.net"), each("2001:db8:1:2::%d")), int32(30))
		c.advance(time.Hour)
		equal(t, "in all", ask(400, each("user%d@example.org"), each("203.0.113.%d")), int32(300))
	})
}

func TestSessions(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, other, c := open(), open(), newClock()
		s.SetClock(c.now)
		other.SetClock(c.now)
		begin := func() host.Session {
			return signIn(t, s, host.SignIn{Token: must[host.Link](t)(s.MakeLink(ctx, ada, "demo", host.Operator)).Token})
		}
		old := begin()
		c.advance(time.Second)
		session := begin()
		userID := session.User.ID
		equal(t, "sessions", must[[]host.Session](t)(s.Sessions(ctx, userID)), []host.Session{session, {ID: old.ID, Hash: old.Hash,
			User: session.User, Org: old.Org, Role: old.Role, CreatedAt: old.CreatedAt, LastUsedAt: old.LastUsedAt, ExpiresAt: old.ExpiresAt}})
		equal(t, "on another host", must[host.Session](t)(other.SessionByHash(ctx, session.Hash)), session)
		for _, hash := range []string{"", "unknown", "nul\x00", "\xff"} {
			_, err := s.SessionByHash(ctx, hash)
			wantCode(t, err, host.NotFound)
		}

		c.advance(host.SessionIdle - time.Minute)
		check(t, s.TouchSessions(ctx, nil))
		check(t, s.TouchSessions(ctx, map[string]time.Time{session.ID: c.now(), "ses_unknown": c.now()}))
		check(t, s.TouchSessions(ctx, map[string]time.Time{session.ID: c.now().Add(-time.Hour)}))
		c.advance(time.Minute)
		for _, one := range []struct {
			hash string
			over bool
		}{{old.Hash, true}, {session.Hash, false}} {
			err := must[host.Session](t)(s.SessionByHash(ctx, one.hash)).Check(c.now())
			equal(t, "over", err != nil, one.over)
		}
		equal(t, "in use", len(must[[]host.Session](t)(s.Sessions(ctx, userID))), 1)
		for c.now().Before(session.ExpiresAt) {
			check(t, s.TouchSessions(ctx, map[string]time.Time{session.ID: c.now()}))
			c.advance(24 * time.Hour)
		}
		wantCode(t, must[host.Session](t)(s.SessionByHash(ctx, session.Hash)).Check(c.now()), host.SessionExpired)

		wantCode(t, s.EndSession(ctx, "usr_other", session.ID, host.Operator), host.NotFound)
		wantCode(t, s.EndSession(ctx, userID, "\x00", host.Operator), host.NotFound)
		one, two := begin(), begin()
		for range 2 {
			check(t, s.EndSession(ctx, userID, one.ID, host.Actor{ID: userID}))
		}
		wantCode(t, must[host.Session](t)(other.SessionByHash(ctx, one.Hash)).Check(c.now()), host.SessionExpired)
		check(t, must[host.Session](t)(other.SessionByHash(ctx, two.Hash)).Check(c.now()))
		check(t, other.EndSessions(ctx, userID, host.Operator))
		equal(t, "after signing out everywhere", len(must[[]host.Session](t)(s.Sessions(ctx, userID))), 0)
	})
}

func TestMembers(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		enter := func(email string) host.Session {
			t.Helper()
			c.advance(time.Second)
			return signIn(t, s, host.SignIn{Token: must[host.Link](t)(s.MakeLink(ctx, email, "", host.Operator)).Token})
		}
		check(t, s.AddMember(ctx, org.ID, ada, host.RoleOwner, host.Operator))
		equal(t, "ada's org", enter(ada).Org.Name, "demo")
		own := enter("bob@example.com").Org
		c.advance(time.Second)
		check(t, s.AddMember(ctx, org.ID, "bob@example.com", host.RoleMember, host.Operator))
		bob := enter("bob@example.com")
		equal(t, "bob's org", bob.Org.ID, org.ID)
		equal(t, "bob's role", bob.Role, host.RoleMember)
		check(t, s.AddMember(ctx, org.ID, "bob@example.com", host.RoleOwner, host.Operator))
		equal(t, "bob's role in his session", must[host.Session](t)(s.SessionByHash(ctx, bob.Hash)).Role, host.RoleOwner)
		var emails []string
		for _, m := range must[[]host.Member](t)(s.Members(ctx, org.ID)) {
			emails = append(emails, m.Email+" "+string(m.Role))
		}
		equal(t, "members", emails, []string{ada + " owner", "bob@example.com owner"})

		check(t, s.RemoveMember(ctx, org.ID, "bob@example.com", host.Operator))
		_, err := s.SessionByHash(ctx, bob.Hash)
		wantCode(t, err, host.NotFound)
		equal(t, "back home", enter("bob@example.com").Org.ID, own.ID)
		wantCode(t, s.RemoveMember(ctx, org.ID, "bob@example.com", host.Operator), host.NotFound)
		wantCode(t, s.RemoveMember(ctx, org.ID, "nobody@example.com", host.Operator), host.NotFound)
		wantCode(t, s.RemoveMember(ctx, org.ID, ada, host.Operator), host.ValidationFailed)
		wantCode(t, s.AddMember(ctx, org.ID, ada, host.RoleMember, host.Operator), host.ValidationFailed)
		wantCode(t, s.AddMember(ctx, "org_unknown", ada, host.RoleOwner, host.Operator), host.NotFound)
	})
}

// Two owners who leave at once leave one behind.
func TestAnOwnerStays(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts := []*store.Store{open(), open()}
		org := demo(t, hosts[0])
		owners := []string{ada, "bob@example.com"}
		for _, email := range owners {
			check(t, hosts[0].AddMember(ctx, org.ID, email, host.RoleOwner, host.Operator))
		}
		parallel(2, func(i int) { _ = hosts[i].RemoveMember(ctx, org.ID, owners[i], host.Operator) })
		equal(t, "owners", len(must[[]host.Member](t)(hosts[0].Members(ctx, org.ID))), 1)
	})
}
