package api

import (
	"mime"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// bodyForm is what a route takes.
type bodyForm struct {
	shape
	limit int // in bytes
}

// takesBody lists the routes that have a body.
var takesBody = map[string]bodyForm{
	"/v1/generations":        {requestShape, maxBody},
	"/v1/generations/stream": {requestShape, maxBody},
	"/v1/keys":               {keyShape, 16 << 10},
	"/v1/checkout":           {checkoutShape, 16 << 10},
	"/v1/auth/magic-link":    {linkShape, 8 << 10},
	"/v1/auth/verify":        {signInShape, 8 << 10},
}

// readBody checks the body of a call more strictly than the generated binding
// would and hands it the checked value.
func (s *Server) readBody(c *fiber.Ctx, next fiber.Handler) error {
	if c.Route().Path == takesRaw {
		return s.readRaw(c, next)
	}
	form, ok := takesBody[c.Route().Path]
	if !ok || c.Method() != fiber.MethodPost {
		return next(c)
	}
	if err := checkMedia(c); err != nil {
		return err
	}
	if len(c.Request().Body()) > form.limit {
		return host.Errorf(host.RequestTooLarge, "the body is larger than %d bytes; send less", form.limit)
	}
	// Never c.Body(): it inflates, and a small body can become a large one.
	value, err := parse(slices.Clone(c.Request().Body()))
	if err != nil {
		return err
	}
	k := callOf(c.UserContext())
	if members, ok := value.(map[string]any); ok {
		if id, ok := members["requestId"].(string); ok && len(id) <= 128 {
			k.requestID = id
		}
	}
	checked, warnings, err := form.check(value)
	if err != nil {
		return err
	}
	k.warnings = warnings
	c.Locals(validatedBodyLocalsKey, checked)
	return next(c)
}

func checkMedia(c *fiber.Ctx) error {
	if coding := strings.TrimSpace(c.Get(fiber.HeaderContentEncoding)); coding != "" && !strings.EqualFold(coding, "identity") {
		return host.Errorf(host.UnsupportedMediaType, "the Content-Encoding %q is not supported; send the body uncompressed", short(coding))
	}
	kind := c.Get(fiber.HeaderContentType)
	media, params, err := mime.ParseMediaType(kind)
	if err != nil || media != fiber.MIMEApplicationJSON {
		return host.Errorf(host.UnsupportedMediaType, "the Content-Type is %q; send application/json", short(kind))
	}
	if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
		return host.Errorf(host.UnsupportedMediaType, "the charset %q is not supported; JSON is UTF-8", short(charset))
	}
	return nil
}
