package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// eventStream is a response of server-sent events.
type eventStream struct {
	*Server
	call     *call
	leave    func()
	location string
	replayed bool
	// write sends the events, and returns why it stopped before the end.
	write func(ctx context.Context, out *frames) error
}

// VisitStreamGenerationResponse begins the stream.
func (e *eventStream) VisitStreamGenerationResponse(c *fiber.Ctx) error { return e.begin(c) }

// VisitReadGenerationEventsResponse begins the stream.
func (e *eventStream) VisitReadGenerationEventsResponse(c *fiber.Ctx) error { return e.begin(c) }

func (e *eventStream) begin(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store, no-transform")
	c.Set("X-Accel-Buffering", "no")
	if e.location != "" {
		c.Set(fiber.HeaderLocation, e.location)
	}
	if e.replayed {
		c.Set("Idempotent-Replayed", "true")
	}
	if c.Method() == fiber.MethodHead {
		e.leave()
		return nil
	}
	e.call.streamed, e.call.route = true, c.Route().Path
	// From here on c belongs to Fiber again: run uses only what was copied.
	ctx := c.UserContext()
	body := &body{begun: make(chan struct{})}
	body.ReadCloser = fasthttp.NewStreamReader(func(w *bufio.Writer) {
		<-body.begun
		e.run(ctx, w)
	})
	// The client learns at once that it is connected, not with the first event.
	c.Response().ImmediateHeaderFlush = true
	c.Response().SetBodyStream(body, -1)
	return nil
}

// body tells its writer when it is first read. Before that, fasthttp sets a
// write deadline of its own, which would replace those of the events.
type body struct {
	io.ReadCloser
	begun chan struct{}
	once  sync.Once
}

func (b *body) Read(p []byte) (int, error) {
	b.once.Do(func() { close(b.begun) })
	return b.ReadCloser.Read(p)
}

func (b *body) Close() error {
	b.once.Do(func() { close(b.begun) })
	return b.ReadCloser.Close()
}

// guarded is write with a panic turned into an error: on fasthttp's goroutine
// it would end the process.
func (e *eventStream) guarded(ctx context.Context, out *frames) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			e.call.stack = debug.Stack()
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return e.write(ctx, out)
}

// run writes the stream, its end and its line in the log.
func (e *eventStream) run(ctx context.Context, w *bufio.Writer) {
	out := &frames{w: w, conn: e.call.conn, timeout: e.EventTimeout}
	defer e.leave()
	defer func() { e.conclude(e.call, e.status(), out.bytes) }()
	err := e.guarded(ctx, out)
	switch {
	case err == nil:
	case errors.Is(err, errClientGone), errors.Is(err, context.Canceled):
		e.call.code = codeClientGone
		return
	default:
		// Without an id: it is about this connection, and the log goes on after it.
		if out.event(0, eventError, shownError(e.call, err)) != nil {
			return
		}
	}
	// The last chunk is fasthttp's to write; an old deadline must not cut it.
	if err := out.extend(); err != nil {
		e.call.code = codeClientGone
	}
}

// status is that of the log line: what the client was told first is 200.
func (e *eventStream) status() int {
	if e.call.err != nil {
		return http.StatusInternalServerError
	}
	if e.call.code == codeClientGone {
		return statusClientGone
	}
	return http.StatusOK
}
