package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host/store"
)

// tool returns the path of a program that a test needs. Where tests are not
// to be skipped by accident, its absence is a failure.
func tool(t *testing.T, name string, places ...string) string {
	t.Helper()
	for _, p := range append([]string{name}, places...) {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing; make test installs it", name)
	}
	t.Skipf("%s is missing; make test installs it", name)
	return ""
}

// TestStreamThroughPeers reads one generation's events with other people's
// clients, straight and through a proxy with its default buffering: each must
// see exactly what go-sse sees.
func TestStreamThroughPeers(t *testing.T) {
	db := store.Config{DataDir: t.TempDir()}
	s := serveProcess(t, db)
	direct := caller{s.url, newKey(t, db)}
	proxied := caller{nginx(t, s.url), direct.key}
	want := direct.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_peers"), "", nil)
	g := decode[generationBody](t, direct.must(t, 200, "POST", "/v1/generations", referenceRequest("req_peers")).body)

	for name, c := range map[string]caller{"direct": direct, "nginx": proxied} {
		t.Run(name+"/go-sse", func(t *testing.T) {
			got := c.stream(t, "POST", "/v1/generations/stream", referenceRequest("req_peers"), "", nil)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(seen{})); diff != "" {
				t.Error(diff)
			}
		})
		t.Run(name+"/curl", func(t *testing.T) {
			out, err := exec.Command(tool(t, "curl"), "-sSN", "-H", "Authorization: Bearer "+c.key,
				c.url+"/v1/generations/"+g.ID+"/events").CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, f := range want {
				if !strings.Contains(string(out), "id: "+f.id+"\n") || !strings.Contains(string(out), "data: "+f.data+"\n\n") {
					t.Errorf("event %s is not there as one block", f.id)
				}
			}
		})
		t.Run(name+"/eventsource", func(t *testing.T) {
			got := eventSource(t, c, g.ID, fmt.Sprint(len(want)))
			var lines []string
			for _, f := range want {
				lines = append(lines, f.id+" "+f.event+" "+f.data)
			}
			if diff := cmp.Diff(strings.Join(lines, "\n"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// npmInstall brings a package from npm into a folder, which it returns.
func npmInstall(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	install := exec.Command(tool(t, "npm"), "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, name)
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, out)
	}
	return dir
}

// eventSource reads a generation's events with the npm package eventsource.
// It reconnects when the stream ends, as browsers do, and must then be told
// that there is no more.
func eventSource(t *testing.T, c caller, id, last string) string {
	t.Helper()
	node, dir := tool(t, "node"), npmInstall(t, "eventsource@5.1.5")
	const script = `
import {EventSource} from 'eventsource';
const [url, key, last] = process.argv.slice(2);
let connections = 0;
const source = new EventSource(url, {fetch: (input, init) => {
  connections++;
  return fetch(input, {...init, headers: {...init.headers, Authorization: 'Bearer ' + key}});
}});
for (const name of ['stage', 'result', 'usage', 'error'])
  source.addEventListener(name, e => {
    if (e.data !== undefined) console.log(e.lastEventId + ' ' + name + ' ' + e.data);
    else if (source.readyState === EventSource.CLOSED) process.exit(connections === 2 ? 0 : 3);
  });
setTimeout(() => process.exit(4), 30000);
`
	path := filepath.Join(dir, "read.mjs")
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	read := exec.Command(node, path, c.url+"/v1/generations/"+id+"/events", c.key, last)
	read.Dir = dir
	out, err := read.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// nginx starts a reverse proxy that has nothing switched on or off, and
// returns its address.
func nginx(t *testing.T, upstream string) string {
	t.Helper()
	program := tool(t, "nginx", "/usr/sbin/nginx")
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	config := fmt.Sprintf(`
daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events {}
http {
  access_log off;
  client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
  server { listen %[2]s; location / { proxy_pass %[3]s; } }
}`, dir, addr, upstream)
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-c", path, "-e", filepath.Join(dir, "error.log"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return "http://" + addr
		}
		if time.Now().After(end) {
			said, _ := os.ReadFile(filepath.Join(dir, "error.log"))
			t.Fatalf("nginx does not answer:\n%s", said)
		}
	}
}
