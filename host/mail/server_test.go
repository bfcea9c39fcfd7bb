package mail

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// letter is a mail as it arrived.
type letter struct {
	from, to string
	body     string
	tls      bool
	user     string
}

// mailServer is a real SMTP server that keeps what it gets.
type mailServer struct {
	port   int
	client *tls.Config // that trusts it

	mu      sync.Mutex
	letters []letter
	logins  int
	answer  error // to RCPT
}

const mailUser, mailPassword = "kiln", "correct horse"

// startServer starts one; what says how it differs from a usual one.
func startServer(t *testing.T, what ...func(*smtp.Server)) *mailServer {
	t.Helper()
	s := &mailServer{}
	certificate, pool := newCertificate(t)
	s.client = &tls.Config{RootCAs: pool, ServerName: "mail.test"}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		_, secure := c.TLSConnectionState()
		return &mailSession{server: s, letter: letter{tls: secure}}, nil
	}))
	server.Domain = "mail.test"
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	for _, w := range what {
		w(server)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = ln.Addr().(*net.TCPAddr).Port
	if server.AllowInsecureAuth && server.TLSConfig != nil {
		ln = tls.NewListener(ln, server.TLSConfig) // "insecure" is what the library knows of: TLS is there already
	}
	go func() { _ = server.Serve(ln) }()
	t.Cleanup(func() { server.Close() })
	return s
}

func withoutTLS(s *smtp.Server)  { s.TLSConfig = nil }
func implicitTLS(s *smtp.Server) { s.AllowInsecureAuth = true }

func (s *mailServer) all() []letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]letter(nil), s.letters...)
}

type mailSession struct {
	server *mailServer
	letter letter
}

func (m *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (m *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		m.server.mu.Lock()
		defer m.server.mu.Unlock()
		m.server.logins++
		if user != mailUser || password != mailPassword {
			return errors.New("no")
		}
		m.letter.user = user
		return nil
	}), nil
}

func (m *mailSession) Mail(from string, _ *smtp.MailOptions) error { m.letter.from = from; return nil }

func (m *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.server.mu.Lock()
	defer m.server.mu.Unlock()
	m.letter.to = to
	return m.server.answer
}

func (m *mailSession) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m.server.mu.Lock()
	defer m.server.mu.Unlock()
	m.letter.body = string(body)
	m.server.letters = append(m.server.letters, m.letter)
	return nil
}

func (m *mailSession) Reset()        {}
func (m *mailSession) Logout() error { return nil }

func newCertificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"mail.test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// read takes a mail apart: its headers and its two parts, by media type.
func read(t *testing.T, body string) (mail.Header, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || media != "multipart/alternative" {
		t.Fatalf("%s %v", media, err)
	}
	parts := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart() // it decodes quoted-printable
		if errors.Is(err, io.EOF) {
			return m.Header, parts
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		media, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		parts[media] = string(text)
	}
}
