// Package storetest gives tests a database: a SQLite file, or a database of
// its own on a real PostgreSQL server.
//
// The server is KILN_TEST_POSTGRES, a connection string of a role that may
// create databases, so that several packages can share one. Without it each
// test binary starts a private one and stops it when it ends. Where
// PostgreSQL is not installed its tests are skipped, and fail if CI=true.
package storetest

import (
	"context"
	"testing"

	"github.com/kilnworks/kiln/host/store"
)

// EachBackEnd runs test once on SQLite and once on PostgreSQL. open opens the
// same empty, migrated database each time, and closes the store with the test.
func EachBackEnd(t *testing.T, test func(t *testing.T, open func() *store.Store)) {
	t.Helper()
	EachConfig(t, func(t *testing.T, c store.Config) {
		test(t, func() *store.Store { return Open(t, c) })
	})
}

// EachConfig runs test once on SQLite and once on PostgreSQL, with what opens
// an empty database.
func EachConfig(t *testing.T, test func(t *testing.T, c store.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, store.Config{DataDir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { test(t, store.Config{DatabaseURL: Postgres(t)}) })
}

// Open opens a store and closes it with the test.
func Open(t testing.TB, c store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return s
}
