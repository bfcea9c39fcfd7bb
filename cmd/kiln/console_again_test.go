package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func quotedInt(n int) string { return strconv.Itoa(n) }

// TestConsoleDryRun computes everything and keeps nothing.
func TestConsoleDryRun(t *testing.T) {
	p, _, _ := console(t)
	p.open("/")
	p.fill("prompt", "Export released parts to CSV")
	p.fill("tcVersion", "14.3")
	p.clickOn("[type=checkbox]")
	p.until(`document.querySelector('.generate .primary').textContent.includes('Dry run')`)
	p.clickOn(".generate .primary")
	p.heading("Export released parts to CSV")
	p.sees("A dry run", "Nothing was stored and nothing charged", "README.md", "What was understood")
	if text := p.text(); strings.Contains(text, "Download ZIP") || strings.Contains(text, "Compare") {
		t.Errorf("a dry run offers what needs a record:\n%s", text)
	}
	if n := eval[int](p, generationsMade); n != 0 {
		t.Errorf("%d generations were stored", n)
	}
	p.click("Run again with changes")
	p.until(`document.querySelector('[name=prompt]').value === 'Export released parts to CSV' && document.querySelector('[type=checkbox]').checked`)
	p.clickOn("[type=checkbox]:checked")
	p.until(`document.querySelector('.generate .primary').textContent.includes('Generate')`)
	p.clickOn(".generate .primary")
	p.sees("Succeeded", "Download ZIP")
	if n := eval[int](p, generationsMade); n != 1 {
		t.Errorf("%d generations were stored", n)
	}
}

// TestConsoleRunsAgainWithChanges changes one thing of an earlier request and
// compares the two results.
func TestConsoleRunsAgainWithChanges(t *testing.T) {
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	p.click("Run again with changes")
	p.until(`document.querySelector('[name=prompt]').value === 'Export released parts to CSV'`)
	p.until(`['tcVersion', 'compiler', 'codePrefix'].map((name) => document.querySelector('[name=' + name + ']').value).join() === '14.3,gcc,PNX'`)
	p.fill("codePrefix", "ACME")
	p.press("\r", chromedp.ModifierCtrl)
	p.until(`location.pathname.startsWith('/generations/gen_') && document.querySelector('.tree')?.innerText.includes('acme_query_export.c')`)
	p.click("Compare")
	p.heading("Compare")
	p.until(`document.querySelectorAll('select')[1].options.length >= 3`)
	p.do(chromedp.Evaluate[chromedp.Void](`{const s = document.querySelectorAll('select')[1];
		s.value = [...s.options].map((o) => o.value).find((id) => id && id !== document.querySelectorAll('select')[0].value);
		s.dispatchEvent(new Event('change', {bubbles: true}))}`))
	p.until(`document.querySelector('.diff .differs') && document.querySelector('.change.added') && document.querySelector('.change.removed')`)
}

// TestConsoleInGerman goes through the story in the other language.
func TestConsoleInGerman(t *testing.T) {
	p, _, db := console(t)
	p.open("/account")
	p.until(`[...document.querySelectorAll('select')].some((s) => s.value === 'en')`)
	p.do(chromedp.Evaluate[chromedp.Void](`{const s = [...document.querySelectorAll('select')].find((s) => s.value === 'en');
		s.value = 'de'; s.dispatchEvent(new Event('change', {bubbles: true}))}`))
	p.heading("Konto")
	p.until(`document.documentElement.lang === 'de'`)
	p.click("Erzeugen")
	p.heading("Was brauchen Sie?")
	p.fill("prompt", "Exportiere alle freigegebenen Teile als CSV")
	p.fill("tcVersion", "14.3")
	p.press("\r", chromedp.ModifierCtrl)
	p.heading("Exportiere alle freigegebenen Teile als CSV")
	p.sees("Fertig", "Befunde", "Was verstanden wurde", "ZIP herunterladen", "Korrigieren")
	for _, english := range []string{"Finds revisions of type", "independent public programs", "A C program for Teamcenter"} {
		p.until(`((e) => e && e.closest('[lang]').lang === 'en')([...document.querySelectorAll('.rail *')].find((e) => e.children.length === 0 && e.textContent.includes(` + quoted(english) + `)))`)
	}
	p.click("Verlauf")
	p.heading("Verlauf")
	p.sees("Exportiere alle freigegebenen Teile")
	p.click("Schlüssel")
	p.click("Neuer Schlüssel")
	p.fill("name", "Jenkins")
	p.clickOn("dialog .primary:enabled")
	p.sees("Kopieren Sie den Schlüssel jetzt")
	p.click("Ich habe ihn gesichert")
	p.click("Widerrufen")
	p.until(`document.querySelector('dialog[open]')`)
	p.click("Widerrufen")
	p.until(`!document.querySelector('dialog') && document.querySelector('.badge.revoked')`)
	p.click("Tarif")
	p.sees("hat den Tarif")
	p.press("?")
	p.sees("Tastatur", "Suchen")
	p.open("/account")
	p.sees("Dieser Browser") // what is asked for has come
	p.click("Hier abmelden")
	p.heading("Bei Kiln anmelden")
	p.fill("email", "mira@example.com")
	p.click("Link schicken")
	p.heading("Sehen Sie in Ihre Mail")
	p.fill("code", newestLetter(t, db.DataDir, 1).code)
	p.heading("Was brauchen Sie?")
}
