package api

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// Limits bound how fast orgs may call, over all hosts.
type Limits interface {
	// Take counts a call that came at that time; one that is not granted must be refused.
	Take(ctx context.Context, orgID string, at time.Time) (host.Allowance, error)
	// Allowance returns the same without counting.
	Allowance(ctx context.Context, orgID string, at time.Time) (host.Allowance, error)
}

// limit shows the org how it stands to its rate and, where the call counts,
// refuses it beyond. Calls by which people manage keys and billing do not
// count: whoever floods with an org's key must not lock out its owners, who
// can revoke it.
func (s *Server) limit(c *fiber.Ctx, orgID string, counts bool) error {
	ask := s.Limits.Allowance
	if counts {
		ask = s.Limits.Take
	}
	// By its arrival: a call that waited is not judged by how busy the host was.
	at := callOf(c.UserContext()).started
	a, err := ask(c.UserContext(), orgID, at)
	if err != nil {
		return err
	}
	if a.Bounds() {
		show(c, "org", a, at)
	}
	if counts && !a.Granted {
		wait := seconds(a.RetryAfter)
		c.Set(fiber.HeaderRetryAfter, strconv.FormatInt(wait, 10))
		return host.Errorf(host.RateLimited, "more than %d calls a minute, or %d at once, of this organization; go on in %d s",
			a.PerMinute, a.Burst, wait)
	}
	return nil
}

// Headers that tell a client how it stands to a limit.
const (
	headerLimit           = "X-Ratelimit-Limit"
	headerRemaining       = "X-Ratelimit-Remaining"
	headerReset           = "X-Ratelimit-Reset"
	headerRateLimit       = "RateLimit"
	headerRateLimitPolicy = "RateLimit-Policy"
	headerShouldRetry     = "X-Should-Retry"
)

// show writes an allowance in the two forms that clients know: the customary
// one, and that of draft-ietf-httpapi-ratelimit-headers.
func show(c *fiber.Ctx, policy string, a host.Allowance, at time.Time) {
	c.Set(headerLimit, strconv.FormatInt(a.Burst, 10))
	c.Set(headerRemaining, strconv.FormatInt(a.Remaining, 10))
	c.Set(headerReset, strconv.FormatInt(a.ResetAt.Add(time.Second-1).Unix(), 10))
	c.Set(headerRateLimitPolicy, fmt.Sprintf("%q;q=%d;w=%d", policy, a.Burst, seconds(a.Window())))
	c.Set(headerRateLimit, fmt.Sprintf("%q;r=%d;t=%d", policy, a.Remaining, seconds(a.ResetAt.Sub(at))))
}

// seconds rounds up, so that a client that waits as told does not come early.
func seconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }
