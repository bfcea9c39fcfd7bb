package api

import (
	"context"
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// ListArtifacts returns the active types.
func (s *Server) ListArtifacts(_ context.Context, r ListArtifactsRequestObject) (ListArtifactsResponseObject, error) {
	body, err := encode(artifactsOf(s.Catalog()))
	if err != nil {
		return nil, err
	}
	tag := etag(body)
	if matches(r.Params.IfNoneMatch, tag) {
		return ListArtifacts304Response{Headers: NotModifiedResponseHeaders{ETag: &tag}}, nil
	}
	return encodedArtifacts{body, tag}, nil
}

// encodedArtifacts is the list as it was encoded for its ETag.
type encodedArtifacts struct {
	body []byte
	etag string
}

// VisitListArtifactsResponse sends the list.
func (a encodedArtifacts) VisitListArtifactsResponse(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderETag, a.etag)
	c.Response().SetBodyRaw(a.body)
	return nil
}

func artifactsOf(c host.Catalog) ArtifactList {
	list := ArtifactList{Data: make([]Artifact, len(c.Active))}
	for i, a := range c.Active {
		list.Data[i] = Artifact{Type: a.Type, Title: a.Title, Description: a.Description, Version: a.Version,
			Digest: a.Digest, Patterns: make([]Pattern, len(a.Patterns))}
		for j, p := range a.Patterns {
			list.Data[i].Patterns[j] = Pattern{Id: p.ID, Title: p.Title, Description: p.Description}
			if len(p.Parameters) > 0 && json.Valid(p.Parameters) {
				list.Data[i].Patterns[j].Parameters = new(p.Parameters)
			}
			if len(p.Examples) > 0 {
				list.Data[i].Patterns[j].Examples = new(p.Examples)
			}
		}
	}
	return list
}
