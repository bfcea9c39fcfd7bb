package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
	"github.com/kilnworks/kiln/sdk"
)

func TestClaimsTakeTheOldestFirst(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		var want []string
		for range 3 {
			r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 0)))
			equal(t, "status", r.Generation.Status, host.Queued)
			want = append(want, r.Generation.ID)
			c.advance(time.Millisecond)
		}
		var got []string
		for range 3 {
			g, claim, err := s.Claim(ctx, time.Minute)
			check(t, err)
			equal(t, "claim", claim, &host.Claim{OrgID: org.ID, GenerationID: g.ID, Attempt: 1})
			equal(t, "request", g.Request, request(""))
			equal(t, "status", g.Status, host.Running)
			got = append(got, g.ID)
		}
		equal(t, "order", got, want)
		_, claim, err := s.Claim(ctx, time.Minute)
		check(t, err)
		equal(t, "nothing left", claim, (*host.Claim)(nil))
	})
}

func TestRacedClaimsAreEachTakenOnce(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		hosts := []*store.Store{open(), open()}
		org := demo(t, hosts[0])
		const orders = 60
		for range orders {
			must[host.Receipt](t)(hosts[0].Enqueue(ctx, order(org.ID, "", 0)))
		}
		var mu sync.Mutex
		taken := map[string]int{}
		parallel(8, func(i int) {
			for {
				g, claim, err := hosts[i%2].Claim(ctx, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				if claim == nil {
					return
				}
				mu.Lock()
				taken[g.ID]++
				mu.Unlock()
			}
		})
		equal(t, "different generations taken", len(taken), orders)
		for id, n := range taken {
			if n != 1 {
				t.Errorf("%s was taken %d times", id, n)
			}
		}
	})
}

func TestClaimThatRanOutIsTakenOver(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		lost := *r.Claim
		log := events(1, c.now())
		must[bool](t)(s.Append(ctx, lost, log[:5], time.Minute))

		c.advance(time.Minute - time.Microsecond)
		_, claim, err := s.Claim(ctx, time.Minute)
		check(t, err)
		equal(t, "claim before the time", claim, (*host.Claim)(nil))
		must[bool](t)(s.Append(ctx, lost, nil, time.Minute)) // a heartbeat
		c.advance(time.Minute)
		g, claim, err := s.Claim(ctx, time.Minute)
		check(t, err)
		equal(t, "claim", claim, &host.Claim{OrgID: org.ID, GenerationID: r.Generation.ID, Attempt: 2})
		equal(t, "where its log goes on", g.LastSeq, int64(5))

		for what, err := range map[string]error{
			"Append":  second(s.Append(ctx, lost, log[5:], time.Minute)),
			"Finish":  s.Finish(ctx, lost, succeeded(), log[5:]),
			"Fail":    s.Finish(ctx, lost, host.Result{Status: host.Failed}, nil),
			"Reject":  s.Reject(ctx, lost, host.Errorf(host.NoMatchingPattern, "no"), log[5:]),
			"Release": s.Release(ctx, lost),
		} {
			wantLost(t, what, err)
		}
		equal(t, "unchanged", must[host.Generation](t)(s.Generation(ctx, org.ID, g.ID, true)), g)
		equal(t, "events", len(must[[]host.Event](t)(s.Events(ctx, org.ID, g.ID, 0))), 5)
		equal(t, "files", count(t, s, "files"), 0)
		equal(t, "charged", used(t, s), int64(1))

		check(t, s.Finish(ctx, *claim, succeeded(), log[5:]))
		equal(t, "events", must[[]host.Event](t)(s.Events(ctx, org.ID, g.ID, 0)), log)
		wantLost(t, "finishing twice", s.Finish(ctx, *claim, succeeded(), nil))
	})
}

func second[T any](_ T, err error) error { return err }

func TestAppendCanBeRepeated(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		log := events(1, newClock().now())
		must[bool](t)(s.Append(ctx, *r.Claim, log[:3], time.Minute))
		must[bool](t)(s.Append(ctx, *r.Claim, log[:5], time.Minute))
		equal(t, "events", must[[]host.Event](t)(s.Events(ctx, org.ID, r.Generation.ID, 0)), log[:5])
	})
}

func TestTextOfAPluginIsMadeStorable(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		must[bool](t)(s.Append(ctx, *r.Claim, []host.Event{{Seq: 1, Stage: sdk.Generating, Status: host.StageProgress, Message: "a\x00b\xffc"}}, time.Minute))
		result := succeeded()
		result.Summary = "a\x00b\xffc"
		check(t, s.Finish(ctx, *r.Claim, result, nil))
		log := must[[]host.Event](t)(s.Events(ctx, org.ID, r.Generation.ID, 0))
		g := must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, false))
		equal(t, "texts", []string{log[0].Message, g.Result.Summary}, []string{"a\uFFFDb\uFFFDc", "a\uFFFDb\uFFFDc"})

		r = must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		result.Files = []host.File{host.NewFile("a\x00b", nil, 0o644)}
		wantCode(t, s.Finish(ctx, *r.Claim, result, nil), host.ValidationFailed)
		g = must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, false))
		equal(t, "nothing was stored", g, r.Generation)
	})
}

