package store

import (
	"context"
	"fmt"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// Events returns a generation's events with a number above after, in order;
// none for a generation that is unknown or another org's.
func (s *Store) Events(ctx context.Context, orgID, id string, after int64) ([]host.Event, error) {
	if !storable(orgID) || !storable(id) {
		return nil, nil
	}
	events, err := collect(ctx, s.read, scanEvent, `SELECT seq, stage, status, happened_at, elapsed, message
		FROM events WHERE org_id = $1 AND generation_id = $2 AND seq > $3 ORDER BY seq`, orgID, id, after)
	return events, notRead(ctx, err)
}

func scanEvent(r row) (host.Event, error) {
	var (
		e                   host.Event
		stage               string
		happenedAt, elapsed int64
	)
	if err := r.Scan(&e.Seq, &stage, &e.Status, &happenedAt, &elapsed, &e.Message); err != nil {
		return e, err
	}
	e.At, e.Elapsed = fromMicros(happenedAt), time.Duration(elapsed)*time.Microsecond
	var known bool
	if e.Stage, known = sdk.ParseStage(stage); !known {
		return e, fmt.Errorf("event %d has the unknown stage %q", e.Seq, stage)
	}
	return e, nil
}

func insertEvents(ctx context.Context, tx querier, c host.Claim, events []host.Event) error {
	rows := make([][]any, len(events))
	for i, e := range events {
		rows[i] = []any{c.OrgID, c.GenerationID, e.Seq, e.Stage.String(), e.Status,
			micros(e.At), e.Elapsed.Microseconds(), cleaned(e.Message)}
	}
	return insert(ctx, tx,
		`INSERT INTO events (org_id, generation_id, seq, stage, status, happened_at, elapsed, message) VALUES `,
		rows, ` ON CONFLICT (org_id, generation_id, seq) DO NOTHING`)
}

// lastSeq returns the highest number of the events, 0 for none.
func lastSeq(events []host.Event) (last int64) {
	for _, e := range events {
		last = max(last, e.Seq)
	}
	return last
}

// forget removes what an earlier run has left.
func forget(ctx context.Context, tx querier, orgID, id string) error {
	for _, statement := range []string{
		`DELETE FROM events WHERE org_id = $1 AND generation_id = $2`,
		`DELETE FROM files WHERE org_id = $1 AND generation_id = $2`,
	} {
		if _, err := tx.ExecContext(ctx, statement, orgID, id); err != nil {
			return err
		}
	}
	return nil
}
