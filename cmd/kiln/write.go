package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"

	"github.com/kilnworks/kiln/host"
)

// change is what writing does, or would do, to one file.
type change struct {
	host.File        // only the path is set of a file to remove
	Kind      string // "create", "update", "unchanged", "remove" or "keep"
	Why       string // of a file that is kept
}

// conflict is a file in the way.
type conflict struct {
	path, why string
	final     bool // even --force does not help
}

// destination is the folder that a project is written into. Nothing reaches
// beyond it, whatever symbolic links it holds.
type destination struct {
	folder string
	root   *os.Root // nil where the folder does not exist yet
	ours   ledger
	links  map[string]string // folders that were looked at, and what is wrong with them
}

// openDestination looks at the folder; it need not exist.
func openDestination(folder string) (*destination, error) {
	d := &destination{folder: folder, links: map[string]string{}}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d, d.checkAncestor()
	case err != nil:
		return nil, usageError{fmt.Errorf("--out %s: %w", folder, innermost(err))}
	case !info.IsDir():
		return nil, usageError{fmt.Errorf("--out %s: is a file; name a folder", folder)}
	}
	if d.root, err = os.OpenRoot(folder); err != nil {
		return nil, usageError{fmt.Errorf("--out %s: %w", folder, innermost(err))}
	}
	d.ours = readLedger(d.root)
	return d, nil
}

// checkAncestor tells early when a folder cannot be made.
func (d *destination) checkAncestor() error {
	for at := path.Clean(d.folder); ; at = path.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return usageError{fmt.Errorf("--out %s: %s is a file, so no folder can be made in it", d.folder, at)}
		}
		if err == nil || at == path.Dir(at) {
			return nil
		}
	}
}

// Close lets the folder go.
func (d *destination) Close() {
	if d.root != nil {
		_ = d.root.Close() // a folder that was only read has nothing left to fail
	}
}

// plan compares the files with what is there and writes nothing. Without
// force each file in the way that Kiln did not write is a conflict, and so is
// a project of another kind.
func (d *destination) plan(files []host.File, force bool) ([]change, error) {
	if there, here := d.ours.kind, kindOf(files); !force && there != "" && here != "" && here != there {
		return nil, otherProjectError{d.folder, there, here}
	}
	var changes []change
	var conflicts []conflict
	wanted := map[string]bool{}
	for _, f := range files {
		wanted[strings.ToLower(f.Path)] = true
		kind, found := d.compare(f)
		if found != nil && (found.final || !force) {
			conflicts = append(conflicts, *found)
			continue
		}
		changes = append(changes, change{File: f, Kind: kind})
	}
	for _, p := range d.ours.paths {
		// Where case does not count, the old name may be the new file.
		if !wanted[strings.ToLower(p)] {
			changes = append(changes, d.retire(p)...)
		}
	}
	if len(conflicts) > 0 {
		return nil, conflictError{d.folder, conflicts}
	}
	return changes, nil
}

// kindOf tells of which kind a project is, by its manifest.
func kindOf(files []host.File) string {
	for _, f := range files {
		if f.Path == host.ManifestPath {
			return parseLedger(f.Body).kind
		}
	}
	return ""
}

// compare says what writing the file means, and what is in the way.
func (d *destination) compare(f host.File) (string, *conflict) {
	if d.root == nil {
		return "create", nil
	}
	if why := d.checkFolders(path.Dir(f.Path)); why != "" {
		return "", &conflict{f.Path, why, true}
	}
	info, err := d.root.Lstat(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "create", nil
	case err != nil:
		return "", &conflict{f.Path, "cannot be looked at: " + innermost(err).Error(), true}
	case info.IsDir():
		return "", &conflict{f.Path, "is a folder", true}
	case !info.Mode().IsRegular():
		return "update", &conflict{f.Path, "is a symbolic link or a device", false}
	}
	sum, err := d.digest(f.Path)
	switch {
	case err != nil:
		return "update", &conflict{f.Path, "cannot be read: " + innermost(err).Error(), false}
	case sum == f.SHA256 && sameMode(info.Mode(), f.Mode):
		return "unchanged", nil
	case sum == f.SHA256, d.ours.wrote(f.Path, sum):
		return "update", nil
	case d.ours.digests[f.Path] != "":
		return "update", &conflict{f.Path, "was changed since Kiln wrote it", false}
	}
	return "update", &conflict{f.Path, "was not written by Kiln", false}
}

// checkFolders refuses a path through a file or a symbolic link.
func (d *destination) checkFolders(folder string) string {
	if folder == "." {
		return ""
	}
	if why, ok := d.links[folder]; ok {
		return why
	}
	why := d.checkFolders(path.Dir(folder))
	if why == "" {
		info, err := d.root.Lstat(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			why = "its folder " + folder + " cannot be looked at: " + innermost(err).Error()
		case info.Mode()&fs.ModeSymlink != 0:
			why = "its folder " + folder + " is a symbolic link"
		case !info.IsDir():
			why = "its folder " + folder + " is a file"
		}
	}
	d.links[folder] = why
	return why
}

