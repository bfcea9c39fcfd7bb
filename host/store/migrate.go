package store

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/kilnworks/kiln/migrations"
)

// migrate brings the schema up to what this program knows.
func (s *Store) migrate(ctx context.Context, c Config) (err error) {
	return s.migrateFrom(ctx, c, migrations.Files)
}

func (s *Store) migrateFrom(ctx context.Context, c Config, files fs.FS) (err error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if c.DatabaseURL == "" {
		unlock, err := lockSQLite(ctx, c.DataDir)
		if err != nil {
			return err
		}
		defer unlock()
	} else {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
		if err != nil {
			return fmt.Errorf("store: migrate: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(s.dialect.goose, s.write, files, options...)
	if err != nil {
		return fmt.Errorf("store: migrations: %w", err)
	}
	if err := refuseNewer(ctx, provider); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("store: migrate the database: %w", err)
	}
	if c.DatabaseURL == "" {
		return s.dropMovedTables(ctx)
	}
	return nil
}

// dropMovedTables removes what the migrations, which are one set for both
// databases, have made here and SQLite keeps in a file of its own.
func (s *Store) dropMovedTables(ctx context.Context) error {
	if _, err := s.write.ExecContext(ctx, `DROP TABLE IF EXISTS rate_limits`); err != nil {
		return fmt.Errorf("store: drop the table that stands in limits.db: %w", err)
	}
	return nil
}

// refuseNewer stops an old program from writing into a schema that it does not know.
func refuseNewer(ctx context.Context, p *goose.Provider) error {
	is, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("store: read the database's version: %w", err)
	}
	var known int64
	for _, m := range p.ListSources() {
		known = max(known, m.Version)
	}
	if is > known {
		return fmt.Errorf("store: the database has schema version %d, this kiln knows versions up to %d: "+
			"run the newer kiln that wrote it, or restore a backup from before the upgrade", is, known)
	}
	return nil
}
