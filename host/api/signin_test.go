package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// browser keeps cookies, as a browser does, and says where its calls come from.
type browser struct {
	t   *testing.T
	url string
	*http.Client
}

func newBrowser(t *testing.T, base string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{t, base, &http.Client{Jar: jar, CheckRedirect: stay}}
}

// do sends a call from a page of Kiln's own; headers ("Name: value") come on
// top, and those without a value are left out.
func (b *browser) do(method, path, body string, headers ...string) (*http.Response, string) {
	b.t.Helper()
	res, text, err := b.try(method, path, body, headers...)
	if err != nil {
		b.t.Fatal(err)
	}
	return res, text
}

func (b *browser) try(method, path, body string, headers ...string) (*http.Response, string, error) {
	req, err := http.NewRequest(method, b.url+path, strings.NewReader(body))
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Del(name)
		if value = strings.TrimSpace(value); value != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := b.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res, string(text), err
}

// want is do for a call that must have the status; a code is looked for where it is given.
func (b *browser) want(status int, code host.Code, method, path, body string, headers ...string) string {
	b.t.Helper()
	res, text := b.do(method, path, body, headers...)
	if res.StatusCode != status || code != "" && !strings.Contains(text, `"code":"`+string(code)+`"`) {
		b.t.Fatalf("%s %s: %d %s, want %d %s", method, path, res.StatusCode, text, status, code)
	}
	return text
}

func (b *browser) signIn(l host.Link) {
	b.t.Helper()
	b.want(200, "", "POST", "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, l.Token))
}

// status is what GET /v1/auth/session tells.
type status struct {
	User    struct{ ID, Email string }
	Org     struct{ ID, Name, Role string }
	Session struct{ ID string }
	Quota   struct{ Used int }
}

func (b *browser) status() (s status) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(b.want(200, "", "GET", "/v1/auth/session", "")), &s); err != nil {
		b.t.Fatal(err)
	}
	return s
}

func makeLink(t *testing.T, db *store.Store, email, org string) host.Link {
	t.Helper()
	l, err := db.MakeLink(t.Context(), email, org, host.Operator)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// goOn is what generations wait for.
func goOn() <-chan struct{} {
	pass := make(chan struct{})
	close(pass)
	return pass
}

func TestSession(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		secret := newKey(t, db, "demo")
		h := serve(t, db, secret, goOn())
		b := newBrowser(t, h.url)
		b.want(401, host.MissingCredentials, "GET", "/v1/auth/session", "")
		b.want(401, host.MissingCredentials, "GET", "/v1/generations", "")
		b.signIn(makeLink(t, db, "ada@example.com", "demo"))

		s := b.status()
		if s.User.Email != "ada@example.com" || s.Org.Name != "demo" || s.Org.Role != "owner" {
			t.Errorf("session: %+v", s)
		}
		// What the session makes, the org's keys see, and the other way round.
		b.want(200, "", "POST", "/v1/generations", fmt.Sprintf(body, "req_1"))
		if res, text := h.do("GET", "/v1/generations", ""); res.StatusCode != 200 || !strings.Contains(text, "req_1") {
			t.Errorf("the key's list: %d %s", res.StatusCode, text)
		}
		if got := b.status().Quota.Used; got != 1 {
			t.Errorf("%d used, want 1", got)
		}

		// A key is not a session, and a bad one does not fall back to the cookie.
		b.want(403, host.InsufficientScope, "GET", "/v1/auth/session", "", "Authorization: Bearer "+secret)
		b.want(401, host.InvalidAPIKey, "GET", "/v1/generations", "", "Authorization: Bearer "+host.NewSecret())
		b.want(401, host.MissingCredentials, "GET", "/v1/generations", "", "Authorization: Basic x")

		// Another user's session is none of hers.
		c := newBrowser(t, h.url)
		c.signIn(makeLink(t, db, "bob@example.com", ""))
		if other := c.status(); other.Org.ID == s.Org.ID || other.Org.Role != "owner" {
			t.Errorf("a stranger got into the org: %+v", other)
		}
		b.want(404, host.NotFound, "DELETE", "/v1/auth/sessions/"+c.status().Session.ID, "")
		c.status()

		second := newBrowser(t, h.url)
		second.signIn(makeLink(t, db, "ada@example.com", ""))
		if second.status().Org.ID != s.Org.ID || second.status().User.ID != s.User.ID {
			t.Error("the same address is another user")
		}
		list := b.want(200, "", "GET", "/v1/auth/sessions", "")
		if strings.Count(list, `"id":"ses_`) != 2 || strings.Count(list, `"current":true`) != 1 {
			t.Errorf("sessions: %s", list)
		}
		b.want(204, "", "DELETE", "/v1/auth/sessions/"+second.status().Session.ID, "")
		second.want(401, host.SessionExpired, "GET", "/v1/auth/session", "")
		second.signIn(makeLink(t, db, "ada@example.com", ""))
		id := second.status().Session.ID
		b.want(204, "", "DELETE", "/v1/auth/sessions", "")
		second.want(401, host.SessionExpired, "GET", "/v1/generations", "")
		b.want(401, host.MissingCredentials, "GET", "/v1/auth/session", "") // its cookie is gone

		second.signIn(makeLink(t, db, "ada@example.com", ""))
		second.want(204, "", "DELETE", "/v1/auth/sessions/"+id, "") // again
		cookies := second.Jar.Cookies(mustURL(t, h.url))
		second.want(204, "", "POST", "/v1/auth/logout", "")
		second.want(401, host.MissingCredentials, "POST", "/v1/auth/logout", "")
		second.Jar.SetCookies(mustURL(t, h.url), cookies)
		second.want(401, host.SessionExpired, "POST", "/v1/auth/logout", "")
		c.status() // bob is not concerned
	})
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestOtherSitesCannotAct has another site make a browser call, with the
// browser's cookie.
func TestOtherSitesCannotAct(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.Config{DataDir: t.TempDir()})
	h := serve(t, db, newKey(t, db, "demo"), goOn())
	b := newBrowser(t, h.url)
	b.signIn(makeLink(t, db, "ada@example.com", ""))
	for _, c := range []struct {
		headers []string
		passes  bool
	}{
		{nil, true},
		{[]string{"Sec-Fetch-Site: none"}, true},
		{[]string{"Sec-Fetch-Site: same-site"}, false},
		{[]string{"Sec-Fetch-Site: cross-site"}, false},
		{[]string{"Sec-Fetch-Site: cross-site", "Origin: " + h.url}, false},
		{[]string{"Sec-Fetch-Site:"}, false},
		{[]string{"Sec-Fetch-Site:", "Origin: " + h.url}, true},
		{[]string{"Sec-Fetch-Site:", "Origin: null"}, false},
		{[]string{"Sec-Fetch-Site:", "Origin: https://evil.example"}, false},
		{[]string{"Sec-Fetch-Site:", "Origin: " + h.url + ".evil.example"}, false},
		{[]string{"Sec-Fetch-Site: cross-site", "Authorization: Bearer " + h.secret}, true},
	} {
		res, text := b.do("POST", "/v1/generations", fmt.Sprintf(body, "req_1"), c.headers...)
		if passed := res.StatusCode == 200; passed != c.passes || !passed && !strings.Contains(text, "csrf_failed") {
			t.Errorf("%v: %d %s", c.headers, res.StatusCode, text)
		}
		if res, _ := b.do("GET", "/v1/auth/session", "", append(c.headers, "Authorization:")...); res.StatusCode != 200 {
			t.Errorf("%v: reading gives %d", c.headers, res.StatusCode)
		}
	}
}

