package api

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
)

// secure sets the headers that every answer has; handlers may widen
// Cache-Control and Content-Security-Policy.
func secure(c *fiber.Ctx, https bool) {
	c.Set(fiber.HeaderCacheControl, uncached)
	c.Set(fiber.HeaderContentSecurityPolicy,
		"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	if https {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
}

// CheckOrigin tells what is wrong with an origin for [Config], if anything.
func CheckOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" ||
		u.Scheme+"://"+u.Host != origin || strings.ContainsAny(origin, "*,") {
		return fmt.Errorf("origin %q: write scheme and host and nothing else, like https://console.example.com", origin)
	}
	return nil
}

func corsConfig(origins []string) cors.Config {
	return cors.Config{
		AllowOrigins: strings.Join(origins, ","),
		AllowMethods: "GET,HEAD,POST",
		AllowHeaders: "Authorization,Content-Type,Idempotency-Key,If-None-Match,Last-Event-ID,X-Request-Id",
		ExposeHeaders: "Content-Disposition,ETag,Idempotent-Replayed,Link,Location,Retry-After," +
			"WWW-Authenticate,X-Request-Id," + headerLimit + "," + headerRemaining + "," + headerReset + "," +
			headerRateLimit + "," + headerRateLimitPolicy + "," + headerShouldRetry,
		MaxAge: 600,
	}
}

// matches tells whether one of the ETags in an If-None-Match header is etag.
func matches(header *string, etag string) bool {
	if header == nil || etag == "" {
		return false
	}
	for one := range strings.SplitSeq(*header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if unpackedTag(one) == unpackedTag(etag) || one == "*" {
			return true
		}
	}
	return false
}

// uncached is what an answer says unless its handler knows better.
const uncached = "no-store"

// revalidated lets a client keep its copy, and ask each time whether it is still good.
const revalidated = "private, no-cache"
