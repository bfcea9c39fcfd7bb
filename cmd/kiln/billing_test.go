package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/billing/stripetest"
	"github.com/kilnworks/kiln/host/store"
)

// TestPaidTierReachesEveryHost has two hosts, one Stripe and one org: what one
// host hears, the other lives by. The command finds out what nobody heard.
func TestPaidTierReachesEveryHost(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		stripe := stripetest.Start(t)
		dir := t.TempDir()
		write(t, dir, "stripe", "sk_test_1\n")
		args := append(withTiers(t, "{name: trial, generations: 1, trialDays: 14, callsPerMinute: 600}",
			"{name: pro, generations: 2, callsPerMinute: 6000, prices: [price_pro]}"),
			"--stripe-url", stripe.URL, "--stripe-webhook-secrets", "whsec_old, whsec_new")
		paying := process{env: []string{"KILN_STRIPE_KEY_FILE=" + filepath.Join(dir, "stripe")}}
		one, other := serveWith(t, paying, db, args...), serveWith(t, paying, db, args...)
		c := caller{other.url, newKey(t, db, args[:2]...)}
		c.must(t, 200, "POST", "/v1/generations", referenceRequest(""))
		c.must(t, 403, "POST", "/v1/generations", referenceRequest(""))

		cookies := signInWith(t, one.url, loginLink(t, db, "ada@example.com", "demo"))
		page := callWith(t, cookies, one.url, "/v1/checkout", `{"priceId":"price_pro"}`)
		if !strings.Contains(page, "back="+one.url+"/plan?checkout=success") {
			t.Errorf("%s", page)
		}
		sub := stripe.Pay()
		event := stripetest.Event("evt_1", "checkout.session.completed", sub)
		a, err := caller{url: one.url}.do("POST", "/v1/webhooks/stripe", string(event), "Stripe-Signature", stripetest.Sign(event, "whsec_new", time.Now()))
		if err != nil || a.status != http.StatusOK {
			t.Fatalf("%d %s %v", a.status, a.body, err)
		}
		if a := c.must(t, 200, "POST", "/v1/generations", referenceRequest("")); a.header.Get("X-Ratelimit-Limit") != "6000" {
			t.Errorf("%v", a.header)
		}

		sub.Status = "canceled"
		stripe.Set(sub)
		sync := append(append([]string{"admin", "billing", "sync"}, databaseArgs(db)...), args...)
		r := paying.run(t, sync...)
		r.want(t, 0)
		if r.stdout != "demo has the tier trial\n" {
			t.Errorf("%s", r.stdout)
		}
		c.must(t, 403, "POST", "/v1/generations", referenceRequest(""))
		stripe.Break(true)
		paying.run(t, sync...).want(t, 1, "demo: ", "the payment provider does not answer")
		for _, log := range []string{one.log.String(), other.log.String()} {
			for _, hidden := range []string{"sk_test_1", "whsec_new", c.key} {
				if strings.Contains(log, hidden) {
					t.Errorf("%s is in the log", hidden)
				}
			}
		}
	})
}

// TestReadmeTriesTheWebhook runs the command that README gives.
func TestReadmeTriesTheWebhook(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "    body='{")
	command, _, ok := strings.Cut(rest, "\n\n")
	if !ok {
		t.Fatal("README has no such command")
	}
	tool(t, "curl")
	tool(t, "openssl")
	args := append(withTiers(t, "{name: pro, generations: 2, callsPerMinute: 60, prices: [price_pro]}"),
		"--stripe-key", "sk_test_1", "--stripe-webhook-secrets", "whsec_1")
	s := serveProcess(t, store.Config{DataDir: t.TempDir()}, args...)
	for secret, want := range map[string]string{"whsec_1": `{"received":true}`, "whsec_2": `"code":"invalid_signature"`} {
		c := exec.Command(tool(t, "bash"), "-euc", "body='{"+command)
		c.Env = append(os.Environ(), "KILN_URL="+s.url, "WEBHOOK_SECRET="+secret)
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v\n%s", secret, err, out)
		}
	}
}

// callWith posts from a page of Kiln's own, with cookies.
func callWith(t testing.TB, cookies []*http.Cookie, url, path, body string) string {
	t.Helper()
	header := []string{"Origin", url, "Authorization", ""}
	var pairs []string
	for _, c := range cookies {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	a := caller{url: url}.must(t, 200, "POST", path, body, append(header, "Cookie", strings.Join(pairs, "; "))...)
	return string(a.body)
}

// signInWith redeems the link and returns the session's cookies.
func signInWith(t testing.TB, url, link string) []*http.Cookie {
	t.Helper()
	_, token, ok := strings.Cut(link, "token=")
	if !ok {
		t.Fatalf("no token in %q", link)
	}
	a := caller{url: url}.must(t, 200, "POST", "/v1/auth/verify", `{"token":"`+token+`"}`, "Authorization", "")
	return (&http.Response{Header: a.header}).Cookies()
}

// loginLink makes a link with the command that an operator uses.
func loginLink(t testing.TB, db store.Config, email, org string) string {
	t.Helper()
	r := process{}.run(t, append([]string{"admin", "login-link", "--email", email, "--org", org}, databaseArgs(db)...)...)
	r.want(t, 0)
	return strings.TrimSpace(r.stdout)
}

func TestBillingSettingsThatDoNotFit(t *testing.T) {
	tiers := filepath.Join(t.TempDir(), "tiers.yaml")
	if err := os.WriteFile(tiers, []byte("tiers: [{name: a, generations: 1, callsPerMinute: 1}]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		env  map[string]string
		says []string
	}{
		"a key alone": {map[string]string{"KILN_STRIPE_KEY": "sk_live_hunter2", "KILN_ADDR": "0.0.0.0:80"},
			[]string{"KILN_STRIPE_WEBHOOK_SECRETS: is needed", "KILN_TIERS: is needed", "KILN_PUBLIC_URL: is needed"}},
		"no prices":            {map[string]string{"KILN_STRIPE_KEY": "sk_live_hunter2", "KILN_TIERS": tiers}, []string{"KILN_TIERS: is needed"}},
		"secrets alone":        {map[string]string{"KILN_STRIPE_WEBHOOK_SECRETS": "whsec_hunter2"}, []string{"means nothing without"}},
		"other people's forms": {map[string]string{"KILN_STRIPE_KEY": "hunter2", "KILN_STRIPE_WEBHOOK_SECRETS": "whsec_1,hunter2", "KILN_STRIPE_URL": "http://stripe.example"}, []string{"KILN_STRIPE_KEY: is not of the form sk_… or rk_…", "KILN_STRIPE_WEBHOOK_SECRETS: is not of the form whsec_…", "KILN_STRIPE_URL: "}},
		"a key for publishing": {map[string]string{"KILN_STRIPE_KEY": "pk_live_hunter2"}, []string{"KILN_STRIPE_KEY: is not"}},
	} {
		_, err := load(t, c.env)
		for _, says := range c.says {
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %q is not reported:\n%v", name, says, err)
			}
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the secret is repeated:\n%v", name, err)
		}
	}
	db := store.Config{DataDir: t.TempDir()}
	newKey(t, db)
	r := process{}.run(t, append([]string{"admin", "billing", "sync"}, databaseArgs(db)...)...)
	r.want(t, 2, "no payments are taken here")
}
