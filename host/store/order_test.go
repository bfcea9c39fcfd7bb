package store_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// parallel runs f n times at once.
func parallel(n int, f func(i int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			f(i)
		})
	}
	close(begin)
	all.Wait()
}

func count(t testing.TB, s *store.Store, table string) (n int) {
	t.Helper()
	check(t, s.DB().QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n))
	return n
}

func TestParallelOrdersWithOneRequestIDGiveOneGeneration(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts := []*store.Store{open(), open()}
		org := demo(t, hosts[0])
		receipts := make([]host.Receipt, 50)
		errs := make([]error, len(receipts))
		parallel(len(receipts), func(i int) {
			receipts[i], errs[i] = hosts[i%2].Enqueue(ctx, order(org.ID, "req_1", time.Minute))
		})
		placements := map[host.Placement]int{}
		for i, r := range receipts {
			check(t, errs[i])
			placements[r.Placement]++
			equal(t, "id", r.Generation.ID, receipts[0].Generation.ID)
			equal(t, "has a claim", r.Claim != nil, r.Placement == host.Created)
		}
		equal(t, "placements", placements, map[host.Placement]int{host.Created: 1, host.Joined: 49})
		equal(t, "rows", count(t, hosts[0], "generations"), 1)
		equal(t, "charged", used(t, hosts[0]), int64(1))
	})
}

func TestRequestIDForAnotherRequestIsRefused(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		first := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", 0)))
		o := order(org.ID, "req_1", time.Minute)
		o.Request.Prompt = "Export working parts to CSV"
		_, err := s.Enqueue(ctx, o)
		e := wantCode(t, err, host.RequestIDReused)
		if !strings.Contains(e.Message, first.Generation.ID) || e.Param != "requestId" {
			t.Errorf("the error does not name the first generation: %+v", e)
		}
		equal(t, "rows", count(t, s, "generations"), 1)
		equal(t, "charged", used(t, s), int64(1))
	})
}

func TestOrdersWithoutRequestIDAreNeverTheSame(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		for range 2 {
			r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 0)))
			equal(t, "placement", r.Placement, host.Created)
		}
		equal(t, "rows", count(t, s, "generations"), 2)
	})
}

func TestWhatFailedRunsAgainUnderItsID(t *testing.T) {
	ends := map[string]func(*testing.T, *store.Store, host.Claim){
		"failed": func(t *testing.T, s *store.Store, c host.Claim) {
			r := succeeded()
			r.Status, r.Error = host.Failed, host.Errorf(host.PluginFailed, "the plugin failed; try again")
			check(t, s.Finish(ctx, c, r, events(1, time.Now())))
		},
		"canceled": func(t *testing.T, s *store.Store, c host.Claim) {
			_, err := s.Append(ctx, c, events(1, time.Now()), time.Minute)
			check(t, err)
			check(t, s.Release(ctx, c))
			_, err = s.Cancel(ctx, c.OrgID, c.GenerationID)
			check(t, err)
		},
	}
	for how, end := range ends {
		t.Run(how, func(t *testing.T) {
			storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
				s := open()
				org := demo(t, s)
				first := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
				end(t, s, *first.Claim)
				equal(t, "charged", used(t, s), int64(0))

				resume := order(org.ID, "req_1", time.Minute)
				resume.Resume = true
				asked := must[host.Receipt](t)(s.Enqueue(ctx, resume))
				if asked.Placement != host.Replayed || asked.Claim != nil || string(asked.Generation.Status) != how {
					t.Errorf("a client that only asks how it went gets %+v", asked)
				}
				equal(t, "charged for asking", used(t, s), int64(0))

				again := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
				want := first.Generation
				want.LastSeq = 13
				equal(t, "receipt", again, host.Receipt{Generation: want, Placement: host.Rerun,
					Claim: &host.Claim{OrgID: org.ID, GenerationID: want.ID, Attempt: 2}})
				equal(t, "stored", must[host.Generation](t)(s.Generation(ctx, org.ID, want.ID, true)), want)
				equal(t, "old events and files", count(t, s, "events")+count(t, s, "files"), 0)
				equal(t, "charged again", used(t, s), int64(1))
				wantLost(t, "the old claim", s.Finish(ctx, *first.Claim, succeeded(), nil))

				check(t, s.Finish(ctx, *again.Claim, succeeded(), events(14, time.Now())))
				log := must[[]host.Event](t)(s.Events(ctx, org.ID, want.ID, 13))
				equal(t, "first and last number", []int64{log[0].Seq, log[11].Seq}, []int64{14, 25})
				replay := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
				equal(t, "placement", replay.Placement, host.Replayed)
			})
		})
	}
}

func TestParallelRerunsGiveOneRun(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		first := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		check(t, s.Finish(ctx, *first.Claim, host.Result{Status: host.Failed}, nil))
		placements := make(chan host.Placement, 20)
		parallel(cap(placements), func(int) {
			r, err := s.Enqueue(ctx, order(org.ID, "req_1", time.Minute))
			if err != nil {
				t.Error(err)
			}
			placements <- r.Placement
		})
		close(placements)
		got := map[host.Placement]int{}
		for p := range placements {
			got[p]++
		}
		equal(t, "placements", got, map[host.Placement]int{host.Rerun: 1, host.Joined: 19})
		equal(t, "charged", used(t, s), int64(1))
	})
}

func TestOrdersThatCannotBeStoredAreRefused(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		for name, spoil := range map[string]func(*host.Order){
			"NUL in the prompt":         func(o *host.Order) { o.Request.Prompt = "a\x00b" },
			"bad UTF-8 in the prompt":   func(o *host.Order) { o.Request.Prompt = "a\xffb" },
			"NUL in the request id":     func(o *host.Order) { o.Request.ID = "\x00" },
			"bad UTF-8 in the org's id": func(o *host.Order) { o.OrgID = "\xff" },
		} {
			o := order(org.ID, "req_1", 0)
			spoil(&o)
			_, err := s.Enqueue(ctx, o)
			if host.ErrorCode(err) != host.ValidationFailed {
				t.Errorf("%s: got %v", name, err)
			}
		}
		_, err := s.Enqueue(ctx, order("org_unknown", "", 0))
		wantCode(t, err, host.NotFound)
		equal(t, "rows", count(t, s, "generations")+count(t, s, "quotas"), 0)
	})
}
