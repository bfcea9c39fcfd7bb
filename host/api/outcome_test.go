package api

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

func TestStreamOfFailure(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.run = fail(host.Rejected, &host.Error{Code: host.NoMatchingPattern, Message: "nothing fits", Details: []host.Detail{
		{Path: "options.explicitPattern", Code: "candidate", Message: "query-export"}}})
	a := r.do("POST", "/v1/generations/stream", asked)
	list := events(t, strings.NewReader(string(a.body)))
	if diff := cmp.Diff([]string{"1 stage", "2 error"}, names(list)); diff != "" {
		t.Fatalf("events (-want +got):\n%s", diff)
	}
	if !strings.Contains(list[1].Data, `"code":"no_matching_pattern"`) || !strings.Contains(list[1].Data, a.Header.Get("X-Request-Id")) {
		t.Errorf("error: %s", list[1].Data)
	}
	events2 := "/v1/generations/" + r.fake.generations[0].ID + "/events"
	if again := r.do("GET", events2, "", "Last-Event-ID: 1"); !strings.Contains(string(again.body), "no_matching_pattern") {
		t.Errorf("a watcher of what was rejected: %d %s", again.StatusCode, again.body)
	}
	if end := r.do("GET", events2, "", "Last-Event-ID: 2"); end.StatusCode != 204 {
		t.Errorf("after the error: %d", end.StatusCode)
	}
	// Resuming shows the end that was missed and runs nothing.
	resumed := r.do("POST", "/v1/generations/stream", asked, "Last-Event-ID: 1")
	if diff := cmp.Diff([]string{"2 error"}, names(events(t, strings.NewReader(string(resumed.body))))); diff != "" || resumed.Header.Get("Idempotent-Replayed") != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
	if end := r.do("POST", "/v1/generations/stream", asked, "Last-Event-ID: 2"); end.StatusCode != 204 {
		t.Errorf("resumed after the error: %d", end.StatusCode)
	}
	// The same request from the beginning runs again, under numbers that were not used.
	r.fake.set(func() { r.fake.run = succeed })
	rerun := events(t, strings.NewReader(string(r.do("POST", "/v1/generations/stream", asked).body)))
	if len(rerun) != 14 || rerun[0].LastEventID != "3" {
		t.Errorf("rerun: %v", names(rerun))
	}
	late := events(t, strings.NewReader(string(r.do("GET", events2, "", "Last-Event-ID: 2").body)))
	if diff := cmp.Diff(names(rerun), names(late)); diff != "" {
		t.Errorf("who saw the first run fail misses some of the second (-want +got):\n%s", diff)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	r := start(t)
	block := make(chan struct{})
	defer close(block)
	r.fake.run = func(host.Request, func(sdk.Stage, host.EventStatus)) host.Result { <-block; return host.Result{} }
	stream := r.open("POST", "/v1/generations/stream", asked)
	waited := make(chan answer, 1)
	go func() { waited <- r.do("POST", "/v1/generations", asked) }()
	eventually(t, "both are waiting", func() bool { return r.fake.watchers() == 2 })
	id := r.fake.generations[0].ID
	if running := r.do("GET", "/v1/generations/"+id+"/download", ""); running.StatusCode != 409 ||
		running.failure(t).Error.Code != "in_progress" || running.Header.Get("Retry-After") == "" {
		t.Errorf("download while it runs: %d %s", running.StatusCode, running.body)
	}
	if running := r.do("GET", "/v1/generations/"+id, ""); running.StatusCode != 200 || running.Header.Get("ETag") != "" {
		t.Errorf("record while it runs: %d %v", running.StatusCode, running.Header)
	}
	a := r.do("POST", "/v1/generations/"+id+"/cancel", "", "Content-Type:")
	if a.StatusCode != 202 || a.Header.Get("Location") != "/v1/generations/"+id || !strings.Contains(string(a.body), `"status":"canceled"`) {
		t.Errorf("cancel: %d %s", a.StatusCode, a.body)
	}
	if a := <-waited; a.StatusCode != 409 || a.failure(t).Error.Code != "generation_canceled" {
		t.Errorf("who waited got %d %s", a.StatusCode, a.body)
	}
	if list := events(t, stream.Body); len(list) != 1 || list[0].Type != "error" {
		t.Errorf("who watched got %v", names(list))
	}
	if again := r.do("POST", "/v1/generations/"+id+"/cancel", ""); again.StatusCode != 409 || again.failure(t).Error.Code != "already_finished" {
		t.Errorf("cancel again: %d %s", again.StatusCode, again.body)
	}
	if diff := cmp.Diff([]string{id}, r.fake.canceled); diff != "" {
		t.Errorf("the runner was told (-want +got):\n%s", diff)
	}
}

func TestRunThatWasGivenUp(t *testing.T) {
	t.Parallel()
	r := start(t)
	block := make(chan struct{})
	defer close(block)
	r.fake.run = func(host.Request, func(sdk.Stage, host.EventStatus)) host.Result { <-block; return host.Result{} }
	stream := r.open("POST", "/v1/generations/stream", asked)
	waited := make(chan answer, 1)
	go func() { waited <- r.do("POST", "/v1/generations", asked) }()
	eventually(t, "both are waiting", func() bool { return r.fake.watchers() == 2 })
	r.fake.giveUp()
	if a := <-waited; a.StatusCode != 500 || a.failure(t).Error.Code != "persistence_failed" || !a.failure(t).Error.Retryable {
		t.Errorf("who waited got %d %s", a.StatusCode, a.body)
	}
	list := events(t, stream.Body)
	if len(list) != 1 || list[0].LastEventID != "" || !strings.Contains(list[0].Data, "persistence_failed") {
		t.Errorf("who watched got %v", list)
	}
}

// torn is a store in which a failed generation runs again between two reads.
type torn struct{ *fake }

func (s torn) Events(ctx context.Context, orgID, id string, after int64) ([]host.Event, error) {
	events, err := s.fake.Events(ctx, orgID, id, after)
	return append(events, host.Event{Seq: 3, Stage: sdk.Planning, Status: host.StageStarted}), err
}

func TestRunsAreNotMixed(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.Generations = torn{c.Generations.(*fake)} })
	r.fake.run = fail(host.Failed, host.Errorf(host.PluginFailed, "the plugin trapped"))
	a := r.do("POST", "/v1/generations/stream", asked)
	if diff := cmp.Diff([]string{"1 stage", "2 error"}, names(events(t, strings.NewReader(string(a.body))))); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
