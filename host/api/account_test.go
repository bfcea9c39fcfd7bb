package api

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/kilnworks/kiln/host"
)

// signedIn signs in and returns the header that brings the cookie.
func (r *running) signedIn(headers ...string) string {
	r.t.Helper()
	a := r.do("POST", "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, host.NewLinkToken()), append([]string{"Authorization:"}, headers...)...)
	if a.StatusCode != 200 {
		r.t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	pair, _, _ := strings.Cut(a.Header.Get("Set-Cookie"), ";")
	return "Cookie: " + pair
}

// TestAccountRoutes holds every answer of the routes against the contract.
func TestAccountRoutes(t *testing.T) {
	t.Parallel()
	r := start(t)
	const none, same = "Authorization:", "Sec-Fetch-Site: same-origin"
	cookie := r.signedIn()
	for _, c := range []struct {
		method, path, body string
		status             int
		code               host.Code
		says               string
	}{
		{"GET", "/v1/auth/session", "", 200, "", `"email":"ada@example.com"`},
		{"HEAD", "/v1/auth/session", "", 200, "", ""},
		{"GET", "/v1/auth/sessions", "", 200, "", `"current":true`},
		{"GET", "/v1/keys", "", 200, "", `"last4"`},
		{"POST", "/v1/keys", `{"name":"x"}`, 201, "", `"key":"kiln_live_`},
		{"DELETE", "/v1/keys/key_0", "", 404, host.NotFound, "key_0"},
		{"DELETE", "/v1/auth/sessions/ses_0", "", 404, host.NotFound, "ses_0"},
		{"PUT", "/v1/keys", "{}", 405, host.MethodNotAllowed, "Allow"},
		{"POST", "/v1/auth/magic-link", `{"email":"ada@example.com"}`, 202, "", `{"status":"accepted"}`},
		{"POST", "/v1/auth/magic-link", `{"email":"ada"}`, 400, host.ValidationFailed, "ada@example.com"},
		{"POST", "/v1/auth/magic-link", `{}`, 400, host.ValidationFailed, "ada@example.com"},
		{"POST", "/v1/auth/magic-link", `{"mail":"ada@example.com"}`, 400, host.UnknownOption, "did you mean email?"},
		{"POST", "/v1/auth/magic-link", `{"email":["ada@example.com"]}`, 400, host.ValidationFailed, "send a string"},
		{"POST", "/v1/auth/magic-link", `{"email":"` + strings.Repeat("a", 8<<10) + `"}`, 413, host.RequestTooLarge, "8192"},
		{"POST", "/v1/auth/verify", `{}`, 400, host.ValidationFailed, "token, or email and code"},
		{"POST", "/v1/auth/verify", `{"token":"x"}`, 400, host.LinkInvalid, "ask for a new one"},
		{"POST", "/v1/auth/verify", `{"token":"x","code":"123456"}`, 400, host.ValidationFailed, "either token"},
		{"POST", "/v1/auth/verify", `{"email":"ada@example.com"}`, 400, host.ValidationFailed, "six digits"},
		{"POST", "/v1/auth/verify", `{"email":"ada@example.com","code":"12345x"}`, 400, host.ValidationFailed, "six digits"},
		{"POST", "/v1/auth/verify", `{"email":"ada@example.com","code":"000000"}`, 400, host.LinkInvalid, "ask for a new one"},
		{"POST", "/v1/auth/verify", `{"email":"ada@example.com","code":123456}`, 400, host.ValidationFailed, "send a string"},
		{"DELETE", "/v1/auth/sessions", "", 204, "", ""},
		{"POST", "/v1/auth/logout", "", 401, host.SessionExpired, "sign in again"},
	} {
		a := r.do(c.method, c.path, c.body, none, same, cookie)
		if a.StatusCode != c.status || c.code != "" && a.failure(t).Error.Code != string(c.code) || !strings.Contains(string(a.body), c.says) {
			t.Errorf("%s %s %.60s: %d %s", c.method, c.path, c.body, a.StatusCode, a.body)
		}
		if a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s may be stored: %s", c.method, c.path, a.Header.Get("Cache-Control"))
		}
		if www := a.Header.Get("WWW-Authenticate"); (a.StatusCode == 401) != (www != "") {
			t.Errorf("%s %s: %d with WWW-Authenticate %q", c.method, c.path, a.StatusCode, www)
		}
	}
	for _, secret := range []string{"kiln_ses_", "kiln_lnk_", "kiln_live_", "ada@"} {
		if strings.Contains(r.log.String(), secret) {
			t.Errorf("the log shows %s…:\n%s", secret, r.log)
		}
	}
}

// TestCookieOverHTTPS has Kiln behind something that talks https.
func TestCookieOverHTTPS(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config  func(*Config)
		headers []string
		origin  string
	}{
		"public URL": {func(c *Config) { c.PublicURL = "https://kiln.example.com" }, nil, "https://kiln.example.com"},
		"proxy": {func(c *Config) { c.TrustedProxies = []string{"127.0.0.1"} },
			[]string{"X-Forwarded-Proto: https"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, c.config)
			token := fmt.Sprintf(`{"token":%q}`, host.NewLinkToken())
			a := r.do("POST", "/v1/auth/verify", token, append(c.headers, "Authorization:")...)
			set := a.Header.Get("Set-Cookie")
			for _, part := range []string{"__Host-kiln_session=kiln_ses_", "secure", "HttpOnly", "SameSite=Lax", "path=/", "max-age=25"} {
				if !strings.Contains(set, part) {
					t.Errorf("the cookie lacks %s: %s", part, set)
				}
			}
			if strings.Contains(strings.ToLower(set), "domain") || a.Header.Get("Strict-Transport-Security") == "" {
				t.Errorf("%v", a.Header)
			}
			secret, _, _ := strings.Cut(strings.TrimPrefix(set, "__Host-kiln_session="), ";")
			read := func(cookie string, more ...string) int {
				return r.do("GET", "/v1/auth/session", "", append(append(c.headers, "Authorization:", "Cookie: "+cookie), more...)...).StatusCode
			}
			if got := read("__Host-kiln_session=" + secret); got != 200 {
				t.Errorf("with the cookie: %d", got)
			}
			if got := read("kiln_session=" + secret); got != 401 {
				t.Errorf("with a cookie that any page of the domain can set: %d", got)
			}
			origin := c.origin
			if origin == "" {
				origin = "https://" + r.addr
			}
			for from, want := range map[string]int{origin: 204, "http://" + r.addr: 403} {
				headers := append(c.headers, "Authorization:", "Cookie: __Host-kiln_session="+secret, "Origin: "+from)
				if got := r.do("DELETE", "/v1/auth/sessions/"+sessionOf(r).ID, "", headers...); got.StatusCode != want {
					t.Errorf("from %s: %d %s", from, got.StatusCode, got.body)
				}
				r.fake.set(func() { revive(r.fake) })
			}
		})
	}
}