// TestScannersUseNothingUp looks at the page of a link as programs do that
// guard mail boxes, and then uses the link.
func TestScannersUseNothingUp(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db := open()
		h := serve(t, db, newKey(t, db, "demo"), goOn())
		l := makeLink(t, db, "ada@example.com", "")
		page := "/auth/verify?token=" + l.Token
		scanner := newBrowser(t, h.url)
		for i := range 20 {
			for _, method := range []string{"GET", "HEAD"} {
				res, text := scanner.do(method, page, "", "Sec-Fetch-Site:")
				if res.StatusCode != 200 || len(res.Cookies()) > 0 || method == "GET" && !strings.Contains(text, l.Token) {
					t.Fatalf("%s %d: %d %s", method, i, res.StatusCode, text)
				}
				if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self'") ||
					!strings.Contains(policy, "default-src 'none'") || res.Header.Get("Cache-Control") != "no-store" {
					t.Fatalf("headers: %v", res.Header)
				}
			}
		}
		form := url.Values{"token": {l.Token}}.Encode()
		const kind = "Content-Type: application/x-www-form-urlencoded"
		scanner.want(403, "", "POST", "/auth/verify", form, kind, "Sec-Fetch-Site: cross-site")
		scanner.want(415, "", "POST", "/auth/verify", form)
		scanner.want(400, "", "POST", "/auth/verify", url.Values{"token": {host.NewLinkToken()}}.Encode(), kind)

		b := newBrowser(t, h.url)
		res, _ := b.do("POST", "/auth/verify", form, kind)
		if res.StatusCode != 303 || res.Header.Get("Location") != "/" {
			t.Errorf("%d to %q", res.StatusCode, res.Header.Get("Location"))
		}
		cookie := res.Header.Get("Set-Cookie")
		for _, part := range []string{"kiln_session=kiln_ses_", "HttpOnly", "SameSite=Lax", "path=/"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("the cookie lacks %s: %s", part, cookie)
			}
		}
		if strings.Contains(cookie, "secure") || strings.Contains(cookie, "__Host-") || strings.Contains(strings.ToLower(cookie), "domain") {
			t.Errorf("the cookie does not suit plain http: %s", cookie)
		}
		b.status()
		scanner.want(400, "", "POST", "/auth/verify", form, kind)
	})
}

func TestLinkIsUsedOnce(t *testing.T) {
	t.Parallel()
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		db, other := open(), open()
		hosts := []*hostOn{serve(t, db, newKey(t, db, "demo"), goOn()), serve(t, other, "", goOn())}
		l := makeLink(t, db, "ada@example.com", "")
		var wg sync.WaitGroup
		statuses := make([]int, 50)
		for i := range statuses {
			wg.Go(func() {
				res, text, err := newBrowser(t, hosts[i%2].url).try("POST", "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, l.Token))
				if err != nil {
					t.Error(err)
					return
				}
				if statuses[i] = res.StatusCode; statuses[i] != 200 && !strings.Contains(text, "link_invalid") {
					t.Errorf("%d %s", statuses[i], text)
				}
			})
		}
		wg.Wait()
		good := 0
		for _, s := range statuses {
			if s == 200 {
				good++
			}
		}
		if good != 1 {
			t.Errorf("%d sessions", good)
		}
		b := newBrowser(t, hosts[0].url)
		b.signIn(makeLink(t, db, "ada@example.com", ""))
		if list := b.want(200, "", "GET", "/v1/auth/sessions", ""); strings.Count(list, `"id":"ses_`) != 2 {
			t.Errorf("sessions: %s", list)
		}
	})
}
