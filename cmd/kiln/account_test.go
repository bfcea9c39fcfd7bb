package main

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/mail"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/kilnworks/kiln/host/store"
)

// person is somebody with a browser.
type person struct {
	t     *testing.T
	email string
	*http.Client
}

func newPerson(t *testing.T, email string) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &person{t, email, &http.Client{Jar: jar, CheckRedirect: stay}}
}

// must sends a call from one of the server's own pages.
func (p *person) must(status int, method, base, path, body string, header ...string) answer {
	p.t.Helper()
	req, err := http.NewRequest(method, base+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Origin", base)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := p.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	read, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		p.t.Fatalf("%s %s: status %d, want %d\n%s", method, path, res.StatusCode, status, read)
	}
	return answer{res.StatusCode, res.Header, read}
}

func (p *person) asksForLink(base string) {
	p.t.Helper()
	p.must(202, "POST", base, "/v1/auth/magic-link", fmt.Sprintf(`{"email":%q}`, p.email))
}

// letter is what a mail says.
type letter struct{ to, token, code string }

var (
	tokenInMail = regexp.MustCompile(`/auth/verify\?token=(\S+)`)
	codeInMail  = regexp.MustCompile(`(?m)^ +([0-9]{6})\r?$`)
)

// readLetter takes a mail apart as a mail program does.
func readLetter(t *testing.T, r io.Reader) letter {
	t.Helper()
	m, err := mail.ReadMessage(r)
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	part, err := multipart.NewReader(m.Body, params["boundary"]).NextPart()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	token, code := tokenInMail.FindSubmatch(text), codeInMail.FindSubmatch(text)
	if token == nil || code == nil {
		t.Fatalf("no link or no code in\n%s", text)
	}
	return letter{strings.Trim(m.Header.Get("To"), "<>"), string(token[1]), string(code[1])}
}

// newestLetter waits for the mail folder to have so many mails and reads the newest.
func newestLetter(t *testing.T, data string, mails int) letter {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		files, _ := filepath.Glob(filepath.Join(data, "mail", "*.eml"))
		if len(files) >= mails {
			newest, at := "", time.Time{}
			for _, f := range files {
				if info, err := os.Stat(f); err == nil && info.ModTime().After(at) {
					newest, at = f, info.ModTime()
				}
			}
			file, err := os.Open(newest)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			return readLetter(t, file)
		}
		if time.Now().After(end) {
			t.Fatalf("%d mails in %s, want %d", len(files), data, mails)
		}
	}
}

