package main

import (
	"context"
	"strings"
	"testing"
	"time"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// TestConsoleFindsTheListAgain opens one of many from far down the list and goes
// back: to the same rows at the same place, also after a reload; a link begins anew.
func TestConsoleFindsTheListAgain(t *testing.T) {
	p, _, db := console(t)
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "One of many."}, "One of many")
	multiply(t, db, 500)
	p.open("/generations")
	const at = 9000 // px: row 200
	there := `Math.abs(scrollY - ` + quotedInt(at) + `) < 2 && document.elementFromPoint(640, 400)?.closest('.history-row')`
	p.until(`(scrollY >= ` + quotedInt(at) + ` || scrollTo(0, ` + quotedInt(at) + `), ` + there + `)`)
	eval[any](p, `new Promise((resolve) => setTimeout(resolve, 300))`) // it has come to rest
	row := eval[string](p, `document.elementFromPoint(640, 400).closest('.history-row').pathname`)
	same := there + `?.pathname === ` + quoted(row)
	asked := `performance.getEntriesByType('resource').filter((e) => e.name.includes('/v1/generations?')).length`
	before := eval[int](p, asked)

	p.do(chromedp.Evaluate[chromedp.Void](`document.elementFromPoint(640, 400).closest('.history-row').click()`))
	p.heading("One of many")
	p.until(`scrollY === 0`)
	p.do(chromedp.NavigateBack())
	p.until(same)
	if n := eval[int](p, asked) - before; n > 2 { // the first page, to see what is new, and what comes next
		t.Errorf("%d pages were asked for again", n)
	}
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Summary: "New."}, "One that is new")
	p.do(chromedp.Evaluate[chromedp.Void](`document.elementFromPoint(640, 400).closest('.history-row').click()`))
	p.heading("One of many")
	p.do(chromedp.NavigateBack())
	p.until(`document.elementFromPoint(640, 400)?.closest('.history-row')?.pathname === ` + quoted(row)) // under one row more
	p.do(chromedp.Reload())
	p.until(`scrollY > ` + quotedInt(at-100) + ` && document.elementFromPoint(640, 400)?.closest('.history-row')`)
	p.click("Keys")
	p.heading("Keys")
	p.click("History")
	p.sees("One that is new")
	p.until(`scrollY === 0`)
}

// TestConsoleListKnowsWhatEnded: what ran while the list was left says how it
// ended when the reader is back, also far down the list.
func TestConsoleListKnowsWhatEnded(t *testing.T) {
	p, _, db := console(t)
	finish := begin(t, db, "One that takes long")
	id := insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "One of many."}, "One of many")
	multiply(t, db, 200)
	alter(t, db, `UPDATE generations SET created_at = created_at - 150500000 WHERE status = 'running'`) // under 150 others
	p.open("/generations")
	row := `[...document.querySelectorAll('.history-row')].find((row) => row.textContent.includes('One that takes long'))`
	p.until(`(scrollTo(0, document.documentElement.scrollHeight), ` + row + `?.textContent.includes('Running'))`)
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('a[href$="` + id + `"], .history-row').click()`))
	p.heading("One of many")
	finish(host.Result{Status: host.Failed, Error: host.Errorf(host.PluginFailed, "the plugin stopped")})
	p.do(chromedp.NavigateBack())
	p.until(row + `?.textContent.includes('Failed')`)
	if n := eval[int](p, `document.querySelectorAll('.history-page').length`); n < 4 {
		t.Errorf("%d pages are left of the list", n)
	}
	p.until(`(scrollTo(0, document.documentElement.scrollHeight), document.querySelector('a[href$="gen_many200"]'))`)
	p.until(`getComputedStyle([...document.querySelectorAll('.history-row')].at(-1)).borderBottomWidth === '0px'`) // the list has a border itself

	p.do(chromedp.Evaluate[chromedp.Void](row + `.click()`))
	p.heading("One that takes long")
	p.until(`document.querySelector('.rail')`)
	if text := p.text(); strings.Count(text, "Run again with changes") != 1 || strings.Contains(text, "Nothing was found") {
		t.Errorf("what failed says more than that:\n%s", text)
	}
}

// begin stores a generation that runs until finish is called.
func begin(t *testing.T, c store.Config, prompt string) (finish func(host.Result)) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	org, err := s.EnsureOrg(ctx, "demo")
	if err != nil {
		t.Fatal(err)
	}
	var request host.Request
	request.Prompt = prompt
	request.Context.TCVersion, request.Context.Compiler = "14.3", "gcc"
	receipt, err := s.Enqueue(ctx, host.Order{OrgID: org.ID, Request: request, ClaimFor: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return func(result host.Result) {
		if err := s.Finish(ctx, *receipt.Claim, result, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// severalAtOnce makes the browser tell of what is in sight as it does when it
// is busy: together with how it was a moment ago.
const severalAtOnce = `globalThis.IntersectionObserver = class extends IntersectionObserver {
	constructor(callback, options) {
		const ago = ({target, boundingClientRect, isIntersecting}) => ({target, boundingClientRect, isIntersecting: !isIntersecting});
		super((entries, observer) => callback(entries.flatMap((entry) => [ago(entry), entry]), observer), options);
	}
}`

// TestConsoleListOnABusyMachine: of several moments that are told at once the
// last one counts, or the list stops in the middle.
func TestConsoleListOnABusyMachine(t *testing.T) {
	p, _, db := console(t)
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "One of many."}, "One of many")
	multiply(t, db, 300)
	if _, err := chromedp.Call(p.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: severalAtOnce}); err != nil {
		t.Fatal(err)
	}
	p.open("/generations")
	p.until(`document.elementFromPoint(640, 400)?.closest('.history-row')`)
	p.until(`(scrollTo(0, document.documentElement.scrollHeight), document.querySelector('a[href$="gen_many300"]') && !document.querySelector('.more'))`)
	p.until(`document.querySelectorAll('.history-page').length === 7 && document.querySelectorAll('.history-row').length < 200`)
	p.until(`document.elementFromPoint(640, 400)?.closest('.history-row')`)
}
