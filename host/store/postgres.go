package store

import (
	"context"
	"database/sql"
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
	forLimits := config.Copy()
	forLimits.AfterConnect, forLimits.MaxConns = waiveDurability, limitConns
	config.AfterConnect = demandDurability
	if s.write, err = s.openPostgres(ctx, config); err != nil {
		return err
	}
	s.read, s.dialect = s.write, postgres
	s.limits, err = s.openPostgres(ctx, forLimits)
	return err
}

func (s *Store) openPostgres(ctx context.Context, config *pgxpool.Config) (*sql.DB, error) {
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("store: connect to PostgreSQL: %w", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	s.closers = append(s.closers, db.Close, func() error { pool.Close(); return nil })
	return db, nil
}

// limitConns are the connections that count calls: each takes some 10,000 a second.
const limitConns = 2

// waiveDurability is for what a crash of the server may forget.
func waiveDurability(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `SET synchronous_commit = off`)
	return err
}

// demandDurability makes a commit wait for the disk even where the server's
// default is not to; stricter settings stay.
func demandDurability(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `SELECT set_config('synchronous_commit', 'on', false)
		WHERE current_setting('synchronous_commit') = 'off'`)
	return err
}
