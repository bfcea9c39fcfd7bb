package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// atFinding is whether the code pane shows the line that the finding speaks of, lit and in sight.
const atFinding = `((line, pane) => line && line.textContent.includes('EPM_find_status_type(') &&
	line.getBoundingClientRect().top >= pane.top && line.getBoundingClientRect().bottom <= pane.bottom)
	(document.querySelector('#line.linked'), document.querySelector('.code').getBoundingClientRect())`

// TestConsoleJumpsToFindings goes from a finding to its line, by click and by keyboard.
func TestConsoleJumpsToFindings(t *testing.T) {
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	p.until(`document.querySelector('.file h2').textContent === 'README.md'`)
	finding := `[...document.querySelectorAll('.findings li')].find((f) => f.textContent.includes('EPM_find_status_type')).querySelector('a')`
	p.sees("EPM_find_status_type.")
	p.do(chromedp.Evaluate[chromedp.Void](finding + `.click()`))
	p.until(`document.querySelector('.file h2').textContent === 'src/pnx_names.c' && /^#L[0-9]+$/.test(location.hash)`)
	p.until(atFinding)
	p.until(`document.querySelector('#line .says').dataset.says.includes('public programs')`)
	p.until(`[...document.querySelectorAll('.line')].every((line) => line.getBoundingClientRect().height === 20)`) // beside their numbers
	p.until(finding + `.textContent === 'src/pnx_names.c:' + location.hash.slice(2)`)

	p.do(chromedp.NavigateBack())
	p.until(`document.querySelector('.file h2').textContent === 'README.md' && location.hash === ''`)
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.rail a').focus()`))
	p.tabTo(`e === ` + finding)
	p.press(kb.Enter)
	p.until(atFinding)
	p.until(`document.activeElement.matches('.code')`) // the reader goes on there
	if n := eval[int](p, `document.querySelectorAll('.tree .mark-dot.info').length`); n == 0 {
		t.Error("no file is marked in the tree")
	}
}

// TestConsoleCorrectsWhatWasUnderstood reads it in words, corrects the Spec and runs it.
func TestConsoleCorrectsWhatWasUnderstood(t *testing.T) {
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	p.sees("Finds revisions of type \"Part Revision\"", "Only those with a release status.")
	p.click("The Spec as JSON")
	p.sees(`"pattern": "query-export"`)
	p.click("Correct it")
	p.until(`document.activeElement.name === 'spec' && JSON.parse(document.activeElement.value).select.type === 'Part Revision'`)

	replace := func(from, to string) {
		p.do(chromedp.Evaluate[chromedp.Void](`{const f = document.querySelector('[name=spec]'); f.value = f.value.replace(` +
			quoted(from) + `, ` + quoted(to) + `); f.dispatchEvent(new Event('input', {bubbles: true}))}`))
	}
	replace(`"spec": 1`, `"spec": `)
	p.sees("This is no JSON yet")
	p.press("\r", chromedp.ModifierCtrl)
	p.until(`location.pathname === '/' && document.querySelector('[name=spec]:invalid')`)
	replace(`"spec": `, `"spec": 1, "misspelt": 2`)
	p.press("\r", chromedp.ModifierCtrl)
	p.sees("The Spec needs a change", "projectContext.spec", "misspelt", "Trace")
	p.until(`document.querySelector('[name=spec]').value.includes('misspelt')`)
	replace(`, "misspelt": 2`, ``)
	replace(`"Part Revision"`, `"Document Revision"`)
	p.click("The same as a command")
	p.sees("--spec spec.json", "Document Revision")
	p.press("\r", chromedp.ModifierCtrl)
	p.until(`location.pathname.startsWith('/generations/gen_') && document.querySelector('.code .line')`)
	p.sees("Finds revisions of type \"Document Revision\"", "A Spec was posted")

	p.click("Run again with changes")
	p.until(`location.pathname + location.search === '/' && document.querySelector('[name=spec]')?.value.includes('Document Revision')`)
	p.click("Read the prompt instead")
	p.until(`!document.querySelector('[name=spec]') && document.querySelector('[name=pattern]')`)
	p.press("\r", chromedp.ModifierCtrl)
	p.sees("Finds revisions of type \"Part Revision\"")
}
