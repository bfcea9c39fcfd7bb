package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func locked(e Entry) Locked { return Locked{Entry: e} }

func TestLockRoundTrip(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if l, err := ReadLock(dir); err != nil || len(l.Plugins) != 0 {
		t.Errorf("no lock: %v, %v", l, err)
	}
	want := Lock{Plugins: []Locked{locked(entry("b-type", "B")), locked(entry("a-type", "A"))}}
	want.Plugins[0].Replaces = true
	want.Plugins[0].Capabilities = []string{"llm"}
	want.Plugins[0].Limits = Limits{MemoryBytes: 1 << 30, StageTimeout: Duration(time.Minute)}
	for range 2 {
		if err := WriteLock(dir, want); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ReadLock(dir)
	if diff := cmp.Diff(want, got); diff != "" || err != nil || got.Plugins[0].Type != "a-type" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	files, _ := os.ReadDir(dir)
	if len(files) != 1 {
		t.Errorf("something is left beside the lock: %v", files)
	}
	broken := Lock{Plugins: []Locked{locked(entry("Bad Type", "A"))}}
	if err := WriteLock(dir, broken); err == nil {
		t.Error("a lock that cannot be read was written")
	}
}

func TestParseLockReportsEverything(t *testing.T) {
	t.Parallel()
	a := `{"type":"a","version":"1","digest":"sha256:` + strings.Repeat("0", 64) + `","abi":1,"patterns":["p"],"capabilities":[],"limits":{},"file":"a.wasm"}`
	for text, want := range map[string]string{
		``:                                  "EOF",
		`{"plugin":[]}`:                     `unknown field "plugin"`,
		`{"plugins":[]} {}`:                 "something follows",
		`{"plugins":[{}]}`:                  "digest",
		`{"plugins":[` + a + `,` + a + `]}`: "the type is listed twice",
		`{"plugins":[` + strings.Replace(a, "a.wasm", "../a.wasm", 1) + `]}`: "the name of a .wasm file in the same folder",
	} {
		if _, err := ParseLock([]byte(text)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), LockFile) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func FuzzParseLock(f *testing.F) {
	f.Add([]byte(`{"plugins":[{"type":"a","version":"1","digest":"sha256:` + strings.Repeat("0", 64) + `","abi":1,"patterns":["p"],"capabilities":["llm"],"limits":{"stageTimeout":"1s"},"file":"a.wasm","replacesBuiltIn":true}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := ParseLock(text)
		if err != nil {
			return
		}
		dir := t.TempDir()
		if err := WriteLock(dir, l); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := ReadLock(dir)
		if err != nil || len(l.Diff(again)) > 0 {
			t.Errorf("%v %v", err, l.Diff(again))
		}
		if other, _ := filepath.Glob(filepath.Join(dir, ".*")); len(other) > 0 {
			t.Error(other)
		}
	})
}

func TestGrant(t *testing.T) {
	t.Parallel()
	r := Registry{Active: []Entry{entry("built-in", "I")}, Reserved: []string{"later"}}
	l := Lock{Plugins: []Locked{locked(entry("good", "G")), locked(entry("later", "L")), locked(entry("built-in", "B"))}}
	tests := []struct{ file, module, says string }{
		{"good.wasm", "G", ""},
		{"good.wasm", "new", "has the digest " + DigestOf([]byte("new"))},
		{"new.wasm", "G", "it is not in " + LockFile},
		{"later.wasm", "L", "reserved"},
		{"built-in.wasm", "B", "came with the binary"},
	}
	for _, tt := range tests {
		got, err := r.Grant(l, tt.file, DigestOf([]byte(tt.module)))
		if tt.says == "" && (err != nil || got.File != tt.file) || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %v, want %q", tt.file, err, tt.says)
		}
	}
	l.Plugins[2].Replaces = true
	if _, err := r.Grant(l, "built-in.wasm", DigestOf([]byte("B"))); err != nil {
		t.Errorf("a plugin that may take a place: %v", err)
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	before := entry("a", "1")
	before.Capabilities = []string{"kb"}
	before.Limits = Limits{MemoryBytes: 64 << 20, StageTimeout: Duration(time.Second), Files: 10}
	after := entry("a", "2")
	after.Version, after.Capabilities, after.Patterns = "2.0.0", []string{"llm"}, []string{"plain", "more"}
	before.Limits.StageFuel = 7
	after.Limits = Limits{MemoryBytes: 65<<20 + 1, StageTimeout: Duration(time.Millisecond), Files: 10}
	lock := Lock{Plugins: []Locked{locked(before), locked(entry("same", "S")), locked(entry("went", "W"))}}
	now := Lock{Plugins: []Locked{locked(after), locked(entry("same", "S")), {Entry: entry("came", "C"), Replaces: true}}}
	digest := func(body string) string { return DigestOf([]byte(body)) }
	want := []Difference{
		{"a.wasm", Changed, []Change{
			{"version", "1.0.0", "2.0.0", false},
			{"digest", digest("1"), digest("2"), false},
			{"capability", "", "llm", true},
			{"capability", "kb", "", false},
			{"pattern", "", "more", false},
			{"memory", "64 MiB", "68157441 bytes", true},
			{"stage time", "1s", "1ms", false},
			{"stage fuel", "7", "", true},
		}},
		{"came.wasm", Added, []Change{
			{"type", "", "came", false}, {"version", "", "1.0.0", false}, {"digest", "", digest("C"), false}, {"abi", "", "1", false},
			{"replaces", "", "the built-in plugin for came", true}, {"pattern", "", "plain", false},
		}},
		{"went.wasm", Removed, []Change{
			{"type", "went", "", false}, {"version", "1.0.0", "", false}, {"digest", digest("W"), "", false}, {"abi", "1", "", false},
			{"pattern", "plain", "", false},
		}},
	}
	if diff := cmp.Diff(want, lock.Diff(now)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d := lock.Diff(lock); len(d) > 0 {
		t.Errorf("a lock differs from itself: %v", d)
	}
}

func TestContradicts(t *testing.T) {
	t.Parallel()
	l := locked(entry("a", "1"))
	l.Replaces, l.Limits.Files = true, 5
	same := entry("a", "1")
	if err := l.Contradicts(same); err != nil {
		t.Error(err)
	}
	same.Version, same.Capabilities = "1.0.1", []string{"kb"}
	err := l.Contradicts(same)
	if err == nil || !strings.Contains(err.Error(), "version: 1.0.0 → 1.0.1; capability: kb (new)") {
		t.Error(err)
	}
}
