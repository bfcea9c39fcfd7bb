package registry

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func folder(list string, modules map[string]string) fs.FS {
	files := fstest.MapFS{listFile: {Data: []byte(list)}}
	for name, data := range modules {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return files
}

// entry is a good entry for a module with that content.
func entry(name, module string) Entry {
	return Entry{
		Type: name, Version: "1.0.0", Digest: DigestOf([]byte(module)), ABI: 1,
		Patterns: []string{"plain"}, Capabilities: []string{}, File: name + ".wasm",
	}
}

func encode(t *testing.T, r Registry) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOpen(t *testing.T) {
	t.Parallel()
	list := Registry{Active: []Entry{entry("b-type", "B"), entry("a-type", "A")}, Reserved: []string{"later"}}
	list.Active[1].Limits = Limits{MemoryBytes: 128 << 20, StageTimeout: Duration(90 * time.Second), Files: 10}
	got, err := Open(folder(encode(t, list), map[string]string{"a-type.wasm": "A", "b-type.wasm": "B"}))
	if err != nil {
		t.Fatal(err)
	}
	want := Registry{Active: []Entry{list.Active[1], list.Active[0]}, Reserved: list.Reserved}
	want.Active[0].Module, want.Active[1].Module = []byte("A"), []byte("B")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if e, ok := got.Entry("b-type"); !ok || e.Type != "b-type" {
		t.Errorf("Entry(b-type) = %v, %v", e, ok)
	}
	if _, ok := got.Entry("later"); ok || !got.IsReserved("later") || got.IsReserved("a-type") {
		t.Error("a reserved name and an active type are not told apart")
	}
}

func TestOpenReportsEverything(t *testing.T) {
	t.Parallel()
	good := entry("good", "G")
	bad := Entry{
		Type: "Bad Type", Digest: "sha256:12", ABI: 2, File: "../evil.wasm",
		Limits: Limits{MemoryBytes: 1, StageTimeout: -1, Files: -1},
	}
	stale := entry("stale", "old")
	list := Registry{Active: []Entry{good, bad, stale, entry("missing", ""), good}, Reserved: []string{"good", "x y", "good"}}
	_, err := Open(folder(encode(t, list), map[string]string{"good.wasm": "G", "stale.wasm": "new"}))
	if err == nil {
		t.Fatal("no error")
	}
	if !errors.Is(err, ErrNotBuilt) {
		t.Error("it is not ErrNotBuilt")
	}
	for _, want := range []string{
		`active[1] "Bad Type": type:`, "version: it is empty", `digest "sha256:12"`, "abi 2: this host speaks version 1",
		"patterns: at least one", `file "../evil.wasm"`, "limits.memoryBytes 1:", "limits.stageTimeout -1ns:", "limits.files -1:",
		`active[4] "good": the type is listed twice`, "another entry has the file good.wasm",
		`"good": the type is reserved`, `reserved[1] "x y"`, `reserved[2] "good": it is listed twice`,
		"stale: stale.wasm has the digest sha256:", `missing has no module missing.wasm; run "make plugins"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %s:\n%v", want, err)
		}
	}
}

func TestOpenRefusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]string{
		``:             "EOF",
		`[]`:           "cannot unmarshal array",
		`{"activ":[]}`: `unknown field "activ"`,
		`{} {}`:        "something follows",
		`{"active":[{"limits":{"stageTimeout":"10"}}]}`: `duration "10": write it like 10s`,
	} {
		if _, err := Open(folder(list, nil)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", list, err, want)
		}
	}
	if _, err := Open(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no list: %v", err)
	}
}

// TestEmbedded accepts a checkout without modules, and nothing else that is wrong.
func TestEmbedded(t *testing.T) {
	t.Parallel()
	list, err := embedded.ReadFile(listFile)
	if err != nil {
		t.Fatal(err)
	}
	r, err := parse(list)
	if err != nil {
		t.Fatal(err)
	}
	if problems := r.problems(); len(problems) > 0 {
		t.Error(errors.Join(problems...))
	}
	want := []string{"itk-handler", "itk-extension", "soa-client", "rac-plugin", "awc-module"}
	if diff := cmp.Diff(want, r.Reserved); diff != "" {
		t.Errorf("reserved (-want +got):\n%s", diff)
	}
	if opened, err := Embedded(); err != nil && !errors.Is(err, ErrNotBuilt) {
		t.Error(err)
	} else if err == nil && len(opened.Active) != len(r.Active) {
		t.Errorf("%d of %d types", len(opened.Active), len(r.Active))
	}
}
