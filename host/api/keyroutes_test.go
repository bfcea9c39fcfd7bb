package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// keyBody is a key as the API shows it.
type keyBody struct {
	ID, Name, Prefix, Last4, Status, Key string
	Scopes                               []string
	CreatedAt                            time.Time
	ExpiresAt, LastUsedAt                *time.Time
}

func (b *browser) newKey(body string) (k keyBody) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(b.want(201, "", "POST", "/v1/keys", body)), &k); err != nil {
		b.t.Fatal(err)
	}
	return k
}

func (b *browser) keys() (list struct{ Data []keyBody }) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(b.want(200, "", "GET", "/v1/keys", "")), &list); err != nil {
		b.t.Fatal(err)
	}
	return list
}

// TestKeyRoutes goes through the life of a key, on two hosts.
func TestKeyRoutes(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		secret := newKey(t, db, "demo")
		h, other := serve(t, db, secret, goOn()), serve(t, open(), "", goOn())
		b := newBrowser(t, h.url)
		b.signIn(makeLink(t, db, "ada@example.com", "demo"))
		b.want(403, host.InsufficientScope, "GET", "/v1/keys", "", "Authorization: Bearer "+secret)
		b.want(403, host.InsufficientScope, "POST", "/v1/keys", `{"name":"x"}`, "Authorization: Bearer "+secret)
		b.want(401, host.InvalidAPIKey, "POST", "/v1/keys", `{"name":"x"}`, "Authorization: Bearer "+host.NewSecret())

		made := b.newKey(`{"name":" Jenkins ä ","scopes":["generations:read","artifacts:read"],"expiresAt":"2101-01-01T00:00:00+02:00"}`)
		if made.Name != "Jenkins ä" || made.Prefix != "kiln_live_" || !strings.HasSuffix(made.Key, made.Last4) || made.Status != "active" ||
			!host.CheckSecret(made.Key) || len(made.Scopes) != 2 || made.ExpiresAt == nil || made.ExpiresAt.Format(time.RFC3339) != "2100-12-31T22:00:00Z" {
			t.Errorf("made %+v", made)
		}
		whole := b.newKey(`{"name":"all","scopes":null,"expiresAt":null}`)
		if len(whole.Scopes) != len(host.Scopes) || whole.ExpiresAt != nil || whole.LastUsedAt != nil {
			t.Errorf("made %+v", whole)
		}
		list := b.want(200, "", "GET", "/v1/keys", "")
		if strings.Contains(list, whole.Key) || strings.Contains(list, host.HashSecret(whole.Key)) || len(b.keys().Data) != 3 {
			t.Errorf("the list: %s", list)
		}
		for _, on := range []*hostOn{h, other} {
			on.secret = made.Key
			if res, _ := on.do("GET", "/v1/artifacts", ""); res.StatusCode != 200 {
				t.Errorf("the new key gives %d", res.StatusCode)
			}
			if res, text := on.do("POST", "/v1/generations", "{}"); res.StatusCode != 403 || !strings.Contains(text, "generations:write") {
				t.Errorf("without the scope: %d %s", res.StatusCode, text)
			}
		}
		for range 2 {
			b.want(204, "", "DELETE", "/v1/keys/"+made.ID, "")
			for _, on := range []*hostOn{h, other} {
				if res, text := on.do("GET", "/v1/artifacts", ""); res.StatusCode != 401 || !strings.Contains(text, "key_revoked") {
					t.Errorf("after its revocation the key gives %d %s", res.StatusCode, text)
				}
			}
		}
		for _, k := range b.keys().Data {
			if want := map[bool]string{true: "revoked", false: "active"}[k.ID == made.ID]; k.Status != want {
				t.Errorf("%s is %s", k.Name, k.Status)
			}
		}

		// Another org neither sees nor ends it.
		c := newBrowser(t, h.url)
		c.signIn(makeLink(t, db, "bob@example.com", ""))
		c.want(404, host.NotFound, "DELETE", "/v1/keys/"+whole.ID, "")
		if got := c.keys().Data; len(got) != 0 {
			t.Errorf("another org's list: %v", got)
		}

		// A member sees the keys; owners manage them.
		if err := db.AddMember(t.Context(), b.status().Org.ID, "bob@example.com", host.RoleMember, host.Operator); err != nil {
			t.Fatal(err)
		}
		c.signIn(makeLink(t, db, "bob@example.com", ""))
		if got := c.status().Org; got.Name != "demo" || got.Role != "member" || len(c.keys().Data) != 3 {
			t.Errorf("the member is in %+v", got)
		}
		c.want(403, host.InsufficientScope, "POST", "/v1/keys", `{"name":"x"}`)
		c.want(403, host.InsufficientScope, "DELETE", "/v1/keys/"+whole.ID, "")
		if err := db.RemoveMember(t.Context(), b.status().Org.ID, "bob@example.com", host.Operator); err != nil {
			t.Fatal(err)
		}
		c.want(401, host.SessionExpired, "GET", "/v1/keys", "")
	})
}