func TestReleasePutsBackAtOnce(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Hour)))
		check(t, s.Release(ctx, *r.Claim))
		wantLost(t, "again", s.Release(ctx, *r.Claim))
		g := must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, false))
		equal(t, "status", g.Status, host.Queued)
		_, claim, err := s.Claim(ctx, time.Minute)
		check(t, err)
		equal(t, "claim", claim, &host.Claim{OrgID: org.ID, GenerationID: g.ID, Attempt: 2})
	})
}

func TestCancel(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)

		queued := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", 0)))
		g := must[host.Generation](t)(s.Cancel(ctx, org.ID, queued.Generation.ID))
		equal(t, "status", []host.Status{g.Status, g.Result.Status}, []host.Status{host.Canceled, host.Canceled})
		equal(t, "completed", g.CompletedAt, c.now())
		wantCode(t, g.Result.Error, host.GenerationCanceled)
		equal(t, "charged", used(t, s), int64(0))
		equal(t, "again", must[host.Generation](t)(s.Cancel(ctx, org.ID, g.ID)), g)
		equal(t, "charged once back", used(t, s), int64(0))
		_, claim, err := s.Claim(ctx, time.Minute)
		check(t, err)
		equal(t, "nothing to run", claim, (*host.Claim)(nil))

		running := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		g = must[host.Generation](t)(s.Cancel(ctx, org.ID, running.Generation.ID))
		equal(t, "status", g.Status, host.Running)
		canceled := must[bool](t)(s.Append(ctx, *running.Claim, nil, time.Minute))
		equal(t, "told to stop", canceled, true)
		check(t, s.Finish(ctx, *running.Claim, host.Result{Status: host.Canceled}, nil))
		equal(t, "charged", used(t, s), int64(0))

		done := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		check(t, s.Finish(ctx, *done.Claim, succeeded(), nil))
		_, err = s.Cancel(ctx, org.ID, done.Generation.ID)
		wantCode(t, err, host.AlreadyFinished)

		refused := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		check(t, s.Reject(ctx, *refused.Claim, host.Errorf(host.NoMatchingPattern, "no"), nil))
		_, err = s.Cancel(ctx, org.ID, refused.Generation.ID)
		wantCode(t, err, host.NotFound)
	})
}

func TestRejectedLeavesOnlyATombstone(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		why := host.Errorf(host.NoMatchingPattern, "say what to export")
		check(t, s.Reject(ctx, *r.Claim, why, events(1, c.now())))

		g := must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, true))
		equal(t, "tombstone", g, host.Generation{ID: r.Generation.ID, OrgID: org.ID, Status: host.Rejected, Attempt: 1,
			LastSeq: 12, CreatedAt: r.Generation.CreatedAt, CompletedAt: c.now(),
			Result: host.Result{Status: host.Rejected, Error: why}})
		equal(t, "events", len(must[[]host.Event](t)(s.Events(ctx, org.ID, g.ID, 0))), 12)
		for _, status := range append(host.Statuses[:], "", host.Rejected) {
			page := host.Page{Limit: 9, Status: status}
			equal(t, "list "+string(status), len(must[[]host.Generation](t)(s.Generations(ctx, org.ID, page))), 0)
		}
		equal(t, "charged", used(t, s), int64(0))
		again := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		equal(t, "the request id is free", again.Placement, host.Created)

		c.advance(10 * time.Minute)
		equal(t, "swept", must[int](t)(s.Sweep(ctx)), 0)
		c.advance(time.Microsecond)
		equal(t, "swept", must[int](t)(s.Sweep(ctx)), 1)
		_, err := s.Generation(ctx, org.ID, g.ID, true)
		wantCode(t, err, host.NotFound)
		equal(t, "events", count(t, s, "events"), 0)
		must[host.Generation](t)(s.Generation(ctx, org.ID, again.Generation.ID, true))
	})
}

func TestFinishRefusesWhatIsNoEnd(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		for _, status := range []host.Status{"", host.Queued, host.Running, host.Rejected} {
			if err := s.Finish(ctx, *r.Claim, host.Result{Status: status}, nil); err == nil {
				t.Errorf("a run ended as %q", status)
			}
		}
	})
}

func TestCanceledContextStaysItself(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		_, err := s.Enqueue(gone, order(org.ID, "", 0))
		equal(t, "Enqueue: is canceled", errors.Is(err, context.Canceled), true)
		_, err = s.Generation(gone, org.ID, "gen_1", false)
		equal(t, "Generation: is canceled", errors.Is(err, context.Canceled), true)
		equal(t, "code", host.ErrorCode(err), host.InternalError)
		equal(t, "rows", count(t, s, "generations"), 0)
	})
}
