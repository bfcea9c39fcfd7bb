package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// fill inserts n generations of the org, a minute apart, one in ten of them
// failed and the rest succeeded, in one statement.
func fill(t testing.TB, s *store.Store, orgID string, n int) {
	t.Helper()
	_, err := s.DB().ExecContext(ctx, `WITH RECURSIVE numbers (i) AS (
			SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < CAST($1 AS BIGINT))
		INSERT INTO generations (org_id, id, request_id, fingerprint, status, attempt, created_at, completed_at,
			quota_period_at, quota_used, quota_limit, artifact_type, pattern, summary, request, search)
		SELECT CAST($2 AS TEXT), 'gen_' || CAST(1000000 + i AS TEXT), '', '',
			CASE WHEN i % 10 = 0 THEN 'failed' ELSE 'succeeded' END, 1,
			1700000000000000 + i * 60000000, 1700000000000000 + i * 60000000 + 5000, 0, 0, 0,
			'itk-batch', 'query-export', 'A batch program', '{"prompt":"Export released parts to CSV"}',
			'export released parts to csv'
		FROM numbers`, n, orgID)
	check(t, err)
	statement := "ANALYZE"
	_, err = s.DB().ExecContext(ctx, statement)
	check(t, err)
}

// pages reads a list to its end.
func pages(t testing.TB, s *store.Store, orgID string, p host.Page) (ids []string) {
	t.Helper()
	for {
		page := must[[]host.Generation](t)(s.Generations(ctx, orgID, p))
		if len(page) > p.Limit {
			t.Fatalf("%d generations on a page of %d", len(page), p.Limit)
		}
		for _, g := range page {
			ids = append(ids, g.ID)
		}
		if len(page) < p.Limit {
			return ids
		}
		last := page[len(page)-1]
		p.Before = &host.Cursor{CreatedAt: last.CreatedAt, ID: last.ID}
	}
}

func TestPagesAreNewestFirstWithoutGapOrRepeat(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		org := demo(t, s)
		var newestFirst, failed []string
		for i := range 25 {
			if i%3 == 0 {
				c.advance(time.Microsecond) // else several at the same time
			}
			r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Minute)))
			result := succeeded()
			if i%4 == 0 {
				result = host.Result{Status: host.Failed}
				failed = append(failed, r.Generation.ID)
			}
			check(t, s.Finish(ctx, *r.Claim, result, nil))
			newestFirst = append(newestFirst, r.Generation.ID)
		}
		slices.Reverse(newestFirst)
		all := pages(t, s, org.ID, host.Page{Limit: 100})
		for _, limit := range []int{1, 4, 25, 26} {
			equal(t, fmt.Sprintf("pages of %d", limit), pages(t, s, org.ID, host.Page{Limit: limit}), all)
		}
		slices.Sort(newestFirst)
		equal(t, "all", slices.Sorted(slices.Values(all)), newestFirst)
		got := pages(t, s, org.ID, host.Page{Limit: 3, Status: host.Failed})
		equal(t, "failed", slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(failed)))
		equal(t, "none asked for", len(must[[]host.Generation](t)(s.Generations(ctx, org.ID, host.Page{}))), 0)
	})
}

