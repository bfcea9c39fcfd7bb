package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/kilnworks/kiln/host"
)

// face is how a code looks over HTTP.
type face struct {
	kind      ErrorType
	status    int
	retryable bool
	title     string
}

// faces has every code that a client may see.
var faces = map[host.Code]face{
	host.InvalidJSON:          {"invalid_request_error", 400, false, "The body is not acceptable JSON"},
	host.ValidationFailed:     {"invalid_request_error", 400, false, "The request is not valid"},
	host.UnknownOption:        {"invalid_request_error", 400, false, "An option is not known"},
	host.RequestIDReused:      {"invalid_request_error", 400, false, "The requestId belongs to another request"},
	host.NoMatchingPattern:    {"invalid_request_error", 400, false, "The prompt fits no pattern"},
	host.ArtifactTypeReserved: {"invalid_request_error", 400, false, "The artifact type is reserved"},
	host.MethodNotAllowed:     {"invalid_request_error", 405, false, "The path does not take this method"},
	host.RequestTooLarge:      {"invalid_request_error", 413, false, "The request is too large"},
	host.UnsupportedMediaType: {"invalid_request_error", 415, false, "The body's format is not supported"},
	host.MissingCredentials:   {"authentication_error", 401, false, "Nothing tells who calls"},
	host.InvalidAPIKey:        {"authentication_error", 401, false, "The API key is not valid"},
	host.KeyRevoked:           {"authentication_error", 401, false, "The API key has been revoked"},
	host.KeyExpired:           {"authentication_error", 401, false, "The API key has expired"},
	host.SessionExpired:       {"authentication_error", 401, false, "The session is over"},
	host.LinkInvalid:          {"invalid_request_error", 400, false, "The link or code is not valid"},
	host.CSRFFailed:           {"permission_error", 403, false, "The call comes from another site"},
	host.InsufficientScope:    {"permission_error", 403, false, "The caller may not do this"},
	host.QuotaExceeded:        {"quota_error", 403, false, "The quota is used up"},
	host.TrialExpired:         {"quota_error", 403, false, "The trial has ended"},
	host.TrialRestricted:      {"quota_error", 403, false, "The trial is used up"},
	host.BillingNotConfigured: {"not_found_error", 404, false, "No payments are taken here"},
	host.AlreadySubscribed:    {"conflict_error", 409, false, "There is a subscription"},
	host.PriceNotAllowed:      {"invalid_request_error", 400, false, "The price cannot be bought"},
	host.InvalidSignature:     {"invalid_request_error", 400, false, "The signature is not valid"},
	host.ProviderUnavailable:  {"api_error", 500, true, "A provider does not answer"},
	host.NotFound:             {"not_found_error", 404, false, "There is no such thing"},
	host.AlreadyFinished:      {"conflict_error", 409, false, "The generation has ended"},
	host.InProgress:           {"conflict_error", 409, true, "The generation is not finished"},
	host.GenerationCanceled:   {"conflict_error", 409, false, "The generation was canceled"},
	host.RateLimited:          {"rate_limit_error", 429, true, "Too many calls"},
	host.GenerationTimeout:    {"api_error", 500, true, "The generation took too long"},
	host.PluginFailed:         {"api_error", 500, false, "The plugin failed"},
	host.PersistenceFailed:    {"api_error", 500, true, "The database failed"},
	host.InternalError:        {"api_error", 500, true, "Internal error"},
	host.ShuttingDown:         {"api_error", 503, true, "The host is shutting down"},
}

// errClientGone says that nobody reads the answer any more.
var errClientGone = errors.New("the client has gone")

const statusClientGone = 499

// codeClientGone is only for the log: nobody is there to see it.
const codeClientGone host.Code = "client_gone"

// visible turns any error into what a customer may see of it, and its face.
// What had to be hidden is kept in the call for the log.
func visible(k *call, err error) (*host.Error, face) {
	var shown *host.Error
	var web *fiber.Error
	switch {
	case errors.As(err, &shown):
	case errors.As(err, &web):
		shown = fromFiber(web)
	}
	if shown != nil {
		if f, ok := faces[shown.Code]; ok {
			if f.status >= http.StatusInternalServerError {
				k.err = err // it may carry a cause that is not shown
			}
			return shown, f
		}
	}
	k.err = err
	return host.Errorf(host.InternalError,
		"internal error; try again, and if it stays, report the trace %s", k.trace), faces[host.InternalError]
}

// fromFiber rephrases the refusals of the router and the parameter binding; nil for others.
func fromFiber(e *fiber.Error) *host.Error {
	switch e.Code {
	case http.StatusNotFound:
		return host.Errorf(host.NotFound, "there is no such path; GET /docs lists those that there are")
	case http.StatusMethodNotAllowed:
		return host.Errorf(host.MethodNotAllowed, "this path does not take that method; the Allow header lists those it takes")
	case http.StatusRequestEntityTooLarge:
		return host.Errorf(host.RequestTooLarge, "the body is larger than %d bytes; send less", maxBody)
	case http.StatusRequestHeaderFieldsTooLarge:
		return host.Errorf(host.RequestTooLarge, "request line and headers are larger than %d bytes; send less", maxHeaders)
	case http.StatusRequestTimeout:
		return host.Errorf(host.ValidationFailed, "the request did not arrive in time; send it again without pausing")
	case http.StatusBadRequest:
		return host.Errorf(host.ValidationFailed, "the request is malformed: %s", e.Message)
	}
	return nil
}

