package sim

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// Root returns a folder that serves as TC_ROOT: headers, the simulator's
// library and entry object, and the scripts compile and linkitk. It is built
// once for each state of the sources and kept in the user's cache folder.
var Root = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	name, err := digest()
	if err != nil {
		return "", err
	}
	root := filepath.Join(cache, "kiln", "itk-simulator-"+name)
	if _, err := os.Stat(filepath.Join(root, "sample", "linkitk")); err == nil {
		now := time.Now()
		return root, os.Chtimes(root, now, now)
	}
	forget(filepath.Dir(root))
	return root, install(root)
})

// keepRoots is how long a root that nobody used stays in the cache.
const keepRoots = 24 * time.Hour

// forget removes the roots of other states that nobody used of late.
func forget(cache string) {
	roots, _ := filepath.Glob(filepath.Join(cache, "itk-simulator-*"))
	for _, root := range roots {
		if info, err := os.Stat(root); err == nil && time.Since(info.ModTime()) > keepRoots {
			os.RemoveAll(root)
		}
	}
}

// digest names the state of the simulator: its sources, the headers that the
// facts give, and the compiler.
func digest() (string, error) {
	hash := sha256.New()
	err := fs.WalkDir(sources, "c", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := sources.ReadFile(path)
		fmt.Fprintf(hash, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return "", err
	}
	for f := range kb.Functions {
		fmt.Fprintln(hash, f.Header, prototype(f))
	}
	for h := range kb.Headers {
		fmt.Fprintln(hash, h.Name, h.Status, h.Includes)
	}
	version, err := exec.Command("gcc", "--version").Output()
	if err != nil {
		return "", fmt.Errorf("the simulator needs gcc: %w", err)
	}
	hash.Write(version)
	return fmt.Sprintf("%x", hash.Sum(nil)[:8]), nil
}

// install builds in a folder beside root and renames it, so that a reader
// never sees half of it; of two builders the second gives way.
func install(root string) error {
	if err := os.MkdirAll(filepath.Dir(root), 0o700); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(root), "building-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fill(dir); err != nil {
		return err
	}
	if err := os.Rename(dir, root); err != nil {
		if _, missing := os.Stat(filepath.Join(root, "sample", "linkitk")); missing != nil {
			return err
		}
	}
	return nil
}

func fill(dir string) error {
	if err := WriteHeaders(dir); err != nil {
		return err
	}
	if err := makeLocale(filepath.Join(dir, "locale")); err != nil {
		return err
	}
	source := filepath.Join(dir, "src")
	if err := copyTree("c/lib", source); err != nil {
		return err
	}
	if err := compileLibrary(dir, source); err != nil {
		return err
	}
	for _, script := range []string{"compile", "linkitk"} {
		path := filepath.Join(dir, "sample", script)
		if err := copyOut("c/"+script+".sh", path); err != nil {
			return err
		}
		if err := os.Chmod(path, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// makeLocale makes the locale "comma", in which numbers have a decimal comma.
// Where localedef is missing, numbers keep their point at every site.
func makeLocale(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	source := filepath.Join(dir, "comma.txt")
	if err := copyOut("c/comma.txt", source); err != nil {
		return err
	}
	// It warns of all that the locale lacks, and -c makes it all the same.
	text, err := exec.Command("localedef", "-c", "-i", source, filepath.Join(dir, "comma")).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return nil
	}
	if _, missing := os.Stat(filepath.Join(dir, "comma", "LC_NUMERIC")); missing != nil {
		return fmt.Errorf("localedef: %w\n%s", err, text)
	}
	return nil
}

// compileLibrary compiles the simulator twice and puts it into dir/lib: with
// the sanitizers, and without them under names that end in _plain.
func compileLibrary(dir, source string) error {
	for _, cache := range []string{"lib", "objects", "programs"} { // the last two belong to the scripts
		if err := os.MkdirAll(filepath.Join(dir, cache), 0o755); err != nil {
			return err
		}
	}
	sanitized := []string{"-g", "-fsanitize=address,undefined", "-fno-omit-frame-pointer"}
	if err := compileVariant(dir, source, "", sanitized); err != nil {
		return err
	}
	return compileVariant(dir, source, "_plain", nil)
}

func compileVariant(dir, source, name string, flags []string) error {
	files, err := filepath.Glob(filepath.Join(source, "*.c"))
	if err != nil {
		return err
	}
	all := []string{"-std=gnu99", "-Wall", "-Wextra", "-Werror", "-Wno-format-truncation", "-O1", "-I" + filepath.Join(dir, "include"), "-c"}
	if err := command(source, "gcc", slices.Concat(all, flags, files)...); err != nil {
		return err
	}
	lib := filepath.Join(dir, "lib")
	if err := os.Rename(filepath.Join(source, "main.o"), filepath.Join(lib, "itk_main"+name+".o")); err != nil {
		return err
	}
	objects, err := filepath.Glob(filepath.Join(source, "*.o"))
	if err != nil {
		return err
	}
	slices.Sort(objects)
	if err := command(source, "ar", append([]string{"rcs", filepath.Join(lib, "libitk"+name+".a")}, objects...)...); err != nil {
		return err
	}
	for _, object := range objects {
		if err := os.Remove(object); err != nil {
			return err
		}
	}
	return nil
}

func command(dir, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Dir = dir
	if text, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, strings.TrimSpace(string(text)))
	}
	return nil
}
