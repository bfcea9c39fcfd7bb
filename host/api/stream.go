package api

import (
	"context"
	"errors"
	"strconv"

	"github.com/kilnworks/kiln/host"
)

// StreamGeneration runs a request and shows how it goes.
func (s *Server) StreamGeneration(ctx context.Context, r StreamGenerationRequestObject) (StreamGenerationResponseObject, error) {
	request, err := s.request(ctx, r.Body, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	after, err := lastEventID(r.Params.LastEventID)
	if err != nil {
		return nil, err
	}
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	k := callOf(ctx)
	if request.DryRun {
		return s.dryStream(k, leave, request, after), nil
	}
	receipt, err := s.Runner.Enqueue(ctx, host.Order{OrgID: k.orgID, Request: request, Resume: after > 0})
	if err != nil {
		leave()
		return nil, err
	}
	g := receipt.Generation
	k.generation = g.ID
	switch receipt.Placement {
	case host.Created, host.Rerun:
		after = 0 // what the client saw belongs to a run that is gone
	case host.Replayed:
		if after >= endOf(g) {
			leave()
			return StreamGeneration204Response{}, nil
		}
	}
	stream := s.stream(k, leave, g.ID, after)
	stream.replayed = receipt.Placement == host.Replayed && g.Status == host.Succeeded
	return stream, nil
}

// ReadGenerationEvents shows how a generation went and goes.
func (s *Server) ReadGenerationEvents(ctx context.Context, r ReadGenerationEventsRequestObject) (ReadGenerationEventsResponseObject, error) {
	after, err := lastEventID(r.Params.LastEventID)
	if err != nil {
		return nil, err
	}
	g, err := s.watched(ctx, r.Id, false)
	if err != nil {
		return nil, err
	}
	if g.Status.Final() && after >= endOf(g) {
		return ReadGenerationEvents204Response{}, nil
	}
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	return s.stream(callOf(ctx), leave, g.ID, after), nil
}

// lastEventID reads the header, 0 for none.
func lastEventID(header *LastEventId) (int64, error) {
	text := value(header)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 62)
	if err != nil || len(text) > 18 {
		return 0, &host.Error{Code: host.ValidationFailed, Param: "Last-Event-ID",
			Message: "Last-Event-ID is not the id of an event; send the last id that arrived, or leave it out"}
	}
	return int64(n), nil
}

// stream follows a generation from the event after that number.
func (s *Server) stream(k *call, leave func(), id string, after int64) *eventStream {
	return &eventStream{Server: s, call: k, leave: leave, location: location(id),
		write: func(ctx context.Context, out *frames) error {
			w := s.watch(k.conn, id)
			defer w.stop()
			f := following{Server: s, call: k, id: id, after: after, out: out}
			for {
				ended, err := f.catchUp(ctx)
				if err != nil || ended {
					return err
				}
				if err := w.wait(ctx, out.beat); err != nil {
					return err
				}
			}
		}}
}

// following is how far a client has got in the log of a generation.
type following struct {
	*Server
	call  *call
	id    string
	after int64
	out   *frames
}

// catchUp writes what is new and reports whether that was the end.
func (f *following) catchUp(ctx context.Context) (ended bool, err error) {
	g, err := f.Generations.Generation(ctx, f.call.orgID, f.id, true)
	if err != nil {
		return false, err
	}
	if g.LastSeq > f.after {
		if err := f.stages(ctx, g); err != nil {
			return false, err
		}
	}
	if !g.Status.Final() {
		return false, nil
	}
	return true, f.outcome(g)
}

func (f *following) stages(ctx context.Context, g host.Generation) error {
	events, err := f.Generations.Events(ctx, f.call.orgID, f.id, f.after)
	if err != nil {
		return err
	}
	for _, e := range events {
		if g.Status.Final() && e.Seq > g.LastSeq {
			break // of a run that began after g was read
		}
		if err := f.out.event(e.Seq, eventStage, stageEvent(f.id, e)); err != nil {
			return errors.Join(errClientGone, err)
		}
		f.after = e.Seq
	}
	return nil
}

// outcome writes the end of the stream as far as the client has not got it.
func (f *following) outcome(g host.Generation) error {
	if g.Status != host.Succeeded {
		return f.end(g.LastSeq+1, eventError, f.failure(g.Result))
	}
	result := resultOf(g)
	if err := f.end(g.LastSeq+1, eventResult, result); err != nil {
		return err
	}
	return f.end(g.LastSeq+2, eventUsage, result.Usage)
}

func (f *following) end(seq int64, name string, data any) error {
	if f.after >= seq {
		return nil
	}
	if err := f.out.event(seq, name, data); err != nil {
		return errors.Join(errClientGone, err)
	}
	return nil
}

// failure is the body of an error event.
func (f *following) failure(r host.Result) ErrorBody { return shownError(f.call, failure(r)) }

func shownError(k *call, err error) ErrorBody {
	shown, look := visible(k, err)
	k.code = shown.Code
	return errorBody(k, shown, look)
}
