package store_test

import (
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// paced opens a store whose orgs may call sixty times a minute.
func paced(t testing.TB, c store.Config) *store.Store {
	c.Tiers = host.Tiers{{Name: "starter", Rate: host.Rate{PerMinute: 60, Burst: 60}}}
	return storetest.Open(t, c)
}

func TestRateIsExactUnderParallelCalls(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		hosts := []*store.Store{paced(t, c), paced(t, c)}
		org, at := demo(t, hosts[0]), time.Now()
		var granted, refused atomic.Int64
		remaining := make([]atomic.Bool, 60)
		parallel(500, func(i int) {
			a, err := hosts[i%2].Take(ctx, org.ID, at)
			switch {
			case err != nil:
				t.Error(err)
			case a.Granted:
				granted.Add(1)
				remaining[a.Remaining].Store(true)
			case a.Remaining != 0 || a.RetryAfter != time.Second || !a.ResetAt.Equal(fixed(at).Add(time.Minute)):
				t.Errorf("refused with %+v", a)
			default:
				refused.Add(1)
			}
		})
		equal(t, "granted and refused", []int64{granted.Load(), refused.Load()}, []int64{60, 440})
		for n := range remaining {
			if !remaining[n].Load() {
				t.Errorf("nobody was told that %d remain", n)
			}
		}
	})
}

// fixed is a time as the database keeps it.
func fixed(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()) }

func TestRateComesBackWithTime(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := paced(t, c)
		org, at := demo(t, s), fixed(time.Now())
		take := func() host.Allowance { return must[host.Allowance](t)(s.Take(ctx, org.ID, at)) }
		rate := host.Rate{PerMinute: 60, Burst: 60}
		equal(t, "before the first call", must[host.Allowance](t)(s.Allowance(ctx, org.ID, at)),
			host.Allowance{Rate: rate, Granted: true, Remaining: 60, ResetAt: at})
		equal(t, "the first", take(), host.Allowance{Rate: rate, Granted: true, Remaining: 59, ResetAt: at.Add(time.Second).UTC()})
		for range 59 {
			take()
		}
		at = at.Add(999 * time.Millisecond)
		equal(t, "a moment early", take(), host.Allowance{Rate: rate, RetryAfter: time.Millisecond, ResetAt: at.Add(time.Minute - 999*time.Millisecond).UTC()})
		at = at.Add(time.Millisecond)
		equal(t, "in time", take(), host.Allowance{Rate: rate, Granted: true, RetryAfter: time.Second, ResetAt: at.Add(time.Minute).UTC()})
		at = at.Add(time.Hour)
		equal(t, "much later", take(), host.Allowance{Rate: rate, Granted: true, Remaining: 59, ResetAt: at.Add(time.Second).UTC()})
		// A call whose host is behind, or that waited, gives nothing back.
		at = at.Add(-time.Minute)
		equal(t, "an earlier one", take().Granted, false)
	})
}

func TestOrgsDoNotShareARate(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s, at := paced(t, c), time.Now()
		one := demo(t, s)
		other := must[host.Org](t)(s.EnsureOrg(ctx, "other"))
		for range 61 {
			must[host.Allowance](t)(s.Take(ctx, one.ID, at))
		}
		equal(t, "the other org", must[host.Allowance](t)(s.Take(ctx, other.ID, at)).Granted, true)
		_, err := s.Take(ctx, "org_nobody", at)
		wantCode(t, err, host.NotFound)
	})
}

func TestRateOfATierWithoutAny(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := limited(t, c)
		org := demo(t, s)
		equal(t, "allowance", must[host.Allowance](t)(s.Take(ctx, org.ID, time.Now())), host.Allowance{Granted: true})
	})
}

// What counts calls can be lost; the store must not be.
func TestLimitsFileCanBeRemoved(t *testing.T) {
	c := store.Config{DataDir: t.TempDir()}
	s := paced(t, c)
	org := demo(t, s)
	must[host.Allowance](t)(s.Take(ctx, org.ID, time.Now()))
	check(t, s.Close())
	files, _ := filepath.Glob(filepath.Join(c.DataDir, "limits.db*"))
	for _, f := range files {
		check(t, os.Remove(f))
	}
	again := paced(t, c)
	equal(t, "remaining", must[host.Allowance](t)(again.Take(ctx, org.ID, time.Now())).Remaining, int64(59))
}