func sessionOf(r *running) (s host.Session) {
	r.fake.set(func() {
		for _, one := range r.fake.sessions {
			s = one
		}
	})
	return s
}

func revive(f *fake) {
	for hash, s := range f.sessions {
		s.EndedAt = time.Time{}
		f.sessions[hash] = s
	}
}

func TestSessionsThatAreOver(t *testing.T) {
	t.Parallel()
	r := start(t)
	cookie := r.signedIn()
	change := func(change func(*host.Session)) func() {
		return func() {
			for hash, s := range r.fake.sessions {
				change(&s)
				r.fake.sessions[hash] = s
			}
		}
	}
	for name, over := range map[string]func(*host.Session){
		"ended":   func(s *host.Session) { s.EndedAt = time.Now() },
		"expired": func(s *host.Session) { s.ExpiresAt = time.Now() },
		"idle":    func(s *host.Session) { s.LastUsedAt = time.Now().Add(-host.SessionIdle) },
	} {
		whole := sessionOf(r)
		r.fake.set(change(over))
		for _, path := range []string{"/v1/auth/session", "/v1/generations", "/v1/generations/gen_0/download"} {
			a := r.do("GET", path, "", "Authorization:", cookie)
			if a.StatusCode != 401 || a.failure(t).Error.Code != string(host.SessionExpired) {
				t.Errorf("%s %s: %d %s", name, path, a.StatusCode, a.body)
			}
		}
		r.fake.set(change(func(s *host.Session) { *s = whole }))
	}
	for _, bad := range []string{"", "x", "kiln_ses_", host.NewSessionSecret(), strings.Repeat("x", 4000)} {
		before := r.fake.lookups
		a := r.do("GET", "/v1/auth/session", "", "Authorization:", "Cookie: kiln_session="+bad)
		if a.StatusCode != 401 {
			t.Errorf("%.20q: %d", bad, a.StatusCode)
		}
		if asked := r.fake.lookups > before; asked != host.CheckSessionSecret(bad) {
			t.Errorf("%.20q: the database was asked: %v", bad, asked)
		}
	}
	r.fake.set(change(func(s *host.Session) { s.LastUsedAt = time.Now().Add(-2 * touchAtMost) }))
	if got := r.do("GET", "/v1/auth/session", "", "Authorization:", cookie).StatusCode; got != 200 {
		t.Errorf("the session itself: %d", got)
	}
	r.stop()
	if _, ok := r.fake.touched[sessionOf(r).ID]; !ok {
		t.Error("when the session was used is not written down")
	}
}

