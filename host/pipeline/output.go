package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/cases"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// What a generation may hand over.
const (
	maxFiles     = 2000
	maxFileBytes = 32 << 20
)

// output collects what a plugin hands over, unchecked. It is the [sdk.Host]
// of one instance.
type output struct {
	files    []host.File
	progress func(string)
	log      func(int32, string) // nil drops what the plugin logs
}

// File keeps a file as it came.
func (o *output) File(path string, body []byte, mode uint32) {
	o.files = append(o.files, host.NewFile(path, body, mode))
}

// Progress passes the message on.
func (o *output) Progress(message string) { o.progress(message) }

// Log passes the message on to the plugin's author, see [Author].
func (o *output) Log(level int32, message string) {
	if o.log != nil {
		o.log(level, message)
	}
}

// checkFiles returns the files sorted by path, or what is wrong with them.
// Nothing is repaired: a plugin that writes a bad path has a mistake that its
// author should see.
func checkFiles(files []host.File) ([]host.File, error) {
	if len(files) == 0 {
		return nil, fmt.Errorf("there are no files")
	}
	if len(files) >= maxFiles { // one more is the manifest
		return nil, fmt.Errorf("there are %d files; at most %d are taken", len(files), maxFiles-1)
	}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b host.File) int { return strings.Compare(a.Path, b.Path) })
	total := 0
	seen := map[string]string{fold(host.ManifestPath): host.ManifestPath}
	for _, f := range files {
		if err := sdk.CheckPath(f.Path); err != nil {
			return nil, fmt.Errorf("file %q: %w", f.Path, err)
		}
		if f.Mode != 0o644 && f.Mode != 0o755 {
			return nil, fmt.Errorf("file %q: mode %#o is neither 0644 nor 0755", f.Path, f.Mode)
		}
		if other, ok := seen[fold(f.Path)]; ok {
			return nil, fmt.Errorf("file %q: %q is there already, and some file systems cannot tell them apart", f.Path, other)
		}
		seen[fold(f.Path)] = f.Path
		total += len(f.Body)
	}
	if total > maxFileBytes {
		return nil, fmt.Errorf("the files have %d bytes; at most %d are taken", total, maxFileBytes)
	}
	return files, checkFolders(files, seen)
}

// CheckFiles tells what is wrong with a generation's files, the manifest among
// them: what a client asks before it writes what a server sent.
func CheckFiles(files []host.File) error {
	at := slices.IndexFunc(files, func(f host.File) bool { return f.Path == host.ManifestPath })
	if at >= 0 {
		if mode := files[at].Mode; mode != 0o644 {
			return fmt.Errorf("file %q: mode %#o is not 0644", host.ManifestPath, mode)
		}
		files = slices.Delete(slices.Clone(files), at, at+1)
	}
	_, err := checkFiles(files)
	return err
}

// checkFolders refuses a file whose path another file needs as a folder, and
// folders that differ only in case.
func checkFolders(files []host.File, seen map[string]string) error {
	folders := map[string]string{}
	for _, f := range files {
		for i, c := range f.Path {
			if c != '/' {
				continue
			}
			folder := f.Path[:i]
			if other, ok := seen[fold(folder)]; ok {
				return fmt.Errorf("file %q: its folder %q is the file %q", f.Path, folder, other)
			}
			if other, ok := folders[fold(folder)]; ok && other != folder {
				return fmt.Errorf("file %q: its folder %q differs from %q only in case", f.Path, folder, other)
			}
			folders[fold(folder)] = folder
		}
	}
	return nil
}

// fold maps names that a case-insensitive file system confuses to one.
func fold(path string) string { return cases.Fold().String(path) }

// insert adds a file to those sorted by path.
func insert(files []host.File, f host.File) []host.File {
	at, _ := slices.BinarySearchFunc(files, f, func(a, b host.File) int { return strings.Compare(a.Path, b.Path) })
	return slices.Insert(files, at, f)
}