// TestStranger goes the way of somebody who has just heard of Kiln: from the
// first mail to a key, a project, and the key's end, over two hosts.
func TestStranger(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		data := db.DataDir
		var more []string
		if db.DatabaseURL != "" {
			data = t.TempDir()
			more = []string{"--data", data}
		}
		a, b := serveProcess(t, db, more...), serveProcess(t, db, more...)
		ada := newPerson(t, "ada@example.com")
		ada.asksForLink(a.url)
		l := newestLetter(t, data, 1)
		if l.to != ada.email {
			t.Errorf("the mail is for %s", l.to)
		}
		// Programs that look at mail open the link; one even renders it.
		scanner := newPerson(t, "")
		page := "/auth/verify?token=" + l.token
		for range 20 {
			scanner.must(200, "GET", a.url, page, "")
			scanner.must(200, "HEAD", b.url, page, "")
		}
		render(t, a.url+page)
		form := url.Values{"token": {l.token}}.Encode()
		const kind = "application/x-www-form-urlencoded"
		done := ada.must(303, "POST", a.url, "/auth/verify", form, "Content-Type", kind)
		cookie := done.header.Get("Set-Cookie")

		session := decode[struct {
			User struct{ Email string }
			Org  struct{ Name, Role string }
		}](t, ada.must(200, "GET", b.url, "/v1/auth/session", "").body)
		if session.User.Email != ada.email || session.Org.Role != "owner" {
			t.Errorf("session: %+v", session)
		}
		key := decode[struct{ ID, Key string }](t, ada.must(201, "POST", b.url, "/v1/keys", `{"name":"curl"}`).body)
		g := decode[generationBody](t, caller{a.url, key.Key}.must(t, 200, "POST", "/v1/generations", referenceRequest("req_1")).body)
		ada.must(200, "GET", b.url, "/v1/generations/"+g.ID+"/download", "")
		ada.must(204, "DELETE", a.url, "/v1/keys/"+key.ID, "")
		for _, s := range []*running{b, a} {
			got := decode[errorBody](t, caller{s.url, key.Key}.must(t, 401, "GET", "/v1/generations/"+g.ID, "").body)
			if got.Error.Code != "key_revoked" {
				t.Errorf("code %s", got.Error.Code)
			}
		}

		// Once more, with the code, on another machine; then out everywhere.
		ada.asksForLink(b.url)
		second := newestLetter(t, data, 2)
		laptop := newPerson(t, ada.email)
		laptop.must(200, "POST", b.url, "/v1/auth/verify", fmt.Sprintf(`{"email":" ADA@example.com","code":%q}`, second.code))
		laptop.must(204, "DELETE", a.url, "/v1/auth/sessions", "")
		ada.must(401, "GET", b.url, "/v1/auth/session", "")

		checkAudit(t, db)
		for _, s := range []*running{a, b} {
			s.stop(syscall.SIGTERM)
			for what, secret := range map[string]string{"a token": l.token, "a code": second.code, "a session": strings.Split(cookie, ";")[0],
				"a key": key.Key, "an address": "ada@", "a prompt": "released parts", "any token": "kiln_lnk_", "any session": "kiln_ses_"} {
				if strings.Contains(s.log.String(), secret) {
					t.Errorf("the log holds %s", what)
				}
			}
		}
	})
}

// render has a real browser load a page, run what is in it, and leave.
func render(t *testing.T, page string) {
	t.Helper()
	browser := exec.CommandContext(t.Context(), tool(t, "chromium"), "--headless", "--no-sandbox", "--disable-gpu",
		"--virtual-time-budget=2000", "--dump-dom", page)
	browser.Env = append(os.Environ(), browserEnv(t)...)
	out, err := browser.Output()
	if err != nil || !strings.Contains(string(out), "<button") {
		t.Fatalf("chromium: %v\n%s", err, out)
	}
}

// checkAudit reads who did what, as an operator does.
func checkAudit(t *testing.T, db store.Config) {
	t.Helper()
	r := process{}.run(t, append([]string{"admin", "audit"}, databaseArgs(db)...)...)
	r.want(t, 0)
	var actions []string
	for _, line := range strings.Split(strings.TrimSpace(r.stdout), "\n")[1:] {
		if fields := strings.Fields(line); fields[1] == "ada@example.com" {
			actions = append(actions, fields[2])
		}
	}
	want := "sessions.ended session.begun key.revoked key.created session.begun member.added org.created user.created"
	if got := strings.Join(actions, " "); got != want {
		t.Errorf("the audit log has %s, want %s\n%s", got, want, r.stdout)
	}
	for _, secret := range []string{"kiln_live_", "kiln_ses_", "kiln_lnk_"} {
		if strings.Contains(r.stdout, secret) {
			t.Errorf("the audit log holds %s…", secret)
		}
	}
}

