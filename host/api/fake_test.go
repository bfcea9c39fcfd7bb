package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// fake is a store and a runner in memory. It counts what reaches it.
type fake struct {
	mu          sync.Mutex
	keys        map[string]host.Key // by hash
	generations []*host.Generation  // oldest first
	events      map[string][]host.Event
	bells       map[string][]chan struct{}
	touched     map[string]time.Time
	sessions    map[string]host.Session // by hash
	wishes      []string                // addresses that a link was asked for
	lookups     int                     // of keys and sessions
	orders      int                     // that were enqueued
	canceled    []string
	failing     error // what every read and write gives
	refusal     error // what every order gives
	rate        host.Rate
	arrival     time.Time // of the rate's algorithm
	taken       int       // calls that counted

	// run decides what becomes of a request. It may block; step logs a stage.
	run      func(r host.Request, step func(sdk.Stage, host.EventStatus)) host.Result
	draining chan struct{}
	clock    time.Time
}

func newFake() *fake {
	return &fake{
		keys: map[string]host.Key{}, events: map[string][]host.Event{}, bells: map[string][]chan struct{}{},
		touched: map[string]time.Time{}, sessions: map[string]host.Session{}, draining: make(chan struct{}), run: succeed,
		clock: time.Date(2026, 11, 23, 9, 30, 0, 123456000, time.UTC),
	}
}

var catalog = host.Catalog{
	Active: []host.Artifact{{
		Definition: sdk.Definition{Type: "itk-batch", Title: "ITK batch", Description: "C programs.", Version: "0.1.0",
			Patterns: []sdk.Pattern{{ID: "query-export", Title: "Query and export", Description: "A table.",
				Parameters: []byte(`{"type":"object"}`)}}},
		Digest: "sha256:00",
	}},
	Reserved: []string{"soa-client"},
}

// succeed goes through all stages and makes three files.
func succeed(r host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
	for _, s := range sdk.Stages {
		step(s, host.StageStarted)
		step(s, host.StageCompleted)
	}
	return made(r)
}

func made(r host.Request) host.Result {
	return host.Result{
		Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "Exports <parts> & more.",
		EngineVersion: "kiln/0.1.0 itk-batch/0.1.0 sha256:00",
		Diagnostics: append(slices.Clone(r.Warnings), sdk.Diagnostic{Severity: sdk.Info, Code: "default_used",
			Message: "comma", Stage: "planning", File: "src/main.c", Line: 3, Hint: "say semicolon"}),
		Usage: host.Usage{Provider: "none", Model: "none", Fuel: 18_000_000_000_000_000_000, Duration: 12 * time.Millisecond,
			Quota: host.Quota{Used: 1, ResetAt: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}},
		Files: []host.File{
			host.NewFile("build.sh", []byte("#!/bin/sh\nexec make\n"), 0o755),
			host.NewFile(host.ManifestPath, []byte("{\n \"fuel\": 12345678901234567890, \"b\": 1, \"a\": \"<x>\"\n}\n"), 0o644),
			host.NewFile("logo.bin", []byte{0xff, 0, 1}, 0o644),
		},
	}
}

// fail goes half way and then ends with the error.
func fail(status host.Status, e *host.Error) func(host.Request, func(sdk.Stage, host.EventStatus)) host.Result {
	return func(_ host.Request, step func(sdk.Stage, host.EventStatus)) host.Result {
		step(sdk.Planning, host.StageStarted)
		return host.Result{Status: status, Error: e}
	}
}

func (f *fake) KeyByHash(_ context.Context, hash string) (host.Key, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lookups++
	if f.failing != nil {
		return host.Key{}, f.failing
	}
	if k, ok := f.keys[hash]; ok {
		return k, nil
	}
	return host.Key{}, host.Errorf(host.NotFound, "no such key")
}

func (f *fake) TouchKeys(_ context.Context, used map[string]time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failing != nil {
		return f.failing
	}
	for id, at := range used {
		f.touched[id] = at
	}
	return nil
}

func (f *fake) Take(_ context.Context, orgID string, at time.Time) (host.Allowance, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.taken++
	next := f.arrival
	if next.Before(at) {
		next = at
	}
	next = next.Add(f.rate.Interval())
	if a := f.rate.Allowance(f.arrival, at, false); f.rate.Bounds() && a.Remaining == 0 {
		return a, f.failing
	}
	f.arrival = next
	return f.rate.Allowance(next, at, true), f.failing
}

func (f *fake) Allowance(_ context.Context, orgID string, at time.Time) (host.Allowance, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rate.Allowance(f.arrival, at, true), f.failing
}

func (f *fake) Keys(_ context.Context, orgID string) (all []host.Key, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, k := range f.keys {
		if k.OrgID == orgID {
			all = append(all, k)
		}
	}
	return all, f.failing
}

func (f *fake) CreateKey(_ context.Context, k host.Key, _ host.Actor) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keys[k.Hash] = k
	return f.failing
}

func (f *fake) RevokeKey(_ context.Context, orgID, id string, _ host.Actor) (host.Key, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for hash, k := range f.keys {
		if k.OrgID == orgID && k.ID == id {
			k.RevokedAt = f.clock
			f.keys[hash] = k
			return k, f.failing
		}
	}
	return host.Key{}, host.Errorf(host.NotFound, "there is no API key %q", id)
}

func (f *fake) SessionByHash(_ context.Context, hash string) (host.Session, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lookups++
	if f.failing != nil {
		return host.Session{}, f.failing
	}
	if s, ok := f.sessions[hash]; ok {
		return s, nil
	}
	return host.Session{}, host.Errorf(host.NotFound, "no such session")
}

func (f *fake) TouchSessions(ctx context.Context, used map[string]time.Time) error {
	return f.TouchKeys(ctx, used)
}

func (f *fake) Sessions(_ context.Context, userID string) (all []host.Session, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.sessions {
		if s.User.ID == userID && s.EndedAt.IsZero() {
			all = append(all, s)
		}
	}
	return all, f.failing
}

func (f *fake) EndSession(_ context.Context, userID, id string, _ host.Actor) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for hash, s := range f.sessions {
		if s.User.ID == userID && s.ID == id {
			s.EndedAt = f.clock
			f.sessions[hash] = s
			return f.failing
		}
	}
	return host.Errorf(host.NotFound, "there is no session %q", id)
}

func (f *fake) EndSessions(_ context.Context, userID string, _ host.Actor) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for hash, s := range f.sessions {
		if s.User.ID == userID {
			s.EndedAt = f.clock
			f.sessions[hash] = s
		}
	}
	return f.failing
}

func (f *fake) Standing(context.Context, string) (host.Standing, error) {
	return host.Standing{Tier: host.Enterprise, Quota: host.Quota{ResetAt: f.clock}}, nil
}

func (f *fake) RequestLink(_ context.Context, email, _ string) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.wishes = append(f.wishes, email)
	return !strings.HasPrefix(email, "throttled"), f.failing
}

// SignIn takes any token and the code 123456.
func (f *fake) SignIn(_ context.Context, in host.SignIn) (host.Session, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failing != nil {
		return host.Session{}, f.failing
	}
	if in.Token == "" && in.Code != "123456" {
		return host.Session{}, host.ErrLinkInvalid
	}
	now := time.Now()
	s := host.Session{ID: host.NewID("ses"), User: host.User{ID: "usr_1", Email: "ada@example.com"},
		Org: host.Org{ID: "org_1", Name: "demo", Tier: host.Enterprise.Name}, Role: host.RoleOwner, Hash: in.Hash,
		UserAgent: in.UserAgent, Address: in.Address, CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(host.SessionLife)}
	f.sessions[in.Hash] = s
	delete(f.sessions, in.Replaces)
	return s, nil
}

func (f *fake) find(orgID, id string) (*host.Generation, error) {
	if f.failing != nil {
		return nil, f.failing
	}
	for _, g := range f.generations {
		if g.OrgID == orgID && g.ID == id {
			return g, nil
		}
	}
	return nil, host.Errorf(host.NotFound, "there is no generation %q", id)
}

func (f *fake) Generation(_ context.Context, orgID, id string, withFiles bool) (host.Generation, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, err := f.find(orgID, id)
	if err != nil {
		return host.Generation{}, err
	}
	out := *g
	if !withFiles {
		out.Result.Files = nil
	}
	return out, nil
}

func (f *fake) Generations(_ context.Context, orgID string, p host.Page) ([]host.Generation, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []host.Generation
	for _, g := range slices.Backward(f.generations) {
		before := p.Before == nil || g.CreatedAt.Before(p.Before.CreatedAt)
		if g.OrgID == orgID && g.Status != host.Rejected && before && (p.Status == "" || g.Status == p.Status) && len(out) < p.Limit {
			one := *g
			one.Result.Files = nil
			out = append(out, one)
		}
	}
	return out, f.failing
}

func (f *fake) Events(_ context.Context, orgID, id string, after int64) ([]host.Event, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := f.find(orgID, id); err != nil {
		return nil, err
	}
	var out []host.Event
	for _, e := range f.events[id] {
		if e.Seq > after {
			out = append(out, e)
		}
	}
	return out, nil
}

