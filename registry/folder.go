package registry

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// maxModuleBytes is the largest module that is read: Go plugins have 3 to 6 MiB.
const maxModuleBytes = 64 << 20

// Module is a .wasm file of a registry folder.
type Module struct {
	File   string
	Digest string
	// Err says why the file cannot be read as a module.
	Err error
}

// Folder looks at a registry folder again and again. A file counts only once
// it has been left alone for a while: who copies a module writes it in pieces.
type Folder struct {
	// Dir is the folder's path.
	Dir string
	// Settle is how long a file must not have changed.
	Settle time.Duration

	seen map[string]*sighting
}

// sighting is what is known of a file.
type sighting struct {
	info   os.FileInfo // nil while it is missing
	since  time.Time   // when it was first seen so
	module *Module     // nil until it has been read in this state
	last   *Module     // as it was before it began to change
}

// same tells one state of a file from another without reading it.
func same(a, b os.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}

// Scan returns the modules by file. One that is changing right now is left
// as it was; a new one that is still being written is not there yet, and one
// that is missing since a moment still is. Pending reports that there is such
// a file, so that it is worth to look again soon.
func (f *Folder) Scan(now time.Time) (modules []Module, pending bool, err error) {
	found, err := f.list()
	if err != nil {
		return nil, false, err
	}
	if f.seen == nil {
		f.seen = map[string]*sighting{}
	}
	for name, info := range found {
		if f.seen[name] == nil {
			f.seen[name] = &sighting{info: info, since: now}
		}
	}
	for name, seen := range f.seen {
		info, there := found[name]
		seen.look(info, now)
		switch settled := seen.settled(now, f.Settle); {
		case !settled:
			pending = true
		case !there:
			delete(f.seen, name)
			continue
		case seen.module == nil:
			seen.read(f.Dir, name)
			pending = pending || seen.module == nil
		}
		if m := seen.current(); m != nil {
			modules = append(modules, *m)
		}
	}
	slices.SortFunc(modules, func(a, b Module) int { return strings.Compare(a.File, b.File) })
	return modules, pending, nil
}

// list stats the folder's modules. Names that begin with a dot are those of
// programs that copy.
func (f *Folder) list() (map[string]os.FileInfo, error) {
	entries, err := os.ReadDir(f.Dir)
	if err != nil {
		return nil, err
	}
	found := map[string]os.FileInfo{}
	for _, e := range entries {
		name := e.Name()
		if filepath.Ext(name) != ".wasm" || strings.HasPrefix(name, ".") {
			continue
		}
		// A link is followed: what it leads to may be replaced.
		info, err := os.Stat(filepath.Join(f.Dir, name))
		if err != nil {
			continue // it went away in between
		}
		found[name] = info
	}
	return found, nil
}

func (s *sighting) look(at os.FileInfo, now time.Time) {
	if same(s.info, at) {
		return
	}
	s.info, s.since = at, now
	if s.module != nil {
		s.last, s.module = s.module, nil
	}
}

// settled believes a file's own time as far as it lies in the past: a module
// that was moved here is complete.
func (s *sighting) settled(now time.Time, settle time.Duration) bool {
	old := s.info != nil && now.Sub(s.info.ModTime()) >= settle
	return old || now.Sub(s.since) >= settle
}

func (s *sighting) current() *Module {
	if s.module != nil {
		return s.module
	}
	return s.last
}

// read takes the module's digest, unless the file changes meanwhile.
func (s *sighting) read(dir, name string) {
	m := &Module{File: name}
	if !moduleName.MatchString(name) {
		m.Err = errors.New("its name must consist of letters, digits, dots, hyphens and underscores")
	} else if module, err := readModule(filepath.Join(dir, name)); err != nil {
		m.Err = err
	} else if int64(len(module)) != s.info.Size() {
		return
	} else {
		m.Digest = DigestOf(module)
	}
	s.module, s.last = m, nil
}

// Read returns a module's bytes if they still have the digest.
func (f *Folder) Read(m Module) ([]byte, error) {
	module, err := readModule(filepath.Join(f.Dir, m.File))
	if err == nil && DigestOf(module) != m.Digest {
		err = errors.New("the file has changed again")
	}
	return module, err
}

// ReadFolder returns the modules that are in a folder now.
func ReadFolder(dir string) ([]Module, error) {
	f := Folder{Dir: dir}
	modules, pending, err := f.Scan(time.Time{})
	if err == nil && pending {
		err = fmt.Errorf("%s: a module is being written; try again when that is done", dir)
	}
	return modules, err
}

// readModule reads a regular file: another kind could keep its reader waiting.
// Errors do not name the path, which may be shown to anybody.
func readModule(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer file.Close()
	module, err := io.ReadAll(io.LimitReader(file, maxModuleBytes+1))
	if err == nil && len(module) > maxModuleBytes {
		err = fmt.Errorf("it is larger than %s", byteCount(maxModuleBytes))
	}
	return module, withoutPath(err)
}

func withoutPath(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
