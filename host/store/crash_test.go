package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// A process that is killed has lost nothing that it was told is stored, and
// left nothing half.
func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		acknowledged := map[string]string{}
		for round := range 5 {
			cmd, lines := helper(t, "write", c)
			for n := 0; lines.Scan(); n++ {
				var what, id string
				if _, err := fmt.Sscan(lines.Text(), &what, &id); err != nil {
					continue // the last line may be cut
				}
				acknowledged[id] = what
				if n == 40+round*7 {
					check(t, cmd.Process.Signal(syscall.SIGKILL))
				}
			}
			_ = cmd.Wait() // killed
		}

		s := storetest.Open(t, c)
		org := must[host.Org](t)(s.Org(ctx, "demo"))
		want := succeeded()
		want.Files[2].Body = []byte{}
		for id, what := range acknowledged {
			g := must[host.Generation](t)(s.Generation(ctx, org.ID, id, true))
			if what == "finished" {
				equal(t, "status", g.Status, host.Succeeded)
			}
		}
		all := pages(t, s, org.ID, host.Page{Limit: 100})
		if len(all) < len(acknowledged) || len(acknowledged) < 100 {
			t.Fatalf("%d generations acknowledged, %d stored", len(acknowledged), len(all))
		}
		running := 0
		for _, id := range all {
			g := must[host.Generation](t)(s.Generation(ctx, org.ID, id, true))
			log := must[[]host.Event](t)(s.Events(ctx, org.ID, id, 0))
			if g.Status == host.Succeeded {
				equal(t, "files", g.Result.Files, want.Files)
				equal(t, "events", len(log), 12)
				continue
			}
			running++
			equal(t, "half a record", g.Status == host.Running && len(log) == 0, true)
		}
		if running > 5 {
			t.Errorf("%d generations are not finished, at most one for each kill", running)
		}
		equal(t, "charged", used(t, s), int64(len(all)))
	})
}

// wantOutage checks that nothing works and that the reason is said.
func wantOutage(t *testing.T, s *store.Store, orgID string) {
	t.Helper()
	_, err := s.Enqueue(ctx, order(orgID, "", time.Minute))
	wantCode(t, err, host.PersistenceFailed)
	if errors.Unwrap(err) == nil {
		t.Error("the cause is lost")
	}
	wantCode(t, freshReady(s), host.PersistenceFailed)
}

// freshReady asks in a second that has no answer yet.
func freshReady(s *store.Store) error {
	now := time.Now().Add(time.Duration(later.Add(1)) * time.Minute)
	s.SetClock(func() time.Time { return now })
	defer s.SetClock(time.Now)
	return s.Ready(ctx)
}

var later atomic.Int64

func TestFullDiskStoresNothingHalfAndIsGotOver(t *testing.T) {
	fullDisks := map[string]func(*testing.T) (dir string, fill func(*store.Store), free func(*store.Store)){
		"limited":    limitedDatabase,
		"filesystem": smallFilesystem,
	}
	for name, disk := range fullDisks {
		t.Run(name, func(t *testing.T) {
			dir, fill, free := disk(t)
			s := storetest.Open(t, store.Config{DataDir: dir})
			org := demo(t, s)
			first := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "", time.Hour)))
			check(t, freshReady(s))

			fill(s)
			big := succeeded()
			big.Files = append(big.Files, host.NewFile("big", make([]byte, 1<<20), 0o644))
			wantCode(t, s.Finish(ctx, *first.Claim, big, events(1, time.Now())), host.PersistenceFailed)
			before := count(t, s, "generations")
			for range 1000 {
				o := order(org.ID, "", time.Minute)
				o.Request.Prompt += strings.Repeat(" and more", 800)
				if _, err := s.Enqueue(ctx, o); err != nil {
					wantCode(t, err, host.PersistenceFailed)
					break
				}
				before++
			}
			wantCode(t, freshReady(s), host.PersistenceFailed)
			equal(t, "rows", count(t, s, "generations"), before)
			equal(t, "charged", used(t, s), int64(before))
			equal(t, "files and events", count(t, s, "files")+count(t, s, "events"), 0)
			g := must[host.Generation](t)(s.Generation(ctx, org.ID, first.Generation.ID, true))
			equal(t, "status", g.Status, host.Running)

			free(s)
			check(t, freshReady(s))
			check(t, s.Finish(ctx, *first.Claim, big, events(1, time.Now())))
			var integrity string
			check(t, s.DB().QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&integrity))
			equal(t, "integrity", integrity, "ok")
		})
	}
}

// limitedDatabase is a database that may not grow.
func limitedDatabase(t *testing.T) (string, func(*store.Store), func(*store.Store)) {
	set := func(s *store.Store, pages int) {
		var now int
		check(t, s.DB().QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)).Scan(&now))
	}
	return t.TempDir(), func(s *store.Store) { set(s, 1) }, func(s *store.Store) { set(s, 1<<30) }
}

// smallFilesystem is a disk of its own with a file that fills it.
func smallFilesystem(t *testing.T) (string, func(*store.Store), func(*store.Store)) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("mounting a small filesystem takes root: %v", err)
	}
	t.Cleanup(func() { check(t, syscall.Unmount(dir, 0)) })
	ballast := filepath.Join(dir, "ballast")
	fill := func(*store.Store) {
		f, err := os.Create(ballast)
		check(t, err)
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		check(t, f.Close())
	}
	return dir, fill, func(*store.Store) { check(t, os.Remove(ballast)) }
}

func TestPostgresThatWentAwayIsFoundAgain(t *testing.T) {
	cluster := storetest.StartCluster(t)
	s := storetest.Open(t, store.Config{DatabaseURL: cluster.URL})
	org := demo(t, s)
	r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Hour)))
	check(t, s.Ready(ctx))

	check(t, cluster.Stop())
	wantOutage(t, s, org.ID)
	_, err := s.Generation(ctx, org.ID, r.Generation.ID, false)
	wantCode(t, err, host.PersistenceFailed)

	check(t, cluster.Start())
	check(t, freshReady(s))
	check(t, s.Finish(ctx, *r.Claim, succeeded(), events(1, time.Now())))
	equal(t, "rows", count(t, s, "generations"), 1)

	// A restart between two calls is not noticed: nothing was sent on the dead connections.
	check(t, cluster.Stop())
	check(t, cluster.Start())
	replay := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, "req_1", time.Hour)))
	equal(t, "placement", replay.Placement, host.Replayed)
}

func TestReadyAnswersForASecond(t *testing.T) {
	storetest.EachBackEnd(t, func(t *testing.T, open func() *store.Store) {
		s, c := open(), newClock()
		s.SetClock(c.now)
		newest := func() (at int64) {
			check(t, s.DB().QueryRowContext(ctx, `SELECT MAX(probed_at) FROM probes`).Scan(&at))
			return at
		}
		check(t, s.Ready(ctx))
		first := newest()
		c.advance(time.Second - time.Microsecond)
		check(t, s.Ready(ctx))
		equal(t, "written again", newest(), first)
		c.advance(time.Microsecond)
		check(t, s.Ready(ctx))
		equal(t, "microseconds later", newest()-first, int64(1_000_000))
		equal(t, "rows", count(t, s, "probes"), 1)

		c.advance(time.Second)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if err := s.Ready(gone); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
		check(t, s.Ready(ctx)) // one caller's leaving says nothing about the database

		c.advance(time.Second)
		answers := make(chan error, 8)
		parallel(cap(answers), func(int) { answers <- s.Ready(ctx) })
		for range cap(answers) {
			check(t, <-answers)
		}
	})
}
