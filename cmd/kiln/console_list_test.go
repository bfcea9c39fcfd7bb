package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host"
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
