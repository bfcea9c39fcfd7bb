package api

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

const (
	headerFetchSite    = "Sec-Fetch-Site"
	headerForwardedFor = "X-Forwarded-For"
)

// checkOrigin refuses an unsafe call that another site may have made a browser
// send, with the cookie that the browser has for this one.
func (s *Server) checkOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return nil
	}
	if site := c.Get(headerFetchSite); site != "" {
		if site == "same-origin" || site == "none" {
			return nil
		}
	} else if origin := c.Get(fiber.HeaderOrigin); origin != "" && origin == s.origin(c) {
		return nil
	}
	return host.Errorf(host.CSRFFailed,
		"this call brings a session's cookie, but nothing shows that it comes from Kiln's own pages; "+
			"outside of a browser send the header \"Origin: %s\", or use an API key", s.origin(c))
}

// origin is where Kiln's own pages come from: what is configured, or else the
// host that the client asked for.
func (s *Server) origin(c *fiber.Ctx) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return c.Protocol() + "://" + string(c.Request().Host())
}

// clientAddress is where the call comes from.
func (s *Server) clientAddress(c *fiber.Ctx) string {
	remote, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	return s.proxies.client(remote, headerValues(c, headerForwardedFor)).String()
}

// proxies are the networks of those whose word is believed.
type proxies []netip.Prefix

// client walks X-Forwarded-For back from the connection's other end. Behind
// trusted proxies the client is the last address that is not one of theirs:
// what stands before it was written by the client.
func (p proxies) client(remote netip.Addr, forwarded []string) netip.Addr {
	client := remote.Unmap().WithZone("")
	hops := strings.Split(strings.Join(forwarded, ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trust(client); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop.Unmap().WithZone("")
	}
	return client
}

func (p proxies) trust(a netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(a) })
}

// networks reads addresses and networks; what is neither is left out, since
// whoever configures them has checked them.
func networks(texts []string) (all proxies) {
	for _, text := range texts {
		if a, err := netip.ParseAddr(text); err == nil {
			all = append(all, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
		} else if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p.Masked())
		}
	}
	return all
}