// TestFirstStart signs in with the link that the greeting has, and then only once.
func TestFirstStart(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	s := serveProcess(t, db)
	link := tokenInMail.FindStringSubmatch(s.greeting())
	if link == nil {
		t.Fatalf("no link in the greeting:\n%s", s.greeting())
	}
	operator := newPerson(t, "")
	operator.must(200, "POST", s.url, "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, link[1]))
	session := decode[struct{ Org struct{ Name, Role string } }](t, operator.must(200, "GET", s.url, "/v1/auth/session", "").body)
	if session.Org.Name != "demo" || session.Org.Role != "owner" {
		t.Errorf("%+v", session)
	}
	if strings.Contains(s.log.String(), link[1]) {
		t.Error("the log holds the link")
	}
	s.stop(syscall.SIGTERM)
	again := serveProcess(t, db)
	if tokenInMail.MatchString(again.greeting()) {
		t.Errorf("a second start prints a link:\n%s", again.greeting())
	}
	operator.must(200, "GET", again.url, "/v1/auth/session", "")
	printed := process{}.run(t, "admin", "login-link", "--email", "bob@example.com", "--data", db.DataDir, "--public-url", "https://kiln.example.com")
	printed.want(t, 0)
	if !strings.HasPrefix(printed.stdout, "https://kiln.example.com/auth/verify?token=kiln_lnk_") || strings.Count(printed.stdout, "\n") != 1 {
		t.Errorf("printed %q", printed.stdout)
	}
	newPerson(t, "").must(200, "POST", again.url, "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, tokenInMail.FindStringSubmatch(printed.stdout)[1]))
}

// TestMailSurvivesRestarts asks for a mail while no mail server answers, kills
// the host, and starts both.
func TestMailSurvivesRestarts(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	settings := []string{"--smtp", "smtp://" + addr, "--mail-from", "Kiln <kiln@kiln.example.com>", "--public-url", "https://kiln.example.com"}
	s := serveProcess(t, db, settings...)
	newPerson(t, "ada@example.com").asksForLink(s.url)
	for end := time.Now().Add(20 * time.Second); !strings.Contains(s.log.String(), "could not be sent"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody tried to send the mail")
		}
	}
	s.stop(syscall.SIGKILL)

	inbox := &inbox{letters: make(chan letter, 10), t: t}
	server := smtp.NewServer(inbox)
	if l, err = net.Listen("tcp", addr); err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	served.Go(func() { _ = server.Serve(l) })
	defer served.Wait()
	defer server.Close()
	next := serveProcess(t, db, settings...)
	select {
	case got := <-inbox.letters:
		if got.to != "ada@example.com" {
			t.Errorf("%+v", got)
		}
		newPerson(t, "").must(200, "POST", next.url, "/v1/auth/verify", fmt.Sprintf(`{"token":%q}`, got.token),
			"Origin", "https://kiln.example.com")
	case <-time.After(40 * time.Second):
		t.Fatal("the mail was lost")
	}
	select {
	case got := <-inbox.letters:
		t.Errorf("the mail was sent twice: %+v", got)
	case <-time.After(3 * time.Second):
	}
}

// inbox is a mail server's back end.
type inbox struct {
	letters chan letter
	t       *testing.T
}

func (i *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return i, nil }
func (i *inbox) Mail(string, *smtp.MailOptions) error        { return nil }
func (i *inbox) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (i *inbox) Reset()                                      {}
func (i *inbox) Logout() error                               { return nil }

func (i *inbox) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	i.letters <- readLetter(i.t, strings.NewReader(string(text)))
	return err
}

// TestDatabaseThatCannotBeOpened says by what it was named.
func TestDatabaseThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := "postgres://nobody@127.0.0.1:1/none"
	process{}.run(t, "admin", "org", "list", "--database", nowhere).want(t, 1, "--database or KILN_DATABASE names the database")
	process{}.run(t, "admin", "key", "create", "--org", "demo", "--data", file).want(t, 1, "--data or KILN_DATA names its folder")
	process{}.run(t, "serve", "--addr", "127.0.0.1:0", "--cache", testCache(t), "--database", nowhere).want(t, 1, "--database or KILN_DATABASE names the database")
	process{}.run(t, "admin", "key", "create", "--org", "demo", "--data", t.TempDir(), "--scopes", "all").want(t, 2, "kiln: --scopes: each must be one of")
}