func TestPagesAreFiltered(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		post := func(prompt string, finish bool) string {
			o := order(org.ID, "", time.Minute)
			o.Request.Prompt = prompt
			r := must[host.Receipt](t)(s.Enqueue(ctx, o))
			if finish {
				check(t, s.Finish(ctx, *r.Claim, succeeded(), nil))
			}
			return r.Generation.ID
		}
		percent := post(`Export 100% of ITEM_ID to C:\out`, false)
		umlaut := post("Teile der Größe ÜBER 5 ausgeben", true)

		for _, test := range []struct {
			page host.Page
			want []string
		}{
			{host.Page{Query: "export"}, []string{umlaut, percent}}, // one in the prompt, one in the summary
			{host.Page{Query: "item_id"}, []string{percent}},
			{host.Page{Query: "itemxid"}, nil},
			{host.Page{Query: "i_em"}, nil},
			{host.Page{Query: "100%"}, []string{percent}},
			{host.Page{Query: "100%of"}, nil},
			{host.Page{Query: `c:\OUT`}, []string{percent}},
			{host.Page{Query: "größe über"}, []string{umlaut}},
			{host.Page{Query: "GRÖSSE"}, nil}, // ß has no other case in one letter
			{host.Page{Query: "ÄRGER  teile"}, []string{umlaut}},
			{host.Page{Query: "teile item_id"}, nil},
			{host.Page{Query: "'; DROP TABLE generations; --"}, nil},
			{host.Page{Status: host.Running}, []string{percent}},
			{host.Page{Pattern: "query-export"}, []string{umlaut}},
			{host.Page{Pattern: "other"}, nil},
			{host.Page{ArtifactType: "itk-batch", Pattern: "query-export", Status: host.Succeeded, Query: "5"}, []string{umlaut}},
			{host.Page{ArtifactType: "soa-client"}, nil},
		} {
			test.page.Limit = 9
			if got := pages(t, s, org.ID, test.page); !slices.Equal(got, test.want) {
				t.Errorf("%+v: got %v, want %v", test.page, got, test.want)
			}
		}
		for _, bad := range []host.Page{
			{Query: "\x00"}, {Query: "\xff"}, {Pattern: "\x00"}, {Before: &host.Cursor{ID: "\xff"}},
			{Query: strings.Repeat("a ", 17)},
		} {
			bad.Limit = 9
			_, err := s.Generations(ctx, org.ID, bad)
			wantCode(t, err, host.ValidationFailed)
		}
	})
}

// The lists that must not grow with the table are read along an index.
func TestPagesAreReadAlongAnIndex(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		org := demo(t, s)
		fill(t, s, org.ID, 20_000)
		middle := &host.Cursor{CreatedAt: time.UnixMicro(1700000000000000 + 10_000*60000000), ID: "gen_1010000"}
		for name, page := range map[string]host.Page{
			"newest":             {Limit: 20},
			"middle":             {Limit: 20, Before: middle},
			"failed":             {Limit: 20, Status: host.Failed},
			"failed, middle":     {Limit: 20, Status: host.Failed, Before: middle},
			"running, none":      {Limit: 20, Status: host.Running},
			"with all the words": {Limit: 20, Query: "export"},
		} {
			query, args, err := store.PageQuery(org.ID, page)
			check(t, err)
			checkPlan(t, name, explain(t, s, query, args...))
			must[[]host.Generation](t)(s.Generations(ctx, org.ID, page))
		}
		due := `SELECT org_id, id FROM generations WHERE claimed_until <= $1 ORDER BY created_at, id LIMIT 1`
		checkPlan(t, "claim", explain(t, s, due, time.Now().UnixMicro()))
	})
}

// checkPlan looks for an index that is read in order: no table is scanned,
// nothing is sorted.
func checkPlan(t *testing.T, name, plan string) {
	t.Helper()
	// SQLite calls reading a partial index from its begin a scan of that index.
	scan := strings.Contains(plan, "Seq Scan") || strings.Contains(plan, "SCAN generations\n")
	sorted := strings.Contains(plan, "Sort") || strings.Contains(plan, "TEMP B-TREE")
	indexed := strings.Contains(plan, "using generations_") || strings.Contains(plan, "USING INDEX generations_")
	if scan || sorted || !indexed {
		t.Errorf("%s:\n%s", name, plan)
	}
}

func explain(t *testing.T, s *store.Store, query string, args ...any) string {
	t.Helper()
	prefix, columns := "EXPLAIN ", 1
	if s.IsSQLite() {
		prefix, columns = "EXPLAIN QUERY PLAN ", 4
	}
	rows, err := s.DB().QueryContext(ctx, prefix+query, args...)
	check(t, err)
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var line string
		into := []any{new(int), new(int), new(int), &line}[4-columns:]
		check(t, rows.Scan(into...))
		plan.WriteString(line + "\n")
	}
	check(t, rows.Err())
	return plan.String()
}