// TestAddressesCannotBeToldApart compares what a stranger sees for an address
// that is known, one that is not, and one that gets no more mails.
func TestAddressesCannotBeToldApart(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.signedIn() // ada is known from now on
	emails := []string{"ada@example.com", "nobody@example.com", "throttled@example.com"}
	const times = 9
	took := make([][]time.Duration, len(emails))
	seen := map[string]bool{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i, email := range emails {
		all.Go(func() {
			for range times {
				begin := time.Now()
				a := r.do("POST", "/v1/auth/magic-link", fmt.Sprintf(`{"email":%q}`, email), "Authorization:")
				d := time.Since(begin)
				a.Header.Del("X-Request-Id")
				a.Header.Del("Date")
				mu.Lock()
				took[i] = append(took[i], d)
				seen[fmt.Sprint(a.StatusCode, a.Header, string(a.body))] = true
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != 1 {
		t.Errorf("answers differ: %v", seen)
	}
	var medians []time.Duration
	for i := range took {
		slices.Sort(took[i])
		medians = append(medians, took[i][times/2])
		if took[i][0] < linkAnswer {
			t.Errorf("%s was answered after %v", emails[i], took[i][0])
		}
	}
	if spread := slices.Max(medians) - slices.Min(medians); spread > linkAnswer/4 {
		t.Errorf("times differ by %v: %v", spread, medians)
	}
	if got := len(r.fake.wishes); got != times*len(emails) {
		t.Errorf("%d wishes", got)
	}
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	trusted := networks([]string{"10.0.0.0/8", "192.0.2.1", "fd00::/8"})
	for _, c := range []struct {
		remote    string
		forwarded []string
		want      string
	}{
		{"198.51.100.7", nil, "198.51.100.7"},
		{"198.51.100.7", []string{"203.0.113.9"}, "198.51.100.7"}, // no proxy: the client's own words
		{"10.1.1.1", []string{"203.0.113.9"}, "203.0.113.9"},
		{"10.1.1.1", []string{"6.6.6.6, 203.0.113.9"}, "203.0.113.9"},
		{"10.1.1.1", []string{"6.6.6.6", "203.0.113.9, 192.0.2.1"}, "203.0.113.9"},
		{"10.1.1.1", []string{"10.2.2.2"}, "10.2.2.2"},
		{"10.1.1.1", []string{"<script>, 10.2.2.2"}, "10.2.2.2"},
		{"10.1.1.1", []string{"unknown"}, "10.1.1.1"},
		{"::ffff:10.1.1.1", []string{"2001:db8::1"}, "2001:db8::1"},
		{"fd00::1", []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
	} {
		if got := trusted.client(netip.MustParseAddr(c.remote), c.forwarded).String(); got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
	for _, c := range []struct{ proxy, want string }{{"127.0.0.1", "203.0.113.9"}, {"192.0.2.1", "127.0.0.1"}} {
		r := start(t, func(cfg *Config) { cfg.TrustedProxies = []string{c.proxy} })
		r.signedIn("X-Forwarded-For: 6.6.6.6, 203.0.113.9")
		if got := sessionOf(r).Address; got != c.want {
			t.Errorf("behind %s: %s, want %s", c.proxy, got, c.want)
		}
	}
}

func FuzzForwardedFor(f *testing.F) {
	f.Add("10.0.0.1", "6.6.6.6, 203.0.113.9")
	f.Add("::1", ",,%,fe80::1%eth0")
	trusted := networks([]string{"10.0.0.0/8", "::1", "0.0.0.0/0"})
	f.Fuzz(func(t *testing.T, remote, forwarded string) {
		from, err := netip.ParseAddr(remote)
		if err != nil {
			return
		}
		if got := trusted.client(from, []string{forwarded}); !got.IsValid() || got.Zone() != "" || got.Is4In6() {
			t.Fatalf("%q with %q gives %v", remote, forwarded, got)
		}
	})
}

// FuzzCookie sends any Cookie header through the whole server.
func FuzzCookie(f *testing.F) {
	f.Add([]byte("kiln_session=" + host.NewSessionSecret()))
	f.Add([]byte("a=b; kiln_session=\"x\"; ; kiln_session="))
	f.Add([]byte("kiln_session"))
	r := start(f)
	handler := r.server.app.Handler()
	f.Fuzz(func(t *testing.T, cookie []byte) {
		var ctx fasthttp.RequestCtx
		ctx.Request.Header.SetMethod(http.MethodGet)
		ctx.Request.SetRequestURI("/v1/auth/session")
		ctx.Request.Header.SetBytesV("Cookie", cookie)
		handler(&ctx)
		if got := ctx.Response.StatusCode(); got != http.StatusUnauthorized {
			t.Fatalf("%q: %d %s", cookie, got, ctx.Response.Body())
		}
	})
}

func FuzzSignIn(f *testing.F) {
	f.Add(host.NewLinkToken(), "", "")
	f.Add("", "Ada@Example.com", "012345")
	f.Add("x", "@", "١٢٣٤٥٦")
	f.Fuzz(func(t *testing.T, token, email, code string) {
		in, err := checkSignIn(host.SignIn{Token: token, Email: email, Code: code})
		if err != nil {
			if c := host.ErrorCode(err); c != host.ValidationFailed && c != host.LinkInvalid {
				t.Fatal(err)
			}
			return
		}
		again, err := host.NormalizeEmail(in.Email)
		if in.Token == "" && (err != nil || again != in.Email || !host.CheckLinkCode(in.Code)) {
			t.Fatalf("%q %q passed as %+v", email, code, in)
		}
		if in.Token != "" && !host.CheckLinkToken(in.Token) {
			t.Fatalf("%q passed", token)
		}
	})
}
