package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
)

// number reads a header that must be a whole number.
func number(t testing.TB, h http.Header, name string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(h.Get(name), 10, 64)
	if err != nil {
		t.Errorf("%s is %q", name, h.Get(name))
	}
	return n
}

// Every kind of answer to an authenticated call tells how the org stands.
func TestEveryAnswerShowsTheLimit(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.rate = host.Rate{PerMinute: 60, Burst: 100}
	id := strings.TrimPrefix(r.do("POST", "/v1/generations", once).Header.Get("Location"), "/v1/generations/")
	etag := r.do("GET", "/v1/generations/"+id, "").Header.Get("ETag")
	for _, call := range []struct {
		status       int
		method, path string
		body         string
		headers      []string
	}{
		{200, "POST", "/v1/generations", once, nil},
		{200, "POST", "/v1/generations", strings.Replace(asked, `"dryRun": false`, `"dryRun": true`, 1), nil},
		{200, "POST", "/v1/generations/stream", once, nil},
		{400, "POST", "/v1/generations", "{", nil},
		{415, "POST", "/v1/generations", once, []string{"Content-Type: text/plain"}},
		{200, "GET", "/v1/generations", "", nil},
		{200, "HEAD", "/v1/generations", "", nil},
		{200, "GET", "/v1/generations/" + id, "", nil},
		{304, "GET", "/v1/generations/" + id, "", []string{"If-None-Match: " + etag}},
		{404, "GET", "/v1/generations/gen_nothing", "", nil},
		{200, "GET", "/v1/generations/" + id + "/events", "", nil},
		{200, "GET", "/v1/generations/" + id + "/download", "", nil},
		{200, "GET", "/v1/artifacts", "", nil},
		{403, "GET", "/v1/artifacts", "", []string{"Authorization: Bearer " + r.newKey("org_1")}},
	} {
		before := r.fake.taken
		a := r.do(call.method, call.path, call.body, call.headers...)
		what := fmt.Sprint(call.method, " ", call.path, " ", a.StatusCode)
		if a.StatusCode != call.status || r.fake.taken != before+1 {
			t.Errorf("%s, want %d; it counted %d times\n%s", what, call.status, r.fake.taken-before, a.body)
		}
		remaining := number(t, a.Header, "x-ratelimit-remaining")
		reset := number(t, a.Header, "x-ratelimit-reset") - time.Now().Unix()
		if number(t, a.Header, "x-ratelimit-limit") != 100 || remaining >= 100 || remaining < 80 || reset < 0 || reset > 21 {
			t.Errorf("%s: %v", what, a.Header)
		}
		if got := a.Header.Get("RateLimit-Policy"); got != `"org";q=100;w=100` {
			t.Errorf("%s: RateLimit-Policy is %q", what, got)
		}
		if got, want := a.Header.Get("RateLimit"), fmt.Sprintf(`"org";r=%d;t=`, remaining); !strings.HasPrefix(got, want) {
			t.Errorf("%s: RateLimit is %q, want %s…", what, got, want)
		}
	}
	for _, path := range []string{"/livez", "/docs", "/v1/nothing"} {
		if a := r.do("GET", path, ""); a.Header.Get("x-ratelimit-limit") != "" {
			t.Errorf("%s shows a limit that it does not have", path)
		}
	}
	if a := r.do("GET", "/v1/artifacts", "", "Authorization:"); a.StatusCode != 401 || a.Header.Get("x-ratelimit-limit") != "" {
		t.Errorf("without a key: %d, %v", a.StatusCode, a.Header)
	}
}

