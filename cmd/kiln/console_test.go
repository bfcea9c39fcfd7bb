package main

import (
	"archive/zip"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host/store"
)

// signInLink makes a link to sign in with, as an operator does.
func signInLink(t *testing.T, db store.Config, base, email string) string {
	t.Helper()
	r := process{}.run(t, append([]string{"admin", "login-link", "--email", email, "--org", "demo", "--public-url", base}, databaseArgs(db)...)...)
	r.want(t, 0)
	return strings.TrimSpace(r.stdout)
}

// signIn follows a link and ends in the console.
func (p *page) signIn(db store.Config) {
	p.Helper()
	link := signInLink(p.T, db, p.base, "mira@example.com")
	p.open(strings.TrimPrefix(link, p.base))
	p.click("Sign in")
	p.heading("What do you need?")
}

// console is a server, its database and a browser in which somebody is signed in.
func console(t *testing.T) (*page, *running, store.Config) {
	t.Helper()
	db := store.Config{DataDir: t.TempDir()}
	s := serveProcess(t, db)
	p := openBrowser(t, s.url)
	p.signIn(db)
	return p, s, db
}

// generate asks for what the reference asks for and waits until it can be read.
func (p *page) generate(prompt string) {
	p.Helper()
	p.open("/")
	p.fill("prompt", prompt)
	p.fill("tcVersion", "14.3")
	p.fill("codePrefix", "PNX")
	p.press("\r", chromedp.ModifierCtrl)
	p.until(`location.pathname.startsWith('/generations/gen_') && document.querySelector('.code .line')`)
}

// TestConsoleStory goes the way of somebody who has never seen Kiln.
func TestConsoleStory(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	s := serveProcess(t, db)
	p := openBrowser(t, s.url)

	p.open("/")
	p.heading("Sign in to Kiln")
	p.fill("email", "mira@example.com")
	p.click("Send me a link")
	p.heading("Look in your mail")
	p.sees("Another mail in")
	mail := receivedMail(t, db.DataDir)
	link := regexp.MustCompile(`http\S+/auth/verify\?token=\S+`).FindString(mail)
	if link == "" {
		t.Fatalf("no link in the mail:\n%s", mail)
	}
	p.open(strings.TrimPrefix(link, s.url))
	p.click("Sign in")
	p.heading("What do you need?")

	p.click("Export released parts to CSV") // an example
	p.fill("tcVersion", "14.3")
	p.fill("codePrefix", "PNX")
	p.click("The same as a command")
	p.sees("curl -s "+s.url+"/v1/generations", "kiln generate", "--prefix PNX")
	p.clickOn(".generate .primary")
	p.heading("Export released parts to CSV")
	p.sees("Succeeded", "Summary", "What was understood", "README.md")
	readStory(t, p)

	p.click("History")
	p.click("Export released parts to CSV")
	p.click("Run again with changes")
	p.heading("What do you need?")
	p.until(`document.querySelector('[name=prompt]').value === 'Export released parts to CSV' && document.querySelector('[name=codePrefix]').value === 'PNX'`)

	keyStory(t, p)
	p.click("Plan")
	p.sees("is on the plan", "Generations")
	p.open("/account")
	p.sees("This browser") // what is asked for has come
	p.click("Sign out here")
	p.heading("Sign in to Kiln")
	p.expect("401")
	p.open("/generations")
	p.heading("Sign in to Kiln")
}

// TestDocsTry tries calls on the page of the reference.
func TestDocsTry(t *testing.T) {
	p, _, db := console(t)
	try := func(operation, want string) {
		t.Helper()
		// What is out of sight is not rendered: it has no text to look at.
		p.until(fmt.Sprintf("(e => (e.scrollIntoView(), e.querySelector('summary').checkVisibility({contentVisibilityAuto: true})))(document.querySelector('#%s .try'))", operation))
		p.clickOn("#" + operation + " .try summary")
		p.clickOn("#" + operation + " .try button")
		p.until(fmt.Sprintf("document.querySelector('#%s .try').innerText.includes(%s)", operation, quoted(want)))
	}
	p.open("/docs")
	try("listArtifacts", "Teamcenter ITK batch utility")
	try("streamGeneration", "event: usage")
	try("createGeneration", "\"status\": \"succeeded\"") // the same request: replayed
	if n := eval[int](p, generationsMade); n != 1 {
		t.Errorf("%d generations were made", n)
	}
	p.expect("403")
	key := newKey(t, db)
	p.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('key').value = ` + quoted(key)))
	try("listKeys", "insufficient_scope")
}

// readStory reads a file, follows a line and takes the result away.
func readStory(t *testing.T, p *page) {
	t.Helper()
	p.click("pnx_query_export.c")
	p.until(`document.querySelector('.file h2').textContent === 'src/pnx_query_export.c' && document.querySelector('.code .hl-comment')`)
	p.clickOn(`.gutter a[href$="#L7"]`)
	p.until(`location.hash === '#L7' && document.querySelector('#line.linked')`)
	dir := t.TempDir()
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior,
		browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir})
	if err != nil {
		t.Fatal(err)
	}
	p.click("Download ZIP")
	checkDownload(t, dir)
}

func checkDownload(t *testing.T, dir string) {
	t.Helper()
	for end := time.Now().Add(pageTimeout); ; time.Sleep(50 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(dir, "*.zip"))
		if err == nil && len(found) == 1 {
			archive, err := zip.OpenReader(found[0])
			if err != nil {
				t.Fatal(err)
			}
			defer archive.Close()
			if len(archive.File) < 10 {
				t.Errorf("%d files in the ZIP", len(archive.File))
			}
			return
		}
		if time.Now().After(end) {
			t.Fatalf("no ZIP: %v %v", found, err)
		}
	}
}

// keyStory makes a key, uses it and revokes it.
func keyStory(t *testing.T, p *page) {
	t.Helper()
	p.click("Keys")
	p.heading("Keys")
	p.sees("No keys yet")
	p.click("New key")
	p.fill("name", "Jenkins")
	p.clickOn("dialog .primary:enabled")
	p.until(`document.querySelector('.secret')`)
	secret := eval[string](p, `document.querySelector('.secret').textContent`)
	caller{p.base, secret}.must(t, 200, "GET", "/v1/artifacts", "")
	p.click("I stored it")
	p.until(`!document.body.innerText.includes(` + quoted(secret) + `)`)
	p.sees("Jenkins", "Active")
	p.click("Revoke")
	p.sees("Revoke “Jenkins”?")
	p.click("Revoke")
	p.sees("Revoked")
	caller{p.base, secret}.must(t, 401, "GET", "/v1/artifacts", "")
}

// codeIn finds the six digits in a mail.
func codeIn(t *testing.T, mail string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^\s+(\d{6})\s*$`).FindStringSubmatch(mail)
	if found == nil {
		t.Fatalf("no code in the mail:\n%s", mail)
	}
	return found[1]
}

// receivedMail waits for the mail in the folder and returns its text part.
func receivedMail(t *testing.T, data string) string {
	t.Helper()
	for end := time.Now().Add(pageTimeout); ; time.Sleep(50 * time.Millisecond) {
		found, _ := filepath.Glob(filepath.Join(data, "mail", "*.eml"))
		if len(found) > 0 {
			return mailText(t, found[len(found)-1])
		}
		if time.Now().After(end) {
			t.Fatal("no mail came")
		}
	}
}

func mailText(t *testing.T, path string) string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	message, err := netmail.ReadMessage(file)
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	part, err := multipart.NewReader(message.Body, params["boundary"]).NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(part))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
