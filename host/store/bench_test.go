package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

func benchEachBackEnd(b *testing.B, bench func(b *testing.B, s *store.Store)) {
	b.Run("sqlite", func(b *testing.B) { bench(b, storetest.Open(b, store.Config{DataDir: b.TempDir()})) })
	b.Run("postgres", func(b *testing.B) {
		bench(b, storetest.Open(b, store.Config{DatabaseURL: storetest.Postgres(b), MaxConns: 16}))
	})
}

// project is what a typical generation leaves: 12 files of 4 KB.
func project() host.Result {
	r := succeeded()
	r.Files = nil
	for i := range 12 {
		body := make([]byte, 4096)
		for at := range body {
			body[at] = byte('a' + (at*7+i)%26)
		}
		r.Files = append(r.Files, host.NewFile(fmt.Sprintf("src/file%02d.c", i), body, 0o644))
	}
	return r
}

// A generation's share of the database, from order to result, beside what two
// commits of a single row cost on the same disk.
func BenchmarkEnqueueFinish(b *testing.B) {
	result := project()
	work := map[string]func(ctx context.Context, s *store.Store, orgID string) error{
		"generation": func(ctx context.Context, s *store.Store, orgID string) error {
			r, err := s.Enqueue(ctx, order(orgID, host.NewID("req"), time.Minute))
			if err != nil {
				return err
			}
			return s.Finish(ctx, *r.Claim, result, events(1, time.Now()))
		},
		"two-commits": func(ctx context.Context, s *store.Store, _ string) error {
			for range 2 {
				if err := bareCommit(ctx, s.DB()); err != nil {
					return err
				}
			}
			return nil
		},
	}
	benchEachBackEnd(b, func(b *testing.B, s *store.Store) {
		for _, name := range []string{"two-commits", "generation"} {
			for _, writers := range []int{1, 8} {
				b.Run(fmt.Sprintf("%s/writers=%d", name, writers), func(b *testing.B) {
					benchWriters(b, s, writers, work[name])
				})
			}
		}
	})
}

// To count a call must cost less than a durable commit: it happens on every one.
func BenchmarkTake(b *testing.B) {
	benchEachBackEnd(b, func(b *testing.B, s *store.Store) {
		org := demo(b, s)
		b.Run("take", func(b *testing.B) {
			for b.Loop() {
				if a, err := s.Take(ctx, org.ID, time.Now()); err != nil || !a.Granted {
					b.Fatal(a, err)
				}
			}
		})
		b.Run("commit", func(b *testing.B) {
			for b.Loop() {
				if err := bareCommit(ctx, s.DB()); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

func bareCommit(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, `INSERT INTO probes (id, probed_at, filler) VALUES ($1, $2, $3)`,
		host.NewID("probe"), 0, []byte{1})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// benchWriters shares b's work among writers, each for an org of its own.
func benchWriters(b *testing.B, s *store.Store, writers int, work func(context.Context, *store.Store, string) error) {
	ctx := context.Background()
	orgs := make([]string, writers)
	for i := range orgs {
		orgs[i] = must[host.Org](b)(s.EnsureOrg(ctx, fmt.Sprintf("org-%d", i))).ID
	}
	var all sync.WaitGroup
	var failed atomic.Pointer[error]
	tickets := make(chan struct{})
	for _, orgID := range orgs {
		all.Go(func() {
			for range tickets {
				if err := work(ctx, s, orgID); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	for b.Loop() {
		tickets <- struct{}{}
	}
	close(tickets)
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
	if err := failed.Load(); err != nil {
		b.Fatal(*err)
	}
}

// A page costs the same among 100 generations and among 100,000.
func BenchmarkList(b *testing.B) {
	benchEachBackEnd(b, func(b *testing.B, s *store.Store) {
		for _, n := range []int{100, 100_000} {
			org := must[host.Org](b)(s.EnsureOrg(ctx, fmt.Sprintf("org-%d", n)))
			fill(b, s, org.ID, n)
			middle := &host.Cursor{CreatedAt: time.UnixMicro(1700000000000000 + int64(n)/2*60000000), ID: "gen_"}
			for _, list := range []struct {
				name string
				page host.Page
			}{
				{"newest", host.Page{Limit: 20}},
				{"middle", host.Page{Limit: 20, Before: middle}},
				{"running", host.Page{Limit: 20, Status: host.Running}},
				{"failed", host.Page{Limit: 10, Status: host.Failed}},
				{"words", host.Page{Limit: 20, Query: "released csv"}},
				{"no-such-word", host.Page{Limit: 20, Query: "xyzzy"}},
			} {
				b.Run(fmt.Sprintf("%s/n=%d", list.name, n), func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Generations(ctx, org.ID, list.page); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	})
}
