package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// withTiers returns the arguments that make a server know these tiers.
func withTiers(t testing.TB, tiers ...string) []string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "tiers.yaml", "upgradeUrl: https://kiln.example.com/billing\ntiers:\n  - "+strings.Join(tiers, "\n  - ")+"\n")
	return []string{"--tiers", dir + "/tiers.yaml"}
}

// onAll calls the hosts in parallel, each as often as the others, and counts
// the answers by status.
func onAll(t testing.TB, hosts []*running, key string, n int, call func(c caller, i int) (answer, error)) map[int][]answer {
	t.Helper()
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = n
	answers := make([]answer, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-begin
			a, err := call(caller{hosts[i%len(hosts)].url, key}, i)
			if err != nil {
				t.Error(err)
			}
			answers[i] = a
		})
	}
	close(begin)
	all.Wait()
	by := map[int][]answer{}
	for _, a := range answers {
		by[a.status] = append(by[a.status], a)
	}
	return by
}

// TestRateIsExactOverHosts sends 500 calls at once to two hosts. The limit is
// 60, and one more for every second that the calls take.
func TestRateIsExactOverHosts(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		args := withTiers(t, "{name: starter, generations: unlimited, callsPerMinute: 60}")
		hosts := []*running{serveProcess(t, db, args...), serveProcess(t, db, args...)}
		key := newKey(t, db, args...)
		begin := time.Now()
		by := onAll(t, hosts, key, 500, func(c caller, _ int) (answer, error) { return c.do("GET", "/v1/artifacts", "") })
		took := time.Since(begin)
		granted, refused := len(by[200]), len(by[429])
		if most := 60 + int(took/time.Second); granted < 60 || granted > most || granted+refused != 500 {
			t.Errorf("%d granted and %d refused within %v, want 60 to %d and the rest", granted, refused, took, most)
		}
		for _, a := range append(by[200], by[429]...) {
			for _, name := range []string{"X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "Ratelimit", "Ratelimit-Policy"} {
				if a.header.Get(name) == "" {
					t.Errorf("%d without %s", a.status, name)
				}
			}
		}
		for _, a := range by[429] {
			if wait, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || wait < 1 || wait > 2 {
				t.Fatalf("retry-after is %q", a.header.Get("Retry-After"))
			}
		}
		// Whoever waits as told comes through.
		time.Sleep(time.Second)
		caller{hosts[0].url, key}.must(t, 200, "GET", "/v1/artifacts", "")
	})
}

// TestQuotaIsExactOverHosts has ten left for 500 calls at once. Replays, dry
// runs and failures cost nothing, and what is used up can still be read.
func TestQuotaIsExactOverHosts(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		args := withTiers(t, "{name: starter, generations: 10, callsPerMinute: 60000}", "{name: pro, generations: 11, callsPerMinute: 60000}")
		hosts := []*running{serveProcess(t, db, args...), serveProcess(t, db, args...)}
		c := caller{hosts[0].url, newKey(t, db, args...)}
		c.must(t, 400, "POST", "/v1/generations", strings.Replace(referenceRequest(""), "Export released parts to CSV", "Bake a cake", 1))
		c.must(t, 200, "POST", "/v1/generations", dryRequest)

		by := onAll(t, hosts, c.key, 500, func(c caller, i int) (answer, error) {
			return c.do("POST", "/v1/generations", referenceRequest(fmt.Sprint("req_", i)))
		})
		if len(by[200]) != 10 || len(by[403]) != 490 {
			t.Fatalf("%d granted and %d refused, want 10 and 490", len(by[200]), len(by[403]))
		}
		type quota struct {
			Limit, Used               int64
			Tier, UpgradeURL, ResetAt string
		}
		for _, a := range by[403] {
			got := decode[struct {
				Error struct {
					Code  string
					Quota quota
				}
			}](t, a.body).Error
			want := quota{Limit: 10, Used: 10, Tier: "starter", UpgradeURL: "https://kiln.example.com/billing", ResetAt: got.Quota.ResetAt}
			if got.Code != "quota_exceeded" || got.Quota != want || got.Quota.ResetAt == "" || a.header.Get("X-Should-Retry") != "false" {
				t.Fatalf("%v %s", a.header, a.body)
			}
		}
		first := decode[generationBody](t, by[200][0].body)
		again := c.must(t, 200, "POST", "/v1/generations", referenceRequest(first.RequestID))
		if again.header.Get("Idempotent-Replayed") != "true" {
			t.Error("a repeat was not replayed")
		}
		c.must(t, 200, "POST", "/v1/generations", dryRequest)
		c.must(t, 200, "GET", "/v1/generations/"+first.ID, "")
		c.must(t, 200, "GET", "/v1/generations/"+first.ID+"/download", "")

		// Another tier is in force at once, on both hosts.
		r := process{}.run(t, append(append([]string{"admin", "tier", "set", "--org", "demo", "pro"}, databaseArgs(db)...), args...)...)
		r.want(t, 0)
		caller{hosts[1].url, c.key}.must(t, 200, "POST", "/v1/generations", referenceRequest("req_more"))
		c.must(t, 403, "POST", "/v1/generations", referenceRequest("req_too_many"))
	})
}

