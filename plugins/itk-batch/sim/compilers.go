package sim

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Compilers returns the commands that check one C file each against the
// headers which [WriteHeaders] wrote to dir: gcc as C90 and as C99, and clang
// as if for Windows. The file's name is the missing last argument; they write
// nothing, and every warning is an error.
func Compilers(dir string) [][]string {
	include := "-I" + filepath.Join(dir, "include")
	warnings := []string{"-Wall", "-Wextra", "-Werror", "-Wformat-security", "-fsyntax-only", include}
	gcc90 := append([]string{"gcc", "-std=c90", "-pedantic-errors"}, warnings...)
	gcc99 := append([]string{"gcc", "-std=c99", "-Wpedantic"}, warnings...)
	msvc := append([]string{"clang", "--target=x86_64-pc-windows-msvc", "-fms-compatibility",
		"-fms-compatibility-version=19.39", "-std=c99", "-isystem", filepath.Join(dir, "msvc")}, warnings...)
	return [][]string{gcc90, gcc99, msvc}
}

// A Checker compiles C with each of the [Compilers], and each text once: what
// they accepted without a warning is remembered beside the headers.
type Checker struct {
	accepted  string // a folder with an empty file for each text
	compilers [][]string
	// Missing tells which compiler is not there, so that less is checked; in CI
	// that is an error of [NewChecker].
	Missing error
}

// NewChecker finds the compilers.
func NewChecker() (*Checker, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	c := &Checker{accepted: filepath.Join(root, "accepted")}
	for _, compiler := range Compilers(root) {
		if _, err := exec.LookPath(compiler[0]); err == nil {
			c.compilers = append(c.compilers, compiler)
		} else if c.Missing = err; os.Getenv("CI") == "true" {
			return nil, err
		}
	}
	return c, os.MkdirAll(c.accepted, 0o755)
}

// Strictest is the compiler that sees most, alone.
func (c *Checker) Strictest() *Checker {
	one := *c
	one.compilers = c.compilers[len(c.compilers)-1:]
	return &one
}

// Check compiles the C files of a project, given by their paths with slashes,
// and returns what the compilers say; nil when they say nothing.
func (c *Checker) Check(files map[string][]byte) error {
	var all error
	for _, compiler := range c.compilers {
		unknown := c.unknown(compiler, files)
		if len(unknown) == 0 {
			continue
		}
		if err := compile(compiler, files, slices.Collect(maps.Keys(unknown))); err != nil {
			all = errors.Join(all, err)
			continue
		}
		for _, mark := range unknown {
			if err := os.WriteFile(mark, nil, 0o644); err != nil {
				return err
			}
			known.Store(mark, true)
		}
	}
	return all
}

// known holds the marks that this process has seen.
var known sync.Map

// unknown are the sources that the compiler has not accepted yet, each with the
// file that marks it as accepted.
func (c *Checker) unknown(compiler []string, files map[string][]byte) map[string]string {
	marks := map[string]string{}
	for name := range files {
		if !strings.HasSuffix(name, ".c") {
			continue
		}
		mark := filepath.Join(c.accepted, digestOf(compiler, name, files))
		if _, seen := known.Load(mark); seen {
			continue
		}
		if _, err := os.Stat(mark); err == nil {
			known.Store(mark, true)
			continue
		}
		marks[name] = mark
	}
	return marks
}

// running limits the compilers that work at a time.
var running = make(chan struct{}, runtime.NumCPU())

// compile runs one compiler over some of the sources of a project.
func compile(compiler []string, files map[string][]byte, sources []string) error {
	running <- struct{}{}
	defer func() { <-running }()
	dir, err := os.MkdirTemp("", "compile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for name, text := range files {
		if err := write(filepath.Join(dir, filepath.FromSlash(name)), string(text)); err != nil {
			return err
		}
	}
	c := exec.Command(compiler[0], slices.Concat(compiler[1:], sources)...)
	c.Dir = dir
	if text, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", compiler[0], err, text)
	}
	return nil
}

var ownInclude = regexp.MustCompile(`(?m)^#include "([^"]+)"`)

// digestOf names all text that the compiler reads of the project for a source:
// the source and the headers beside it that it includes, one through another.
func digestOf(compiler []string, source string, files map[string][]byte) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q\n", compiler)
	read := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		if read[name] {
			return
		}
		read[name] = true
		text := files[name]
		fmt.Fprintf(hash, "%s %d\n%s", name, len(text), text)
		for _, include := range ownInclude.FindAllSubmatch(text, -1) {
			add(path.Join(path.Dir(name), string(include[1])))
		}
	}
	add(source)
	return fmt.Sprintf("%x", hash.Sum(nil))
}