func TestBeyondTheLimit(t *testing.T) {
	t.Parallel()
	failed := make(chan host.Code, 10)
	r := start(t, func(c *Config) {
		c.Origins = []string{"https://console.example.com"}
		c.Failed = func(code host.Code) { failed <- code }
	})
	r.fake.rate = host.Rate{PerMinute: 4, Burst: 1}
	if a := r.do("GET", "/v1/artifacts", ""); a.StatusCode != 200 || a.Header.Get("x-ratelimit-remaining") != "0" {
		t.Fatalf("the first call: %d, %v", a.StatusCode, a.Header)
	}
	for _, method := range []string{"GET", "POST"} {
		a := r.do(method, map[string]string{"GET": "/v1/artifacts", "POST": "/v1/generations"}[method], once,
			"Origin: https://console.example.com")
		e := a.failure(t).Error
		if a.StatusCode != 429 || e.Code != "rate_limited" || e.Type != "rate_limit_error" || !e.Retryable {
			t.Errorf("%d %+v", a.StatusCode, e)
		}
		wait := number(t, a.Header, "Retry-After")
		reset := number(t, a.Header, "x-ratelimit-reset") - time.Now().Unix()
		if wait < 13 || wait > 15 || a.Header.Get("x-ratelimit-remaining") != "0" || reset < 13 || reset > 16 ||
			!strings.HasPrefix(a.Header.Get("RateLimit"), `"org";r=0;t=1`) {
			t.Errorf("%v", a.Header)
		}
		exposed := a.Header.Get("Access-Control-Expose-Headers")
		for _, name := range []string{"Retry-After", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "RateLimit", "RateLimit-Policy"} {
			if !strings.Contains(exposed, name) {
				t.Errorf("browsers do not see %s: %s", name, exposed)
			}
		}
	}
	if r.fake.orders != 0 {
		t.Error("a refused call reached the runner")
	}
	if a := r.do("GET", "/v1/artifacts", "", "Accept: application/problem+json"); !strings.Contains(string(a.body), `"status":429`) {
		t.Errorf("%s", a.body)
	}
	if len(failed) != 3 {
		t.Errorf("%d calls were counted as failed, want the 3 that were", len(failed))
	}
	for range len(failed) {
		if code := <-failed; code != host.RateLimited {
			t.Errorf("a call was counted as %s", code)
		}
	}
}

func TestQuotaErrorsSayWhatIsUsedUp(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.UpgradeURL = "https://kiln.example.com/billing" })
	until := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	trial := host.Tier{Name: "trial", Quota: 25, Trial: 14 * 24 * time.Hour}
	for _, c := range []struct {
		refusal *host.Error
		want    string
	}{
		{host.Tier{Name: "starter", Quota: 10}.Refusal(10, until, until.Add(-1)),
			`"code":"quota_exceeded"|"quota":{"tier":"starter","used":10,"limit":10,"resetAt":"2026-12-01T00:00:00.000Z","upgradeUrl":"https://kiln.example.com/billing"}`},
		{trial.Refusal(25, until, until.Add(-1)),
			`"code":"trial_restricted"|"quota":{"tier":"trial","used":25,"limit":25,"resetAt":null,"upgradeUrl":"https://kiln.example.com/billing"}`},
		{trial.Refusal(7, until, until), `"code":"trial_expired"|"quota":{"tier":"trial","used":7,"limit":25,"resetAt":null,`},
	} {
		r.fake.set(func() { r.fake.refusal = c.refusal })
		for _, path := range []string{"/v1/generations", "/v1/generations/stream"} {
			a := r.do("POST", path, once)
			if a.StatusCode != 403 || a.Header.Get("x-should-retry") != "false" || a.failure(t).Error.Type != "quota_error" {
				t.Errorf("%d %v", a.StatusCode, a.Header)
			}
			for _, want := range strings.Split(c.want, "|") {
				if !strings.Contains(string(a.body), want) {
					t.Errorf("%s is not in %s", want, a.body)
				}
			}
		}
		if a := r.do("POST", "/v1/generations", once, "Accept: application/problem+json"); !strings.Contains(string(a.body), `"quota":{"tier":`) {
			t.Errorf("%s", a.body)
		}
	}
}
