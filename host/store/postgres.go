package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// connectTimeout is how long a server may take to answer where the URL does
// not say: long enough for a busy one, short enough to be reported.
const connectTimeout = 5 * time.Second

func (s *Store) connectPostgres(ctx context.Context, c Config) error {
	config, err := pgxpool.ParseConfig(c.DatabaseURL)
	if err != nil {
		return fmt.Errorf("store: database URL: %w", err)
	}
	if c.MaxConns > 0 {
		config.MaxConns = int32(c.MaxConns)
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	config.AfterConnect = demandDurability
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("store: connect to PostgreSQL: %w", err)
	}
	s.write = stdlib.OpenDBFromPool(pool)
	s.read, s.dialect = s.write, postgres
	s.closers = append(s.closers, s.write.Close, func() error { pool.Close(); return nil })
	return nil
}

// demandDurability makes a commit wait for the disk even where the server's
// default is not to; stricter settings stay.
func demandDurability(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `SELECT set_config('synchronous_commit', 'on', false)
		WHERE current_setting('synchronous_commit') = 'off'`)
	return err
}
