package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

// running is a server on a real port over a fake store and runner.
type running struct {
	t      testing.TB
	server *Server
	fake   *fake
	addr   string
	secret string // a key of org_1 with all scopes
	log    *syncBuffer
	served chan error
}

// syncBuffer is written by the server and read by the test.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func start(t testing.TB, change ...func(*Config)) *running {
	t.Helper()
	f, log := newFake(), &syncBuffer{}
	cfg := Config{Log: zerolog.New(log), Catalog: func() host.Catalog { return catalog }, Credentials: f, Keys: f, Sessions: f, Links: f, Limits: f, Generations: f, Health: f, Runner: f,
		Poll: 10 * time.Millisecond, TouchEvery: time.Hour}
	for _, c := range change {
		c(&cfg)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &running{t: t, server: New(cfg), fake: f, addr: ln.Addr().String(), log: log, served: make(chan error, 1)}
	r.secret = r.newKey("org_1", host.Scopes[:]...)
	go func() { r.served <- r.server.Serve(ln) }()
	t.Cleanup(r.stop)
	return r
}

func (r *running) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if err := r.server.Shutdown(ctx); err != nil {
		r.t.Errorf("shutdown: %v", err)
	}
	if r.served != nil {
		if err := <-r.served; err != nil {
			r.t.Errorf("serve: %v", err)
		}
		r.served = nil
	}
}

// newKey returns the secret of a new key.
func (r *running) newKey(org string, scopes ...host.Scope) string {
	secret := host.NewSecret()
	r.addKey(secret, host.Key{OrgID: org, Scopes: scopes})
	return secret
}

func (r *running) addKey(secret string, k host.Key) {
	k.ID, k.Hash, k.Hint = host.NewID("key"), host.HashSecret(secret), host.HintOf(secret)
	r.fake.set(func() { r.fake.keys[k.Hash] = k })
}

// answer is a response that has been read and found to be as the contract says.
type answer struct {
	*http.Response
	body []byte
}

func (a answer) decode(t testing.TB, into any) {
	t.Helper()
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

// failure decodes an error body.
func (a answer) failure(t testing.TB) ErrorBody {
	t.Helper()
	var body ErrorBody
	a.decode(t, &body)
	return body
}

// do sends a request with the standard key, unless the headers ("Name: value")
// bring or drop one ("Authorization:").
func (r *running) do(method, path, body string, headers ...string) answer {
	r.t.Helper()
	req := r.request(method, path, body, headers...)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	validate(r.t, req, res, got)
	return answer{res, got}
}

func (r *running) request(method, path, body string, headers ...string) *http.Request {
	r.t.Helper()
	req, err := http.NewRequest(method, "http://"+r.addr+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.secret)
	if method == "POST" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Del(name)
		if value = strings.TrimSpace(value); value != "" {
			req.Header.Set(name, value)
		}
	}
	return req
}

var contract = sync.OnceValues(func() (*openapi3.T, routers.Router) {
	// The page and the document are read from the same file that is served.
	spec, err := openapi3.NewLoader().LoadFromData(openapiYAML)
	if err != nil {
		panic(err)
	}
	spec.Servers = nil // the router takes "/" for a part of the path
	router, err := legacy.NewRouter(spec)
	if err != nil {
		panic(err)
	}
	openapi3filter.RegisterBodyDecoder("text/event-stream", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/zip", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.FileBodyDecoder)
	return spec, router
})

// validate holds a response against the contract and the rules for all of them.
func validate(t testing.TB, req *http.Request, res *http.Response, body []byte) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s %s: %s is %q, want %q", req.Method, req.URL.Path, name, got, want)
		}
	}
	if !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%s %s: no strict CSP", req.Method, req.URL.Path)
	}
	if res.Header.Get("X-Request-Id") == "" || res.Header.Get("Cache-Control") == "" {
		t.Errorf("%s %s: x-request-id or cache-control is missing in %v", req.Method, req.URL.Path, res.Header)
	}
	spec, router := contract()
	get := req.Clone(context.Background())
	if req.Method == "HEAD" {
		get.Method = "GET"
	}
	route, params, err := router.FindRoute(get)
	if err != nil || res.StatusCode == 405 || res.StatusCode == 404 && route.Operation.Responses.Value("404") == nil {
		if res.StatusCode != 404 && res.StatusCode != 405 && res.StatusCode != 400 && res.StatusCode != 413 && res.StatusCode != 204 {
			t.Errorf("%s %s: %d, but the contract has no such route: %v", req.Method, req.URL.Path, res.StatusCode, err)
		}
		if req.Method != "HEAD" && res.StatusCode != 204 {
			visit(t, spec, "ErrorBody", body)
		}
		return
	}
	if req.Method == "HEAD" {
		if len(body) > 0 {
			t.Errorf("HEAD %s has a body", req.URL.Path)
		}
		return
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: get, PathParams: params, Route: route},
		Status:                 res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		t.Errorf("%s %s: %d is not as the contract says: %v\n%s", req.Method, req.URL.Path, res.StatusCode, err, body)
	}
}

// visit holds a JSON text against a schema of the contract.
func visit(t testing.TB, spec *openapi3.T, schema string, body []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Errorf("%v in %q", err, body)
		return
	}
	if err := spec.Components.Schemas[schema].Value.VisitJSON(value); err != nil {
		t.Errorf("not a %s: %v\n%s", schema, err, body)
	}
}
