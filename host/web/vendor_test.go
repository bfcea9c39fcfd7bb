package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestVendorIsWhatTheManifestSays finds a vendored file that was changed,
// added or dropped without being written down.
func TestVendorIsWhatTheManifestSays(t *testing.T) {
	body, err := source.ReadFile("vendor/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var packages []struct {
		Name, Package, Version, File, Licence string
		Files                                 map[string]string // SHA-256 by path
	}
	if err := json.Unmarshal(body, &packages); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, p := range packages {
		if p.Name == "" || p.Package == "" || p.Version == "" || p.File == "" || p.Licence == "" || len(p.Files) == 0 {
			t.Errorf("%+v: something is missing", p)
		}
		maps.Copy(want, p.Files)
	}
	vendor, err := fs.Sub(source, "vendor")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err = fs.WalkDir(vendor, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "manifest.json" {
			return err
		}
		body, err := fs.ReadFile(vendor, path)
		sum := sha256.Sum256(body)
		got[path] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vendor/ and its manifest differ:\n%s", diff)
	}
	if paths := slices.Sorted(maps.Keys(got)); !slices.Contains(paths, "highlight/LICENSE") {
		t.Errorf("no licence among %v", paths)
	}
}
