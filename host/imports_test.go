package host_test

import (
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/kilnworks/kiln/"

// layers says, for each package, which of the module's packages it may import.
// A package that is not here fails: adding one is a decision. Tests may import
// more, since nothing depends on them.
var layers = map[string][]string{
	"sdk":         {},
	"sdk/sdktest": {"sdk"},

	"plugins/itk-batch":         {"sdk", "plugins/itk-batch/…"},
	"plugins/itk-batch/spec":    {},
	"plugins/itk-batch/kb":      {},
	"plugins/itk-batch/lanes":   {},
	"plugins/itk-batch/prompt":  {"plugins/itk-batch/spec", "plugins/itk-batch/kb"},
	"plugins/itk-batch/pattern": {"sdk", "plugins/itk-batch/spec", "plugins/itk-batch/kb"},
	"plugins/itk-batch/emit":    {"plugins/itk-batch/spec", "plugins/itk-batch/kb", "plugins/itk-batch/pattern", "plugins/itk-batch/lanes"},
	"plugins/itk-batch/check":   {"plugins/itk-batch/kb", "plugins/itk-batch/lanes"},
	"plugins/itk-batch/sim":     {"plugins/itk-batch/kb"},

	"migrations": {},
	"registry":   {"sdk"},

	"host":                    {"sdk"},
	"host/sandbox/rewrite":    {},
	"host/sandbox":            {"sdk", "host/sandbox/rewrite"},
	"host/pipeline":           {"sdk", "host"},
	"host/store":              {"sdk", "host", "migrations"},
	"host/store/storetest":    {"host", "host/store", "migrations"},
	"host/billing":            {"host"},
	"host/billing/stripetest": {},
	"host/api":                {"sdk", "host"},
	"host/mail":               {"host"},
	"host/web":                {},

	// The simulator is no part of the plugin: it is the tool beside it that needs
	// a C compiler, and "kiln try" hands it to users.
	"cmd/kiln": {"sdk", "registry", "host", "host/…", "plugins/itk-batch/sim"},
}

// doors says who alone may import a dependency.
var doors = map[string][]string{
	"github.com/tetratelabs/wazero":       {"host/sandbox"},
	"github.com/gofiber/fiber/v2":         {"host/api"},
	"github.com/valyala/fasthttp":         {"host/api"},
	"github.com/stripe/stripe-go/v76":     {"host/billing", "host/billing/stripetest"},
	"github.com/jackc/pgx/v5":             {"host/store", "host/store/storetest"},
	"modernc.org/sqlite":                  {"host/store", "host/store/storetest"},
	"github.com/pressly/goose/v3":         {"host/store"},
	"github.com/wneessen/go-mail":         {"host/mail"},
	"github.com/prometheus/client_golang": {"cmd/kiln"},
	"github.com/spf13/cobra":              {"cmd/kiln"},
	"github.com/fsnotify/fsnotify":        {"cmd/kiln"},
}

// topLevel are the folders of the house; dot-folders do not count, nor does
// what git does not keep.
var topLevel = []string{"host", "plugins", "sdk", "cmd", "migrations", "registry"}

func TestImportsRunOneWay(t *testing.T) {
	seen := map[string]bool{}
	for dir, imports := range packages(t) {
		seen[dir] = true
		allowed, known := layers[dir]
		if !known {
			t.Errorf("%s: the package is not in the picture; decide where it stands and add it to layers", dir)
			continue
		}
		for _, imported := range imports {
			own, ours := strings.CutPrefix(imported, module)
			switch {
			case ours && !matches(allowed, own):
				t.Errorf("%s imports %s; it may import %v", dir, own, allowed)
			case !ours && strings.Contains(strings.Split(imported, "/")[0], "."):
				checkDoor(t, dir, imported)
			}
		}
	}
	for dir := range layers {
		if !seen[dir] {
			t.Errorf("%s: in the picture, but not in the house", dir)
		}
	}
}

// checkDoor refuses a dependency to those who must not know it.
func checkDoor(t *testing.T, dir, imported string) {
	t.Helper()
	if strings.HasPrefix(dir, "sdk") || strings.HasPrefix(dir, "plugins/") || dir == "host/sandbox/rewrite" || dir == "registry" {
		t.Errorf("%s imports %s; it lives on the standard library", dir, imported)
	}
	for door, keepers := range doors {
		if (imported == door || strings.HasPrefix(imported, door+"/")) && !matches(keepers, dir) {
			t.Errorf("%s imports %s; only %v may", dir, imported, keepers)
		}
	}
}

func matches(list []string, dir string) bool {
	for _, l := range list {
		if prefix, ok := strings.CutSuffix(l, "…"); dir == l || ok && strings.HasPrefix(dir, prefix) {
			return true
		}
	}
	return false
}

// packages returns what each package of the module imports, tests left out.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		name := d.Name()
		if p != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "bin" || name == "data") {
			return fs.SkipDir
		}
		imports, err := importsOf(p)
		if err != nil {
			return err
		}
		if imports != nil {
			rel, _ := filepath.Rel(root, p)
			found[filepath.ToSlash(rel)] = imports
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// importsOf reads the imports of a folder's files on every platform that Kiln
// is built for; nil where there is no package.
func importsOf(dir string) ([]string, error) {
	var imports []string
	for _, platform := range [...][2]string{{"linux", "amd64"}, {"windows", "amd64"}, {"darwin", "arm64"}, {"wasip1", "wasm"}} {
		context := build.Default
		context.GOOS, context.GOARCH = platform[0], platform[1]
		p, err := context.ImportDir(dir, 0)
		if errors.As(err, new(*build.NoGoError)) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if imports == nil {
			imports = []string{}
		}
		imports = append(imports, p.Imports...)
	}
	slices.Sort(imports)
	return slices.Compact(imports), nil
}

func TestTopLevelIsThePlan(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() && !strings.HasPrefix(name, ".") && !matches(topLevel, name) && name != "bin" && name != "data" {
			t.Errorf("%s: no such folder in the plan; the top level has %v", path.Join("/", name), topLevel)
		}
	}
}
