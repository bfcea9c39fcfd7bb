package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"
)

// maxTries bounds how often a transaction is run that others get in the way of.
const maxTries = 8

// errAgain says that what a transaction had read was changed before it wrote:
// run it again and it will see how.
var errAgain = errors.New("changed by another transaction meanwhile")

// tx runs f in one transaction, committed when f returns nil. It runs again
// when the database or f asks for it, so f must set its results anew each time.
func (s *Store) tx(ctx context.Context, f func(querier) error) error {
	for try := 1; ; try++ {
		err := s.once(ctx, f)
		again := errors.Is(err, errAgain) || err != nil && s.dialect.transient(err)
		if !again || try == maxTries || !pause(ctx, try) {
			return notSaved(ctx, err)
		}
	}
}

func (s *Store) once(ctx context.Context, f func(querier) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var run querier = tx
	if s.statements != nil {
		prepared := &session{plain: tx, tx: tx, statements: s.statements}
		defer prepared.end(ctx) // after the rollback that gives back the connection
		run = prepared
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := f(run); err != nil {
		return err
	}
	return tx.Commit()
}

// pause waits a little, longer with each try, and reports whether ctx lasted.
func pause(ctx context.Context, try int) bool {
	t := time.NewTimer(rand.N(time.Millisecond << try)) //nolint:gosec // nobody gains from guessing it
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// changedOne reports whether a guarded statement found its row.
func changedOne(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// collect runs a query and scans each row.
func collect[T any](ctx context.Context, q querier, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// row is a *sql.Row, or the current one of *sql.Rows.
type row interface{ Scan(...any) error }
