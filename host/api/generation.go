package api

import (
	"context"
	"strconv"

	"github.com/kilnworks/kiln/host"
)

// Generations are the stored generations. Another org's are not found.
type Generations interface {
	// Generation may return a Rejected one, for those still watching it.
	Generation(ctx context.Context, orgID, id string, withFiles bool) (host.Generation, error)
	Generations(ctx context.Context, orgID string, page host.Page) ([]host.Generation, error)
	// Events returns those numbered above after, in order.
	Events(ctx context.Context, orgID, id string, after int64) ([]host.Event, error)
	Cancel(ctx context.Context, orgID, id string) (host.Generation, error)
}

// Runner runs generations.
type Runner interface {
	// Enqueue stores a generation and sees to it that it runs.
	Enqueue(ctx context.Context, order host.Order) (host.Receipt, error)
	// Watch returns a bell that rings when a generation's log may have grown
	// on this host, and is closed when this host gave the run up.
	Watch(generationID string) (bell <-chan struct{}, stop func())
	// Canceled ends a generation's run if it is on this host.
	Canceled(generationID string)
	// DryRun runs a request that keeps nothing.
	DryRun(ctx context.Context, request host.Request, emit func(host.Event)) (host.Result, error)
	// Draining is closed when no more generations are taken.
	Draining() <-chan struct{}
}

// CreateGeneration runs a request and answers with its result.
func (s *Server) CreateGeneration(ctx context.Context, r CreateGenerationRequestObject) (CreateGenerationResponseObject, error) {
	request, err := s.request(ctx, r.Body, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	if request.DryRun {
		result, err := s.dryRun(ctx, request)
		if err != nil {
			return nil, err
		}
		return CreateGeneration200JSONResponse{Body: result}, nil
	}
	k := callOf(ctx)
	receipt, err := s.Runner.Enqueue(ctx, host.Order{OrgID: k.orgID, Request: request})
	if err != nil {
		return nil, err
	}
	k.generation = receipt.Generation.ID
	g, err := s.await(ctx, k.orgID, k.generation)
	if err != nil {
		return nil, err
	}
	if g.Status != host.Succeeded {
		if g.Status != host.Rejected {
			k.location = location(g.ID)
		}
		return nil, failure(g.Result)
	}
	return CreateGeneration200JSONResponse{
		Body: resultOf(g),
		Headers: CreateGeneration200ResponseHeaders{
			Location: new(location(g.ID)), IdempotentReplayed: replayed(receipt.Placement),
		},
	}, nil
}

// enter refuses while the host shuts down; otherwise the caller owes a leave.
func (s *Server) enter() (leave func(), err error) {
	if s.draining() || !s.gate.enter() {
		return nil, errShuttingDown
	}
	return s.gate.leave, nil
}

var (
	errShuttingDown = host.Errorf(host.ShuttingDown,
		"this host is shutting down; send the request again, with the same requestId if it has one")
	errGivenUp = host.Errorf(host.PersistenceFailed,
		"the result could not be saved; send the request again, with the same requestId if it has one")
)

// failure returns why a run did not succeed.
func failure(r host.Result) error {
	if r.Error == nil {
		return host.Errorf(host.InternalError, "the generation left no result; send the request again")
	}
	return r.Error
}

func location(id string) string { return "/v1/generations/" + id }

func replayed(p host.Placement) *string {
	if p == host.Replayed {
		return new("true")
	}
	return nil
}

// GetGeneration returns the stored record.
func (s *Server) GetGeneration(ctx context.Context, r GetGenerationRequestObject) (GetGenerationResponseObject, error) {
	if r.Params.IfNoneMatch != nil {
		g, err := s.stored(ctx, r.Id, false)
		if err != nil {
			return nil, err
		}
		if etag := etagOf(g); matches(r.Params.IfNoneMatch, etag) {
			return GetGeneration304Response{Headers: NotModifiedResponseHeaders{ETag: &etag}}, nil
		}
	}
	g, err := s.stored(ctx, r.Id, true)
	if err != nil {
		return nil, err
	}
	return GetGeneration200JSONResponse{
		Body: recordOf(g, true), Headers: GetGeneration200ResponseHeaders{ETag: optional(etagOf(g))},
	}, nil
}

// stored returns the generation that a client may read; one that was rejected
// is none.
func (s *Server) stored(ctx context.Context, id string, withFiles bool) (host.Generation, error) {
	g, err := s.watched(ctx, id, withFiles)
	if err == nil && g.Status == host.Rejected {
		err = noGeneration(id)
	}
	return g, err
}

// watched returns the generation, even if all that is left of it is why it was rejected.
func (s *Server) watched(ctx context.Context, id string, withFiles bool) (host.Generation, error) {
	if !validID(id) {
		return host.Generation{}, noGeneration(id)
	}
	k := callOf(ctx)
	k.generation = id
	return s.Generations.Generation(ctx, k.orgID, id, withFiles)
}

func noGeneration(id string) error {
	return host.Errorf(host.NotFound, "there is no generation %s; GET /v1/generations lists those that there are",
		strconv.Quote(short(id)))
}

// validID keeps what cannot be an id away from the database.
func validID(id string) bool {
	const prefix = "gen_"
	if len(id) <= len(prefix) || len(id) > 68 || id[:len(prefix)] != prefix {
		return false
	}
	for i := len(prefix); i < len(id); i++ {
		if !isAlphanumeric(id[i]) {
			return false
		}
	}
	return true
}

// CancelGeneration asks a generation to stop.
func (s *Server) CancelGeneration(ctx context.Context, r CancelGenerationRequestObject) (CancelGenerationResponseObject, error) {
	if !validID(r.Id) {
		return nil, noGeneration(r.Id)
	}
	k := callOf(ctx)
	k.generation = r.Id
	g, err := s.Generations.Cancel(ctx, k.orgID, r.Id)
	if err != nil {
		return nil, err
	}
	s.Runner.Canceled(g.ID)
	return CancelGeneration202JSONResponse{
		Body: recordOf(g, false), Headers: CancelGeneration202ResponseHeaders{Location: new(location(g.ID))},
	}, nil
}
