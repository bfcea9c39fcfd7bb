package main

import (
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

// TestHostsServeEachOther has two hosts on one PostgreSQL database: what one
// makes, the other shows, lists and streams.
func TestHostsServeEachOther(t *testing.T) {
	db := store.Config{DatabaseURL: storetest.Postgres(t)}
	a, b := serveProcess(t, db), serveProcess(t, db)
	key := newKey(t, db)
	one, other := caller{a.url, key}, caller{b.url, key}
	var wg sync.WaitGroup
	results := make([]string, 20)
	for i := range results {
		wg.Go(func() {
			c := one
			if i%2 == 1 {
				c = other
			}
			// Pairs of equal requests meet on two hosts.
			frames := c.stream(t, "POST", "/v1/generations/stream", referenceRequest(fmt.Sprint("req_", i/2)), "", nil)
			for _, f := range frames {
				results[i] += f.id + " " + f.event + " " + f.data + "\n"
			}
		})
	}
	wg.Wait()
	for i := 0; i < len(results); i += 2 {
		if diff := cmp.Diff(results[i], results[i+1]); diff != "" || !strings.Contains(results[i], " result ") {
			t.Fatalf("two hosts showed one generation differently:\n%s", diff)
		}
	}
	list := decode[struct{ Data []generationBody }](t, other.must(t, 200, "GET", "/v1/generations?limit=100", "").body)
	if len(list.Data) != len(results)/2 {
		t.Errorf("%d generations, want %d", len(list.Data), len(results)/2)
	}
}

// TestKilledHostLosesNothing kills a host in the middle of its work. Every
// request that it may have taken is sent again, to another host or to the
// same one after a restart, and ends once with the bytes it always has.
func TestKilledHostLosesNothing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		t.Parallel()
		victim := serveProcess(t, db)
		key := newKey(t, db)
		var survivor *running
		if db.DatabaseURL != "" {
			survivor = serveProcess(t, db)
		}
		const requests = 60
		var posted sync.WaitGroup
		some := make(chan struct{}, requests)
		for i := range requests {
			posted.Go(func() {
				_, _ = caller{victim.url, key}.do("POST", "/v1/generations", referenceRequest(fmt.Sprint("req_", i)))
				some <- struct{}{}
			})
		}
		<-some // some are done, some run, some wait
		<-some
		victim.stop(syscall.SIGKILL)
		posted.Wait()
		if survivor == nil {
			survivor = serveProcess(t, db)
		}
		c := caller{survivor.url, key}
		files := ""
		var again sync.WaitGroup
		bodies := make([]string, requests)
		for i := range requests {
			again.Go(func() {
				a, err := c.do("POST", "/v1/generations", referenceRequest(fmt.Sprint("req_", i)))
				bodies[i] = string(a.body)
				if err != nil || a.status != 200 {
					t.Errorf("request %d: status %d, %v: %s", i, a.status, err, a.body)
				}
			})
		}
		again.Wait()
		if t.Failed() {
			return
		}
		for i, body := range bodies {
			got := fmt.Sprint(decode[generationBody](t, []byte(body)).Files)
			if files == "" {
				files = got
			}
			if got != files {
				t.Errorf("request %d ended with other bytes", i)
			}
		}
		list := decode[struct{ Data []generationBody }](t, c.must(t, 200, "GET", "/v1/generations?limit=100", "").body)
		if len(list.Data) != requests {
			t.Errorf("%d generations, want %d", len(list.Data), requests)
		}
		for _, g := range list.Data {
			events := c.stream(t, "GET", "/v1/generations/"+g.ID+"/events", "", "", nil)
			times := map[string]int{}
			for i, f := range events {
				if f.id != fmt.Sprint(i+1) {
					t.Fatalf("%s: event %d has the id %s", g.ID, i+1, f.id)
				}
				if f.event == "stage" {
					e := decode[struct{ Stage, Status string }](t, []byte(f.data))
					if e.Status != "progress" {
						times[e.Stage+e.Status]++
					}
				}
			}
			if len(times) != 12 || g.Status != "succeeded" {
				t.Errorf("%s: %s with %v", g.ID, g.Status, times)
			}
			for what, n := range times {
				if n != 1 {
					t.Errorf("%s: %s %d times", g.ID, what, n)
				}
			}
		}
	})
}

func TestTerminationDrains(t *testing.T) {
	eachDatabase(t, func(t *testing.T, db store.Config) {
		s := serveProcess(t, db)
		c := caller{s.url, newKey(t, db)}
		var wg sync.WaitGroup
		statuses := make([]int, 20)
		begun := make(chan struct{}, len(statuses))
		for i := range statuses {
			wg.Go(func() {
				begun <- struct{}{}
				a, err := c.do("POST", "/v1/generations", referenceRequest(fmt.Sprint("req_", i)))
				statuses[i] = a.status
				if err != nil {
					statuses[i] = -1
				}
			})
		}
		for range statuses {
			<-begun
		}
		begin := time.Now()
		s.stop(syscall.SIGTERM)
		wg.Wait()
		for i, status := range statuses {
			// -1: it came when the door was closed already.
			if status != 200 && status != 503 && status != -1 {
				t.Errorf("request %d: status %d", i, status)
			}
		}
		if !s.cmd.ProcessState.Success() || time.Since(begin) > 20*time.Second {
			t.Errorf("%v after %v", s.cmd.ProcessState, time.Since(begin))
		}
		// Whatever was taken is there after a restart.
		next := caller{serveProcess(t, db).url, c.key}
		for i, status := range statuses {
			if status == 200 {
				a := next.must(t, 200, "POST", "/v1/generations", referenceRequest(fmt.Sprint("req_", i)))
				if a.header.Get("Idempotent-Replayed") != "true" {
					t.Errorf("request %d was answered and then lost", i)
				}
			}
		}
	})
}
