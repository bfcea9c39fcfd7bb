package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// page is a tab of a real browser. What the console must never do fails the
// test by itself: an error on the browser's console, a violation of the
// content security policy, a request to anywhere but its host.
type page struct {
	*testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	troubles []string
	expected []string // troubles with one of these texts are what the test is about
	bytes    int64    // received over the network
}

// openBrowser starts a browser with nothing in it.
func openBrowser(t *testing.T, base string) *page {
	t.Helper()
	chromium := tool(t, "chromium", "chromium-browser", "google-chrome")
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(chromium),
		chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("lang", "en"),
		chromedp.Env(browserEnv(t)...))
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	p := &page{T: t, base: base}
	var stop context.CancelFunc
	p.ctx, stop = chromedp.NewContext(allocator, chromedp.WithListener(p.hear))
	t.Cleanup(stop)
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(1280, 800)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.checkTroubles)
	return p
}

// browserEnv gives a browser a home and a folder for temporary files of its
// own, which go when the test ends: browsers leave files in both.
func browserEnv(t *testing.T) []string {
	t.Helper()
	// The name of a socket in it has room for about 100 bytes, which the
	// folders that are called like tests would use up.
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		var err error
		for range 100 { // what the browser has started outlives it a little, and writes
			if err = os.RemoveAll(dir); err == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Error(err)
	})
	env := []string{"TMPDIR=" + dir, "HOME=" + dir}
	for name, folder := range map[string]string{"CONFIG": "config", "CACHE": "cache", "DATA": "data", "STATE": "state"} {
		env = append(env, "XDG_"+name+"_HOME="+filepath.Join(dir, folder))
	}
	return env
}

// hear notes what the browser tells. It runs between the browser's messages.
func (p *page) hear(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && u.Scheme+"://"+u.Host != p.base {
			p.trouble("a request to another origin: " + e.Request.URL)
		}
	case *network.EventLoadingFinished:
		p.mu.Lock()
		p.bytes += int64(e.EncodedDataLength)
		p.mu.Unlock()
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.trouble(fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		p.trouble("exception: " + describe(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			text, _ := json.Marshal(e.Args)
			p.trouble("console: " + string(text))
		}
	}
}

func describe(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func (p *page) trouble(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = append(p.troubles, text)
}

// expect says which troubles the test is about: those with one of the texts.
func (p *page) expect(texts ...string) { p.expected = append(p.expected, texts...) }

func (p *page) checkTroubles() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, trouble := range p.troubles {
		if !slices.ContainsFunc(p.expected, func(text string) bool { return strings.Contains(trouble, text) }) {
			p.Errorf("the browser reports: %s", trouble)
		}
	}
	if p.Failed() {
		p.dump()
	}
}

// dump leaves a picture of the page where KILN_TEST_PICTURES says.
func (p *page) dump() {
	dir := os.Getenv("KILN_TEST_PICTURES")
	if dir == "" || p.ctx.Err() != nil {
		return
	}
	if picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot()); err == nil {
		_ = os.WriteFile(dir+"/"+strings.ReplaceAll(p.Name(), "/", "-")+".png", picture, 0o600)
	}
}

// pageTimeout is how long the page may take for a step; machines that run tests are busy.
const pageTimeout = 30 * time.Second

// do runs steps that must succeed in time.
func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, pageTimeout)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.dump()
		p.Fatalf("%v; the page says:\n%s", err, p.text())
	}
}

// text is all that can be read on the page.
func (p *page) text() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	return text
}

// open goes to a path of the console.
func (p *page) open(path string) {
	p.Helper()
	p.do(chromedp.Navigate(p.base + path))
}

// eval runs an expression in the page; a promise is waited for.
func eval[T any](p *page, expression string) T {
	p.Helper()
	return evalWithin[T](p, pageTimeout, expression)
}

func evalWithin[T any](p *page, timeout time.Duration, expression string) T {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, timeout)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to be true.
func (p *page) until(expression string) {
	p.Helper()
	for end := time.Now().Add(pageTimeout); ; time.Sleep(20 * time.Millisecond) {
		// A page that is just being left has no answer.
		ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err == nil && ok {
			return
		}
		if time.Now().After(end) {
			p.dump()
			p.Fatalf("never true: %s (%v); the page says:\n%s", expression, err, p.text())
		}
	}
}

// sees waits for texts on the page.
func (p *page) sees(texts ...string) {
	p.Helper()
	for _, text := range texts {
		p.until(fmt.Sprintf("document.body.innerText.includes(%s)", quoted(text)))
	}
}

// heading waits for the view with that heading.
func (p *page) heading(text string) {
	p.Helper()
	p.until(fmt.Sprintf("document.querySelector('h1')?.textContent.trim() === %s", quoted(text)))
}

func quoted(text string) string {
	body, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(body)
}

// click clicks the button, link or label with the text, in a dialog if one is open.
func (p *page) click(text string) {
	p.Helper()
	find := fmt.Sprintf(`[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('a, button, summary, label')]
		.find((e) => (e.textContent.trim() === %[1]s || e.textContent.trim().startsWith(%[1]s)) && e.checkVisibility() && !e.disabled)`, quoted(text))
	p.until(find)
	p.do(chromedp.Evaluate[chromedp.Void](find + `.click()`))
}

// clickOn clicks what the selector finds, once it is there.
func (p *page) clickOn(selector string) {
	p.Helper()
	find := "document.querySelector(" + quoted(selector) + ")"
	p.until(find)
	p.do(chromedp.Evaluate[chromedp.Void](find + ".click()"))
}

// fill types into the field of that name, over what is there.
func (p *page) fill(name, text string) {
	p.Helper()
	selector := `[name="` + name + `"]`
	p.until(fmt.Sprintf(`document.querySelector(%s)`, quoted(selector)))
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{const f = document.querySelector(%s); f.focus(); f.select?.()}`, quoted(selector))), p.typed(text))
}

// typed presses the keys of a text; an empty one deletes.
func (p *page) typed(text string) chromedp.Action[chromedp.Void] {
	if text == "" {
		return chromedp.KeyEvent(kb.Delete)
	}
	return chromedp.KeyEvent(text)
}

// press presses one key.
func (p *page) press(key string, modifiers ...chromedp.Modifier) {
	p.Helper()
	p.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// emulate sets the width and the theme that the browser asks for.
func (p *page) emulate(width, height int64, theme string) {
	p.Helper()
	p.do(chromedp.EmulateViewport(width, height))
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, params); err != nil {
		p.Fatal(err)
	}
}

func TestBrowsersLeaveNothing(t *testing.T) {
	temporary, home := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("HOME", home)
	for _, name := range []string{"CONFIG", "CACHE", "DATA", "STATE"} {
		t.Setenv("XDG_"+name+"_HOME", "")
	}
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><link rel=icon href=data:><button>Go</button>"))
	}))
	t.Cleanup(page.Close)
	// Subtests, so that they have cleaned up when this one looks.
	t.Run("driven", func(t *testing.T) { openBrowser(t, page.URL).open("/") })
	t.Run("rendering", func(t *testing.T) { render(t, page.URL) })
	for _, dir := range []string{temporary, home} {
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%s: %v %v", dir, left, err)
		}
	}
}
