package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/host/store"
)

// TestGreetingCanBeFollowed types what a server prints, as it is printed.
func TestGreetingCanBeFollowed(t *testing.T) {
	t.Parallel()
	db := store.Config{DataDir: filepath.Join(t.TempDir(), "it's data")}
	s := serveProcess(t, db)
	c := caller{url: s.url}
	c.must(t, 200, "GET", "/readyz", "") // the greeting is complete
	greeting := func(s *running, pattern string) string {
		t.Helper()
		found := regexp.MustCompile(pattern).FindStringSubmatch(s.said.String())
		if found == nil {
			t.Fatalf("no %s in\n%s", pattern, s.said)
		}
		return found[1]
	}
	work := t.TempDir()
	shell := func(script string) string {
		t.Helper()
		c := exec.CommandContext(t.Context(), "sh", "-ec", script)
		c.Dir = work
		c.Env = append(os.Environ(), asCommand+"=1", "HOME="+t.TempDir())
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s\n%v\n%s", script, err, out)
		}
		return string(out)
	}
	key := greeting(s, `  a key      (export .*)`)
	shell(key + "\n" + greeting(s, `  try it     (.*)`))
	if _, err := os.Stat(filepath.Join(work, "export", "README.md")); err != nil {
		t.Error(err)
	}
	// Whoever signs in, by the first link or by another, sees what was made.
	signIn := func(link string) {
		t.Helper()
		token, ok := strings.CutPrefix(strings.TrimSpace(link), s.url+"/auth/verify?token=")
		if !ok {
			t.Fatalf("the link leads elsewhere than to %s: %s", s.url, link)
		}
		in := c.must(t, 200, "POST", "/v1/auth/verify", `{"token":"`+token+`"}`)
		cookie, _, _ := strings.Cut(in.header.Get("Set-Cookie"), ";")
		made := c.must(t, 200, "GET", "/v1/generations", "", "Cookie", cookie, "Authorization", "")
		if n := len(decode[struct{ Data []generationBody }](t, made.body).Data); n != 1 {
			t.Errorf("%d generations are seen with %s, want 1", n, link)
		}
	}
	signIn(greeting(s, `  sign in    (http\S+)`))
	signIn(shell(greeting(s, `another: (.*)\)`)))
	later := serveProcess(t, db)
	caller{url: later.url}.must(t, 200, "GET", "/readyz", "")
	if link := shell("ADDRESS=eve@example.com\n" + strings.Replace(greeting(later, `a link without mail: (.*)`), "ADDRESS", "$ADDRESS", 1)); !strings.HasPrefix(link, later.url) {
		t.Errorf("the link leads elsewhere than to %s: %s", later.url, link)
	}
}

func TestShellWord(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"data", "/srv/kiln-1.2/data_x", "C:/data", "it's", "a b", "$HOME", "`x`", "", "ä", "a\\b"} {
		out, err := exec.CommandContext(t.Context(), "sh", "-c", "printf %s "+shellWord(text)).Output()
		if err != nil || string(out) != text {
			t.Errorf("%q is %q in a shell, by %s: %v", text, out, shellWord(text), err)
		}
	}
	if got := shellWord("data"); got != "data" {
		t.Errorf("quoted without need: %s", got)
	}
}
