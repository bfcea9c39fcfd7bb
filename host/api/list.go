package api

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kilnworks/kiln/host"
)

const (
	standardLimit = 20
	maxLimit      = 100
	maxName       = 64  // of a type or pattern, in bytes
	maxQuery      = 200 // in bytes
)

// ListGenerations returns one page, newest first.
func (s *Server) ListGenerations(ctx context.Context, r ListGenerationsRequestObject) (ListGenerationsResponseObject, error) {
	page, err := pageOf(r.Params)
	if err != nil {
		return nil, err
	}
	limit := page.Limit
	page.Limit++ // one more tells whether there is a next page
	found, err := s.Generations.Generations(ctx, callOf(ctx).orgID, page)
	if err != nil {
		return nil, err
	}
	list := GenerationList{Data: []Generation{}, HasMore: len(found) > limit}
	for _, g := range found[:min(limit, len(found))] {
		list.Data = append(list.Data, recordOf(g, false))
	}
	var headers ListGenerations200ResponseHeaders
	if list.HasMore {
		last := found[limit-1]
		next := encodeCursor(host.Cursor{CreatedAt: last.CreatedAt, ID: last.ID})
		list.NextCursor = &next
		headers.Link = new(nextLink(r.Params, next))
	}
	return ListGenerations200JSONResponse{Body: list, Headers: headers}, nil
}

// pageOf reads the parameters of a list, or lists every mistake in them.
func pageOf(p ListGenerationsParams) (host.Page, error) {
	page := host.Page{
		Limit: standardLimit, Status: host.Status(value(p.Status)),
		ArtifactType: value(p.ArtifactType), Pattern: value(p.Pattern), Query: strings.TrimSpace(value(p.Q)),
	}
	var mistakes []host.Detail
	miss := func(name, message string) {
		mistakes = append(mistakes, host.Detail{Path: name, Code: "invalid", Message: message})
	}
	if p.Limit != nil {
		n, err := strconv.Atoi(*p.Limit)
		if page.Limit = n; err != nil || n < 1 || n > maxLimit {
			miss("limit", "must be a whole number from 1 to "+strconv.Itoa(maxLimit))
		}
	}
	if p.Cursor != nil {
		cursor, ok := decodeCursor(*p.Cursor)
		if page.Before = &cursor; !ok {
			miss("cursor", "is not a cursor that this API gave; leave it out to begin with the newest")
		}
	}
	if p.Status != nil && !slices.Contains(host.Statuses[:], page.Status) {
		miss("status", "must be one of queued, running, succeeded, failed, canceled")
	}
	for _, one := range []struct {
		name, value string
		most        int
	}{{"artifactType", page.ArtifactType, maxName}, {"pattern", page.Pattern, maxName}, {"q", page.Query, maxQuery}} {
		if len(one.value) > one.most || !utf8.ValidString(one.value) || strings.ContainsRune(one.value, 0) {
			miss(one.name, "must be at most "+strconv.Itoa(one.most)+" bytes of UTF-8 without NUL")
		}
	}
	if len(mistakes) == 0 {
		return page, nil
	}
	first := mistakes[0]
	return page, &host.Error{Code: host.ValidationFailed, Param: first.Path,
		Message: first.Path + " " + first.Message, Details: mistakes}
}

// nextLink is the same list from the cursor on (RFC 8288).
func nextLink(p ListGenerationsParams, cursor string) string {
	query := url.Values{"cursor": {cursor}}
	for name, given := range map[string]*string{
		"limit": p.Limit, "status": p.Status, "artifactType": p.ArtifactType, "pattern": p.Pattern, "q": p.Q,
	} {
		if given != nil {
			query.Set(name, *given)
		}
	}
	return "</v1/generations?" + query.Encode() + `>; rel="next"`
}
