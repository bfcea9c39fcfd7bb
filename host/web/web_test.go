package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func newConsole(t *testing.T) *Console {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPage is what a browser asks for first, and that all it names is there.
func TestPage(t *testing.T) {
	c := newConsole(t)
	for _, path := range []string{"/", "/generations/gen_1", "/keys", "/runs/console-1"} {
		header, body, ok := c.File(path, false)
		if !ok || header.Get("Content-Type") != "text/html; charset=utf-8" || header.Get("Cache-Control") != "no-cache" {
			t.Fatalf("%s: %v %v", path, ok, header)
		}
		if csp := header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self'; ") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %s", path, csp)
		}
		links := regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`).FindAllSubmatch(body, -1)
		if len(links) < 15 {
			t.Errorf("%s: only %d files are named; app.js alone imports more", path, len(links))
		}
		for _, link := range links {
			asset, _, ok := c.File(string(link[1]), false)
			if !ok || !strings.Contains(asset.Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %v %v", link[1], ok, asset)
			}
		}
	}
}

// TestPageNamesItsView: what the path's view needs is asked for with the page,
// not when the modules before it have come; nothing paints before the style, which is one file.
func TestPageNamesItsView(t *testing.T) {
	c := newConsole(t)
	for path, view := range map[string]string{"/": "generate", "/keys": "keys", "/generations/gen_1": "read", "/compare": "compare"} {
		_, body, _ := c.File(path, false)
		for _, name := range []string{"views/" + view + ".js", "components/notice.js"} {
			if !bytes.Contains(body, []byte(`<link rel="modulepreload" fetchpriority="low" href="`+c.base+name+`">`)) {
				t.Errorf("%s: %s is not named", path, name)
			}
		}
		if n := bytes.Count(body, []byte(`rel="stylesheet"`)); n != 1 {
			t.Errorf("%s: %d style sheets", path, n)
		}
	}
	_, style, _ := c.File(c.base+"style.css", false)
	for _, rule := range []string{":root {", ".shell {", ".notice {", ".generate {"} {
		if !bytes.Contains(style, []byte(rule)) {
			t.Errorf("the style has no %s", rule)
		}
	}
}

func TestNoSuchFile(t *testing.T) {
	c := newConsole(t)
	for _, path := range []string{"/nowhere", "/assets/", c.base, c.base + "../web.go", c.base + "web.go", c.base + "vendor", "/assets/0000/nothing.js"} {
		if _, _, ok := c.File(path, false); ok {
			t.Errorf("%s is there", path)
		}
	}
}

// TestOtherVersion: a page that a host of another version has sent still gets
// its files here, but may not keep them.
func TestOtherVersion(t *testing.T) {
	header, _, ok := newConsole(t).File("/assets/0123456789abcdef/app.js", true)
	if !ok || header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v %v", ok, header)
	}
}

func TestPackedFilesAreTheSame(t *testing.T) {
	c := newConsole(t)
	for name := range c.files {
		plain, body, _ := c.File(c.base+name, false)
		header, packed, _ := c.File(c.base+name, true)
		if header.Get("Content-Encoding") == "" {
			continue
		}
		if header.Get("ETag") == plain.Get("ETag") || len(packed) >= len(body) {
			t.Errorf("%s: ETags %s and %s, %d and %d bytes", name, header.Get("ETag"), plain.Get("ETag"), len(packed), len(body))
		}
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNothingComesFromElsewhere keeps the console working without any network
// but that to its host.
func TestNothingComesFromElsewhere(t *testing.T) {
	c := newConsole(t)
	foreign := regexp.MustCompile(`(?:from |import |import\(|src=|href=|url\()["']?(?:https?:)?//`)
	markup := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(`)
	for name, f := range c.files {
		if found := foreign.Find(f.body); found != nil {
			t.Errorf("%s loads from elsewhere: %s", name, found)
		}
		if found := markup.Find(f.body); found != nil && !strings.HasPrefix(name, "vendor/") {
			t.Errorf("%s makes markup or code of text: %s", name, found)
		}
	}
}

// TestFirstViewIsLight adds up what a browser gets before the first view stands.
func TestFirstViewIsLight(t *testing.T) {
	c := newConsole(t)
	bodies, err := read()
	if err != nil {
		t.Fatal(err)
	}
	total := len(c.pages[""].packed) + len(c.files["style.css"].packed) + len(c.files["early.js"].packed)
	for _, name := range imported([]string{"app.js", "views/sign-in.js", "views/generate.js"}, bodies) {
		total += len(c.files[name].packed)
	}
	for name, f := range c.files {
		if strings.HasPrefix(name, "texts.") {
			total += len(f.packed)
		}
	}
	if total > 100_000 { // with the answers of the API the browser must stay under 150,000
		t.Errorf("the first view takes %d bytes", total)
	}
	t.Logf("at most %d bytes", total)
}

// readTexts reads a language's texts by name: what stands behind the colon.
func readTexts(t *testing.T, file string) map[string]string {
	t.Helper()
	body, err := source.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	text := regexp.MustCompile(`(?m)^  (?:'([a-zA-Z0-9_.:-]+)'|([a-zA-Z0-9_]+)): (.*)$`)
	for _, m := range text.FindAllStringSubmatch(string(body), -1) {
		all[m[1]+m[2]] = m[3]
	}
	if len(all) < 100 {
		t.Fatalf("%s: only %d texts were found", file, len(all))
	}
	return all
}

// TestTextsAreTranslated compares the languages: a text that only one of them
// has is a hole in the other, and one that both have alike was forgotten, but
// for words that German has taken over.
func TestTextsAreTranslated(t *testing.T) {
	english, german := readTexts(t, "texts.en.js"), readTexts(t, "texts.de.js")
	alike := []string{"generate.compiler", "generate.prompt", "generate.spec", "history.status", "keys.name", "keys.status",
		"tier.enterprise", "tier.pro", "tier.starter"}
	for n, text := range english {
		translation, ok := german[n]
		if !ok {
			t.Errorf("texts.de.js has no %s", n)
		}
		if (text == translation) != slices.Contains(alike, n) {
			t.Errorf("%s is %s in English and %s in German", n, text, translation)
		}
	}
	for n := range german {
		if _, ok := english[n]; !ok {
			t.Errorf("texts.en.js has no %s", n)
		}
	}
}

// TestPaintsWithoutScripts: the page shows something with its style alone, and
// the script before the first paint knows the languages that there are.
func TestPaintsWithoutScripts(t *testing.T) {
	c := newConsole(t)
	_, page, _ := c.File("/", false)
	if !regexp.MustCompile(`<div id="app"><main [^>]+><p class="splash"><svg`).Match(page) {
		t.Error("the page is empty until the scripts have come")
	}
	for name := range c.files {
		language, ok := strings.CutPrefix(strings.TrimSuffix(name, ".js"), "texts.")
		if ok && !bytes.Contains(c.files["early.js"].body, []byte("tag === '"+language+"'")) {
			t.Errorf("early.js does not know %s", language)
		}
	}
}
