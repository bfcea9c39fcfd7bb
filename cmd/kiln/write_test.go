package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
)

// deliver writes a project as the command does and returns the changes by path.
func deliver(t *testing.T, folder string, files []host.File, force bool) (map[string]string, error) {
	t.Helper()
	d, err := openDestination(folder)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	changes, err := d.plan(files, force)
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for _, c := range changes {
		kinds[c.Path] = c.Kind
	}
	return kinds, d.apply(t.Context(), changes)
}

func textFile(path, body string) host.File { return host.NewFile(path, []byte(body), 0o644) }

func TestDeliverAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := projectFiles(textFile("README.md", "one"), textFile("src/a.c", "a"), textFile("src/old/b.c", "b"), textFile("src/old/c.c", "c"), textFile("same", "same"))
	if _, err := deliver(t, dir, first, false); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "src/old/c.c", "edited")
	write(t, dir, "notes.txt", "mine")
	second := projectFiles(textFile("README.md", "two"), textFile("src/d.c", "d"), textFile("same", "same"))
	got, err := deliver(t, dir, second, false)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"README.md": "update", host.ManifestPath: "update", "src/d.c": "create", "same": "unchanged",
		"src/a.c": "remove", "src/old/b.c": "remove", "src/old/c.c": "keep"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantFiles := map[string]string{"README.md": "two", "src/d.c": "d", "same": "same", "src/old/c.c": "edited", "notes.txt": "mine"}
	files := listing(t, dir)
	delete(files, host.ManifestPath)
	if diff := cmp.Diff(wantFiles, files); diff != "" {
		t.Error(diff)
	}
}

// TestDeliverBesideAnotherProject has the second project of a repository come
// to the folder of the first.
func TestDeliverBesideAnotherProject(t *testing.T) {
	t.Parallel()
	of := func(pattern string, files ...host.File) []host.File {
		manifest := `{"manifestVersion":1,"engine":"kiln/0.1.0","artifactType":"itk-batch","pattern":"` + pattern + `","files":[`
		for i, f := range files {
			manifest += strings.Repeat(",", min(i, 1)) + `{"path":"` + f.Path + `","sha256":"` + f.SHA256 + `"}`
		}
		return append(files, textFile(host.ManifestPath, manifest+"]}"))
	}
	dir := t.TempDir()
	if _, err := deliver(t, dir, of("query-export", textFile("README.md", "exports"), textFile("a.c", "a")), false); err != nil {
		t.Fatal(err)
	}
	before := listing(t, dir)
	second := of("status-add", textFile("README.md", "adds"))
	_, err := deliver(t, dir, second, false)
	if err == nil || !strings.Contains(err.Error(), "holds another project, itk-batch / query-export, so nothing was written\n  write itk-batch / status-add to a folder of its own") {
		t.Fatalf("got error %v", err)
	}
	if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
		t.Error(diff)
	}
	if got, err := deliver(t, dir, of("query-export", textFile("README.md", "exports more")), false); err != nil || got["a.c"] != "remove" {
		t.Errorf("the same project again: %v, %v", got, err)
	}
	if got, err := deliver(t, dir, second, true); err != nil || got["README.md"] != "update" {
		t.Errorf("by force: %v, %v", got, err)
	}
}

func TestDeliverRemovesEmptyFolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	deliver(t, dir, projectFiles(textFile("a/b/c/d.c", "d"), textFile("a/e.c", "e")), false)
	if _, err := deliver(t, dir, projectFiles(textFile("a/e.c", "e")), false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "a", "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a/b: %v", err)
	}
}

