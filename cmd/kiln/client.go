package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"

	"github.com/kilnworks/kiln/host"
)

// maxListBytes is how much of a list is read.
const maxListBytes = 16 << 20

// client calls a server's API.
type client struct {
	endpoint
	http http.Client
}

func newClient(e endpoint) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	// A compressed stream may be held back until there is enough to compress.
	transport.DisableCompression = true
	// A redirect could take the key to another host, or turn a POST into a GET.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client{endpoint: e, http: http.Client{Transport: transport, CheckRedirect: stay}}
}

// do sends one request. The response is one of success; anything else is an
// [apiError], or a [networkError] if there was no answer.
func (c *client) do(ctx context.Context, method, path string, body []byte, header http.Header) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.url.String()+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	request.Header.Set("Authorization", "Bearer "+c.key)
	request.Header.Set("User-Agent", "kiln/"+host.Version)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.unreachable(err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer response.Body.Close()
	return nil, c.refusal(response)
}

// get reads a small JSON document. Where the server asks it to wait, it does,
// and says so.
func (c *client) get(ctx context.Context, path string, note func(string)) ([]byte, error) {
	for try := 1; ; try++ {
		body, err := c.getOnce(ctx, path)
		var refused *apiError
		if !errors.As(err, &refused) || refused.status != http.StatusTooManyRequests ||
			refused.retryAfter == 0 || refused.retryAfter > maxRetryAfter || try == maxFailures {
			return body, err
		}
		note(fmt.Sprintf("%s; trying again in %s", firstLine(err), refused.retryAfter))
		if err := sleep(ctx, refused.retryAfter); err != nil {
			return nil, err
		}
	}
}

func (c *client) getOnce(ctx context.Context, path string) ([]byte, error) {
	response, err := c.do(ctx, http.MethodGet, path, nil, http.Header{"Accept": {"application/json"}})
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if err := c.checkMedia(response, "application/json"); err != nil {
		return nil, err
	}
	body, err := readAtMost(response.Body, c.url.String()+path, maxListBytes)
	if err != nil {
		return nil, networkError{error: err}
	}
	return body, nil
}

// checkMedia notices a proxy's page or a server of another kind.
func (c *client) checkMedia(response *http.Response, want string) error {
	media, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	if !strings.EqualFold(strings.TrimSpace(media), want) {
		return networkError{final: true, error: fmt.Errorf("%s answered with %q instead of %s; is a Kiln server there?",
			c.url, printable(media), want)}
	}
	return nil
}

const checkURL = "check --url or KILN_URL"

// unreachable words a failed connection for people. Some failures are final:
// trying again cannot help.
func (c *client) unreachable(err error) networkError {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout interface{ Timeout() bool }
	text, hint, final := innermost(err).Error(), "", false
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		text, hint = "nothing listens there", "start the server with \"kiln serve\", or name another with --url or KILN_URL"
	case errors.As(err, &dns) && dns.IsNotFound:
		text, hint, final = "no host has the name "+strconv.Quote(dns.Name), checkURL, true
	case errors.As(err, &certificate):
		text, final = "its certificate is not trusted: "+innermost(err).Error(), true
	case errors.Is(err, http.ErrSchemeMismatch):
		text, hint, final = "it does not speak https", checkURL, true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		text = "the connection broke"
	case errors.As(err, &timeout) && timeout.Timeout():
		text = "no answer in time"
	}
	if hint != "" {
		hint = "\n  " + hint
	}
	return networkError{error: fmt.Errorf("cannot reach %s: %s%s", c.url, printable(text), hint), final: final}
}

// innermost leaves out what the layers in between say of themselves.
func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}
