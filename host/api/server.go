package api

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

// Config is what a [Server] needs. Catalog, Credentials, Keys, Sessions, Links,
// Limits, Generations, Health and Runner must be set.
type Config struct {
	Log zerolog.Logger
	// Catalog returns which artifact types there are now. It is called once or
	// more for each request; what it returns is shared and must not change.
	Catalog func() host.Catalog
	// Plugins returns how all plugins are, for /readyz; nil shows none.
	Plugins     func() []host.PluginStatus
	Credentials Credentials
	Keys        Keys
	Sessions    Sessions
	Links       Links
	Limits      Limits
	Generations Generations
	Health      Health
	Runner      Runner
	Billing     Billing // nil: no payments
	// Console is the web app; nil serves the API alone.
	Console Console

	// Failed is called with the code of each call that was answered with an
	// error, for metrics; nil is nobody.
	Failed func(host.Code)

	// MailDue is called when a mail was put into the outbox; nil is nobody.
	MailDue func()

	// PublicURL is where people reach Kiln, without a slash at the end, such as
	// "https://kiln.example.com". Empty is wherever the client says.
	PublicURL string
	// TrustedProxies lists addresses and networks (CIDR) whose X-Forwarded-Proto
	// and X-Forwarded-For are believed; none by default.
	TrustedProxies []string
	// UpgradeURL is where people get a larger tier; empty if nowhere.
	UpgradeURL string
	// Origins may read answers from a browser: exact, such as
	// "https://console.example.com". None switches CORS off. See [CheckOrigin].
	Origins []string

	Heartbeat    time.Duration // between comments on a silent stream; 0 is 15 s
	Poll         time.Duration // between looks at the store and the client; 0 is 200 ms
	EventTimeout time.Duration // for a client to take one event; 0 is 10 s
	TouchEvery   time.Duration // between writes of when keys and sessions were used; 0 is 5 s
	ReadTimeout  time.Duration // for a request to arrive; 0 is 10 s
	WriteTimeout time.Duration // for an answer that is not a stream; 0 is 2 min
	IdleTimeout  time.Duration // of a connection between requests; 0 is 60 s
}

// Limits of what a client may send.
const (
	maxBody = 1 << 20
	// Bodies up to this size are read before they are refused: a client that is
	// cut off while it sends may never see the answer.
	maxRead    = 2 * maxBody
	maxHeaders = 8 << 10
)

// Server answers HTTP. Make it with [New].
type Server struct {
	Config
	app           *fiber.App
	gate          *gate
	strangers     *strangers
	touchKeys     *toucher
	touchSessions *toucher
	https         bool // the public URL is
	proxies       proxies

	mu       sync.Mutex
	listener net.Listener
	down     bool
}

// New returns a server that is not listening yet.
func New(cfg Config) *Server {
	fill(&cfg.Heartbeat, 15*time.Second)
	fill(&cfg.Poll, 200*time.Millisecond)
	fill(&cfg.EventTimeout, 10*time.Second)
	fill(&cfg.TouchEvery, 5*time.Second)
	fill(&cfg.ReadTimeout, 10*time.Second)
	fill(&cfg.WriteTimeout, 2*time.Minute)
	fill(&cfg.IdleTimeout, time.Minute)
	s := &Server{Config: cfg, gate: newGate(), strangers: newStrangers(),
		touchKeys:     newToucher("keys", cfg.Credentials.TouchKeys, cfg.Log),
		touchSessions: newToucher("sessions", cfg.Credentials.TouchSessions, cfg.Log),
		https:         strings.HasPrefix(cfg.PublicURL, "https://"), proxies: networks(cfg.TrustedProxies),
	}
	s.app = fiber.New(fiber.Config{
		// Without it, strings of one request turn into those of the next.
		Immutable:                    true,
		StrictRouting:                true,
		CaseSensitive:                true,
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    maxRead,
		ReadBufferSize:               maxHeaders,
		ReadTimeout:                  cfg.ReadTimeout,
		WriteTimeout:                 cfg.WriteTimeout,
		IdleTimeout:                  cfg.IdleTimeout,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               cfg.TrustedProxies,
		JSONEncoder:                  encode,
		ErrorHandler:                 s.refuse,
	})
	// Without it, a malformed request is answered with its own headers, keys included.
	s.app.Server().SecureErrorLogMessage = true
	s.app.Server().Handler = s.knownMethods(s.app.Server().Handler)
	s.route()
	return s
}

func fill(d *time.Duration, standard time.Duration) {
	if *d <= 0 {
		*d = standard
	}
}

func (s *Server) route() {
	// The outer recover guards the observer, the inner one lets it see a panic as an error.
	s.app.Use(recover.New(), s.observe, recover.New(recover.Config{
		EnableStackTrace: true, StackTraceHandler: keepStack,
	}))
	if len(s.Origins) > 0 {
		s.app.Use(cors.New(corsConfig(s.Origins)))
	}
	// "stream" is not an id: without this, GET would look it up.
	s.app.Get("/v1/generations/stream", onlyPost)
	s.app.Get(VerifyPath, s.showVerify)
	s.app.Post(VerifyPath, s.submitVerify)
	strict := NewStrictHandler(s, nil)
	RegisterHandlersWithOptions(s.app, strict, FiberServerOptions{
		HandlerMiddlewares: []HandlerMiddlewareFunc{s.authenticate, s.readBody},
	})
	if s.Console != nil {
		// A route would make paths that are not there ones that take GET.
		s.app.Use(s.console)
	}
}

func onlyPost(c *fiber.Ctx) error {
	c.Set(fiber.HeaderAllow, fiber.MethodPost)
	return fiber.ErrMethodNotAllowed
}

// Serve answers on the listener until [Server.Shutdown]. It closes the listener.
func (s *Server) Serve(ln net.Listener) error {
	s.mu.Lock()
	s.listener = ln
	down := s.down
	if !down {
		s.touchKeys.start(s.TouchEvery)
		s.touchSessions.start(s.TouchEvery)
	}
	s.mu.Unlock()
	if down {
		return ln.Close()
	}
	return s.app.Listener(ln)
}

// closing is how long connections have to end once their streams were told to.
const closing = 5 * time.Second

// Shutdown refuses new generations and streams at once, lets running ones go on
// until ctx is done, ends those that are left with shutting_down, and then stops
// listening. Until then /readyz says 503.
func (s *Server) Shutdown(ctx context.Context) error {
	s.gate.close()
	select {
	case <-s.gate.empty:
	case <-ctx.Done():
	}
	s.gate.expel()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer cancel()
	err := s.app.ShutdownWithContext(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = true
	s.touchKeys.stop(ctx)
	s.touchSessions.stop(ctx)
	if s.listener == nil {
		return err
	}
	// Fiber does not know of a listener that it was given a moment ago.
	if closeErr := s.listener.Close(); !errors.Is(closeErr, net.ErrClosed) {
		err = errors.Join(err, closeErr)
	}
	return err
}

// draining tells whether this host is on its way down.
func (s *Server) draining() bool {
	select {
	case <-s.Runner.Draining():
		return true
	default:
		return s.gate.isClosed()
	}
}
