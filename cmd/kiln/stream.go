package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"

	"github.com/sethvargo/go-retry"
	"github.com/tmaxmax/go-sse"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/sdk"
)

const (
	// maxEventBytes fits 32 MiB of files in the least favourable encoding: six
	// characters of JSON for one byte, and a manifest.
	maxEventBytes = 256 << 20
	// maxSilence is how long a server may say nothing: four heartbeats.
	maxSilence = 60 * time.Second
	// firstPause is the first wait after a failure; it doubles with each more.
	firstPause = 250 * time.Millisecond
	// maxFailures is how often in a row a stream may fail before it is given up,
	// maxRefused how often a connection that was never there may.
	maxFailures = 6
	maxRefused  = 3
	// maxRetryAfter is the longest wait that a server may ask for.
	maxRetryAfter = 2 * time.Minute
)

// stream runs a generation on a server and follows it to its end, through
// any number of connections.
type stream struct {
	*client
	request host.Request
	body    []byte
	watch   func(host.Event)
	note    func(string)

	pause       time.Duration // the first wait after a failure
	silence     time.Duration // how long a connection may say nothing
	lastEventID string
	attempts    int
	reached     bool // a connection was there, so that the request may be known to the server
	moved       bool // a stage went on since the last failure
}

// newStream fills in what makes the request repeatable: its id.
func newStream(c *client, r host.Request, watch func(host.Event), note func(string)) (*stream, error) {
	if r.ID == "" {
		r.ID = host.NewID("cli")
	}
	body, err := json.Marshal(api.GenerationRequest{
		Prompt:    r.Prompt,
		RequestId: &r.ID,
		ProjectContext: api.ProjectContext{TcVersion: r.Context.TCVersion, Compiler: r.Context.Compiler,
			CodePrefix: given(r.Context.CodePrefix), Spec: r.Context.Spec},
		Options: &api.Options{ExplicitType: given(r.Options.ExplicitType),
			ExplicitPattern: given(r.Options.ExplicitPattern), DryRun: &r.DryRun},
	})
	return &stream{client: c, request: r, body: body, watch: watch, note: note,
		pause: firstPause, silence: maxSilence}, err
}

// given is nil for a text that was not given.
func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// hint tells how to get at the result of a generation that goes on, or has
// ended, at the server.
func (s *stream) hint() string {
	if !s.reached || s.request.DryRun {
		return ""
	}
	return "\n  the generation is kept at the server; fetch it without another charge by the same command with\n  --request-id " + s.request.ID
}

// run returns the body of the result. The same requestId in each attempt keeps
// one generation from being run, and charged, twice.
func (s *stream) run(ctx context.Context) ([]byte, error) {
	pause, failures := s.backoff(), 0
	for {
		s.moved = false
		result, err := s.attempt(ctx)
		if err == nil || ctx.Err() != nil {
			return result, err
		}
		if s.moved {
			pause, failures = s.backoff(), 0
		}
		failures++
		wait, _ := pause.Next()
		wait, worth := s.worthRetrying(err, failures, wait)
		if !worth {
			return nil, err
		}
		s.note(fmt.Sprintf("%s; trying again in %s", firstLine(err), wait.Round(100*time.Millisecond)))
		if err := sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func (s *stream) backoff() retry.Backoff {
	return retry.WithJitterPercent(20, retry.WithCappedDuration(20*s.pause, retry.NewExponential(s.pause)))
}

// worthRetrying decides on the next attempt and on the wait before it.
func (s *stream) worthRetrying(err error, failures int, wait time.Duration) (time.Duration, bool) {
	var refused *apiError
	var broken networkError
	most := maxFailures
	switch {
	case errors.As(err, &refused):
		if !refused.passing() || refused.retryAfter > maxRetryAfter {
			return 0, false
		}
		wait = max(wait, refused.retryAfter)
	case errors.As(err, &broken):
		if broken.final {
			return 0, false
		}
		if !s.reached {
			most = maxRefused
		}
	default:
		return 0, false
	}
	return wait, failures < most
}

// passing tells whether waiting is the remedy: too many requests, a host that
// is about to stop, a proxy whose host is away.
func (e *apiError) passing() bool {
	if e.body.Error.Code == string(host.ShuttingDown) {
		return true
	}
	switch e.status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// attempt opens one connection and reads it to its end.
func (s *stream) attempt(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watchdog := time.AfterFunc(s.silence, func() { cancel(errSilent) })
	defer watchdog.Stop()

	s.attempts++
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { s.reached = true }})
	header := http.Header{"Accept": {"text/event-stream"}}
	if s.lastEventID != "" {
		header.Set("Last-Event-Id", s.lastEventID)
	}
	response, err := s.do(ctx, http.MethodPost, "/v1/generations/stream", s.body, header)
	if err != nil {
		return nil, s.silent(ctx, err)
	}
	defer response.Body.Close()
	if err := s.checkMedia(response, "text/event-stream"); err != nil {
		return nil, err
	}
	if response.Header.Get("Idempotent-Replayed") == "true" && s.attempts == 1 {
		s.note("this request was made before; here is its result, not charged again")
	}
	result, err := s.read(&heard{response.Body, func() { watchdog.Reset(s.silence) }})
	return result, s.silent(ctx, err)
}

var errSilent = errors.New("nothing came for too long")

// silent puts the true reason in the place of "canceled".
func (s *stream) silent(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errSilent) {
		return networkError{error: fmt.Errorf("%s: nothing came for %s", s.url, s.silence)}
	}
	return err
}

// read follows the events to the result or the error.
func (s *stream) read(from io.Reader) ([]byte, error) {
	for event, err := range sse.Read(from, &sse.ReadConfig{MaxEventSize: maxEventBytes}) {
		if err != nil {
			return nil, s.unreachable(err)
		}
		before := s.lastEventID
		s.lastEventID = event.LastEventID
		switch event.Type {
		case "stage":
			// A server that only ever refuses gets nowhere, in however many words.
			s.moved = s.moved || s.lastEventID != before
			s.tell(event.Data)
		case "result":
			return []byte(event.Data), nil
		case "error":
			refusal := &apiError{status: http.StatusInternalServerError}
			if !refusal.read([]byte(event.Data)) {
				return nil, errors.New("the server ended the generation with an error that cannot be read")
			}
			return nil, refusal
		}
	}
	return nil, networkError{error: fmt.Errorf("%s: the connection broke before the result came", s.url)}
}

// tell passes a stage event on. One that is not understood is only not shown.
func (s *stream) tell(data string) {
	var e struct {
		Seq       int64            `json:"seq"`
		Stage     string           `json:"stage"`
		Status    host.EventStatus `json:"status"`
		ElapsedMs int64            `json:"elapsedMs"`
		Message   string           `json:"message"`
	}
	if json.Unmarshal([]byte(data), &e) != nil {
		return
	}
	if stage, ok := sdk.ParseStage(e.Stage); ok {
		s.watch(host.Event{Seq: e.Seq, Stage: stage, Status: e.Status, Message: e.Message,
			Elapsed: time.Duration(e.ElapsedMs) * time.Millisecond})
	}
}

// heard calls heard whenever something was read.
type heard struct {
	io.Reader
	heard func()
}

func (h *heard) Read(p []byte) (int, error) {
	n, err := h.Reader.Read(p)
	if n > 0 {
		h.heard()
	}
	return n, err
}

func firstLine(err error) string {
	line, _, _ := bytes.Cut([]byte(err.Error()), []byte("\n"))
	return string(line)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
