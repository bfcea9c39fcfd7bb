package api

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

func TestShutdownEndsStreams(t *testing.T) {
	t.Parallel()
	r := start(t)
	block := make(chan struct{})
	defer close(block)
	r.fake.run = func(_ host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
		step(sdk.Planning, host.StageStarted)
		<-block
		return host.Result{}
	}
	const streams = 50
	ends := make(chan []string, streams)
	for i := range streams {
		res := r.open("POST", "/v1/generations/stream", strings.Replace(asked, "req_123", "r"+strconv.Itoa(i), 1))
		go func() {
			list := events(t, res.Body)
			if last := list[len(list)-1]; !strings.Contains(last.Data, `"shutting_down"`) || !strings.Contains(last.Data, `"retryable":true`) {
				t.Errorf("the last event is %v", last)
			}
			ends <- names(list)
		}()
	}
	ctx, cancel := context.WithCancel(context.Background())
	down := make(chan error, 1)
	go func() { down <- r.server.Shutdown(ctx) }()
	eventually(t, "draining", r.server.draining)

	for _, path := range []string{"/v1/generations", "/v1/generations/stream"} {
		a := r.do("POST", path, asked)
		if a.StatusCode != 503 || a.failure(t).Error.Code != "shutting_down" || a.Header.Get("Retry-After") != "1" {
			t.Errorf("POST %s while draining: %d %s", path, a.StatusCode, a.body)
		}
	}
	if a := r.do("GET", "/readyz", ""); a.StatusCode != 503 {
		t.Errorf("readyz while draining: %d", a.StatusCode)
	}
	if a := r.do("GET", "/v1/generations", ""); a.StatusCode != 200 {
		t.Errorf("reading while draining: %d", a.StatusCode)
	}
	begin := time.Now()
	cancel()
	for range streams {
		// The error has no id of its own: the client resumes after event 1.
		if diff := cmp.Diff([]string{"1 stage", "1 error"}, <-ends); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	}
	if err := <-down; err != nil {
		t.Error(err)
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("ending %d streams took %v", streams, took)
	}
}

func TestShutdownWaitsForStreams(t *testing.T) {
	t.Parallel()
	s := stepper{make(chan struct{})}
	r := start(t)
	r.fake.run = s.run
	res := r.open("POST", "/v1/generations/stream", asked)
	down := make(chan error, 1)
	go func() { down <- r.server.Shutdown(context.Background()) }()
	eventually(t, "draining", r.server.draining)
	close(s.next)
	if diff := cmp.Diff(whole(), names(events(t, res.Body))); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if err := <-down; err != nil {
		t.Error(err)
	}
}

func TestLastUsed(t *testing.T) {
	t.Parallel()
	r := start(t)
	id := r.fake.keys[host.HashSecret(r.secret)].ID
	for range 3 {
		r.do("GET", "/v1/artifacts", "")
	}
	recent := host.NewSecret()
	r.addKey(recent, host.Key{OrgID: "org_1", Scopes: host.Scopes[:], LastUsedAt: time.Now().Add(-time.Second)})
	r.do("GET", "/v1/artifacts", "", "Authorization: Bearer "+recent)
	if len(r.fake.touched) != 0 {
		t.Errorf("a call waited for %v to be written", r.fake.touched)
	}
	r.fake.set(func() { r.fake.failing = host.Errorf(host.PersistenceFailed, "gone") })
	r.server.touchKeys.flush(context.Background())
	r.fake.set(func() { r.fake.failing = nil })
	r.stop()
	if at, ok := r.fake.touched[id]; !ok || time.Since(at) > time.Minute || len(r.fake.touched) != 1 {
		t.Errorf("after the shutdown: %v, want %s alone", r.fake.touched, id)
	}
}

func TestLastUsedAtMostOnceAMinute(t *testing.T) {
	t.Parallel()
	f := newFake()
	touch := newToucher("keys", f.TouchKeys, start(t).server.Log)
	begin := time.Now()
	for _, c := range []struct {
		after   time.Duration
		pending int
	}{{0, 1}, {59 * time.Second, 0}, {61 * time.Second, 1}, {90 * time.Second, 0}} {
		touch.pending = map[string]time.Time{}
		touch.used("key_1", time.Time{}, begin.Add(c.after))
		if len(touch.pending) != c.pending {
			t.Errorf("after %v: %d pending, want %d", c.after, len(touch.pending), c.pending)
		}
	}
}