// refuse answers what fails before any handler: requests that fasthttp cannot
// read, and panics of the observer.
func (s *Server) refuse(c *fiber.Ctx, err error) error {
	k := s.begin(c)
	k.route = "-"
	var web *fiber.Error
	if errors.As(err, &web) && web.Code == http.StatusBadRequest {
		// The text may quote the request, its key included.
		err = fiber.NewError(http.StatusBadRequest, "RFC 9112 says how a request is written")
	}
	s.answerError(c, k, err)
	s.conclude(k, c.Response().StatusCode(), int64(len(c.Response().Body())))
	return nil
}

// answerError is the one place that writes an error.
func (s *Server) answerError(c *fiber.Ctx, k *call, err error) {
	if errors.Is(err, errClientGone) || errors.Is(err, context.Canceled) {
		c.Status(statusClientGone)
		return
	}
	shown, f := visible(k, err)
	k.code = shown.Code
	if shown.Quota != nil {
		k.upgradeURL = s.UpgradeURL
	}
	for name, value := range errorHeaders(shown, f) {
		c.Set(name, value)
	}
	if k.location != "" {
		c.Set(fiber.HeaderLocation, k.location)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Vary(fiber.HeaderAccept)
	var body any = errorBody(k, shown, f)
	media := fiber.MIMEApplicationJSON
	if c.Accepts(fiber.MIMEApplicationJSON, mimeProblem) == mimeProblem {
		body, media = problem(k, shown, f), mimeProblem
	}
	if err := c.Status(f.status).JSON(body); err != nil {
		k.err = errors.Join(k.err, err)
	}
	c.Set(fiber.HeaderContentType, media)
}

const mimeProblem = "application/problem+json"

func errorHeaders(e *host.Error, f face) map[string]string {
	switch {
	case e.Code == host.MissingCredentials && e.Param == sessionCookieName, e.Code == host.SessionExpired:
		return map[string]string{fiber.HeaderWWWAuthenticate: `Cookie realm="kiln"`}
	case e.Code == host.MissingCredentials:
		return map[string]string{fiber.HeaderWWWAuthenticate: `Bearer realm="kiln"`}
	case f.status == http.StatusUnauthorized:
		return map[string]string{fiber.HeaderWWWAuthenticate: `Bearer realm="kiln", error="invalid_token"`}
	case e.Code == host.InsufficientScope && e.Param != "":
		return map[string]string{fiber.HeaderWWWAuthenticate: `Bearer realm="kiln", error="insufficient_scope", scope=` +
			strconv.Quote(e.Param)}
	case e.Quota != nil:
		return map[string]string{headerShouldRetry: "false"}
	case e.Code == host.ShuttingDown, e.Code == host.InProgress:
		return map[string]string{fiber.HeaderRetryAfter: "1"}
	}
	return nil
}

func errorBody(k *call, e *host.Error, f face) ErrorBody {
	shown := errorOf(e, f)
	shown.Quota = tierQuotaOf(e.Quota, k.upgradeURL)
	return ErrorBody{Error: *shown, TraceId: k.trace, RequestId: optional(k.requestID)}
}

func errorOf(e *host.Error, f face) *Error {
	out := &Error{Type: f.kind, Code: string(e.Code), Message: e.Message, Param: optional(e.Param),
		Retryable: f.retryable || e.Retryable}
	if len(e.Details) > 0 {
		out.Details = new(details(e))
	}
	return out
}

func problem(k *call, e *host.Error, f face) Problem {
	out := Problem{
		Type: "/docs#error-" + string(e.Code), Title: f.title, Status: f.status, Detail: e.Message,
		Code: string(e.Code), ErrorType: f.kind, Param: optional(e.Param), Retryable: f.retryable || e.Retryable,
		TraceId: k.trace, RequestId: optional(k.requestID), Quota: tierQuotaOf(e.Quota, k.upgradeURL),
	}
	if len(e.Details) > 0 {
		out.Details = new(details(e))
	}
	return out
}

func tierQuotaOf(q *host.TierQuota, upgradeURL string) *TierQuota {
	if q == nil {
		return nil
	}
	out := &TierQuota{Tier: q.Tier, Used: q.Used, Limit: optional(q.Limit), UpgradeUrl: optional(upgradeURL)}
	if !q.ResetAt.IsZero() {
		out.ResetAt = &timestamp{q.ResetAt}
	}
	return out
}

func details(e *host.Error) []ErrorDetail {
	out := make([]ErrorDetail, len(e.Details))
	for i, d := range e.Details {
		out[i] = ErrorDetail{Path: d.Path, Code: d.Code, Message: d.Message}
	}
	return out
}

// knownMethods answers methods that Fiber has no routes for; its own answer is
// plain text.
func (s *Server) knownMethods(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	known := map[string]bool{}
	for _, m := range fiber.DefaultMethods {
		known[m] = true
	}
	return func(ctx *fasthttp.RequestCtx) {
		if !known[string(ctx.Method())] {
			c := s.app.AcquireCtx(ctx)
			defer s.app.ReleaseCtx(c)
			c.Set(fiber.HeaderAllow, "GET, HEAD, POST")
			// Its error has been answered: refuse always returns nil.
			_ = s.refuse(c, fiber.ErrMethodNotAllowed)
			return
		}
		next(ctx)
	}
}
