package mail

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

const from = "Kiln <kiln@kiln.test>"

func testLink() host.Link {
	return host.Link{ID: "lnk_1", Email: "ada@example.com", Token: host.NewLinkToken(), Code: "012345", Sends: 2}
}

func linkURL(token string) string { return "https://kiln.test/auth/verify?token=" + token }

func message(t *testing.T, l host.Link) Message {
	t.Helper()
	m, err := signInMessage(l, linkURL(l.Token))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// elsewhere makes the server look like one that is not on this machine.
func (s *mailServer) elsewhere() Server {
	return Server{Host: "mail.test", Port: s.port, TLS: s.client, Username: mailUser, Password: mailPassword,
		dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, "127.0.0.1:"+strconv.Itoa(s.port))
		}}
}

func send(t *testing.T, s Server, m Message) error {
	t.Helper()
	transport, err := NewSMTP(s, from)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return transport.Send(ctx, m)
}

func TestMailArrives(t *testing.T) {
	t.Parallel()
	for name, implicit := range map[string]bool{"STARTTLS": false, "TLS from the start": true} {
		t.Run(name, func(t *testing.T) {
			var how []func(*smtp.Server)
			if implicit {
				how = append(how, implicitTLS)
			}
			s := startServer(t, how...)
			to := s.elsewhere()
			if implicit {
				to.Host, to.dial, to.Implicit = "127.0.0.1", nil, true
			}
			l := testLink()
			if err := send(t, to, message(t, l)); err != nil {
				t.Fatal(err)
			}
			got := s.all()
			if len(got) != 1 || got[0].from != "kiln@kiln.test" || got[0].to != l.Email || got[0].user != mailUser || !implicit && !got[0].tls {
				t.Fatalf("%+v", got)
			}
			header, parts := read(t, got[0].body)
			for _, h := range []struct{ name, want string }{
				{"From", `"Kiln" <kiln@kiln.test>`}, {"To", "<ada@example.com>"}, {"Subject", "Sign in to Kiln"},
				{"Message-Id", "<lnk_1.2@kiln.test>"}, {"Auto-Submitted", "auto-generated"},
			} {
				if got := header.Get(h.name); got != h.want {
					t.Errorf("%s is %q, want %q", h.name, got, h.want)
				}
			}
			if _, err := header.Date(); err != nil {
				t.Error(err)
			}
			for _, media := range []string{"text/plain", "text/html"} {
				if text := parts[media]; !strings.Contains(text, linkURL(l.Token)) || !strings.Contains(text, l.Code) || !strings.Contains(text, "15 minutes") {
					t.Errorf("%s lacks link, code or time:\n%s", media, text)
				}
			}
		})
	}
}

