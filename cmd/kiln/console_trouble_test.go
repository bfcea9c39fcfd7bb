package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// wire is the network between browser and server. It can be cut, and can hold
// the events of a stream back.
type wire struct {
	url string

	mu    sync.Mutex
	down  bool
	cut   context.CancelFunc // ends what is going on
	ctx   context.Context
	after int           // events that still pass; negative is all
	held  chan struct{} // closed when there is no more to pass
}

// newWire leads to the server.
func newWire(t *testing.T, server string) *wire {
	t.Helper()
	upstream, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{after: -1, held: make(chan struct{})}
	w.ctx, w.cut = context.WithCancel(t.Context())
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host },
		ModifyResponse: w.modify,
		ErrorHandler:   func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		FlushInterval:  -1,
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.url = "http://" + l.Addr().String()
	s := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		w.mu.Lock()
		down, ctx := w.down, w.ctx
		w.mu.Unlock()
		if down {
			panic(http.ErrAbortHandler)
		}
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(in.Context(), cancel)()
		proxy.ServeHTTP(out, in.WithContext(ctx))
	})}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return w
}

// fail cuts the network; mend puts it right.
func (w *wire) fail() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = true
	w.cut()
	w.ctx, w.cut = context.WithCancel(context.Background())
}

func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = false
}

// hold lets n events of each stream pass and then none, until release.
func (w *wire) hold(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.after, w.held = n, make(chan struct{})
}

func (w *wire) release() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.after >= 0 {
		close(w.held)
	}
	w.after = -1
}

// modify puts a valve into event streams.
func (w *wire) modify(r *http.Response) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.after >= 0 && strings.HasPrefix(r.Header.Get("Content-Type"), "text/event-stream") {
		r.Body = &valve{Closer: r.Body, lines: bufio.NewReader(r.Body), left: w.after, open: w.held, ctx: r.Request.Context()}
	}
	return nil
}

// valve passes a number of events, then waits.
type valve struct {
	io.Closer
	lines *bufio.Reader
	rest  []byte
	left  int
	open  chan struct{}
	ctx   context.Context
}

func (v *valve) Read(p []byte) (int, error) {
	if len(v.rest) == 0 {
		if v.left <= 0 {
			select {
			case <-v.open:
			case <-v.ctx.Done():
				return 0, v.ctx.Err()
			}
		}
		line, err := v.lines.ReadBytes('\n')
		if len(line) == 0 {
			return 0, err
		}
		if len(strings.TrimSpace(string(line))) == 0 {
			v.left--
		}
		v.rest = line
	}
	n := copy(p, v.rest)
	v.rest = v.rest[n:]
	return n, nil
}

// wired is a console behind a wire.
func wired(t *testing.T, args ...string) (*page, *wire, store.Config) {
	t.Helper()
	db := store.Config{DataDir: t.TempDir()}
	w := newWire(t, serveProcess(t, db, args...).url)
	p := openBrowser(t, w.url)
	p.signIn(db)
	return p, w, db
}

func (p *page) ask(prompt string) {
	p.Helper()
	p.fill("prompt", prompt)
	p.fill("tcVersion", "14.3")
	p.press("\r", chromedp.ModifierCtrl)
}

func doneStages(n int) string {
	return fmt.Sprintf(`document.querySelectorAll('.stages .done').length === %d`, n)
}

const generationsMade = `fetch('/v1/generations').then((r) => r.json()).then((list) => list.data.length)`

// TestConsoleSurvivesTheNetwork cuts the network in the middle of a stream.
func TestConsoleSurvivesTheNetwork(t *testing.T) {
	p, w, _ := wired(t)
	p.expect("net::ERR")
	w.hold(5)
	p.ask("Export released parts to CSV")
	p.heading("Generating")
	p.until(doneStages(2))
	w.fail()
	p.sees("The connection is lost")
	p.until(doneStages(2))
	w.release()
	w.mend()
	p.heading("Export released parts to CSV")
	p.until(`location.pathname.startsWith('/generations/gen_')`)
	if n := eval[int](p, generationsMade); n != 1 {
		t.Errorf("%d generations were made", n)
	}
}

// TestConsoleSurvivesAReload reloads while stages are coming in.
func TestConsoleSurvivesAReload(t *testing.T) {
	p, w, _ := wired(t)
	w.hold(3)
	p.ask("Export released parts to CSV")
	p.until(doneStages(1))
	p.do(chromedp.Reload())
	p.until(doneStages(1))
	w.release()
	p.heading("Export released parts to CSV")
	p.until(`location.pathname.startsWith('/generations/gen_')`)
	if n := eval[int](p, generationsMade); n != 1 {
		t.Errorf("%d generations were made", n)
	}
}

// TestConsoleCancels what is running; the record stays and says so.
func TestConsoleCancels(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "greeting.wasm", module(t, "v1"))
	lockAll(t, dir, "--stage-timeout", "5m")
	h := serveFolder(t, dir)
	h.awaitActive(t, "greeting.wasm", "1.0.0")
	p := openBrowser(t, h.running.url)
	p.signIn(h.db)
	p.ask("spin 100000000000")
	p.until(doneStages(3))
	p.click("Cancel")
	p.until(`location.pathname.startsWith('/generations/gen_')`)
	p.sees("Canceled")
}

