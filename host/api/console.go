package api

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Console is the web app's files.
type Console interface {
	// File returns the file at the path, packed with gzip where that is taken
	// and worth it. The header has at least Content-Type, ETag and
	// Cache-Control; it is shared and must not change.
	File(path string, packed bool) (header http.Header, body []byte, ok bool)
}

// console answers what is not the API's. Its first page is also the answer to
// people who go where nothing is.
func (s *Server) console(c *fiber.Ctx) error {
	path := c.Path()
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || path == "/v1" || strings.HasPrefix(path, "/v1/") {
		return c.Next()
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	packed := c.Request().Header.HasAcceptEncoding("gzip")
	header, body, ok := s.Console.File(path, packed)
	status := fiber.StatusOK
	if !ok && c.Accepts(fiber.MIMEApplicationJSON, fiber.MIMETextHTML) == fiber.MIMETextHTML {
		header, body, ok = s.Console.File("/", packed)
		status = fiber.StatusNotFound
	}
	if !ok {
		return c.Next()
	}
	for name, values := range header {
		c.Set(name, values[0])
	}
	if since := c.Get(fiber.HeaderIfNoneMatch); status == fiber.StatusOK && matches(&since, header.Get(fiber.HeaderETag)) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	return c.Status(status).Send(body)
}