func TestDeliverConflicts(t *testing.T) {
	t.Parallel()
	mine := projectFiles(textFile("README.md", "one"), textFile("src/a.c", "a"))
	next := projectFiles(textFile("README.md", "two"), textFile("src/a.c", "aa"))
	for _, c := range []struct {
		name   string
		meddle func(t *testing.T, dir string)
		says   string
		forced bool // --force helps
	}{
		{"an edited file", func(t *testing.T, dir string) { write(t, dir, "README.md", "edited") },
			"README.md: was changed since Kiln wrote it", true},
		{"no memory", func(t *testing.T, dir string) { remove(t, dir, host.ManifestPath) },
			"README.md: was not written by Kiln\n  src/a.c: was not written by Kiln", true},
		{"another tool's manifest", func(t *testing.T, dir string) { write(t, dir, host.ManifestPath, `{"files":[]}`) },
			"build-manifest.json: was not written by Kiln", true},
		{"a link in the place of a file", func(t *testing.T, dir string) { link(t, filepath.Join(dir, "..", "secret"), dir, "README.md") },
			"README.md: is a symbolic link", true},
		{"a folder in the place of a file", func(t *testing.T, dir string) { remove(t, dir, "README.md"); write(t, dir, "README.md/x", "") },
			"README.md: is a folder\n  move what is in the way", false},
		{"a file in the place of a folder", func(t *testing.T, dir string) {
			remove(t, dir, "src/a.c")
			remove(t, dir, "src")
			write(t, dir, "src", "")
		},
			"src/a.c: its folder src is a file", false},
		{"a link out of the folder", func(t *testing.T, dir string) {
			remove(t, dir, "src/a.c")
			remove(t, dir, "src")
			link(t, filepath.Join(dir, ".."), dir, "src")
		}, "src/a.c: its folder src is a symbolic link", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			above := t.TempDir()
			dir := filepath.Join(above, "out")
			write(t, above, "secret", "secret")
			if _, err := deliver(t, dir, mine, false); err != nil {
				t.Fatal(err)
			}
			c.meddle(t, dir)
			before := listing(t, above)
			_, err := deliver(t, dir, next, false)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error: %v", err)
			}
			if diff := cmp.Diff(before, listing(t, above)); diff != "" {
				t.Errorf("something was written: %s", diff)
			}
			_, err = deliver(t, dir, next, true)
			if (err == nil) != c.forced {
				t.Errorf("with --force: %v", err)
			}
			if got := listing(t, above)["secret"]; got != "secret" {
				t.Errorf("a file outside was written to: %q", got)
			}
		})
	}
}

// Case must not matter: the folder may be copied to where it does not.
func TestDeliverKeepsAFileThatChangedItsCase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	deliver(t, dir, projectFiles(textFile("Readme.md", "one")), false)
	if got, err := deliver(t, dir, projectFiles(textFile("README.md", "one")), false); err != nil || got["Readme.md"] != "" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestDeliverRepairsTheMode(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	dir := t.TempDir()
	write(t, dir, "build.sh", "x")
	got, err := deliver(t, dir, []host.File{host.NewFile("build.sh", []byte("x"), 0o755)}, false)
	info, statErr := os.Stat(filepath.Join(dir, "build.sh"))
	if err != nil || statErr != nil || got["build.sh"] != "update" || info.Mode()&0o100 == 0 {
		t.Errorf("%v, %v, %v", got, err, info.Mode())
	}
}

func TestInterruptedDeliveryLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "mine", "mine")
	d, err := openDestination(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	changes, err := d.plan(smallProject(), false)
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := d.apply(stopped, changes); !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

func FuzzParseLedger(f *testing.F) {
	for _, file := range smallProject() {
		f.Add(file.Body)
	}
	f.Add([]byte(`{"manifestVersion":1,"engine":"kiln/1","files":[{"path":"../x","sha256":""},{"path":"/y"},{"path":"."}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, p := range parseLedger(body).paths {
			if !fs.ValidPath(p) || p == "." || p == host.ManifestPath {
				t.Errorf("path %q", p)
			}
		}
	})
}

// FuzzReadOutcome holds that whatever a server sends stays inside the folder.
func FuzzReadOutcome(f *testing.F) {
	for _, path := range []string{"a", "../a", "/a", "a/../../b", "C:\\a", "a\x00", "..\\a", "a/", "./a", "con", "a//b"} {
		f.Add(path, "body", "0644", "utf-8")
	}
	f.Fuzz(func(t *testing.T, path, body, mode, encoding string) {
		files := []host.File{host.NewFile(path, []byte(body), 0o644), textFile("z", "z")}
		raw := strings.Replace(resultJSON(t, files), `"mode":"0644"`, `"mode":"`+strings.Trim(mode, `"\`)+`"`, 1)
		o, err := readOutcome([]byte(raw))
		if err != nil {
			return
		}
		for _, file := range o.files {
			if !filepath.IsLocal(filepath.FromSlash(file.Path)) || strings.ContainsAny(file.Path, "\\:\x00\n") || file.Mode&^0o755 != 0 {
				t.Errorf("%q, mode %o", file.Path, file.Mode)
			}
		}
	})
}

func remove(t *testing.T, dir, path string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, dir, path string) {
	t.Helper()
	path = filepath.Join(dir, filepath.FromSlash(path))
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
}