func TestAdminOrgsAndUsers(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	admin := func(code int, args ...string) ran {
		t.Helper()
		r := process{}.run(t, append(append([]string{"admin"}, args...), "--data", db.DataDir)...)
		r.want(t, code)
		return r
	}
	for _, about := range [][]string{{"org", "list"}, {"org", "members", "--org", "demo"}, {"user", "list"}, {"tier", "list"}, {"audit"},
		{"key", "list", "--org", "demo"}, {"key", "revoke", "--org", "demo", "key_1"}} {
		if r := admin(2, about...); !strings.Contains(r.stderr, "there is no database in the folder "+db.DataDir) {
			t.Errorf("%v: %s", about, r.stderr)
		}
	}
	if left, err := os.ReadDir(db.DataDir); err != nil || len(left) > 0 {
		t.Errorf("what only asks has made %v, %v", left, err)
	}
	if r := admin(0, "org", "add", "--org", "demo", "--email", "Ada@Example.com", "--role", "owner"); !strings.Contains(r.stderr, "a new one is made") {
		t.Errorf("a new database is not spoken of: %s", r.stderr)
	}
	if r := admin(1, "org", "members", "--org", "demi"); !strings.HasPrefix(r.stderr, "kiln: there is no organization \"demi\"; \"kiln admin org list\"") {
		t.Errorf("%s", r.stderr)
	}
	admin(0, "org", "add", "--org", "demo", "--email", "bob@example.com")
	if got := admin(0, "org", "members", "--org", "demo").stdout; !strings.Contains(got, "ada@example.com  owner") || !strings.Contains(got, "bob@example.com  member") {
		t.Errorf("members:\n%s", got)
	}
	admin(0, "org", "remove", "--org", "demo", "--email", "bob@example.com")
	admin(1, "org", "remove", "--org", "demo", "--email", "ada@example.com").want(t, 1, "only owner")
	admin(1, "org", "remove", "--org", "demo", "--email", "bob@example.com").want(t, 1, "there is no member")
	admin(2, "org", "add", "--org", "demo", "--email", "bob").want(t, 2, "--email")
	admin(2, "org", "add", "--org", "demo", "--email", "bob@example.com", "--role", "king").want(t, 2, "--role")
	if got := admin(0, "org", "list").stdout; strings.Count(got, "\n") != 2 || !strings.Contains(got, "demo") {
		t.Errorf("orgs:\n%s", got)
	}
	if got := admin(0, "user", "list").stdout; strings.Count(got, "\n") != 3 {
		t.Errorf("users:\n%s", got)
	}
	admin(0, "user", "sign-out", "--email", "ada@example.com")
	admin(1, "user", "sign-out", "--email", "eve@example.com").want(t, 1, "there is no user")
	if got := admin(0, "audit", "--limit", "1").stdout; !strings.Contains(got, "operator") || !strings.Contains(got, "sessions.ended") || strings.Count(got, "\n") != 2 {
		t.Errorf("audit:\n%s", got)
	}
	admin(2, "audit", "--limit", "0").want(t, 2, "--limit")
}

func TestMailSettingsBelongTogether(t *testing.T) {
	for says, env := range map[string]map[string]string{
		"KILN_MAIL_FROM:":     {"KILN_SMTP": "smtp://mail.example.com"},
		"KILN_SMTP_PASSWORD:": {"KILN_SMTP_PASSWORD": "hunter2"},
	} {
		if _, err := load(t, env); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v: %v", env, err)
		}
	}
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte("hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := load(t, map[string]string{"KILN_SMTP": "smtp://kiln@mail.example.com", "KILN_MAIL_FROM": "kiln@example.com", "KILN_SMTP_PASSWORD_FILE": path})
	if err != nil || c.SMTPPassword != "hunter2" || c.SMTP.Username != "kiln" {
		t.Errorf("%+v %v", c, err)
	}
}
