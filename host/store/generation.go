package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/kilnworks/kiln/host"
)

// Generation returns one generation of an org, with its files if asked for
// and if it succeeded. Another org's generation is not found. What is left of
// a rejected one is returned, for those still watching.
func (s *Store) Generation(ctx context.Context, orgID, id string, withFiles bool) (host.Generation, error) {
	if !storable(orgID) || !storable(id) {
		return host.Generation{}, notFound("generation", id)
	}
	g, _, err := generation(ctx, s.read, orgID, id)
	// A succeeded generation never changes again, so its files belong to the row just read.
	if err == nil && withFiles && g.Status == host.Succeeded {
		g.Result.Files, err = files(ctx, s.read, orgID, id)
	}
	return g, notRead(ctx, err)
}

// generation reads a row and the claim that its newest attempt has or had.
func generation(ctx context.Context, q querier, orgID, id string) (host.Generation, host.Claim, error) {
	g, claim, err := scanClaimed(q.QueryRowContext(ctx,
		`SELECT `+claimedColumns+` FROM generations WHERE org_id = $1 AND id = $2`, orgID, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("generation", id)
	}
	return g, claim, err
}

// What scanGeneration and scanClaimed read. A generation's attempts count from
// its newest order, those of claims never begin anew.
const (
	generationColumns = `org_id, id, status, attempt - attempt_base, last_seq, created_at, completed_at,
		quota_period_at, quota_until_at, quota_used, quota_limit, artifact_type, pattern, engine_version, summary,
		error, usage, diagnostics, request`
	claimedColumns = generationColumns + `, attempt`
)

// scanClaimed reads claimedColumns, then columns of the caller's own.
func scanClaimed(r row, more ...any) (host.Generation, host.Claim, error) {
	var attempt int
	g, err := scanGeneration(r, append([]any{&attempt}, more...)...)
	return g, host.Claim{OrgID: g.OrgID, GenerationID: g.ID, Attempt: attempt}, err
}

// scanGeneration reads generationColumns, then columns of the caller's own.
func scanGeneration(r row, more ...any) (host.Generation, error) {
	var (
		g                                    host.Generation
		createdAt, completedAt               int64
		quota                                quotaCharge
		failed, usage, diagnostics, requests string
	)
	result := &g.Result
	columns := []any{&g.OrgID, &g.ID, &g.Status, &g.Attempt, &g.LastSeq, &createdAt, &completedAt,
		&quota.periodAt, &quota.untilAt, &quota.used, &quota.limit,
		&result.ArtifactType, &result.Pattern, &result.EngineVersion, &result.Summary,
		&failed, &usage, &diagnostics, &requests}
	if err := r.Scan(append(columns, more...)...); err != nil {
		return host.Generation{}, err
	}
	g.CreatedAt, g.CompletedAt = fromMicros(createdAt), fromMicros(completedAt)
	if g.Status.Final() {
		result.Status = g.Status
	}
	err := errors.Join(
		fromJSON(failed, &result.Error),
		fromJSON(usage, &result.Usage),
		fromJSON(diagnostics, &result.Diagnostics),
		fromJSON(requests, &g.Request),
	)
	if g.Status == host.Succeeded {
		result.Usage.Quota = quota.shown()
	}
	return g, err
}
