package api

import (
	"context"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// call is what is known of the request that is being served. It travels in the
// handler's context and outlives Fiber's own context in a stream.
type call struct {
	trace      string // x-request-id
	started    time.Time
	method     string
	route      string // the pattern, never the path
	conn       net.Conn
	address    string // of the client
	userAgent  string
	cookie     string // the session's secret as it came, unchecked
	secure     bool   // the browser talks https
	caller            // the zero one where nobody is asked for
	requestID  string // the client's idempotency key
	generation string
	location   string // of the record, where an error has one
	upgradeURL string // where an error about a quota has one
	warnings   []sdk.Diagnostic
	raw        []byte    // the body, where every byte of it counts
	code       host.Code // of the error that was answered
	err        error     // what an internal_error hides
	stack      []byte
	streamed   bool // the stream's end writes the log line
}

type callKey struct{}

// callOf returns the call that ctx belongs to; an empty one outside of any.
func callOf(ctx context.Context) *call {
	if k, ok := ctx.Value(callKey{}).(*call); ok {
		return k
	}
	return &call{}
}

// observe gives the call its trace and its headers, answers what went wrong
// and concludes it.
func (s *Server) observe(c *fiber.Ctx) error {
	k := s.begin(c)
	err := c.Next()
	k.route = c.Route().Path
	if err != nil {
		s.answerError(c, k, err)
	} else if len(c.Response().Header.Peek(fiber.HeaderETag)) > 0 && c.GetRespHeader(fiber.HeaderCacheControl) == uncached {
		c.Set(fiber.HeaderCacheControl, revalidated)
	}
	if err == nil && !k.streamed {
		pack(c)
	}
	if !k.streamed {
		s.conclude(k, c.Response().StatusCode(), int64(len(c.Response().Body())))
	}
	return nil
}

// begin makes the call and sets the headers that every answer has.
func (s *Server) begin(c *fiber.Ctx) *call {
	k := &call{
		trace: traceID(c.Get(headerTrace)), started: time.Now(),
		method: c.Method(), conn: c.Context().Conn(),
		address: s.clientAddress(c), userAgent: cut(strings.ToValidUTF8(c.Get(fiber.HeaderUserAgent), ""), maxUserAgent),
		secure: s.isSecure(c),
	}
	k.cookie = c.Cookies(cookieName(k.secure))
	c.Locals(callKey{}, k)
	c.SetUserContext(context.WithValue(context.Background(), callKey{}, k))
	c.Set(headerTrace, k.trace)
	secure(c, k.secure)
	return k
}

// conclude counts a call that failed and writes the one line per call, which
// never has a prompt, a key or an address.
func (s *Server) conclude(k *call, status int, bytes int64) {
	if s.Failed != nil && k.code != "" && k.code != codeClientGone {
		s.Failed(k.code)
	}
	level := zerolog.InfoLevel
	if status >= 500 {
		level = zerolog.ErrorLevel
	}
	line := s.Log.WithLevel(level).Str("trace", k.trace).Str("method", k.method).Str("route", k.route).
		Int("status", status).Dur("ms", time.Since(k.started)).Int64("bytes", bytes)
	var key, user string
	if k.key != nil {
		key = k.key.ID
	}
	if k.session != nil {
		user = k.session.User.ID
	}
	for _, id := range []struct{ name, value string }{
		{"org", k.orgID}, {"key", key}, {"user", user}, {"generation", k.generation}, {"code", string(k.code)},
	} {
		if id.value != "" {
			line = line.Str(id.name, id.value)
		}
	}
	if k.err != nil {
		line = line.AnErr("error", k.err)
	}
	if k.stack != nil {
		line = line.Bytes("stack", k.stack)
	}
	line.Msg("request")
}

// keepStack remembers where a handler panicked.
func keepStack(c *fiber.Ctx, _ any) {
	callOf(c.UserContext()).stack = debug.Stack()
}

// maxUserAgent, in bytes, is enough for what browsers say: their name comes late.
const maxUserAgent = 256

const headerTrace = "X-Request-Id"

// traceID returns the client's own trace if it has the form, or a new one.
func traceID(inbound string) string {
	if len(inbound) < 8 || len(inbound) > 64 {
		return host.NewID("req")
	}
	for i := 0; i < len(inbound); i++ {
		if c := inbound[i]; !isAlphanumeric(c) && c != '_' && c != '-' {
			return host.NewID("req")
		}
	}
	return inbound
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
