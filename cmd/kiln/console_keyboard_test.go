package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until the focus is on what the expression is true of.
func (p *page) tabTo(what string) {
	p.Helper()
	for range 80 {
		p.press(kb.Tab)
		if eval[bool](p, fmt.Sprintf(`((e) => Boolean(%s) && e.matches(':focus-visible'))(document.activeElement)`, what)) {
			return
		}
	}
	p.Fatalf("no way by Tab to %s; the page says:\n%s", what, p.text())
}

// TestConsoleKeyboardCorrects goes to the Spec, changes it and runs it without a mouse.
func TestConsoleKeyboardCorrects(t *testing.T) {
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	p.tabTo(`e.matches('.understood a')`)
	p.press(kb.Enter)
	p.until(`document.activeElement.name === 'spec' && JSON.parse(document.activeElement.value).select.type === 'Part Revision'`)
	p.tabTo(`e.name === 'tcVersion'`) // Tab leads out of the field
	p.tabTo(`e.matches('.generate .primary')`)
	p.tabTo(`e.name === 'spec'`)
	p.press("a", chromedp.ModifierCtrl)
	p.press(kb.Backspace)
	p.do(chromedp.KeyEvent("[]"))
	p.sees("A Spec is a JSON object")
	p.tabTo(`e.closest('.spec') && e.tagName === 'BUTTON'`)
	p.press(kb.Enter)
	p.until(`!document.querySelector('[name=spec]')`)
	p.press("\r", chromedp.ModifierCtrl)
	p.heading("Export released parts to CSV")
}

// TestConsoleKeyboard goes the whole way without a mouse.
func TestConsoleKeyboard(t *testing.T) {
	p, _, _ := console(t)
	type action = chromedp.Action[chromedp.Void]
	write := func(text string) action { return chromedp.KeyEvent(text) }

	p.until(`document.activeElement.name === 'prompt'`)
	p.do(write("Export released parts to CSV"))
	p.tabTo(`e.name === 'tcVersion'`)
	p.do(write("14.3"))
	p.press("\r", chromedp.ModifierCtrl)
	p.heading("Export released parts to CSV")
	p.until(`document.querySelector('.tree a')`)

	p.tabTo(`e.closest('.tree') && e.textContent.trim() === 'build.sh'`)
	p.press(kb.Enter)
	p.until(`document.querySelector('.file h2').textContent === 'build.sh'`)
	p.tabTo(`e.matches('.code')`)
	p.tabTo(`e.closest('.rail a')`)

	p.press("h")
	p.heading("History")
	p.until(`document.querySelector('.history-row')`)
	p.press("/")
	p.until(`document.activeElement.type === 'search'`)
	// The protocol types the slash although the page has taken the key; a keyboard would not.
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`), write("released"))
	p.until(`location.search === '?q=released' && document.querySelector('.history-row')`)
	p.tabTo(`e.tagName === 'SELECT'`)
	p.press("j")
	p.until(`document.activeElement.tagName === 'SELECT'`) // a field's keys are its own
	p.tabTo(`e.matches('.history-row')`)
	p.press("k")
	p.until(`document.activeElement.matches('.history-row')`)
	p.press(kb.Enter)
	p.heading("Export released parts to CSV")

	p.press("?")
	p.until(`document.querySelector('dialog[open] kbd')`)
	p.press(kb.Escape)
	p.until(`!document.querySelector('dialog[open]')`)
	p.press("n")
	p.heading("What do you need?")
	p.open("/keys")
	p.sees("No keys yet")
	p.tabTo(`e.tagName === 'BUTTON' && e.textContent.trim() === 'New key'`)
	p.press(kb.Enter)
	p.until(`document.activeElement.name === 'name'`)
	p.do(write("CI"))
	p.press(kb.Enter)
	p.until(`document.querySelector('.secret')`)
	p.press(kb.Escape) // does not close what is shown once
	p.until(`document.querySelector('.secret')`)
	p.tabTo(`e.textContent.trim() === 'I stored it'`)
	p.press(kb.Enter)
	p.until(`!document.querySelector('dialog') && document.body.innerText.includes('CI')`)
	if !strings.HasSuffix(eval[string](p, "location.pathname"), "/keys") {
		t.Error("the dialog led away")
	}
}

// TestConsoleKeysWithoutNetwork: the list of keys is there when the network has gone.
func TestConsoleKeysWithoutNetwork(t *testing.T) {
	p, _, _ := console(t)
	p.open("/plan")
	p.heading("Plan")
	p.until(`performance.getEntriesByType('resource').some((e) => e.name.endsWith('/keyboard.js') && e.responseEnd > 0)`)
	p.expect("net::ERR_INTERNET_DISCONNECTED")
	offline := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
		{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}}}
	if _, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, offline); err != nil {
		t.Fatal(err)
	}
	if eval[bool](p, `fetch('/v1/auth/session').then(() => true, () => false)`) {
		t.Fatal("the network is still there")
	}
	p.press("?")
	p.until(`document.querySelector('dialog[open] kbd')`)
}