func (f *fake) Cancel(_ context.Context, orgID, id string) (host.Generation, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, err := f.find(orgID, id)
	if err != nil {
		return host.Generation{}, err
	}
	if g.Status.Final() {
		return host.Generation{}, host.Errorf(host.AlreadyFinished, "the generation has %s already", g.Status)
	}
	f.end(g, host.Result{Status: host.Canceled, Error: host.Errorf(host.GenerationCanceled, "the generation was canceled")})
	return *g, nil
}

func (f *fake) Ready(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failing
}

func (f *fake) Enqueue(_ context.Context, o host.Order) (host.Receipt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := errors.Join(f.failing, f.refusal); err != nil {
		return host.Receipt{}, err
	}
	f.orders++
	for _, g := range f.generations {
		if o.Request.ID == "" || g.Request.ID != o.Request.ID || g.OrgID != o.OrgID {
			continue
		}
		switch {
		case g.Request.Fingerprint() != o.Request.Fingerprint():
			return host.Receipt{}, &host.Error{Code: host.RequestIDReused, Param: "requestId",
				Message: "used for " + g.ID + "; use a new one"}
		case g.Status == host.Succeeded, g.Status.Final() && o.Resume:
			return host.Receipt{Generation: *g, Placement: host.Replayed}, nil
		case !g.Status.Final():
			return host.Receipt{Generation: *g, Placement: host.Joined}, nil
		}
		g.Status, g.Result = host.Running, host.Result{}
		g.LastSeq++
		f.events[g.ID] = nil
		f.start(g)
		return host.Receipt{Generation: *g, Placement: host.Rerun}, nil
	}
	f.clock = f.clock.Add(time.Second)
	g := &host.Generation{ID: host.NewID("gen"), OrgID: o.OrgID, Request: o.Request, Status: host.Running, CreatedAt: f.clock}
	f.generations = append(f.generations, g)
	f.start(g)
	return host.Receipt{Generation: *g, Placement: host.Created}, nil
}

func (f *fake) start(g *host.Generation) {
	run, r := f.run, g.Request
	go func() {
		result := run(r, func(s sdk.Stage, status host.EventStatus) { f.log(g, s, status) })
		f.mu.Lock()
		defer f.mu.Unlock()
		if !g.Status.Final() {
			f.end(g, result)
		}
	}()
}

func (f *fake) log(g *host.Generation, s sdk.Stage, status host.EventStatus) {
	f.mu.Lock()
	defer f.mu.Unlock()
	g.LastSeq++
	f.events[g.ID] = append(f.events[g.ID], host.Event{Seq: g.LastSeq, Stage: s, Status: status, At: f.clock, Elapsed: time.Millisecond})
	f.ring(g.ID)
}

func (f *fake) end(g *host.Generation, r host.Result) {
	g.Status, g.Result, g.CompletedAt = r.Status, r, f.clock.Add(12*time.Millisecond)
	f.ring(g.ID)
}

func (f *fake) ring(id string) {
	for _, bell := range f.bells[id] {
		select {
		case bell <- struct{}{}:
		default:
		}
	}
}

func (f *fake) Watch(id string) (<-chan struct{}, func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	bell := make(chan struct{}, 1)
	f.bells[id] = append(f.bells[id], bell)
	return bell, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.bells[id] = slices.DeleteFunc(f.bells[id], func(b chan struct{}) bool { return b == bell })
	}
}

// giveUp closes the bells of all generations, as a runner does that lost them.
func (f *fake) giveUp() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id, bells := range f.bells {
		for _, b := range bells {
			close(b)
		}
		delete(f.bells, id)
	}
}

// watchers counts who waits for any generation.
func (f *fake) watchers() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, b := range f.bells {
		n += len(b)
	}
	return n
}

func (f *fake) Canceled(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.canceled = append(f.canceled, id)
}

func (f *fake) DryRun(_ context.Context, r host.Request, emit func(host.Event)) (host.Result, error) {
	var seq int64
	result := f.run(r, func(s sdk.Stage, status host.EventStatus) {
		seq++
		emit(host.Event{Seq: seq, Stage: s, Status: status, At: f.clock})
	})
	result.Usage.Quota = host.Quota{}
	return result, nil
}

func (f *fake) Draining() <-chan struct{} { return f.draining }

func (f *fake) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

func (f *fake) counts() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return fmt.Sprintf("%d orders, %d generations", f.orders, len(f.generations))
}
