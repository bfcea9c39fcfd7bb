package store

import (
	"errors"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
)

// dialect is what differs between the databases.
type dialect struct {
	goose goose.Dialect
	// skipLocked ends a SELECT that picks one row among several hosts.
	skipLocked string
	// probeSize is how many bytes a probe writes: as many as a full disk has
	// no room for.
	probeSize int
	// transient reports whether a transaction that failed like this may
	// succeed when it is run again at once.
	transient func(error) bool
}

var postgres = dialect{
	goose:      goose.DialectPostgres,
	skipLocked: " FOR UPDATE SKIP LOCKED",
	probeSize:  8,
	transient:  transientPostgres,
}

var sqlite = dialect{
	goose: goose.DialectSQLite3,
	// Pages that were freed once are written without asking the disk for
	// more, so a small probe would not notice that it is full.
	probeSize: 32 << 10,
	transient: func(error) bool { return false }, // busy_timeout has waited already
}

// PostgreSQL's error codes, https://www.postgresql.org/docs/15/errcodes-appendix.html
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
)

func transientPostgres(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return slices.Contains([]string{serializationFailure, deadlockDetected}, pg.Code)
	}
	return pgconn.SafeToRetry(err)
}
