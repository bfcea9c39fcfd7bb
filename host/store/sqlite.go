package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// databaseFile is the SQLite database in the data directory; -wal and -shm
// stand beside it while it is open.
const databaseFile = "kiln.db"

// Exists tells whether there is a database where c says: on SQLite its file;
// a PostgreSQL database is not looked for.
func (c Config) Exists() bool {
	if c.DatabaseURL != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(c.DataDir, databaseFile))
	return err == nil
}

// SQLite allows one writer at a time. A pool of one connection makes writers
// wait in Go, in order, instead of polling the file's lock; readers never wait.
func (s *Store) connectSQLite(c Config) error {
	if c.DataDir == "" {
		return errors.New("store: no data directory and no database URL: name one of them")
	}
	path, err := filepath.Abs(filepath.Join(c.DataDir, databaseFile))
	if err != nil {
		return fmt.Errorf("store: data directory: %w", err)
	}
	if err := makeFile(path); err != nil {
		return err
	}
	s.dialect = sqlite
	// The journal's mode belongs to the file, the rest to each connection;
	// synchronous=FULL makes a commit durable.
	const common = "&_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)" +
		"&_pragma=synchronous(full)&_pragma=foreign_keys(1)"
	if s.write, err = openSQLite(path, 1, "_txlock=immediate"+common); err != nil {
		return err
	}
	read, err := openSQLite(path, cmp.Or(c.MaxConns, 8), "_query_only=1"+common)
	if err != nil {
		return err
	}
	s.statements = keepPrepared(s.write)
	s.read = &session{plain: read, statements: keepPrepared(read)}
	s.closers = append(s.closers, read.Close, s.write.Close)
	return s.openLimits(c.DataDir)
}

// openLimits opens the file that counts calls. There a commit does not wait
// for the disk, nor for the writer of the database: a power failure may forget
// the last calls.
func (s *Store) openLimits(dir string) error {
	path, err := filepath.Abs(filepath.Join(dir, "limits.db"))
	if err != nil {
		return fmt.Errorf("store: data directory: %w", err)
	}
	if err := makeFile(path); err != nil {
		return err
	}
	db, err := openSQLite(path, 1, "_txlock=immediate&_pragma=busy_timeout(10000)"+
		"&_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	if err != nil {
		return err
	}
	s.closers = append(s.closers, db.Close)
	s.limits = &session{plain: db, statements: keepPrepared(db)}
	_, err = db.Exec(`CREATE TABLE IF NOT EXISTS rate_limits (org_id TEXT NOT NULL PRIMARY KEY, arrival_at BIGINT NOT NULL)`)
	if err != nil {
		return fmt.Errorf("store: open the database of limits: %w", err)
	}
	return nil
}

// lockSQLite lets one process at a time migrate. The lock is a database of
// its own that is never written: its lock works wherever SQLite does and ends
// with the process that holds it.
func lockSQLite(ctx context.Context, dir string) (unlock func(), err error) {
	path, err := filepath.Abs(filepath.Join(dir, "migrate.lock"))
	if err != nil {
		return nil, fmt.Errorf("store: data directory: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, err
	}
	db, err := openSQLite(path, 1, "_txlock=exclusive&_pragma=busy_timeout(300000)")
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: wait for another kiln to migrate the database: %w", err), db.Close())
	}
	return func() { _ = tx.Rollback(); _ = db.Close() }, nil
}

// openSQLite returns a pool on the file.
func openSQLite(path string, conns int, options string) (*sql.DB, error) {
	name := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: options}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", path, err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// makeDir makes the data directory, for its owner only.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("store: make the data directory: %w", err)
	}
	return nil
}

// makeFile makes an empty database, for its owner only, unless the file is
// there. SQLite would leave it to chance whether a new file's name outlives a
// power failure.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("store: open the database: %w", err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return errors.Join(fmt.Errorf("store: open the data directory: %w", err), f.Close())
	}
	if err := errors.Join(dir.Sync(), dir.Close(), f.Close()); err != nil {
		return fmt.Errorf("store: make the database: %w", err)
	}
	return nil
}
