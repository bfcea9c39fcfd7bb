package api

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// pages is a console of one page and one file.
type pages struct{}

func (pages) File(path string, packed bool) (http.Header, []byte, bool) {
	body, ok := map[string]string{"/": "<title>Kiln</title>", "/assets/a/app.js": "export {}"}[path]
	header := http.Header{"Content-Type": {"text/html"}, "Etag": {`"a"`}, "Cache-Control": {"no-cache"},
		"Content-Security-Policy": {"default-src 'self'"}}
	if packed {
		header.Set("Content-Encoding", "gzip")
		body = "packed"
	}
	return header, []byte(body), ok
}

func TestConsole(t *testing.T) {
	r := start(t, func(c *Config) { c.Console = pages{} })
	client := &http.Transport{DisableCompression: true}
	t.Cleanup(client.CloseIdleConnections)
	for _, test := range []struct {
		method, path string
		header       []string
		status       int
		body         string
	}{
		{"GET", "/", nil, 200, "Kiln"},
		{"HEAD", "/", nil, 200, ""},
		{"GET", "/", []string{`If-None-Match: "a"`}, 304, ""},
		{"GET", "/", []string{"Accept-Encoding: gzip"}, 200, "packed"},
		{"GET", "/assets/a/app.js", nil, 200, "export"},
		{"GET", "/assets/a/other.js", nil, 404, `"code":"not_found"`},
		{"GET", "/nowhere", nil, 404, `"code":"not_found"`},
		{"GET", "/nowhere", []string{"Accept: text/html,*/*;q=0.8"}, 404, "Kiln"},
		{"GET", "/v1/nowhere", []string{"Accept: text/html,*/*;q=0.8"}, 404, `"code":"not_found"`},
		{"POST", "/", nil, 404, `"code":"not_found"`},
		{"POST", "/v1/nowhere", nil, 404, `"code":"not_found"`},
		{"DELETE", "/v1/generations", nil, 405, `"code":"method_not_allowed"`},
		{"GET", "/livez", nil, 200, `"status":"ok"`},
	} {
		res, err := client.RoundTrip(r.request(test.method, test.path, "", test.header...))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != test.status || !strings.Contains(string(body), test.body) {
			t.Errorf("%s %s %v: %d %s %v", test.method, test.path, test.header, res.StatusCode, body, err)
		}
		if strings.Contains(test.body, "Kiln") && (res.Header.Get("Content-Security-Policy") != "default-src 'self'" ||
			res.Header.Get("Cache-Control") != "no-cache" || res.Header.Get("X-Content-Type-Options") != "nosniff") {
			t.Errorf("%s: %v", test.path, res.Header)
		}
	}
}
