package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// worthPacking is the size, in bytes, from which packing saves a packet.
const worthPacking = 1400

// packedTag ends the ETags of packed answers: they are other bytes.
const packedTag = `-gz"`

// pack compresses what was read, if the client takes that: records have whole
// projects in them. Answers that have a secret in them are never packed, since
// their size would tell of it; they are no GETs.
func pack(c *fiber.Ctx) {
	h := &c.Response().Header
	tag := string(h.Peek(fiber.HeaderETag))
	packed := strings.TrimSuffix(tag, `"`) + packedTag
	if tag != "" && c.Response().StatusCode() == fiber.StatusNotModified && strings.Contains(c.Get(fiber.HeaderIfNoneMatch), packed) {
		c.Set(fiber.HeaderETag, packed)
		return
	}
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || string(h.ContentType()) != fiber.MIMEApplicationJSON || c.Response().IsBodyStream() {
		return
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	body := c.Response().Body()
	if len(body) < worthPacking || !c.Request().Header.HasAcceptEncoding("gzip") {
		return
	}
	c.Response().SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, body, fasthttp.CompressBestSpeed))
	c.Set(fiber.HeaderContentEncoding, "gzip")
	if tag != "" {
		c.Set(fiber.HeaderETag, packed)
	}
}

// unpackedTag is the ETag of the answer before it was packed.
func unpackedTag(tag string) string {
	if plain, ok := strings.CutSuffix(tag, packedTag); ok {
		return plain + `"`
	}
	return tag
}
