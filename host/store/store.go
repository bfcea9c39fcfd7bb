// Package store keeps orgs, keys and generations in PostgreSQL or SQLite. It
// is Kiln's one door to SQL: one set of statements for both databases, and a
// dialect that names only what differs.
//
// Every failure of a database comes back as a [host.Error] with the code
// persistence_failed, the cause still in its chain for the log. Refusals are
// other [host.Error]s or [host.ErrClaimLost]; a context that was canceled
// stays [context.Canceled].
package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Config says where the data is.
type Config struct {
	// DatabaseURL is a PostgreSQL connection string; empty means SQLite.
	DatabaseURL string
	// DataDir is the directory of the SQLite database, made when it is missing.
	// PostgreSQL needs none; where it is given it is made all the same.
	DataDir string
	// MaxConns is how many connections are held at most. 0 is 8 readers beside
	// the one writer on SQLite, and what the URL says or pgx's default on PostgreSQL.
	MaxConns int
	// Tiers are what orgs can have subscribed to; the first is that of new
	// orgs. Empty means [host.Enterprise] alone.
	Tiers host.Tiers
}

// Store is a migrated database. Its methods may be called concurrently.
type Store struct {
	write      *sql.DB     // one connection on SQLite
	statements *statements // of write; nil on PostgreSQL
	read       querier     // a pool
	dialect    dialect
	closers    []func() error
	limits     querier // a pool of its own, that does not wait for the disk
	tiers      host.Tiers
	now        func() time.Time
	probe      probe
}

// Open connects to the database, creates what is missing and migrates it. Any
// number of processes may open the same database at once. A database that a
// newer Kiln has migrated is refused.
func Open(ctx context.Context, c Config) (*Store, error) {
	s := &Store{tiers: c.Tiers, now: time.Now, probe: probe{turn: make(chan struct{}, 1)}}
	if len(s.tiers) == 0 {
		s.tiers = host.Tiers{host.Enterprise}
	}
	if err := s.connect(ctx, c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.migrate(ctx, c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, c Config) error {
	if c.DataDir != "" {
		if err := makeDir(c.DataDir); err != nil {
			return err
		}
	}
	if c.DatabaseURL == "" {
		return s.connectSQLite(c)
	}
	return s.connectPostgres(ctx, c)
}

// Close waits for running transactions and closes all connections.
func (s *Store) Close() error {
	var all error
	for _, closer := range s.closers {
		all = errors.Join(all, closer())
	}
	return all
}

// micros is how a time is stored: Unix microseconds, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// fromMicros is the inverse of micros, in UTC.
func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
