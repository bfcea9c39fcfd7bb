package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/migrations"
)

// Postgres returns the connection string of an empty, migrated database that
// is dropped with the test. It is a clone of a template that was migrated once.
func Postgres(t testing.TB) string {
	t.Helper()
	server, template := sharedServer(t)
	return createDatabase(t, server, template)
}

// BlankPostgres is [Postgres] before any migration.
func BlankPostgres(t testing.TB) string {
	t.Helper()
	server, _ := sharedServer(t)
	return createDatabase(t, server, "template0")
}

// shared is the server of this test binary and the template on it.
var shared struct {
	once             sync.Once
	server, template string
	err              error
}

func sharedServer(t testing.TB) (server, template string) {
	t.Helper()
	shared.once.Do(func() {
		shared.server = os.Getenv("KILN_TEST_POSTGRES")
		if shared.server == "" {
			var c *Cluster
			if c, shared.err = newCluster(); shared.err != nil {
				return
			}
			shared.server = c.URL
		}
		shared.template, shared.err = makeTemplate(context.Background(), shared.server)
	})
	if shared.err != nil {
		missing(t, shared.err)
	}
	return shared.server, shared.template
}

// makeTemplate returns the name of the template that fits the migrations, and
// makes it unless another test binary has.
func makeTemplate(ctx context.Context, server string) (string, error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", fmt.Errorf("KILN_TEST_POSTGRES or the private server: %w", err)
	}
	defer conn.Close(ctx)
	name, err := templateName()
	if err != nil {
		return "", err
	}
	// Held until the connection closes: one test binary makes it, others wait.
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(hashtext($1))`, name); err != nil {
		return "", err
	}
	var made bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&made); err != nil || made {
		return name, err
	}
	// Renamed when it is complete, so that nobody finds half of it.
	draft := name + "_draft"
	if _, err := conn.Exec(ctx, `DROP DATABASE IF EXISTS `+draft+` WITH (FORCE)`); err != nil {
		return "", err
	}
	if _, err := conn.Exec(ctx, `CREATE DATABASE `+draft+` TEMPLATE template0`); err != nil {
		return "", err
	}
	s, err := store.Open(ctx, store.Config{DatabaseURL: onServer(server, draft)})
	if err != nil {
		return "", err
	}
	if err := s.Close(); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, `ALTER DATABASE `+draft+` RENAME TO `+name)
	return name, err
}

// templateName changes whenever a migration does.
func templateName() (string, error) {
	h := sha256.New()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		body, err := migrations.Files.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(body), body)
	}
	return "kiln_template_" + hex.EncodeToString(h.Sum(nil)[:6]), nil
}

func createDatabase(t testing.TB, server, template string) string {
	t.Helper()
	name := "kiln_test_" + strings.ToLower(host.NewSecret()[10:26])
	command(t, server, `CREATE DATABASE `+name+` TEMPLATE `+template)
	t.Cleanup(func() { command(t, server, `DROP DATABASE `+name+` WITH (FORCE)`) })
	return onServer(server, name)
}

func command(t testing.TB, server, statement string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// onServer returns the connection string with another database.
func onServer(server, database string) string {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" {
		return server + " dbname=" + database // the form "host=… user=…": the last one counts
	}
	u.Path = "/" + database
	return u.String()
}
