package store

import (
	"context"
	"database/sql"
	"io/fs"
	"time"

	"github.com/kilnworks/kiln/host"
)

// What tests in package store_test may see of the inside.

// SetClock replaces the store's clock.
func (s *Store) SetClock(now func() time.Time) { s.now = now }

// DB is the pool that writes.
func (s *Store) DB() *sql.DB { return s.write }

// IsSQLite tells the back end.
func (s *Store) IsSQLite() bool { return s.statements != nil }

// PageQuery is the statement behind Generations.
func PageQuery(orgID string, p host.Page) (string, []any, error) { return pageQuery(orgID, p) }

// MigrateFrom migrates with other files than the program's.
func (s *Store) MigrateFrom(ctx context.Context, c Config, files fs.FS) error {
	return s.migrateFrom(ctx, c, files)
}
