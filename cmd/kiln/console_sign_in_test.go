package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host/store"
)

// TestConsoleLinksThatDoNotWork shows a used and an expired link, and the way on from there.
func TestConsoleLinksThatDoNotWork(t *testing.T) {
	p, s, db := console(t)
	p.expect("400")
	link := signInLink(t, db, s.url, "ada@example.com")
	redeem := func() {
		p.open(strings.TrimPrefix(link, s.url))
		p.click("Sign in")
	}
	redeem()
	p.heading("What do you need?")
	redeem() // used
	p.sees("not valid", "Enter the code from the mail")
	p.click("Ask for a new mail")
	p.until(`location.pathname === '/'`)

	link = signInLink(t, db, s.url, "ada@example.com")
	alter(t, db, `UPDATE links SET expires_at = 1`)
	redeem()
	p.sees("not valid", "Ask for a new mail")
	p.open("/auth/verify?token=cut-off-by-a-mail-program")
	p.sees("Enter the code from the mail", "Ask for a new mail")
}

// alter changes the embedded database behind the server's back.
func alter(t *testing.T, c store.Config, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.DataDir, "kiln.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// TestConsoleSendsAnotherMail waits for the countdown, which the page's clock
// makes short, and signs in with the newer code; the older one is void.
func TestConsoleSendsAnotherMail(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	p := openBrowser(t, serveProcess(t, db).url)
	p.expect("400")
	p.open("/sign-in")
	p.fill("email", "mira@example.com")
	p.click("Send me a link")
	p.heading("Look in your mail")
	older := newestLetter(t, db.DataDir, 1)
	left := `Number(/Another mail in (\d+) s/.exec(document.body.innerText)?.[1] ?? 0)`
	first := eval[int](p, left)
	if first < 30 || first > 60 {
		t.Errorf("the countdown begins at %d", first)
	}
	p.until(left + ` < ` + quotedInt(first))
	p.until(`[...document.querySelectorAll('button')].some((b) => b.disabled && b.textContent.includes('Another mail in'))`)
	p.do(chromedp.Evaluate[chromedp.Void](`Date.now = ((now) => () => now() + 60_000)(Date.now)`))
	p.click("Send another mail")
	newer := newestLetter(t, db.DataDir, 2)
	p.sees("Another mail in")
	if newer.code == older.code {
		t.Fatal("both mails have the same code")
	}
	p.fill("code", older.code)
	p.sees("This code does not work")
	p.fill("code", newer.code)
	p.heading("What do you need?")
}

// TestConsoleSignsOutEverywhere ends the sessions of two browsers from one of them.
func TestConsoleSignsOutEverywhere(t *testing.T) {
	p, s, db := console(t)
	other := openBrowser(t, s.url)
	other.signIn(db)
	other.expect("401")
	p.expect("401")
	p.open("/account")
	p.until(`document.querySelectorAll('.sessions li').length === 2 && document.body.innerText.includes('This browser')`)
	p.click("Sign out everywhere")
	p.heading("Sign in to Kiln")
	other.open("/generations")
	other.heading("Sign in to Kiln")
	p.open("/generations")
	p.heading("Sign in to Kiln")
}
