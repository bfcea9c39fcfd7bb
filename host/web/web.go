// Package web is the console: the page, modules, styles and texts that a
// browser runs as they are. There is no build step: what is in this folder is
// what is served.
//
// app.js is the way in: it knows the paths and shows a view for each (views/),
// which are made of components. api.js alone calls fetch, and stream.js reads
// event streams through it. early.js runs before the first paint. All words stand in texts.en.js and texts.de.js.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed *.js page.html icon.svg style components views vendor
var source embed.FS

// policy lets the page load what this host serves, and make markup of no text.
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
	"object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// pages are the first segments of the paths that the page itself answers, with
// the views that app.js is likely to show there first. One that ends with a
// slash is for the paths below it.
var pages = map[string][]string{
	"":             {"views/generate.js", "views/sign-in.js"},
	"sign-in":      {"views/sign-in.js"},
	"runs":         {"views/watch.js"},
	"generations":  {"views/history.js"},
	"generations/": {"views/read.js"},
	"compare":      {"views/compare.js"},
	"keys":         {"views/keys.js"},
	"plan":         {"views/plan.js"},
	"account":      {"views/account.js"},
}

// Console is the files of the web app. Make it with [New].
type Console struct {
	pages map[string]file // by the first segment
	base  string          // "/assets/<digest of all>/"
	files map[string]file
}

// file is a body in both its forms.
type file struct {
	header       http.Header
	body, packed []byte
}

// New prepares the console: digests and packs its files.
func New() (*Console, error) {
	bodies, err := read()
	if err != nil {
		return nil, err
	}
	bodies["style.css"] = joinStyles(bodies)
	c := &Console{base: "/assets/" + digest(bodies) + "/", files: map[string]file{}, pages: map[string]file{}}
	for name, body := range bodies {
		c.files[name] = newFile(name, body, "public, max-age=31536000, immutable")
	}
	for first, views := range pages {
		page := newFile("page.html", c.render(bodies, views), "no-cache")
		page.header.Set("Content-Security-Policy", policy)
		page.header.Set("Cross-Origin-Opener-Policy", "same-origin")
		c.pages[first] = page
	}
	return c, nil
}

func read() (map[string][]byte, error) {
	bodies := map[string][]byte{}
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		bodies[name], err = source.ReadFile(name)
		return err
	})
	return bodies, err
}

// File returns what a browser is to get for the path, packed with gzip where
// it takes that. The header is shared: do not change it.
func (c *Console) File(name string, packed bool) (header http.Header, body []byte, ok bool) {
	f, ok := c.find(name)
	if !ok {
		return nil, nil, false
	}
	if packed && f.packed != nil {
		header = f.header.Clone()
		header.Set("Content-Encoding", "gzip")
		header.Set("ETag", strings.TrimSuffix(header.Get("ETag"), `"`)+`-gz"`)
		return header, f.packed, true
	}
	return f.header, f.body, true
}

func (c *Console) find(name string) (file, bool) {
	if asset, ok := strings.CutPrefix(name, c.base); ok {
		f, ok := c.files[asset]
		return f, ok
	}
	if rest, ok := strings.CutPrefix(name, "/assets/"); ok {
		// Of another version: a page that a host of that version has sent. Mixed
		// files work unless they differ much; none never do.
		_, asset, _ := strings.Cut(rest, "/")
		f, ok := c.files[asset]
		if ok {
			f.header = f.header.Clone()
			f.header.Set("Cache-Control", "no-cache")
		}
		return f, ok
	}
	if name == "/favicon.ico" {
		return c.files["icon.svg"], true
	}
	first, rest, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	if page, ok := c.pages[first+"/"]; ok && rest != "" {
		return page, true
	}
	page, ok := c.pages[first]
	return page, ok
}

func newFile(name string, body []byte, caching string) file {
	sum := sha256.Sum256(body)
	f := file{body: body, packed: pack(body), header: http.Header{}}
	f.header.Set("Content-Type", mediaType(name))
	f.header.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	f.header.Set("Cache-Control", caching)
	f.header.Set("Vary", "Accept-Encoding")
	return f
}

func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8" // some systems' tables say otherwise
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".css", ".html":
		return mime.TypeByExtension(ext)
	default:
		return "text/plain; charset=utf-8"
	}
}

// pack returns the body in gzip; nil where that is not smaller.
func pack(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level exists
	_, _ = w.Write(body)                                    // a buffer takes everything
	_ = w.Close()
	if out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}

// digest names the files as a whole, so that none of them may ever be taken
// for one of another version.
func digest(bodies map[string][]byte) string {
	all := sha256.New()
	for _, name := range sortedNames(bodies) {
		sum := sha256.Sum256(bodies[name])
		all.Write([]byte(name + "\n"))
		all.Write(sum[:])
	}
	return hex.EncodeToString(all.Sum(nil)[:8])
}
