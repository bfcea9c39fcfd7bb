package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/sdk"
)

// TestSandboxGivesTheGoldenBytes runs the plugin's golden cases as a client
// would get them. The plugin's own tests run the same cases natively: what
// differs was changed by the sandbox or the pipeline.
func TestSandboxGivesTheGoldenBytes(t *testing.T) {
	cache, err := filepath.Abs("../../.cache/wasm")
	if err != nil {
		t.Fatal(err)
	}
	e, err := openEngine(t.Context(), cache, zerolog.New(zerolog.NewTestWriter(t)), pipeline.Author{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	cases, err := filepath.Glob("../../plugins/itk-batch/testdata/*/request.json")
	if err != nil || len(cases) < 10 {
		t.Fatalf("%d golden cases, %v", len(cases), err)
	}
	for _, path := range cases {
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var request sdk.Request
			if err := json.Unmarshal(body, &request); err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			r, err := e.DryRun(t.Context(), host.Request{Request: request}, func(host.Event) {})
			want := filepath.Join(dir, "want")
			if _, none := os.Stat(want); none != nil && r.Status == host.Rejected {
				return // the case is a refusal
			}
			if err != nil || r.Error != nil {
				t.Fatal(err, r.Error)
			}
			for _, f := range r.Files {
				if f.Path != host.ManifestPath {
					got[f.Path] = string(f.Body)
				}
			}
			if diff := cmp.Diff(readTree(t, want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// readTree returns a folder's files by path.
func readTree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		files[filepath.ToSlash(rel)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
