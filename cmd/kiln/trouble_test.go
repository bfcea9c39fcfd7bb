package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// checkLost sees to it that a server without its database says so, and that
// it recovers by itself once the database is back.
func checkLost(t *testing.T, c caller, lose, bring func()) {
	t.Helper()
	c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_before"))
	lose()
	a := c.must(t, 500, "POST", "/v1/generations", referenceRequest("req_lost"))
	if e := decode[errorBody](t, a.body); e.Error.Code != "persistence_failed" || !e.Error.Retryable || strings.Contains(string(a.body), "SQL") {
		t.Errorf("without the database: %s", a.body)
	}
	waitForStatus(t, c, http.StatusServiceUnavailable)
	c.must(t, 200, "GET", "/livez", "")
	bring()
	waitForStatus(t, c, http.StatusOK)
	c.must(t, 200, "POST", "/v1/generations", referenceRequest("req_lost"))
	list := decode[struct{ Data []generationBody }](t, c.must(t, 200, "GET", "/v1/generations", "").body)
	if len(list.Data) != 2 {
		t.Errorf("%d generations, want 2", len(list.Data))
	}
	for _, g := range list.Data {
		if g.Status != "succeeded" {
			t.Errorf("%s: %s", g.ID, g.Status)
		}
	}
}

func waitForStatus(t *testing.T, c caller, status int) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		a, err := c.do("GET", "/readyz", "")
		if err == nil && a.status == status {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("/readyz: %d, %v; want %d", a.status, err, status)
		}
	}
}

func TestServerSurvivesItsDatabase(t *testing.T) {
	cluster := storetest.StartCluster(t)
	db := store.Config{DatabaseURL: cluster.URL}
	s := serveProcess(t, db)
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	checkLost(t, caller{s.url, newKey(t, db)},
		func() { must(cluster.Stop()) }, func() { must(cluster.Start()) })
}

func TestServerSurvivesAFullDisk(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can make a small file system to fill")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	db := store.Config{DataDir: filepath.Join(dir, "data")}
	s := serveProcess(t, db)
	ballast := filepath.Join(dir, "ballast")
	checkLost(t, caller{s.url, newKey(t, db)}, func() {
		f, err := os.Create(ballast)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		block := make([]byte, 4096)
		for err == nil {
			_, err = f.Write(block)
		}
	}, func() {
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	})
	s.stop(syscall.SIGTERM) // before its file system goes
}
