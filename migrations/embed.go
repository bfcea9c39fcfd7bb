// Package migrations holds the schema: numbered SQL files, one set for
// PostgreSQL and SQLite, applied in order and never taken back.
//
// A migration that was released is not edited; the next one corrects it. Only
// what both databases understand alike is used: TEXT, BIGINT, BYTEA, BOOLEAN,
// partial indexes, ON CONFLICT and RETURNING. Times are Unix microseconds in
// columns called …_at, 0 where there is none; JSON is TEXT.
package migrations

import "embed"

// Files holds the migrations.
//
//go:embed *.sql
var Files embed.FS
