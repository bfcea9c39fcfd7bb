// Package registry says which artifact types there are: the active ones, each
// with the plugin that makes it and what that plugin may do, and the names
// that are kept for types to come.
//
// registry.json is the list; "make plugins" builds the modules that it names
// beside it and rewrites the members that the modules determine. Both are
// embedded in the binary.
package registry

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// Registry is the content of registry.json with the modules that it names.
type Registry struct {
	// Active are the artifact types that can be generated, by type.
	Active []Entry `json:"active"`
	// Reserved are names that no plugin may take yet.
	Reserved []string `json:"reserved"`
}

// Entry is an active artifact type. Capabilities and limits are what people
// decided; the other members follow from the module.
type Entry struct {
	// Type is the artifact type, such as "itk-batch".
	Type string `json:"type"`
	// Version is the plugin's semantic version.
	Version string `json:"version"`
	// Digest is the module's SHA-256: "sha256:" and 64 lower-case hex digits.
	Digest string `json:"digest"`
	// ABI is the version of the wall that the module was built for.
	ABI int `json:"abi"`
	// Patterns are the ids of the plugin's patterns.
	Patterns []string `json:"patterns"`
	// Capabilities are granted to the plugin beyond the common host functions.
	Capabilities []string `json:"capabilities"`
	// Limits bound the plugin's instances.
	Limits Limits `json:"limits"`
	// File is the module's name beside registry.json.
	File string `json:"file"`
	// Module is the module itself.
	Module []byte `json:"-"`
}

// ErrNotBuilt is in the error of a registry whose modules are missing.
var ErrNotBuilt = errors.New("plugin not built")

const listFile = "registry.json"

// The pattern matches registry.json and the modules, and so also a fresh
// clone, which has no module: an embed pattern must match something.
//
//go:embed *.[jw][sa]*
var embedded embed.FS

// Embedded returns the registry that the binary was built with.
func Embedded() (Registry, error) { return Open(embedded) }

// Open reads and checks a registry. The error lists everything that is wrong;
// it is [ErrNotBuilt] among other things where a module is missing.
func Open(folder fs.FS) (Registry, error) {
	list, err := fs.ReadFile(folder, listFile)
	if err != nil {
		return Registry{}, fmt.Errorf("registry: %w", err)
	}
	r, err := parse(list)
	if err != nil {
		return Registry{}, err
	}
	problems := r.problems()
	for i := range r.Active {
		if err := r.Active[i].load(folder); err != nil {
			problems = append(problems, err)
		}
	}
	if err := errors.Join(problems...); err != nil {
		return Registry{}, fmt.Errorf("registry: %w", err)
	}
	slices.SortFunc(r.Active, byType)
	return r, nil
}

func parse(list []byte) (Registry, error) {
	var r Registry
	decoder := json.NewDecoder(bytes.NewReader(list))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return r, fmt.Errorf("registry: %s: %w", listFile, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return r, fmt.Errorf("registry: %s: something follows the JSON object; delete it", listFile)
	}
	return r, nil
}

// load reads the entry's module and compares its digest.
func (e *Entry) load(folder fs.FS) error {
	if !moduleName.MatchString(e.File) {
		return nil // reported with the other problems
	}
	module, err := fs.ReadFile(folder, e.File)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s has no module %s; run \"make plugins\", then build again", ErrNotBuilt, e.Type, e.File)
	}
	if err != nil {
		return err
	}
	if digest := DigestOf(module); digest != e.Digest {
		return fmt.Errorf("%s: %s has the digest %s, %s says %s; run \"make plugins\", then build again",
			e.Type, e.File, digest, listFile, e.Digest)
	}
	e.Module = module
	return nil
}

// DigestOf returns the digest of a module as an [Entry] holds it.
func DigestOf(module []byte) string {
	sum := sha256.Sum256(module)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Entry returns the active type of that name.
func (r Registry) Entry(name string) (Entry, bool) {
	for _, e := range r.Active {
		if e.Type == name {
			return e, true
		}
	}
	return Entry{}, false
}

// IsReserved reports whether the name is kept for a type to come.
func (r Registry) IsReserved(name string) bool { return slices.Contains(r.Reserved, name) }