var dryRequest = strings.Replace(referenceRequest(""), `"dryRun":false`, `"dryRun":true`, 1)

// TestClientWaitsAsTold has the command meet a limit: it says so, waits as long
// as the server asks, and goes on.
func TestClientWaitsAsTold(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	args := withTiers(t, "{name: starter, generations: unlimited, callsPerMinute: 20, burst: 1}")
	s := serveProcess(t, db, args...)
	p := process{env: []string{"KILN_URL=" + s.url, "KILN_API_KEY=" + newKey(t, db, args...)}}
	p.run(t, request...).want(t, 0)
	begin := time.Now()
	r := p.run(t, request...)
	r.want(t, 0, "at once, of this organization; go on in ", "trying again in ")
	if took := time.Since(begin); took < 1500*time.Millisecond || took > 15*time.Second {
		t.Errorf("it took %v", took)
	}
	p.run(t, "artifacts").want(t, 0, "trying again in ")
}

func TestTierCommands(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		write := func(names ...string) []string {
			var tiers []string
			for i, name := range names {
				tiers = append(tiers, fmt.Sprintf("{name: %s, generations: %d, callsPerMinute: 60}", name, i+1))
			}
			return append(databaseArgs(db), withTiers(t, tiers...)...)
		}
		run := func(code int, args []string, command ...string) ran {
			r := process{}.run(t, append(append([]string{"admin"}, command...), args...)...)
			r.want(t, code)
			return r
		}
		both := write("starter", "pro")
		run(0, both, "key", "create", "--org", "demo")
		if r := run(0, both, "tier", "show", "--org", "demo"); !strings.HasPrefix(r.stdout, "demo: starter, 1 a month; 0 used, until ") {
			t.Errorf("%s", r.stdout)
		}
		if r := run(0, both, "tier", "set", "--org", "demo", "pro"); r.stdout != "demo has the tier pro, had starter\n" {
			t.Errorf("%s", r.stdout)
		}
		if r := run(0, both, "tier", "list"); !strings.Contains(r.stdout, "pro      2 a month    60              60       -       1") {
			t.Errorf("%s", r.stdout)
		}
		run(2, both, "tier", "set", "--org", "demo", "gold")
		run(1, both, "tier", "set", "--org", "nobody", "pro")

		// A server does not start over orgs whose every call would fail.
		r := process{}.run(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--cache", t.TempDir()}, write("starter")...)...)
		r.want(t, 1, `1 of the organizations have the tier "pro", which is not configured`, "kiln admin tier set")
		run(1, write("starter"), "tier", "list")
	})
}

func TestTrialEnds(t *testing.T) {
	db := store.Config{DatabaseURL: storetest.Postgres(t)}
	args := withTiers(t, "{name: trial, generations: 1, trialDays: 14, callsPerMinute: 60}")
	c := caller{serveProcess(t, db, args...).url, newKey(t, db, args...)}
	p := process{env: []string{"KILN_URL=" + c.url, "KILN_API_KEY=" + c.key}}
	p.run(t, request...).want(t, 0)
	p.run(t, request...).want(t, 3, "all 1 generations of the trial are used up", "upgrade at https://kiln.example.com/billing")
	e := decode[errorBody](t, c.must(t, 403, "POST", "/v1/generations", referenceRequest("")).body)
	if e.Error.Code != "trial_restricted" {
		t.Errorf("%+v", e)
	}
}
