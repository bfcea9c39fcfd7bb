package store_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// The happy path costs two commits, and both wait for the disk.
func TestGenerationCostsTwoDurableCommits(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		c := store.Config{DataDir: t.TempDir()}
		countCommits(t, c, func() int { return sqliteCommits(t, c) })
	})
	t.Run("postgres", func(t *testing.T) {
		c := store.Config{DatabaseURL: storetest.StartCluster(t).URL} // nobody else commits there
		conn := must[*pgx.Conn](t)(pgx.Connect(ctx, c.DatabaseURL))
		defer conn.Close(ctx)
		_, err := conn.Exec(ctx, `ALTER SYSTEM SET autovacuum = off`)
		check(t, err)
		_, err = conn.Exec(ctx, `SELECT pg_reload_conf()`)
		check(t, err)
		countCommits(t, c, func() (n int) {
			// Each transaction that writes takes a number; this looks at the next one.
			check(t, conn.QueryRow(ctx, `SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT)`).Scan(&n))
			return n
		})
	})
}

func countCommits(t *testing.T, c store.Config, commits func() int) {
	t.Helper()
	const generations = 10
	s := storetest.Open(t, c)
	checkDurable(t, s)
	org := demo(t, s)
	before := commits()
	for range generations {
		r := must[host.Receipt](t)(s.Enqueue(ctx, order(org.ID, host.NewID("req"), time.Minute)))
		check(t, s.Finish(ctx, *r.Claim, succeeded(), events(1, time.Now())))
	}
	equal(t, "commits", commits()-before, 2*generations)
}

func checkDurable(t *testing.T, s *store.Store) {
	t.Helper()
	query, want := `SHOW synchronous_commit`, "on"
	if s.IsSQLite() {
		query, want = `PRAGMA synchronous`, "2" // FULL: the log is synced with each commit
	}
	var got string
	check(t, s.DB().QueryRowContext(ctx, query).Scan(&got))
	equal(t, query, got, want)
}

// A server whose default does not wait for the disk is asked to.
func TestCommitsAreDurableWhateverTheServersDefault(t *testing.T) {
	url := storetest.Postgres(t)
	conn := must[*pgx.Conn](t)(pgx.Connect(ctx, url))
	defer conn.Close(ctx)
	_, err := conn.Exec(ctx, `DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$`)
	check(t, err)
	checkDurable(t, storetest.Open(t, store.Config{DatabaseURL: url}))
}

// sqliteCommits counts the frames in the write-ahead log that end a
// transaction: those whose header gives the size of the database after it.
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
func sqliteCommits(t *testing.T, c store.Config) (n int) {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(c.DataDir, "kiln.db-wal"))
	if os.IsNotExist(err) || err == nil && len(log) == 0 {
		return 0
	}
	check(t, err)
	const header, frameHeader = 32, 24
	frame := frameHeader + int(binary.BigEndian.Uint32(log[8:]))
	salt := string(log[16:24])
	for at := header; at+frame <= len(log); at += frame {
		if string(log[at+8:at+16]) != salt {
			break // left over from before the log began anew
		}
		if binary.BigEndian.Uint32(log[at+4:]) != 0 {
			n++
		}
	}
	return n
}
