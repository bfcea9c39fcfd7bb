package main

import (
	"cmp"
	"errors"
	"net/url"
	"path/filepath"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host/mail"
	"github.com/kilnworks/kiln/host/store"
)

// mailFolder is where mails go without a mail server, inside the data folder.
const mailFolder = "mail"

// checkMail finds mistakes that only two settings together make.
func (c config) checkMail() error {
	var mistakes []error
	if c.SMTP.Host != "" && c.MailFrom == "" {
		mistakes = append(mistakes, errors.New("KILN_MAIL_FROM: name the sender of mails, like Kiln <kiln@example.com>"))
	}
	if c.SMTP.Host == "" && c.SMTPPassword != "" {
		mistakes = append(mistakes, errors.New("KILN_SMTP_PASSWORD: there is no KILN_SMTP that it could be for"))
	}
	return errors.Join(mistakes...)
}

// newCourier returns what sends mails: to the mail server, or to a folder
// where there is none.
func (c config) newCourier(db *store.Store, listening string, log zerolog.Logger) (*mail.Courier, error) {
	config := mail.Config{Outbox: db, Log: log,
		LinkURL: func(token string) string { return c.linkURL(listening, token) },
		Transport: mail.Folder{Dir: filepath.Join(c.Data, mailFolder), Log: log,
			From: cmp.Or(c.MailFrom, "Kiln <kiln@"+hostOf(c.publicURL(listening))+">")},
	}
	if c.SMTP.Host != "" {
		server := c.SMTP
		server.Password = c.SMTPPassword
		smtp, err := mail.NewSMTP(server, c.MailFrom)
		if err != nil {
			return nil, err
		}
		config.Transport = smtp
		if c.PublicURL == "" {
			log.Warn().Str("links", c.publicURL(listening)).Msg("KILN_PUBLIC_URL is not set: links in mails work on this machine only")
		}
	}
	return mail.New(config), nil
}

// hostOf returns a name for the sender's address: an IP address is none.
func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" || isLoopback(u.Hostname()) {
		return "localhost"
	}
	return u.Hostname()
}
