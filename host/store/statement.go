package store

import (
	"context"
	"database/sql"
	"sync"
)

// querier is what a statement runs in: a pool or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// statements keeps the statements of a SQLite pool prepared: to parse one
// takes SQLite about as long as to run it. PostgreSQL's driver keeps its own.
type statements struct {
	db       *sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt
}

// maxStatements bounds the memory. There are about 50 statements, and one for
// each number of rows inserted together; those beyond are parsed each time.
const maxStatements = 150

func keepPrepared(db *sql.DB) *statements {
	return &statements{db: db, prepared: map[string]*sql.Stmt{}}
}

func (s *statements) find(query string) (stmt *sql.Stmt, full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prepared[query], len(s.prepared) >= maxStatements
}

// prepare keeps a statement for the next time. It waits for a connection, so
// a transaction that holds the only one must have ended.
func (s *statements) prepare(ctx context.Context, query string) {
	if stmt, full := s.find(query); stmt != nil || full {
		return
	}
	stmt, err := s.db.PrepareContext(ctx, query)
	if err != nil {
		return // running it will tell why
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.prepared[query] == nil {
		s.prepared[query] = stmt
		return
	}
	_ = stmt.Close() // another was faster
}

// session runs statements, prepared if possible, in a pool or a transaction.
type session struct {
	plain      querier
	tx         *sql.Tx // nil in a pool
	statements *statements
	missing    []string // what the transaction would have liked prepared
}

func (s *session) prepared(ctx context.Context, query string) *sql.Stmt {
	if s.tx == nil {
		s.statements.prepare(ctx, query)
	}
	stmt, full := s.statements.find(query)
	switch {
	case s.tx == nil:
		return stmt
	case stmt != nil:
		return s.tx.StmtContext(ctx, stmt)
	case !full:
		s.missing = append(s.missing, query)
	}
	return nil
}

// end prepares for the next transaction what this one missed.
func (s *session) end(ctx context.Context) {
	for _, query := range s.missing {
		s.statements.prepare(ctx, query)
	}
}

func (s *session) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := s.prepared(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return s.plain.ExecContext(ctx, query, args...)
}

func (s *session) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := s.prepared(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return s.plain.QueryContext(ctx, query, args...)
}

func (s *session) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := s.prepared(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return s.plain.QueryRowContext(ctx, query, args...)
}
