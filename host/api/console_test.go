package api

import (
	"bytes"
	"compress/gzip"
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

// TestPackedRecords: what is large travels packed, under an ETag of its own
// that still finds the client's copy good.
func TestPackedRecords(t *testing.T) {
	r := start(t)
	client := &http.Transport{DisableCompression: true}
	t.Cleanup(client.CloseIdleConnections)
	get := func(path string, header ...string) (*http.Response, []byte) {
		t.Helper()
		res, err := client.RoundTrip(r.request("GET", path, "", header...))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, body
	}
	plain, want := get("/v1/openapi.json")
	packed, body := get("/v1/openapi.json", "Accept-Encoding: gzip")
	unzip, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(unzip)
	if err != nil || !bytes.Equal(got, want) || len(body)*3 > len(want) {
		t.Errorf("%d bytes are packed into %d: %v", len(want), len(body), err)
	}
	if packed.Header.Get("ETag") == plain.Header.Get("ETag") || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("plain %v\npacked %v", plain.Header, packed.Header)
	}
	for _, tag := range []string{plain.Header.Get("ETag"), packed.Header.Get("ETag")} {
		if again, _ := get("/v1/openapi.json", "Accept-Encoding: gzip", "If-None-Match: "+tag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %d", tag, again.StatusCode)
		}
	}
	_, docs := get("/docs")
	packedDocs, body := get("/docs", "Accept-Encoding: gzip")
	if unzip, err = gzip.NewReader(bytes.NewReader(body)); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(unzip); err != nil || !bytes.Equal(got, docs) || packedDocs.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("the docs are not the same packed: %v %v", err, packedDocs.Header)
	}
	if small, _ := get("/livez", "Accept-Encoding: gzip"); small.Header.Get("Content-Encoding") != "" {
		t.Error("what is small is packed too")
	}
}
