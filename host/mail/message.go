package mail

import (
	"bytes"
	_ "embed" // the texts
	"fmt"
	htmltemplate "html/template"
	"strings"
	"text/template"

	"github.com/wneessen/go-mail"

	"github.com/kilnworks/kiln/host"
)

// Message is a mail to one person, as text and as HTML.
type Message struct {
	ID      string // unique for each time that it is sent
	To      string
	Subject string
	Text    string
	HTML    string
}

var (
	//go:embed sign-in.txt
	signInText string
	//go:embed sign-in.html
	signInHTML string

	signInTextTemplate = template.Must(template.New("sign-in.txt").Parse(signInText))
	signInHTMLTemplate = htmltemplate.Must(htmltemplate.New("sign-in.html").Parse(signInHTML))
)

// signInMessage returns the mail for a link.
func signInMessage(l host.Link, url string) (Message, error) {
	shown := struct {
		URL, Code string
		Minutes   int
	}{url, l.Code, int(host.LinkLife.Minutes())}
	var text, html bytes.Buffer
	if err := signInTextTemplate.Execute(&text, shown); err != nil {
		return Message{}, err
	}
	if err := signInHTMLTemplate.Execute(&html, shown); err != nil {
		return Message{}, err
	}
	return Message{ID: fmt.Sprintf("%s.%d", l.ID, l.Sends), To: l.Email, Subject: "Sign in to Kiln",
		Text: text.String(), HTML: html.String()}, nil
}

// CheckFrom tells what is wrong with a sender's address, if anything.
func CheckFrom(from string) error {
	if err := mail.NewMsg().From(from); err != nil {
		return fmt.Errorf("%q is not a mail address; write it like Kiln <kiln@example.com>", from)
	}
	return nil
}

// compose returns the message as it is sent.
func compose(from string, m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(from); err != nil {
		return nil, fmt.Errorf("mail: sender: %w", err)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: the address is malformed", ErrRefused)
	}
	msg.Subject(m.Subject)
	msg.SetDate()
	msg.SetMessageIDWithValue(m.ID + "@" + domainOf(from))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	return msg, nil
}

func domainOf(from string) string {
	_, domain, _ := strings.Cut(strings.TrimRight(from, "> "), "@")
	return domain
}
