package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// VerifyPath is the page that links in mails lead to, with the query member
// "token". It needs no script.
const VerifyPath = "/auth/verify"

// afterSignIn is where the page goes when it has signed somebody in.
const afterSignIn = "/"

var (
	//go:embed verify.html
	verifyHTML string
	//go:embed verify.css
	verifyCSS string

	verifyTemplate = template.Must(template.New("verify").Parse(verifyHTML))
	verifyPolicy   = "default-src 'none'; style-src '" + sourceHash(verifyCSS) +
		"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

// sourceHash names a style or script for a Content-Security-Policy.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// verifyPage is what the page shows: a button for a token, else fields for a code.
type verifyPage struct {
	Token, Email, Trouble string
}

// showVerify shows the page. It uses nothing up, whoever looks at it.
func (s *Server) showVerify(c *fiber.Ctx) error {
	token := c.Query("token")
	if !host.CheckLinkToken(token) {
		token = ""
	}
	return sendVerify(c, http.StatusOK, verifyPage{Token: token})
}

// submitVerify takes the page's form. It is the one place that takes a form:
// any site can make a browser send one, so it has to be shown that this page did.
func (s *Server) submitVerify(c *fiber.Ctx) error {
	k := callOf(c.UserContext())
	form, err := readForm(c)
	in := host.SignIn{Token: form.Get("token"), Email: form.Get("email"), Code: form.Get("code")}
	if err == nil {
		err = s.checkOrigin(c)
	}
	var cookie string
	if err == nil {
		_, cookie, err = s.signIn(c.UserContext(), in)
	}
	if err != nil {
		shown, f := visible(k, err)
		k.code = shown.Code
		return sendVerify(c, f.status, verifyPage{Email: in.Email, Trouble: shown.Message})
	}
	c.Set(fiber.HeaderSetCookie, cookie)
	// The console learns by it that somebody may be signed in.
	c.Set(fiber.HeaderReferrerPolicy, "strict-origin")
	return c.Redirect(afterSignIn, http.StatusSeeOther)
}

const maxForm = 8 << 10

func readForm(c *fiber.Ctx) (url.Values, error) {
	media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || media != fiber.MIMEApplicationForm || c.Get(fiber.HeaderContentEncoding) != "" {
		return nil, host.Errorf(host.UnsupportedMediaType, "send the page's own form")
	}
	body := c.Request().Body()
	if len(body) > maxForm {
		return nil, host.Errorf(host.RequestTooLarge, "the form is larger than %d bytes", maxForm)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || !utf8.ValidString(form.Get("email")) {
		return nil, host.Errorf(host.ValidationFailed, "the form is malformed; fill in the page again")
	}
	return form, nil
}

func sendVerify(c *fiber.Ctx, status int, page verifyPage) error {
	var out bytes.Buffer
	err := verifyTemplate.Execute(&out, struct {
		verifyPage
		Style template.CSS
	}{page, template.CSS(verifyCSS)}) //nolint:gosec // the style is ours
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	c.Set(fiber.HeaderContentSecurityPolicy, verifyPolicy)
	// With "no-referrer", browsers would send the form with "Origin: null".
	c.Set(fiber.HeaderReferrerPolicy, "strict-origin")
	return c.Status(status).Send(out.Bytes())
}