func TestKeysThatAreRefused(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.Config{DataDir: t.TempDir()})
	h := serve(t, db, newKey(t, db, "demo"), goOn())
	b := newBrowser(t, h.url)
	b.signIn(makeLink(t, db, "ada@example.com", "demo"))
	for body, want := range map[string]struct {
		status int
		code   host.Code
		says   string
	}{
		`{}`:                 {400, host.ValidationFailed, "what the key is for"},
		`{"name":" "}`:       {400, host.ValidationFailed, "what the key is for"},
		`{"name":"a\u0000"}`: {400, host.ValidationFailed, "printable"},
		`{"name":"` + strings.Repeat("ä", 101) + `"}`: {400, host.ValidationFailed, "1 to 100"},
		`{"name":7}`:                                                    {400, host.ValidationFailed, "send a string"},
		`{"name":"x","scopes":[]}`:                                      {400, host.ValidationFailed, "at least one"},
		`{"name":"x","scopes":"generations:read"}`:                      {400, host.ValidationFailed, "an array of strings"},
		`{"name":"x","scopes":["admin"]}`:                               {400, host.ValidationFailed, "generations:write"},
		`{"name":"x","scopes":["generations:read","generations:read"]}`: {400, host.ValidationFailed, "once"},
		`{"name":"x","scope":["generations:read"]}`:                     {400, host.UnknownOption, "did you mean scopes?"},
		`{"name":"x","expiresAt":"tomorrow"}`:                           {400, host.ValidationFailed, "2027-11-23T00:00:00Z"},
		`{"name":"x","expiresAt":"2020-01-01T00:00:00Z"}`:               {400, host.ValidationFailed, "in the future"},
		`{"name":"x","expiresAt":"9999-01-01T00:00:00Z"}`:               {400, host.ValidationFailed, "in the future"},
		`{"name":"` + strings.Repeat("a", 16<<10) + `"}`:                {413, host.RequestTooLarge, "16384"},
	} {
		if text := b.want(want.status, want.code, "POST", "/v1/keys", body); !strings.Contains(text, want.says) {
			t.Errorf("%.80s: %s", body, text)
		}
	}
	b.want(404, host.NotFound, "DELETE", "/v1/keys/key_unknown", "")
	b.want(404, host.NotFound, "DELETE", "/v1/keys/x%00", "")
	for range 99 {
		b.newKey(`{"name":"one of many"}`)
	}
	b.want(400, host.ValidationFailed, "POST", "/v1/keys", `{"name":"too many"}`)
	b.want(204, "", "DELETE", "/v1/keys/"+b.keys().Data[0].ID, "")
	b.newKey(`{"name":"one for another"}`)
	if res, _ := b.do("POST", "/v1/keys", `{"name":"x"}`, "Accept: application/problem+json", "Sec-Fetch-Site: cross-site"); res.StatusCode != http.StatusForbidden ||
		res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
}