// TestNoSecretInTheClear has a server that offers no encryption: neither the
// password nor the mail may reach it, unless it is on this machine.
func TestNoSecretInTheClear(t *testing.T) {
	t.Parallel()
	s := startServer(t, withoutTLS)
	if err := send(t, s.elsewhere(), message(t, testLink())); err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("got %v", err)
	}
	if s.logins > 0 || len(s.all()) > 0 {
		t.Errorf("%d logins, %d mails", s.logins, len(s.all()))
	}
	if err := send(t, Server{Host: "127.0.0.1", Port: s.port}, message(t, testLink())); err != nil || len(s.all()) != 1 {
		t.Errorf("to this machine: %v, %d mails", err, len(s.all()))
	}
	stranger := startServer(t).elsewhere()
	stranger.TLS = s.client // that knows another certificate
	if err := send(t, stranger, message(t, testLink())); err == nil {
		t.Error("a server with a certificate that nobody vouches for got the mail")
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	for _, c := range []struct {
		answer error
		final  bool
	}{
		{&smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later, ada@example.com"}, false},
		{&smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no ada@example.com here"}, true},
	} {
		s.answer = c.answer
		err := send(t, s.elsewhere(), message(t, testLink()))
		if err == nil || errors.Is(err, ErrRefused) != c.final || strings.Contains(err.Error(), "ada@") {
			t.Errorf("%v gives %v", c.answer, err)
		}
	}
	s.answer = nil
	wrong := s.elsewhere()
	wrong.Password = "incorrect donkey"
	if err := send(t, wrong, message(t, testLink())); err == nil || errors.Is(err, ErrRefused) || strings.Contains(err.Error(), "donkey") {
		t.Errorf("a wrong password gives %v", err)
	}
	m := message(t, testLink())
	m.To = "ada@example.com>\r\nBcc: <eve@example.com"
	if err := send(t, s.elsewhere(), m); !errors.Is(err, ErrRefused) || len(s.all()) > 0 {
		t.Errorf("an address with a header in it gives %v, %d mails", err, len(s.all()))
	}
}

func TestFolder(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	f := Folder{Dir: filepath.Join(t.TempDir(), "data", "mail"), From: from, Log: zerolog.New(&log)}
	l := testLink()
	for range 2 { // the second takes the place of the first
		if err := f.Send(t.Context(), message(t, l)); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(f.Dir)
	if err != nil || len(files) != 1 || files[0].Name() != "lnk_1.2.eml" {
		t.Fatalf("%v %v", files, err)
	}
	info, _ := files[0].Info()
	dir, _ := os.Stat(f.Dir)
	if info.Mode().Perm() != 0o600 || dir.Mode().Perm() != 0o700 {
		t.Errorf("file %v, folder %v", info.Mode(), dir.Mode())
	}
	text, err := os.ReadFile(filepath.Join(f.Dir, files[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	if _, parts := read(t, string(text)); !strings.Contains(parts["text/plain"], l.Token) {
		t.Errorf("the file: %s", text)
	}
	if said := log.String(); !strings.Contains(said, "lnk_1.2.eml") || strings.Contains(said, l.Token) ||
		strings.Contains(said, l.Code) || strings.Contains(said, l.Email) {
		t.Errorf("the log: %s", said)
	}
}

func TestParseServer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Server{
		"smtp://mail.example.com":             {Host: "mail.example.com", Port: 587},
		"smtp://a%40b.example@mail.test:2525": {Host: "mail.test", Port: 2525, Username: "a@b.example"},
		"smtps://kiln@mail.test":              {Host: "mail.test", Port: 465, Implicit: true, Username: "kiln"},
		"smtp://[::1]:25/":                    {Host: "::1", Port: 25},
	} {
		if got, err := ParseServer(text); err != nil || got.Host != want.Host || got.Port != want.Port ||
			got.Implicit != want.Implicit || got.Username != want.Username {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"mail.test", "http://mail.test", "smtp://", "smtp://mail.test/x", "smtp://mail.test:0",
		"smtp://mail.test?x=1", "smtp://kiln:hunter2@mail.test", "smtp://%zz"} {
		if _, err := ParseServer(text); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// outbox is one mail that is due until it was sent or given up.
type outbox struct {
	link   host.Link
	due    bool
	pauses []time.Duration
	sent   int
}

func (o *outbox) ClaimLink(context.Context, time.Duration) (host.Link, bool, error) {
	if o.due {
		o.link.Sends++
	}
	return o.link, o.due, nil
}

func (o *outbox) LinkSent(context.Context, host.Link) error { o.due = false; o.sent++; return nil }

func (o *outbox) LinkFailed(_ context.Context, _ host.Link, again time.Duration) error {
	o.pauses = append(o.pauses, again)
	o.due = again > 0
	return nil
}

// failing is a transport that fails so many times.
type failing struct {
	times int
	err   error
	seen  []Message
}

func (f *failing) Send(_ context.Context, m Message) error {
	f.seen = append(f.seen, m)
	if len(f.seen) <= f.times {
		return f.err
	}
	return nil
}

func TestFailedMailsAreTriedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		transport  failing
		sent, fail int
	}{
		{"at once", failing{}, 1, 0},
		{"third time lucky", failing{times: 2, err: errors.New("no route")}, 1, 2},
		{"refused", failing{times: 9, err: ErrRefused}, 0, 1},
		{"never", failing{times: 99, err: errors.New("no route")}, 0, giveUp},
	} {
		t.Run(c.name, func(t *testing.T) {
			box := &outbox{link: host.Link{ID: "lnk_1", Email: "ada@example.com"}, due: true}
			courier := New(Config{Outbox: box, Transport: &c.transport, LinkURL: linkURL, Log: zerolog.Nop()})
			for courier.sendOne(t.Context()) {
			}
			if box.sent != c.sent || len(box.pauses) != c.fail {
				t.Errorf("sent %d, failed %d", box.sent, len(box.pauses))
			}
			total := time.Duration(0)
			for i, p := range box.pauses {
				if last := i == len(box.pauses)-1 && c.sent == 0; last != (p == 0) || p > maxPause*5/4 {
					t.Errorf("pause %d is %v", i+1, p)
				}
				total += p
			}
			if c.fail == giveUp && (total < 40*time.Minute || total > 80*time.Minute) {
				t.Errorf("given up after %v", total)
			}
		})
	}
}