// retire removes a file of an earlier run that is no longer generated, unless
// somebody has changed it since.
func (d *destination) retire(p string) []change {
	if d.checkFolders(path.Dir(p)) != "" {
		return nil
	}
	info, err := d.root.Lstat(p)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	c := change{File: host.File{Path: p}, Kind: "remove"}
	if sum, err := d.digest(p); err != nil || !d.ours.wrote(p, sum) {
		c.Kind, c.Why = "keep", "is no longer generated, but was changed since Kiln wrote it"
	}
	return []change{c}
}

// digest returns the SHA-256 of a file in lower-case hex.
func (d *destination) digest(p string) (string, error) {
	file, err := d.root.Open(p)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// sameMode compares what matters of a mode, where the system has it.
func sameMode(there fs.FileMode, want uint32) bool {
	return runtime.GOOS == "windows" || there&0o100 != 0 == (want&0o100 != 0)
}

// apply carries the plan out. It first writes everything beside its place, so
// that an interruption or a full disk up to there leaves nothing behind.
func (d *destination) apply(ctx context.Context, changes []change) (err error) {
	if d.root == nil {
		if err := os.MkdirAll(d.folder, 0o755); err != nil {
			return d.failed("cannot be made", err)
		}
		if d.root, err = os.OpenRoot(d.folder); err != nil {
			return d.failed("cannot be opened", err)
		}
	}
	staging := ".kiln-" + strings.ToLower(rand.Text()[:12])
	defer func() { err = errors.Join(err, d.root.RemoveAll(staging)) }()
	if err := d.stage(ctx, staging, changes); err != nil {
		return err
	}
	return d.commit(staging, changes)
}

// stage writes the bodies into a folder of their own.
func (d *destination) stage(ctx context.Context, staging string, changes []change) error {
	if err := d.root.Mkdir(staging, 0o700); err != nil {
		return d.failed("cannot be written to", err)
	}
	for i, c := range changes {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !c.writes() {
			continue
		}
		name := path.Join(staging, fmt.Sprint(i))
		if err := d.root.WriteFile(name, c.Body, fs.FileMode(c.Mode)); err != nil {
			return d.failed(c.Path+" cannot be written", err)
		}
	}
	return nil
}

// commit moves each file to its place in one step, the manifest last, and
// then removes what is no longer generated.
func (d *destination) commit(staging string, changes []change) error {
	last := -1
	for i, c := range changes {
		switch {
		case c.Path == host.ManifestPath:
			last = i
		case c.writes():
			if err := d.place(path.Join(staging, fmt.Sprint(i)), c.Path); err != nil {
				return err
			}
		}
	}
	if last >= 0 && changes[last].writes() {
		if err := d.place(path.Join(staging, fmt.Sprint(last)), host.ManifestPath); err != nil {
			return err
		}
	}
	for _, c := range changes {
		if c.Kind == "remove" {
			if err := d.remove(c.Path); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c change) writes() bool { return c.Kind == "create" || c.Kind == "update" }

func (d *destination) place(from, to string) error {
	if err := d.root.MkdirAll(path.Dir(to), 0o755); err != nil {
		return d.failed("the folder of "+to+" cannot be made", err)
	}
	if err := d.root.Rename(from, to); err != nil {
		return d.failed(to+" cannot be written", err)
	}
	return nil
}

// remove takes a file away, and the folders that it leaves empty.
func (d *destination) remove(p string) error {
	if err := d.root.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d.failed(p+" cannot be removed", err)
	}
	for folder := path.Dir(p); folder != "."; folder = path.Dir(folder) {
		if d.root.Remove(folder) != nil {
			return nil //nolint:nilerr // it is not empty, and so stays
		}
	}
	return nil
}

func (d *destination) failed(what string, err error) error {
	return fmt.Errorf("%s: %s: %w", d.folder, what, innermost(err))
}

// otherProjectError says that a folder is taken: a prompt that was understood
// as something else, or the second project of a repository, must not take the
// place of the first unnoticed.
type otherProjectError struct{ folder, there, here string }

func (e otherProjectError) Error() string {
	return fmt.Sprintf("%s holds another project, %s, so nothing was written\n"+
		"  write %s to a folder of its own with --out, or put it in that place with --force",
		e.folder, printable(e.there), printable(e.here))
}

// conflictError lists all files in the way.
type conflictError struct {
	folder    string
	conflicts []conflict
}

func (e conflictError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s in %s would be lost, so nothing was written", plural(len(e.conflicts), "file"), e.folder)
	forceable := true
	for _, c := range e.conflicts {
		fmt.Fprintf(&text, "\n  %s: %s", c.path, c.why)
		forceable = forceable && !c.final
	}
	if forceable {
		text.WriteString("\n  overwrite with --force, or write to another --out")
	} else {
		text.WriteString("\n  move what is in the way, or write to another --out")
	}
	return text.String()
}
