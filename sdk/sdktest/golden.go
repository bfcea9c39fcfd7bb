package sdktest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

var update = flag.Bool("update", false, "rewrite golden files with what comes out now")

// Update reports whether the test was run with -update. This package owns that
// flag: other golden tests of a plugin read it here.
func Update() bool { return *update }

// Golden generates from each dir/<case>/request.json and compares the result
// with want.json (outcome, pattern, summary, diagnostics, manifest …) and the
// files in want/ of that case. With -update it rewrites both.
func Golden[S any](t *testing.T, plugin sdk.Plugin[S], dir string) {
	t.Helper()
	requests, err := filepath.Glob(filepath.Join(dir, "*", "request.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(requests) == 0 {
		t.Fatalf("there is no case %s", filepath.Join(dir, "<case>", "request.json"))
	}
	for _, path := range requests {
		folder := filepath.Dir(path)
		// One after the other: a plugin runs alone in its sandbox and need not
		// be safe for several goroutines.
		t.Run(filepath.Base(folder), func(t *testing.T) {
			got := Generate(t, plugin, readRequest(t, path))
			if *update {
				got.write(t, folder)
			}
			got.compare(t, folder)
		})
	}
}

func readRequest(t testing.TB, path string) sdk.Request {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var request sdk.Request
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return request
}

// wanted is want.json: a result, and which of its files are executable.
type wanted struct {
	Result
	Executables []string `json:"executables,omitempty"`
}

func (r Result) summary(t testing.TB) []byte {
	t.Helper()
	w := wanted{Result: r}
	for _, f := range r.Files {
		if f.Mode == 0o755 {
			w.Executables = append(w.Executables, f.Path)
		}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(w); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// write makes the result the wanted one.
func (r Result) write(t testing.TB, folder string) {
	t.Helper()
	want := filepath.Join(folder, "want")
	must(t, os.RemoveAll(want))
	must(t, os.WriteFile(filepath.Join(folder, "want.json"), r.summary(t), 0o644))
	for _, f := range r.Files {
		path := filepath.Join(want, filepath.FromSlash(f.Path))
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, f.Body, fs.FileMode(f.Mode)))
	}
}

// compare reports each difference between the result and the wanted one.
func (r Result) compare(t testing.TB, folder string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(folder, "want.json"))
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if got := r.summary(t); !bytes.Equal(got, want) {
		t.Errorf("want.json differs:\n%s", lineDiff(string(want), string(got)))
	}
	wanted := readFiles(t, filepath.Join(folder, "want"))
	for _, f := range r.Files {
		body, ok := wanted[f.Path]
		delete(wanted, f.Path)
		switch {
		case !ok:
			t.Errorf("want/%s: it is not wanted, but was generated", f.Path)
		case !bytes.Equal(body, f.Body):
			t.Errorf("want/%s differs:\n%s", f.Path, lineDiff(string(body), string(f.Body)))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(wanted)) {
		t.Errorf("want/%s: it is wanted, but was not generated", path)
	}
}

// readFiles returns the files below the folder by their path with slashes; a
// folder that does not exist has none.
func readFiles(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
