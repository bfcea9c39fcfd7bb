package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

var pictures = flag.String("pictures", "", "`folder` for pictures of every view of the console, in both themes")

// view is a state of the console that has a look of its own.
type view struct {
	name string
	show func(p *page)
}

// TestConsoleViews looks at every view in both themes: axe-core must find
// nothing, and on a phone nothing may stick out. With -pictures it takes pictures.
func TestConsoleViews(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(npmInstall(t, "axe-core@4.14.1"), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p, w, db := wired(t)
	views := consoleViews(t, p, w, db)
	for _, theme := range []string{"light", "dark"} {
		for _, v := range views {
			t.Run(v.name+"/"+theme, func(t *testing.T) {
				p.T = t
				p.emulate(1280, 800, theme)
				v.show(p)
				p.checkAxe(string(axe))
				p.picture(v.name + "-" + theme)
				p.emulate(360, 740, theme)
				p.until(`document.documentElement.scrollWidth <= 360`)
				if theme == "light" {
					p.checkAxe(string(axe))
				}
				p.picture(v.name + "-" + theme + "-phone")
			})
		}
	}
	p.T = t
}

// checkAxe fails for whatever axe-core finds on the page as it is.
func (p *page) checkAxe(axe string) {
	p.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`globalThis.axe ?? (() => {` + axe + `})(); undefined`))
	// What fades or turns is looked at when it has come to rest.
	found := evalWithin[[]string](p, 3*time.Minute, `Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished))
		.then(() => axe.run(document, {resultTypes: ['violations']}))
		.then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? v.help))))`)
	for _, one := range found {
		p.Errorf("axe: %s", one)
	}
}

// picture takes one, if pictures are wanted.
func (p *page) picture(name string) {
	p.Helper()
	if *pictures == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*pictures, name+".png"), png, 0o600)
	}
	if err != nil {
		p.Error(err)
	}
}

// consoleViews makes what the views show and says how to get to each.
func consoleViews(t *testing.T, p *page, w *wire, db store.Config) []view {
	t.Helper()
	failed := insert(t, db, host.Result{Status: host.Failed, Error: host.Errorf(host.PluginFailed, "the plugin stopped: out of fuel"),
		ArtifactType: "itk-batch"}, "Report everything about everything")
	p.generate("List all released drawings owned by smith that were modified in the last 30 days, with item_id and object_name")
	first := strings.TrimPrefix(eval[string](p, "location.pathname"), "/generations/")
	p.generate("Export released parts to CSV")
	second := strings.TrimPrefix(eval[string](p, "location.pathname"), "/generations/")
	eval[any](p, `fetch('/v1/keys', {method: 'POST', headers: {'Content-Type': 'application/json'},
		body: JSON.stringify({name: 'Jenkins', scopes: ['generations:read', 'generations:write']})}).then(() => true)`)
	at := func(path, heading string) func(p *page) {
		return func(p *page) {
			p.open(path)
			p.heading(heading)
			p.until(`!document.querySelector('[aria-busy=true]')`)
		}
	}
	anew := func(p *page) { // without the Spec of another view
		at("/", "What do you need?")(p)
		p.do(chromedp.Evaluate[chromedp.Void](`sessionStorage.clear()`))
		at("/", "What do you need?")(p)
	}
	keys := 0
	return append([]view{
		{"generate", func(p *page) {
			anew(p)
			p.fill("prompt", "Export released parts to CSV")
		}},
		{"read", func(p *page) {
			p.open("/generations/" + second)
			p.clickOn(`.findings a[href*="names.c"]`)
			p.until(`document.querySelector('.code .hl-comment') && document.querySelector('#line .says')`)
		}},
		{"correct", func(p *page) {
			p.open("/?from=" + second + "&correct=spec")
			p.until(`document.activeElement.name === 'spec' && document.activeElement.value.includes('"pattern"')`)
		}},
		{"correct-broken", func(p *page) {
			p.fill("spec", `{"spec": `)
			p.sees("This is no JSON yet")
		}},
		{"compare", func(p *page) {
			p.open(fmt.Sprintf("/compare?a=%s&b=%s", first, second))
			p.until(`document.querySelector('.diff')`)
		}},
		{"compare-empty", at("/compare", "Compare")},
		{"failed", func(p *page) { p.open("/generations/" + failed); p.sees("out of fuel") }},
		{"history", func(p *page) { at("/generations", "History")(p); p.sees("Export released parts") }},
		{"history-empty", func(p *page) { at("/generations?q=nothing-like-this", "History")(p); p.sees("Nothing fits") }},
		{"keys", func(p *page) { at("/keys", "Keys")(p); p.sees("Jenkins") }},
		{"keys-new", func(p *page) {
			at("/keys", "Keys")(p)
			p.click("New key")
			p.until(`document.querySelector('dialog[open]')`)
		}},
		{"keys-made", func(p *page) {
			keys++
			p.fill("name", fmt.Sprintf("CI %d", keys))
			p.clickOn("dialog .primary:enabled")
			p.until(`document.querySelector('dialog[open] .secret')`)
		}},
		{"keys-revoke", func(p *page) {
			at("/keys", "Keys")(p)
			p.click("Revoke")
			p.until(`document.querySelector('dialog[open] .danger')`)
		}},
		{"plan", at("/plan", "Plan")},
		{"account", func(p *page) { at("/account", "Account")(p); p.sees("This browser") }},
		{"nowhere", func(p *page) { p.expect("404"); at("/nowhere", "Nothing is here")(p) }},
		{"keyboard", func(p *page) {
			at("/plan", "Plan")(p)
			p.press("?")
			p.until(`document.querySelector('dialog[open] kbd')`)
		}},
		{"refused", func(p *page) {
			anew(p)
			p.ask("Make me a sandwich")
			p.sees("The prompt needs a change")
		}},
		{"watch", func(p *page) {
			anew(p)
			w.hold(7)
			p.ask("Export released parts to CSV")
			p.until(doneStages(2))
		}},
	}, strangerViews(w)...)
}

// strangerViews are those of somebody who is not signed in; they come last.
func strangerViews(w *wire) []view {
	signedOut := func(p *page) {
		p.open("/sign-in")
		p.do(chromedp.Evaluate[chromedp.Void](`localStorage.removeItem('kiln.signedIn')`), chromedp.KeyEvent(kb.Escape))
		p.open("/sign-in")
		p.heading("Sign in to Kiln")
	}
	return []view{
		{"sign-in", func(p *page) { w.release(); signedOut(p) }},
		{"sign-in-code", func(p *page) {
			signedOut(p)
			p.fill("email", "mira@example.com")
			p.click("Send me a link")
			p.heading("Look in your mail")
		}},
		// Back in, for the next theme.
		{"docs", func(p *page) {
			p.open("/docs")
			p.do(chromedp.Evaluate[chromedp.Void](`localStorage.setItem('kiln.signedIn', 'true')`))
		}},
	}
}