// TestConsoleCancelsTooLate what has ended while its stream was late: that is
// no error, and its end is shown.
func TestConsoleCancelsTooLate(t *testing.T) {
	p, w, _ := wired(t)
	w.hold(1)
	p.ask("Export released parts to CSV")
	p.heading("Generating")
	p.until(`fetch('/v1/generations').then((r) => r.json()).then((list) => list.data[0]?.status === 'succeeded')`)
	p.expect("409")
	p.click("Cancel")
	w.release()
	p.until(`location.pathname.startsWith('/generations/gen_')`)
	p.heading("Export released parts to CSV")
}

// TestConsoleRefusals: what was refused says why and loses nothing.
func TestConsoleRefusals(t *testing.T) {
	tiers := filepath.Join(t.TempDir(), "tiers.yaml")
	err := os.WriteFile(tiers, []byte("tiers:\n  - {name: small, generations: 1, callsPerMinute: 6000}\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	p, _, _ := wired(t, "--tiers", tiers)

	p.ask("Make me a sandwich")
	p.sees("The prompt needs a change", "sandwich", "Trace")
	p.until(`document.querySelector('[role=alert]') && document.querySelector('[name=prompt]').value === 'Make me a sandwich'`)

	p.ask("Send a mail to every owner of a released part")
	p.sees("a second job")
	if n := eval[int](p, `document.body.innerText.split('a second job').length - 1`); n != 1 {
		t.Errorf("the reason is given %d times", n)
	}

	p.ask("Export released parts to CSV")
	p.heading("Export released parts to CSV")
	p.expect("403")
	p.open("/")
	p.ask("Export released drawings to CSV")
	p.sees("The quota is used up", "Again from")
	p.until(`document.querySelector('[name=prompt]').value === 'Export released drawings to CSV'`)
	p.clickOn(`.notice a[href="/plan"]`)
	p.heading("Plan")
	p.until(`document.querySelector('.meter.full [role=meter]').getAttribute('aria-valuenow') === '1'`)
	p.open("/generations")
	p.sees("Export released parts to CSV") // what exists stays
}

// TestConsoleReadsWhatIsNotThere: a failure can be reported, and what a plugin
// says nothing about has no heading.
func TestConsoleReadsWhatIsNotThere(t *testing.T) {
	p, _, db := console(t)
	id := insert(t, db, host.Result{Status: host.Failed, ArtifactType: "greeting",
		Error: host.Errorf(host.PluginFailed, "the plugin failed")}, "Greet nobody")
	p.open("/generations/" + id)
	p.heading("Greet nobody")
	p.sees("The generation failed", "greeting", id)
	p.click("Copy")

	manifest := `{"manifestVersion": 1, "files": [{"path": "hello.txt", "size": 3}]}`
	id = insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "greeting", Pattern: "hello", Summary: "A greeting.",
		Files: []host.File{host.NewFile(host.ManifestPath, []byte(manifest), 0o644), host.NewFile("hello.txt", []byte("hi\n"), 0o644)}}, "Greet Ada")
	p.open("/generations/" + id)
	p.heading("Greet Ada")
	p.sees("A greeting.", "Build manifest", "1 file with its SHA-256")
	if strings.Contains(p.text(), "Build and run") {
		t.Error("there is a heading with nothing under it")
	}
}

// TestConsoleSessionExpires asks to sign in again, and goes on where it was.
func TestConsoleSessionExpires(t *testing.T) {
	p, _, db := wired(t)
	p.expect("401")
	p.fill("prompt", "Export released parts to CSV")
	p.fill("tcVersion", "14.3")
	eval[any](p, `fetch('/v1/auth/logout', {method: 'POST'}).then(() => true)`)
	p.press("\r", chromedp.ModifierCtrl)
	p.heading("Sign in to Kiln")
	p.fill("email", "mira@example.com")
	p.click("Send me a link")
	p.heading("Look in your mail")
	p.fill("code", "000000")
	p.expect("400")
	p.sees("This code does not work", "Trace")
	p.fill("code", codeIn(t, receivedMail(t, db.DataDir)))
	p.heading("Export released parts to CSV")
	p.sees("Succeeded")
}

// TestConsoleNeverMakesMarkup shows hostile prompts, names and files as what they are: text.
func TestConsoleNeverMakesMarkup(t *testing.T) {
	const attack = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>&lt;b&gt;${7*7}{{7*7}}`
	p, _, db := console(t)
	id := insert(t, db, host.Result{
		Status: host.Succeeded, ArtifactType: attack, Pattern: attack, Summary: attack, EngineVersion: attack,
		Files: []host.File{
			host.NewFile("build-manifest.json", []byte(fmt.Sprintf(`{"spec":{"title":%q,%q:[%q]},"toolchain":%[1]q}`, attack, attack, attack)), 0o644),
			host.NewFile("src/"+strings.ReplaceAll(attack, "/", "")+".c", []byte("/* "+attack+" */\nint x = \"</span>"+attack+"\";\n"), 0o644),
		},
	}, attack)
	p.open("/generations")
	p.sees(attack)
	p.open("/generations/" + id)
	p.sees(attack)
	p.clickOn(`.tree a[href*="src"]`)
	p.until(`document.querySelector('.code .hl-comment')`)
	p.until(`document.querySelector('.code').innerText.includes('/* <img src=x')`)
	p.open("/?from=" + id)
	p.until(`document.querySelector('[name=prompt]').value.startsWith('<img')`)
	p.open("/compare?a=" + id + "&b=" + id)
	p.sees("No difference")
	if bad := eval[int](p, `document.querySelectorAll('img, #app script').length`); bad > 0 || eval[string](p, "document.title") == "owned" {
		t.Errorf("text became markup: %d elements", bad)
	}
}
