package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/host"
)

// maxWords is how many words a list is searched for at most.
const maxWords = 16

// Generations returns a page of an org's generations, newest first, without
// files and without rejected ones.
func (s *Store) Generations(ctx context.Context, orgID string, p host.Page) ([]host.Generation, error) {
	if p.Limit <= 0 || p.Status == host.Rejected {
		return nil, nil
	}
	query, args, err := pageQuery(orgID, p)
	if err != nil {
		return nil, err
	}
	scan := func(r row) (host.Generation, error) { return scanGeneration(r) }
	page, err := collect(ctx, s.read, scan, query, args...)
	return page, notRead(ctx, err)
}

// pageQuery words a page in SQL. Each list is read along one index from the
// place where the page begins, so its cost does not grow with the table.
func pageQuery(orgID string, p host.Page) (query string, args []any, err error) {
	words := strings.Fields(p.Query)
	if len(words) > maxWords {
		return "", nil, &host.Error{Code: host.ValidationFailed, Param: "q",
			Message: "q: search for at most " + strconv.Itoa(maxWords) + " words"}
	}
	if p.Before == nil {
		p.Before = &host.Cursor{}
	}
	if err := errors.Join(checkText("org", orgID), checkText("status", string(p.Status)),
		checkText("artifactType", p.ArtifactType), checkText("pattern", p.Pattern),
		checkText("q", p.Query), checkText("cursor", p.Before.ID)); err != nil {
		return "", nil, err
	}

	var b strings.Builder
	b.WriteString(`SELECT ` + generationColumns + ` FROM generations WHERE `)
	// where adds a condition with a ? for each value.
	where := func(condition string, values ...any) {
		if len(args) > 0 {
			b.WriteString(` AND `)
		}
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		b.WriteString(condition)
	}
	where(`org_id = ?`, orgID)
	if p.Status != "" {
		where(`status = ?`, p.Status)
	} else {
		where(`status <> 'rejected'`)
	}
	if p.Before.ID != "" {
		where(`(created_at, id) < (?, ?)`, micros(p.Before.CreatedAt), p.Before.ID)
	}
	if p.ArtifactType != "" {
		where(`artifact_type = ?`, p.ArtifactType)
	}
	if p.Pattern != "" {
		where(`pattern = ?`, p.Pattern)
	}
	for _, word := range words {
		where(`search LIKE ? ESCAPE '\'`, likeWord(lowered(word)))
	}
	args = append(args, p.Limit)
	b.WriteString(` ORDER BY created_at DESC, id DESC LIMIT $` + strconv.Itoa(len(args)))
	return b.String(), args, nil
}
