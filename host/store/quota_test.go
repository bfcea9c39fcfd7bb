package store_test

import (
	"database/sql"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// used is what all orgs have been charged together.
func used(t testing.TB, s *store.Store) (n int64) {
	t.Helper()
	check(t, s.DB().QueryRowContext(ctx, `SELECT COALESCE(SUM(used), 0) FROM quotas`).Scan(&n))
	return n
}

// limited opens a store whose orgs may generate ten times a month.
func limited(t *testing.T, c store.Config) *store.Store {
	c.Tiers = []host.Tier{{Name: "starter", Quota: 10}}
	return storetest.Open(t, c)
}

func TestQuotaIsExactUnderParallelOrders(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		hosts := []*store.Store{limited(t, c), limited(t, c)}
		org := demo(t, hosts[0])
		var granted, refused atomic.Int64
		parallel(100, func(i int) {
			_, err := hosts[i%2].Enqueue(ctx, order(org.ID, "", time.Minute))
			switch {
			case err == nil:
				granted.Add(1)
			case host.ErrorCode(err) == host.QuotaExceeded:
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
		equal(t, "granted and refused", []int64{granted.Load(), refused.Load()}, []int64{10, 90})
		equal(t, "charged", used(t, hosts[0]), int64(10))
		equal(t, "rows", count(t, hosts[0], "generations"), 10)
	})
}

func TestTheLastOfTheQuotaGoesToOneOfTwins(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := limited(t, c)
		org := demo(t, s)
		for range 9 {
			must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 0)))
		}
		parallel(20, func(int) {
			if _, err := s.Enqueue(ctx, order(org.ID, "req_1", 0)); err != nil {
				t.Errorf("the same request posted twice: %v", err)
			}
		})
		equal(t, "charged", used(t, s), int64(10))
	})
}

// The same, with both orders past the search for their request id before
// either is charged.
func TestTheLastOfTheQuotaGoesToOneOfWaitingTwins(t *testing.T) {
	s := limited(t, store.Config{DatabaseURL: storetest.Postgres(t)})
	org := demo(t, s)
	for range 9 {
		must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 0)))
	}
	blocker := must[*sql.Tx](t)(s.DB().BeginTx(ctx, nil))
	defer blocker.Rollback()
	_, err := blocker.ExecContext(ctx, `UPDATE quotas SET used = used`)
	check(t, err)

	placements := make(chan host.Placement, 2)
	for range cap(placements) {
		go func() {
			r, err := s.Enqueue(ctx, order(org.ID, "req_1", 0))
			if err != nil {
				t.Errorf("the same request posted twice: %v", err)
			}
			placements <- r.Placement
		}()
	}
	for waiting := 0; waiting < cap(placements); {
		check(t, s.DB().QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting))
	}
	check(t, blocker.Rollback())
	got := map[host.Placement]int{<-placements: 1, <-placements: 1}
	equal(t, "placements", got, map[host.Placement]int{host.Created: 1, host.Joined: 1})
	equal(t, "charged", used(t, s), int64(10))
}

func TestQuotaComesBackToTheMonthThatWasCharged(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, config store.Config) {
		s, c := limited(t, config), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		april := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
		claims := make([]host.Claim, 10)
		for i := range claims {
			claims[i] = *must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 48*time.Hour))).Claim
		}
		_, err := s.Enqueue(ctx, order(org.ID, "", 0))
		wantCode(t, err, host.QuotaExceeded)

		c.advance(april.Sub(c.now()))
		next := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		check(t, s.Finish(ctx, claims[0], host.Result{Status: host.Failed}, nil))
		check(t, s.Reject(ctx, claims[1], host.Errorf(host.NoMatchingPattern, "no"), nil))
		check(t, s.Finish(ctx, claims[2], succeeded(), nil))
		check(t, s.Finish(ctx, *next.Claim, succeeded(), nil))
		equal(t, "charged: 8 in March, 1 in April", used(t, s), int64(9))

		shown := func(id string) host.Quota {
			return must[host.Generation](t)(s.Generation(ctx, org.ID, id, false)).Result.Usage.Quota
		}
		equal(t, "the third of March", shown(claims[2].GenerationID), host.Quota{Used: 3, Limit: 10, ResetAt: april})
		equal(t, "the first of April", shown(next.Generation.ID), host.Quota{Used: 1, Limit: 10, ResetAt: april.AddDate(0, 1, 0)})
		equal(t, "what failed", shown(claims[0].GenerationID), host.Quota{})
	})
}

func TestTierThatIsNotConfiguredIsRefused(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		org := demo(t, limited(t, c))
		_, err := storetest.Open(t, c).Enqueue(ctx, order(org.ID, "", 0))
		wantCode(t, err, host.PersistenceFailed)
	})
}
