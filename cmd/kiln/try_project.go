package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// maxTryBytes is how large a project may be that is tried.
const maxTryBytes = 64 << 20

// windowsBuild stands for the build script of a project for Visual C++: it
// builds the same sources with the site's scripts.
const windowsBuild = `set -eu
mkdir build
cp src/*.c src/*.h build
cd build
for source in *.c; do
    "$TC_ROOT/sample/compile" -DIPLIB=none "$source"
done
"$TC_ROOT/sample/linkitk" -o program ./*.o
`

// copyProject copies the project of a folder or a ZIP file to a new folder and
// returns where it lies, and whether it is for Visual C++: then it gets a build
// script for the simulated site. Only regular files are taken.
func copyProject(from, to string) (project string, windows bool, err error) {
	info, err := os.Stat(from)
	if err != nil {
		return "", false, fmt.Errorf("%s: %w; name the folder or the ZIP file of a generated project", from, innermost(err))
	}
	source := os.DirFS(from)
	if !info.IsDir() {
		archive, err := zip.OpenReader(from)
		if err != nil {
			return "", false, fmt.Errorf("%s: %w; name the folder or the ZIP file of a generated project", from, innermost(err))
		}
		defer archive.Close()
		source = archive
	}
	top, windows, err := projectTop(source)
	if err != nil {
		return "", false, fmt.Errorf("%s: %w", from, err)
	}
	if err := copyFiles(source, top, to); err != nil {
		return "", false, fmt.Errorf("%s: %w", from, err)
	}
	if windows {
		err = os.WriteFile(filepath.Join(to, "build.sh"), []byte(windowsBuild), 0o755)
	}
	return to, windows, err
}

// projectTop finds the folder of the build script: the uppermost one, or the
// only folder there; windows says that the script is for Visual C++.
func projectTop(source fs.FS) (top string, windows bool, err error) {
	tops := []string{"."}
	if entries, err := fs.ReadDir(source, "."); err == nil && len(entries) == 1 && entries[0].IsDir() {
		tops = append(tops, entries[0].Name())
	}
	for _, top := range tops {
		sources, _ := fs.Glob(source, path.Join(top, "src", "*.c"))
		_, gcc := fs.Stat(source, path.Join(top, "build.sh"))
		_, msvc := fs.Stat(source, path.Join(top, "build.bat"))
		switch {
		case len(sources) > 0 && gcc == nil:
			return top, false, nil
		case len(sources) > 0 && msvc == nil:
			return top, true, nil
		}
	}
	return "", false, errors.New("there is no build.sh or build.bat with C sources in src, so it is no generated itk-batch project")
}

// copyFiles copies the build script and the sources.
func copyFiles(source fs.FS, top, to string) error {
	left := int64(maxTryBytes)
	return fs.WalkDir(source, top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative := strings.TrimPrefix(strings.TrimPrefix(name, top), "/")
		switch {
		case d.IsDir() && relative != "" && relative != "src":
			return fs.SkipDir // what an earlier build made, and what belongs to somebody else
		case !d.Type().IsRegular():
			return nil
		}
		f, err := source.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		text, err := io.ReadAll(io.LimitReader(f, left+1))
		if err != nil {
			return err
		}
		if left -= int64(len(text)); left < 0 {
			return fmt.Errorf("the project is larger than %d MiB", maxTryBytes>>20)
		}
		target := filepath.Join(to, filepath.FromSlash(relative))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o755)
	})
}
