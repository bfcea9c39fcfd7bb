package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"
)

// Server says how a mail server is reached. The zero value is none.
type Server struct {
	Host string
	Port int
	// Implicit is TLS from the first byte. Otherwise the connection is upgraded
	// by STARTTLS; a server that does not offer it is refused unless it is on
	// this machine.
	Implicit bool
	Username string // empty: without authentication
	Password string
	TLS      *tls.Config // nil: what the machine trusts

	dial mail.DialContextFunc // nil: the network
}

// ParseServer reads a server's URL: smtp://user@mail.example.com:587 or
// smtps://…:465. The password does not belong into it.
func ParseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Server{}, errors.New("is not a URL; write it like smtp://user@mail.example.com:587")
	}
	_, hasPassword := u.User.Password()
	switch {
	case hasPassword:
		return Server{}, errors.New("holds a password; set it in KILN_SMTP_PASSWORD or KILN_SMTP_PASSWORD_FILE")
	case u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return Server{}, errors.New("is not the URL of a mail server; write it like smtp://user@mail.example.com:587, or smtps:// for TLS from the start")
	}
	s := Server{Host: u.Hostname(), Implicit: u.Scheme == "smtps", Username: u.User.Username()}
	s.Port = map[bool]int{true: 465, false: 587}[s.Implicit]
	if port := u.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port < 1 || s.Port > 65535 {
			return Server{}, errors.New("the port must be a number from 1 to 65535")
		}
	}
	return s, nil
}

// SMTP hands messages to a mail server, one connection each.
type SMTP struct {
	from   string
	client *mail.Client
}

// NewSMTP returns a transport to the server, with mails from that address.
func NewSMTP(s Server, from string) (*SMTP, error) {
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(sendTimeout), mail.WithoutNoop()}
	switch {
	case s.Implicit:
		options = append(options, mail.WithSSL())
	case isLoopback(s.Host):
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if s.Username != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.Username), mail.WithPassword(s.Password))
	}
	if s.TLS != nil {
		options = append(options, mail.WithTLSConfig(s.TLS))
	}
	if s.dial != nil {
		options = append(options, mail.WithDialContextFunc(s.dial))
	}
	if domain := domainOf(from); domain != "" {
		options = append(options, mail.WithHELO(domain))
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &SMTP{from, client}, nil
}

func isLoopback(name string) bool {
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback() || strings.EqualFold(name, "localhost")
}

// Send hands the message over. Its errors do not name the recipient.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := compose(s.from, m)
	if err != nil {
		return err
	}
	err = s.client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() {
		return nil // what went wrong afterwards is nobody's concern
	}
	said := strings.ReplaceAll(err.Error(), m.To, "(recipient)")
	var refused *mail.SendError
	if errors.As(err, &refused) && refused.Reason == mail.ErrSMTPRcptTo && !refused.IsTemp() {
		return fmt.Errorf("%w: %s", ErrRefused, said)
	}
	return fmt.Errorf("mail: %s", said)
}
