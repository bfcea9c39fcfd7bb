package api

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"fmt"
	"hash/crc32"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// archive is a ZIP as a response.
type archive struct {
	name string
	body []byte
	etag string
}

// DownloadGeneration returns the files of a generation as a ZIP.
func (s *Server) DownloadGeneration(ctx context.Context, r DownloadGenerationRequestObject) (DownloadGenerationResponseObject, error) {
	a, err := s.archive(ctx, r.Id)
	switch {
	case err != nil:
		return nil, err
	case matches(r.Params.IfNoneMatch, a.etag):
		return DownloadGeneration304Response{Headers: NotModifiedResponseHeaders{ETag: &a.etag}}, nil
	}
	return a, nil
}

// ArchiveGeneration is DownloadGeneration under its old name.
func (s *Server) ArchiveGeneration(ctx context.Context, r ArchiveGenerationRequestObject) (ArchiveGenerationResponseObject, error) {
	a, err := s.archive(ctx, r.Id)
	switch {
	case err != nil:
		return nil, err
	case matches(r.Params.IfNoneMatch, a.etag):
		return ArchiveGeneration304Response{Headers: NotModifiedResponseHeaders{ETag: &a.etag}}, nil
	}
	return a, nil
}

func (s *Server) archive(ctx context.Context, id string) (*archive, error) {
	g, err := s.stored(ctx, id, true)
	switch {
	case err != nil:
		return nil, err
	case !g.Status.Final():
		return nil, host.Errorf(host.InProgress, "the generation is %s; its files can be downloaded once it has succeeded", g.Status)
	case g.Status != host.Succeeded:
		return nil, host.Errorf(host.NotFound, "the generation has no files: it has %s; GET %s says why", g.Status, location(id))
	}
	body, err := zipOf(g.Result.Files)
	if err != nil {
		return nil, err
	}
	return &archive{name: archiveName(g), body: body, etag: etag(body)}, nil
}

func archiveName(g host.Generation) string {
	return cmp.Or(g.Result.Pattern, g.Result.ArtifactType, "kiln") + "-" + g.ID + ".zip"
}

// VisitDownloadGenerationResponse sends the ZIP.
func (a *archive) VisitDownloadGenerationResponse(c *fiber.Ctx) error { return a.send(c) }

// VisitArchiveGenerationResponse sends the ZIP.
func (a *archive) VisitArchiveGenerationResponse(c *fiber.Ctx) error { return a.send(c) }

func (a *archive) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, disposition(a.name))
	c.Set(fiber.HeaderETag, a.etag)
	c.Response().SetBodyRaw(a.body)
	return nil
}

// disposition names a file twice: in ASCII for old clients and in UTF-8 (RFC 6266).
func disposition(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\/%`, r) {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, ascii, url.PathEscape(name))
}

// The date of every file in an archive: the first that ZIP knows, 1980-01-01.
const zipEpoch = 1<<5 | 1

// zipOf packs the files. Equal files give equal bytes: sorted, with one fixed
// date, without extra fields and data descriptors.
func zipOf(files []host.File) ([]byte, error) {
	files = slices.SortedFunc(slices.Values(files), func(a, b host.File) int { return strings.Compare(a.Path, b.Path) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		packed, err := deflate(f.Body)
		if err != nil {
			return nil, fmt.Errorf("zip: %w", err)
		}
		h := &zip.FileHeader{
			Name: f.Path, Method: zip.Deflate, ReaderVersion: 20,
			ModifiedDate: zipEpoch, //nolint:staticcheck // Modified would add an extra field
			CRC32:        crc32.ChecksumIEEE(f.Body), UncompressedSize64: uint64(len(f.Body)), CompressedSize64: uint64(len(packed)),
		}
		if len(packed) >= len(f.Body) {
			packed, h.Method, h.CompressedSize64 = f.Body, zip.Store, h.UncompressedSize64
		}
		const utf8Name = 0x800
		h.Flags = utf8Name
		h.SetMode(fs.FileMode(f.Mode))
		entry, err := w.CreateRaw(h)
		if err != nil {
			return nil, fmt.Errorf("zip: %w", err)
		}
		if _, err := entry.Write(packed); err != nil {
			return nil, fmt.Errorf("zip: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("zip: %w", err)
	}
	return out.Bytes(), nil
}

func deflate(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
