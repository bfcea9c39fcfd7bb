package storetest

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// errNotInstalled is what a machine without PostgreSQL has to be told.
var errNotInstalled = errors.New("PostgreSQL's initdb and pg_ctl were not found: " +
	"install it (Debian: apt-get install postgresql), put its bin directory on PATH, " +
	"or set KILN_TEST_POSTGRES to the connection string of a server")

// Cluster is a private PostgreSQL server on a socket in a temporary
// directory. It keeps the server's defaults, so a commit waits for the disk.
type Cluster struct {
	URL  string // of its database "postgres"
	bin  string
	dir  string
	life io.Closer // the server ends when this is closed, or this process ends
	gone <-chan error
}

// StartCluster starts a server that stops with the test, for a test that
// stops and starts it; others share one through [Postgres].
func StartCluster(t testing.TB) *Cluster {
	t.Helper()
	c, err := newCluster()
	if err != nil {
		missing(t, err)
	}
	t.Cleanup(func() {
		if err := errors.Join(c.life.Close(), <-c.gone); err != nil {
			t.Errorf("stop PostgreSQL: %v", err)
		}
	})
	return c
}

// missing skips a test on a machine without PostgreSQL, except where tests
// are not to be skipped by accident.
func missing(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errNotInstalled) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	t.Fatal(err)
}

func newCluster() (*Cluster, error) {
	bin, err := findPostgres()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kiln-pg-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, dir: dir}
	c.URL = (&url.URL{Scheme: "postgres", Path: "/postgres",
		RawQuery: url.Values{"host": {dir}, "user": {"postgres"}}.Encode()}).String()
	if err := errors.Join(own(dir), c.cleanUpAtExit()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"); err != nil {
		return nil, err
	}
	return c, c.Start()
}

// Start starts the server and waits until it answers.
func (c *Cluster) Start() error {
	return c.run("pg_ctl", "-D", c.data(), "-w", "-l", filepath.Join(c.dir, "log"),
		"-o", "-c listen_addresses='' -c max_connections=200 -k "+c.dir, "start")
}

// Stop stops the server at once, as a crash would.
func (c *Cluster) Stop() error {
	return c.run("pg_ctl", "-D", c.data(), "-w", "-m", "immediate", "stop")
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// cleanUpAtExit stops the server and removes its files when this process has
// ended, however it ended: a shell waits for the end of a pipe that only this
// process holds open.
func (c *Cluster) cleanUpAtExit() error {
	const script = `cat >/dev/null; "$1/pg_ctl" -D "$2/data" -m immediate stop; cd /; rm -rf "$2"`
	cmd := exec.Command("sh", "-c", script, "sh", c.bin, c.dir)
	cmd.SysProcAttr = asPostgres()
	cmd.SysProcAttr.Setpgid = true // Ctrl-C is meant for the tests alone
	cmd.Dir = c.dir
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	gone := make(chan error, 1)
	c.life, c.gone = pipe, gone
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { gone <- cmd.Wait() }()
	return nil
}

// run runs one of PostgreSQL's programs. Its output goes to a file: a server
// that inherited a pipe would hold it open.
func (c *Cluster) run(program string, args ...string) error {
	log, err := os.CreateTemp(c.dir, program+"-")
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(filepath.Join(c.bin, program), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, log, log
	cmd.SysProcAttr = asPostgres()
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w\n%s", program, err, said)
	}
	return nil
}

// findPostgres returns the directory of PostgreSQL's programs; Debian does
// not put it on PATH.
func findPostgres() (string, error) {
	if path, err := exec.LookPath("pg_ctl"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil && isFile(filepath.Join(filepath.Dir(path), "initdb")) {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNotInstalled
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// version returns 15 for /usr/lib/postgresql/15/bin/initdb, 0 for what is no number.
func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// PostgreSQL refuses to run as root: then it runs as the user that its
// package has made.
func asPostgres() *syscall.SysProcAttr {
	uid, gid, ok := postgresUser()
	if !ok {
		return &syscall.SysProcAttr{}
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func own(dir string) error {
	if uid, gid, ok := postgresUser(); ok {
		return os.Chown(dir, uid, gid)
	}
	return nil
}

func postgresUser() (uid, gid int, ok bool) {
	if os.Getuid() != 0 {
		return 0, 0, false
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return 0, 0, false
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	return uid, gid, err1 == nil && err2 == nil
}
