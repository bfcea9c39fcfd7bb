package api

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// say writes raw bytes to a new connection and returns all that comes back
// until the server closes it or says nothing for a while.
func (r *running) say(raw string) string {
	r.t.Helper()
	conn, err := net.Dial("tcp", r.addr)
	if err != nil {
		r.t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, raw); err != nil {
		r.t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(soon)); err != nil {
		r.t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		// A reset after the answer is the server's right.
		r.t.Logf("reading: %v", err)
	}
	return string(answer)
}

func TestRequestsThatAreNotHTTP(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.ReadTimeout, c.IdleTimeout = 300*time.Millisecond, 300*time.Millisecond })
	const smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
	auth := "Authorization: Bearer " + r.secret + "\r\n"
	for _, c := range []struct {
		name, raw string
		first     string // status line of the first answer; "" for none
	}{
		{"Content-Length and Transfer-Encoding", "POST /v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, "HTTP/1.1 401"},
		{"two Content-Lengths", "POST /v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 38\r\n\r\n" + smuggled, "HTTP/1.1 400"},
		{"no Host", "GET /livez HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
		{"bare line feeds", "GET /livez HTTP/1.1\nHost: x\n\n", ""},
		{"header without colon", "GET /livez HTTP/1.1\r\nHost: x\r\n" + auth + "nonsense\r\n\r\n", "HTTP/1.1 400"},
		{"blank before colon", "GET /livez HTTP/1.1\r\nHost: x\r\n" + auth + "X : y\r\n\r\n", "HTTP/1.1 400"},
		{"huge header", "GET /livez HTTP/1.1\r\nHost: x\r\n" + auth + "X: " + strings.Repeat("y", 9<<10) + "\r\n\r\n", "HTTP/1.1 413"},
		{"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400"},
		{"dripping headers", "GET /livez HTTP/1.1\r\nHos", "HTTP/1.1 400"},
		{"body that never ends", "POST /v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", "HTTP/1.1 400"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := r.say(c.raw)
			if c.first == "" {
				if strings.HasPrefix(answer, "HTTP/1.1 200") {
					t.Errorf("answered: %s", answer)
				}
				return
			}
			if !strings.HasPrefix(answer, c.first) || strings.Contains(strings.TrimPrefix(answer, "HTTP/1.1"), "HTTP/1.1 ") {
				t.Errorf("want one answer, %s, got:\n%s", c.first, answer)
			}
			if strings.Contains(answer, r.secret) || strings.Contains(answer, "nonsense") {
				t.Errorf("the answer quotes the request: %s", answer)
			}
			res, err := http.ReadResponse(bufio.NewReader(strings.NewReader(answer)), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil || res.Header.Get("X-Request-Id") == "" {
				t.Errorf("x-request-id %q, %v", res.Header.Get("X-Request-Id"), err)
			}
			spec, _ := contract()
			visit(t, spec, "ErrorBody", body)
		})
	}
	if strings.Contains(r.log.String(), "smuggled") || strings.Contains(r.log.String(), r.secret) {
		t.Errorf("the log: %s", r.log)
	}
}

func TestGzipBombIsNotInflated(t *testing.T) {
	r := start(t)
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 200 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a := r.do("POST", "/v1/generations", bomb.String(), "Content-Encoding: gzip")
	runtime.ReadMemStats(&after)
	if a.StatusCode != 415 {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 50<<20 {
		t.Errorf("a body of %d bytes took %d MiB", bomb.Len(), grown>>20)
	}
	// Not even when the coding is not named.
	if a := r.do("POST", "/v1/generations", bomb.String()); a.StatusCode != 400 {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestBodiesThatAreAnnouncedTooLarge(t *testing.T) {
	t.Parallel()
	r := start(t)
	answer := r.say("POST /v1/generations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 413") || !strings.Contains(answer, "request_too_large") {
		t.Errorf("%s", answer)
	}
	answer = r.say("POST /v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 413") || !strings.Contains(answer, "request_too_large") {
		t.Errorf("%s", answer)
	}
}

func TestTwoAuthorizationHeaders(t *testing.T) {
	t.Parallel()
	r := start(t)
	auth := "Authorization: Bearer " + r.secret + "\r\n"
	answer := r.say("GET /v1/artifacts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + auth + auth + "\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 401") || !strings.Contains(answer, "invalid_api_key") {
		t.Errorf("%s", answer)
	}
}

func TestPathThatCannotBeUnescaped(t *testing.T) {
	t.Parallel()
	r := start(t)
	answer := r.say("GET /v1/generations/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + r.secret + "\r\n\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 400") || !strings.Contains(answer, "validation_failed") {
		t.Errorf("%s", answer)
	}
}

func TestWhatIsKeptDoesNotTurnIntoTheNextRequest(t *testing.T) {
	t.Parallel()
	r := start(t)
	conn, err := net.Dial("tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	for _, letter := range []string{"a", "b", "c"} {
		req := r.request("POST", "/v1/generations", ask(`"prompt":"`+strings.Repeat(letter, 40)+`"`),
			"Idempotency-Key: "+strings.Repeat(letter, 8))
		if err := req.Write(conn); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(in, req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Fatal(err)
		}
	}
	for i, letter := range []string{"a", "b", "c"} {
		g := r.fake.generations[i]
		if g.Request.Prompt != strings.Repeat(letter, 40) || g.Request.ID != strings.Repeat(letter, 8) {
			t.Errorf("request %d became %q %q", i, g.Request.Prompt, g.Request.ID)
		}
	}
}

func TestCORS(t *testing.T) {
	t.Parallel()
	off := start(t)
	if a := off.do("GET", "/livez", "", "Origin: https://console.example.com"); a.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("CORS is on: %v", a.Header)
	}
	on := start(t, func(c *Config) { c.Origins = []string{"https://console.example.com"} })
	if a := on.do("GET", "/livez", "", "Origin: https://console.example.com"); a.Header.Get("Access-Control-Allow-Origin") != "https://console.example.com" ||
		a.Header.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(a.Header.Get("Access-Control-Expose-Headers"), "X-Request-Id") {
		t.Errorf("a listed origin: %v", a.Header)
	}
	for _, other := range []string{"https://evil.example", "https://console.example.com.evil.example", "http://console.example.com", "null"} {
		if a := on.do("GET", "/livez", "", "Origin: "+other); a.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is let in: %v", other, a.Header)
		}
	}
	preflight := on.do("OPTIONS", "/v1/generations", "", "Origin: https://console.example.com", "Authorization:", "Access-Control-Request-Method: POST")
	if preflight.StatusCode != 204 || !strings.Contains(preflight.Header.Get("Access-Control-Allow-Headers"), "Last-Event-ID") {
		t.Errorf("preflight: %d %v", preflight.StatusCode, preflight.Header)
	}
	for origin, ok := range map[string]bool{"https://a.example": true, "http://localhost:8080": true, "*": false, "https://*.a.example": false,
		"https://a.example/": false, "a.example": false, "https://a.example,https://b.example": false, "ftp://a.example": false, "null": false, "": false} {
		if err := CheckOrigin(origin); (err == nil) != ok {
			t.Errorf("CheckOrigin(%q): %v", origin, err)
		}
	}
}

func TestHSTSOnlyBehindATrustedProxy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		proxies []string
		want    bool
	}{{nil, false}, {[]string{"10.0.0.0/8"}, false}, {[]string{"127.0.0.1"}, true}} {
		r := start(t, func(cfg *Config) { cfg.TrustedProxies = c.proxies })
		a := r.do("GET", "/livez", "", "X-Forwarded-Proto: https")
		if got := a.Header.Get("Strict-Transport-Security") != ""; got != c.want {
			t.Errorf("proxies %v: HSTS %v", c.proxies, got)
		}
	}
}
