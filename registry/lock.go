package registry

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// LockFile is the name of the lock in a registry folder.
const LockFile = "registry.lock.json"

// Lock says which modules of a registry folder may run, and what each may do.
// A person decides that: what is not in the lock, or differs from it, is not
// run.
type Lock struct {
	// Plugins are the modules that may run, by file.
	Plugins []Locked `json:"plugins"`
}

// Locked is what a person has allowed one module.
type Locked struct {
	Entry
	// Replaces says that the plugin takes the place of the one for the same
	// type that came with the binary.
	Replaces bool `json:"replacesBuiltIn,omitempty"`
}

// Plugin returns what the lock says of a file.
func (l Lock) Plugin(file string) (Locked, bool) {
	for _, p := range l.Plugins {
		if p.File == file {
			return p, true
		}
	}
	return Locked{}, false
}

// ParseLock reads and checks a lock. The error lists everything that is wrong.
func ParseLock(text []byte) (Lock, error) {
	var l Lock
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&l); err != nil {
		return Lock{}, fmt.Errorf("%s: %w", LockFile, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Lock{}, fmt.Errorf("%s: something follows the JSON object; delete it", LockFile)
	}
	if err := errors.Join(l.problems()...); err != nil {
		return Lock{}, fmt.Errorf("%s: %w", LockFile, err)
	}
	slices.SortFunc(l.Plugins, byFile)
	return l, nil
}

func byFile(a, b Locked) int { return cmp.Compare(a.File, b.File) }

func (l Lock) problems() []error {
	entries := make([]Entry, len(l.Plugins))
	for i, p := range l.Plugins {
		entries[i] = p.Entry
	}
	return entryProblems("plugins", entries)
}

// ReadLock reads the lock of a folder; one that is not there is empty.
func ReadLock(dir string) (Lock, error) {
	text, err := os.ReadFile(filepath.Join(dir, LockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Lock{}, nil
	}
	if err != nil {
		return Lock{}, err
	}
	return ParseLock(text)
}

// WriteLock replaces the lock of a folder in one step: who reads it meanwhile
// sees the old one or the new one.
func WriteLock(dir string, l Lock) error {
	slices.SortFunc(l.Plugins, byFile)
	text, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	if _, err := ParseLock(text); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "."+LockFile+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(text, '\n'))
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, LockFile))
}

// Grant says what the module with that digest may do as the file of a folder
// beside this registry. The error says why it may not run.
func (r Registry) Grant(l Lock, file, digest string) (Locked, error) {
	locked, ok := l.Plugin(file)
	if !ok {
		return locked, fmt.Errorf("it is not in %s; \"kiln plugin diff\" shows what it asks for, \"kiln plugin lock\" allows it", LockFile)
	}
	if digest != locked.Digest {
		return locked, fmt.Errorf("it has the digest %s, and %s allows %s; "+
			"\"kiln plugin diff\" shows what differs, \"kiln plugin lock\" allows it", digest, LockFile, locked.Digest)
	}
	return locked, r.CheckType(locked)
}

// CheckType refuses a type that is reserved, or that belongs to a plugin which
// came with the binary and is not to be replaced.
func (r Registry) CheckType(l Locked) error {
	if r.IsReserved(l.Type) {
		return fmt.Errorf("the artifact type %s is reserved; build the plugin with another one", l.Type)
	}
	if _, ok := r.Entry(l.Type); ok && !l.Replaces {
		return fmt.Errorf("the artifact type %s came with the binary; \"kiln plugin lock --replace\" puts this plugin in its place", l.Type)
	}
	return nil
}
