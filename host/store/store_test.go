package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
	"github.com/kilnworks/kiln/sdk"
)

// A test may run itself as another process: see helper_test.go.
func TestMain(m *testing.M) {
	if role := os.Getenv(helperRole); role != "" {
		os.Exit(help(role))
	}
	os.Exit(m.Run())
}

var ctx = context.Background()

// must ends the test on an error.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, code host.Code) *host.Error {
	t.Helper()
	var e *host.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got error %v, want code %s", err, code)
	}
	return e
}

func wantLost(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, host.ErrClaimLost) {
		t.Fatalf("%s: got error %v, want %v", what, err, host.ErrClaimLost)
	}
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// clock is a store's clock that a test turns.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func newClock() *clock {
	return &clock{at: time.Date(2026, 3, 14, 15, 9, 26, 535897000, time.UTC)}
}

// demo opens a store with an org in it.
func demo(t testing.TB, s *store.Store) host.Org {
	t.Helper()
	return must[host.Org](t)(s.EnsureOrg(ctx, "demo"))
}

func request(id string) host.Request {
	return host.Request{ID: id, Request: sdk.Request{
		Prompt:  "Export released parts to CSV",
		Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"},
	}}
}

func order(orgID, id string, claimFor time.Duration) host.Order {
	return host.Order{OrgID: orgID, Request: request(id), ClaimFor: claimFor}
}

// succeeded is a result with everything in it.
func succeeded() host.Result {
	return host.Result{
		Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export",
		Summary: "A batch program that exports Ärger", EngineVersion: "kiln 0.1.0, itk-batch 0.1.0",
		Diagnostics: []sdk.Diagnostic{{Severity: sdk.Info, Code: "assumed", Message: "NUL \x00 and \"quotes\"", Stage: "planning"}},
		Usage:       host.Usage{Provider: "none", Model: "none", Fuel: 1 << 63, Duration: 4200 * time.Microsecond},
		Files: []host.File{
			host.NewFile("a-b.c", []byte("int main(void) { return 0; }\n"), 0o644),
			host.NewFile("a/b.sh", []byte("#!/bin/sh\n"), 0o755),
			host.NewFile("a_empty", nil, 0o644),
			host.NewFile("binary", []byte{0, 255, 1, 254}, 0o644),
		},
	}
}

// events returns the events of a whole run, numbered from first.
func events(first int64, at time.Time) []host.Event {
	var all []host.Event
	for _, stage := range sdk.Stages {
		for _, status := range []host.EventStatus{host.StageStarted, host.StageCompleted} {
			all = append(all, host.Event{Seq: first, Stage: stage, Status: status, At: at,
				Elapsed: 1500 * time.Microsecond, Message: "ä → \"ok\""})
			first++
		}
	}
	return all
}

func TestGenerationFromOrderToResult(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)

		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		equal(t, "receipt", r, host.Receipt{
			Placement:  host.Created,
			Claim:      &host.Claim{OrgID: org.ID, GenerationID: r.Generation.ID, Attempt: 1},
			Generation: host.Generation{ID: r.Generation.ID, OrgID: org.ID, Request: request("req_1"), Status: host.Running, Attempt: 1, CreatedAt: c.now()},
		})
		equal(t, "running", must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, true)), r.Generation)

		c.advance(time.Second)
		log := events(1, c.now())
		canceled := must[bool](t)(s.Append(ctx, *r.Claim, log[:3], time.Minute))
		equal(t, "canceled", canceled, false)
		check(t, s.Finish(ctx, *r.Claim, succeeded(), log[3:]))

		want := r.Generation
		want.Status, want.LastSeq, want.CompletedAt = host.Succeeded, 12, c.now()
		want.Result = succeeded()
		want.Result.Files[2].Body = []byte{}
		want.Result.Usage.Quota = host.Quota{Used: 1, ResetAt: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}
		got := must[host.Generation](t)(open().Generation(ctx, org.ID, r.Generation.ID, true))
		equal(t, "finished", got, want)
		equal(t, "events", must[[]host.Event](t)(s.Events(ctx, org.ID, r.Generation.ID, 0)), log)
		equal(t, "events after 4", must[[]host.Event](t)(s.Events(ctx, org.ID, r.Generation.ID, 4)), log[4:])

		want.Result.Files = nil
		replay := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		equal(t, "replay", replay, host.Receipt{Generation: want, Placement: host.Replayed})
		equal(t, "list", must[[]host.Generation](t)(s.Generations(ctx, org.ID, host.Page{Limit: 9})), []host.Generation{want})
	})
}

func TestAnotherOrgsRecordIsNotFound(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		other := must[host.Org](t)(s.EnsureOrg(ctx, "other"))
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Minute)))
		check(t, s.Finish(ctx, *r.Claim, succeeded(), events(1, time.Now())))

		for _, id := range []string{r.Generation.ID, "gen_unknown", "nul\x00", "bad\xff"} {
			_, err := s.Generation(ctx, other.ID, id, true)
			wantCode(t, err, host.NotFound)
			_, err = s.Cancel(ctx, other.ID, id)
			wantCode(t, err, host.NotFound)
			equal(t, "events", len(must[[]host.Event](t)(s.Events(ctx, other.ID, id, 0))), 0)
		}
		equal(t, "list", len(must[[]host.Generation](t)(s.Generations(ctx, other.ID, host.Page{Limit: 9}))), 0)
		same := must[host.Receipt](t)(s.Enqueue(ctx, order(other.ID, "req_1", 0)))
		equal(t, "the same request id of another org", same.Placement, host.Created)
	})
}

func TestManyFilesAndEvents(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
		result, log := succeeded(), []host.Event{}
		result.Files = nil
		for i := range 2000 {
			result.Files = append(result.Files, host.NewFile(fmt.Sprintf("src/%04d.c", i), []byte{byte(i)}, 0o644))
			log = append(log, host.Event{Seq: int64(i + 1), Stage: sdk.Generating, Status: host.StageProgress})
		}
		check(t, s.Finish(ctx, *r.Claim, result, log))
		got := must[host.Generation](t)(s.Generation(ctx, org.ID, r.Generation.ID, true))
		equal(t, "files", got.Result.Files, result.Files)
		equal(t, "events", must[[]host.Event](t)(s.Events(ctx, org.ID, r.Generation.ID, 0)), log)
	})
}
