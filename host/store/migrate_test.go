package store_test

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
	"github.com/kilnworks/kiln/migrations"
)

// eachBlank runs test on databases that no migration has seen.
func eachBlank(t *testing.T, test func(t *testing.T, c store.Config)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, store.Config{DataDir: filepath.Join(t.TempDir(), "new", "100% & #1? ä")})
	})
	t.Run("postgres", func(t *testing.T) { test(t, store.Config{DatabaseURL: storetest.BlankPostgres(t)}) })
}

func TestFourProcessesMigrateAtOnce(t *testing.T) {
	eachBlank(t, func(t *testing.T, c store.Config) {
		release := func() {}
		if c.DatabaseURL == "" {
			release = holdSQLite(t, c.DataDir, "kiln.db")
		}
		var all []*exec.Cmd
		for range 4 {
			cmd, lines := helper(t, "open", c)
			if !lines.Scan() || lines.Text() != "opening" {
				t.Fatalf("the other process said %q", lines.Text())
			}
			all = append(all, cmd)
		}
		release()
		for _, cmd := range all {
			if err := cmd.Wait(); err != nil {
				t.Errorf("open a database that others open too: %v", err)
			}
		}
		s := storetest.Open(t, c)
		files := must[[]os.DirEntry](t)(migrations.Files.ReadDir("."))
		equal(t, "migrations applied", count(t, s, "goose_db_version WHERE version_id > 0"), len(files))
		demo(t, s)
	})
}

// On SQLite calls are counted in a file of their own; the database has no
// table for them that stays empty, neither a new one nor one from before.
func TestSQLiteKeepsNoTableOfCalls(t *testing.T) {
	c := store.Config{DataDir: t.TempDir()}
	for range 2 {
		s := storetest.Open(t, c)
		equal(t, "tables of calls", count(t, s, "sqlite_schema WHERE name = 'rate_limits'"), 0)
		must[sql.Result](t)(s.DB().ExecContext(ctx, `CREATE TABLE rate_limits (org_id TEXT NOT NULL PRIMARY KEY, arrival_at BIGINT NOT NULL)`))
		check(t, s.Close())
	}
	equal(t, "tables of calls", count(t, storetest.Open(t, c), "sqlite_schema WHERE name = 'rate_limits'"), 0)
}

// A process that migrates a SQLite database makes others wait as long as they like.
func TestMigrationOfSQLiteIsWaitedFor(t *testing.T) {
	c := store.Config{DataDir: t.TempDir()}
	release := holdSQLite(t, c.DataDir, "migrate.lock")
	impatient, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := store.Open(impatient, c)
	if err == nil || !strings.Contains(err.Error(), "wait for another kiln") {
		t.Fatalf("got error %v", err)
	}
	if waited := time.Since(begin); waited > 10*time.Second {
		t.Errorf("gave up after %v", waited)
	}
	release()
	demo(t, storetest.Open(t, c))
}

// holdSQLite keeps everybody from writing until release is called.
func holdSQLite(t *testing.T, dir, file string) (release func()) {
	t.Helper()
	check(t, os.MkdirAll(dir, 0o700))
	name := url.URL{Scheme: "file", Path: filepath.Join(dir, file), RawQuery: "_txlock=exclusive"}
	db := must[*sql.DB](t)(sql.Open("sqlite", name.String()))
	tx := must[*sql.Tx](t)(db.BeginTx(ctx, nil))
	return func() {
		check(t, tx.Rollback())
		check(t, db.Close())
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	eachBlank(t, func(t *testing.T, c store.Config) {
		s := storetest.Open(t, c)
		newer := fstest.MapFS{"00042_later.sql": {Data: []byte("-- +goose Up\nCREATE TABLE later (id TEXT);\n")}}
		for _, entry := range must[[]os.DirEntry](t)(migrations.Files.ReadDir(".")) {
			newer[entry.Name()] = &fstest.MapFile{Data: must[[]byte](t)(migrations.Files.ReadFile(entry.Name()))}
		}
		check(t, s.MigrateFrom(ctx, c, newer))
		_, err := store.Open(ctx, c)
		if err == nil || !strings.Contains(err.Error(), "version 42") {
			t.Fatalf("got error %v", err)
		}
		demo(t, s) // the newer program goes on
	})
}

func TestDataDirectoryIsItsOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	demo(t, storetest.Open(t, store.Config{DataDir: dir}))
	equal(t, "directory", must[os.FileInfo](t)(os.Stat(dir)).Mode().Perm(), os.FileMode(0o700))
	for _, entry := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		equal(t, entry.Name(), must[os.FileInfo](t)(entry.Info()).Mode().Perm(), os.FileMode(0o600))
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(file, []byte("not a database, but long enough to be taken for one"), 0o600))
	corrupt := t.TempDir()
	check(t, os.WriteFile(filepath.Join(corrupt, "kiln.db"), []byte(strings.Repeat("not a database ", 300)), 0o600))
	for name, c := range map[string]store.Config{
		"no data directory":       {},
		"make the data directory": {DataDir: file},
		"not a database":          {DataDir: corrupt},
		"database URL":            {DatabaseURL: "postgres://user:hidden@[bad"},
		"connect":                 {DatabaseURL: "postgres://user:hidden@127.0.0.1:1/kiln"},
	} {
		_, err := store.Open(ctx, c)
		if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
