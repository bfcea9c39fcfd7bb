package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/kilnworks/kiln/host/api"
)

// maxErrorBytes is how much of an error's body is read.
const maxErrorBytes = 1 << 20

// apiError is an answer of the server that is not a success.
type apiError struct {
	status     int
	raw        []byte        // the body as it came; nil if it is not the API's
	body       api.ErrorBody // the same, read
	retryAfter time.Duration // 0: not said
}

// refusal reads the answer that is not a success.
func (c *client) refusal(response *http.Response) error {
	e := &apiError{status: response.StatusCode, retryAfter: retryAfter(response.Header)}
	// What is missing of a body that breaks off does not matter: its status stands.
	raw, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBytes))
	if e.read(raw) {
		return e
	}
	trace := response.Header.Get("X-Request-Id")
	message := fmt.Sprintf("%s answered %s, which is not an answer of the Kiln API; check --url", c.url, printable(response.Status))
	switch to, err := response.Location(); {
	case err == nil && response.StatusCode < 400:
		message = fmt.Sprintf("%s redirects to %s, where the API key is not sent; if that is right, use it as --url", c.url, printable(to.Redacted()))
	case response.StatusCode >= 500:
		message = fmt.Sprintf("%s answered %s", c.url, printable(response.Status))
	}
	e.body = api.ErrorBody{TraceId: trace, Error: api.Error{Message: message}}
	return e
}

// read takes an error body of the API; it reports whether raw is one.
func (e *apiError) read(raw []byte) bool {
	var body api.ErrorBody
	if json.Unmarshal(raw, &body) != nil || body.Error.Code == "" || body.Error.Message == "" {
		return false
	}
	e.raw, e.body = raw, body
	return true
}

// retryAfter reads the header's seconds; its other form, a date, is not used by the API.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 || seconds > 86400 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// Error says what was wrong, then what else was, each with what to do about
// it, and the trace. Nothing is said twice.
func (e *apiError) Error() string {
	var text strings.Builder
	line := func(format string, values ...any) {
		text.WriteString("\n  " + fmt.Sprintf(format, values...))
	}
	text.WriteString(printableLines(e.body.Error.Message))
	if hint := e.hint(); hint != "" {
		line("%s", hint)
	}
	if e.body.Error.Details != nil {
		for _, d := range *e.body.Error.Details {
			switch hint := paramHint(d.Path); {
			case d.Code == "candidate":
				line("perhaps --pattern %s", printable(d.Message))
			case strings.Contains(e.body.Error.Message, d.Message):
			case hint != "":
				line("%s: %s\n  %s", printable(d.Path), printable(d.Message), hint)
			default:
				line("%s: %s", printable(d.Path), printable(d.Message))
			}
		}
	}
	if e.body.TraceId != "" {
		fmt.Fprintf(&text, "\n  trace %s", printable(e.body.TraceId))
	}
	return text.String()
}

// hint says what to do where the message cannot know it.
func (e *apiError) hint() string {
	switch {
	case e.status == http.StatusUnauthorized:
		return "check KILN_API_KEY; the server's operator makes a new key with \"kiln admin key create\""
	case e.body.Error.Quota != nil && e.body.Error.Quota.UpgradeUrl != nil:
		return "upgrade at " + printable(*e.body.Error.Quota.UpgradeUrl)
	case e.retryAfter > 0:
		return fmt.Sprintf("try again in %s", e.retryAfter)
	case e.body.Error.Retryable:
		return "the same command may succeed later"
	}
	if e.body.Error.Param == nil {
		return ""
	}
	return paramHint(*e.body.Error.Param)
}

// paramHint translates the API's name of what is wrong into the command's.
func paramHint(param string) string {
	switch param {
	case "projectContext.tcVersion":
		return "set it with --tc-version or as tcVersion in .kiln.yaml"
	case "projectContext.compiler":
		return "set it with --compiler or as compiler in .kiln.yaml"
	case "projectContext.codePrefix":
		return "set it with --prefix or as codePrefix in .kiln.yaml"
	case "options.explicitType":
		return "set it with --type or as type in .kiln.yaml; \"kiln artifacts\" lists the types"
	case "options.explicitPattern":
		return "set it with --pattern or as pattern in .kiln.yaml; \"kiln artifacts\" lists the patterns"
	case "requestId":
		return "set it with --request-id"
	}
	return ""
}

// ExitCode is 2 for a wrong request, 3 for a missing right, else 1.
func (e *apiError) ExitCode() int {
	switch e.body.Error.Type {
	case "invalid_request_error":
		return 2
	case "authentication_error", "permission_error", "quota_error":
		return 3
	case "":
		return exitOfStatus(e.status)
	}
	return 1
}

// printRefusal prints the body of an error of the API where JSON is wanted,
// and returns the error.
func printRefusal(w io.Writer, err error, asJSON bool) error {
	var refused *apiError
	if asJSON && errors.As(err, &refused) && refused.raw != nil {
		if _, err := fmt.Fprintf(w, "%s\n", refused.raw); err != nil {
			return err
		}
	}
	return err
}

// withHint adds to an error that is not an answer of the API how to go on.
func withHint(err error, hint string) error {
	if hint == "" || errors.As(err, new(*apiError)) {
		return err
	}
	return fmt.Errorf("%w%s", err, hint)
}

// exitOfStatus judges an answer that is not the API's own.
func exitOfStatus(status int) int {
	switch status {
	case http.StatusBadRequest:
		return 2
	case http.StatusUnauthorized, http.StatusForbidden:
		return 3
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return 4
	}
	return 1
}
