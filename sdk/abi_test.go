package sdk

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The vectors in testdata/abi are the wall for authors in every language: what
// is in valid is what Go writes, byte for byte, and everybody must accept;
// what is in invalid everybody must refuse.

type validator interface{ Validate() error }

func TestDefinitionVectors(t *testing.T)  { testVectors[Definition](t, "definition") }
func TestStageResultVectors(t *testing.T) { testVectors[StageResult](t, "stage-result") }
func TestRequestVectors(t *testing.T)     { testVectors[Request](t, "request") }

func testVectors[T any](t *testing.T, name string) {
	t.Parallel()
	schema := compileSchema(t, name)
	eachVector(t, name+"/valid", func(t *testing.T, text []byte) {
		if err := validate(schema, text); err != nil {
			t.Errorf("the schema refuses it: %v", err)
		}
		v, err := decode[T](text)
		if err != nil {
			t.Fatalf("Go refuses it: %v", err)
		}
		again, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(text), string(again)); diff != "" {
			t.Errorf("Go writes it differently (-vector +Go):\n%s", diff)
		}
	})
	eachVector(t, name+"/invalid", func(t *testing.T, text []byte) {
		if err := validate(schema, text); err == nil {
			t.Error("the schema accepts it")
		}
		// Requests are written by hosts, so sdk has no check of them.
		if v, err := decode[T](text); err == nil && name != "request" {
			t.Errorf("Go accepts it: %+v", v)
		}
	})
}

// decode reads a value as a host does.
func decode[T any](text []byte) (T, error) {
	var v T
	err := json.Unmarshal(text, &v)
	if checked, ok := any(v).(validator); ok {
		err = errors.Join(err, checked.Validate())
	}
	return v, err
}

func eachVector(t *testing.T, folder string, check func(*testing.T, []byte)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "abi", folder, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no vectors in %s (%v)", folder, err)
	}
	for _, path := range paths {
		t.Run(filepath.Join(filepath.Base(folder), filepath.Base(path)), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			check(t, text)
		})
	}
}

func compileSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "abi", name+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(schema *jsonschema.Schema, text []byte) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// TestUnknownMembers: the schemas find a typing mistake, the host does not
// mind a plugin that is newer than itself.
func TestUnknownMembers(t *testing.T) {
	t.Parallel()
	text := []byte(`{"outcome":"ok","sumary":"x"}`)
	if err := validate(compileSchema(t, "stage-result"), text); err == nil {
		t.Error("the schema accepts it")
	}
	if _, err := decode[StageResult](text); err != nil {
		t.Errorf("Go refuses it: %v", err)
	}
}

// TestDocument keeps the page for authors true: its Go plugin is the one that
// is tested, and its JSON is valid.
func TestDocument(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("ABI.md")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile(filepath.Join("testdata", "greeting", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "```go\n"+string(example)+"```\n") {
		t.Error("ABI.md does not show testdata/greeting/main.go as it is")
	}
	section := ""
	for part := range strings.SplitSeq(string(page), "\n### ") {
		section, part, _ = strings.Cut(part, "\n")
		for i, block := range strings.Split(part, "```json\n") {
			text, _, _ := strings.Cut(block, "```")
			name := map[string]string{"Definition": "definition", "Request": "request", "StageResult": "stage-result"}[section]
			if i == 0 || name == "" {
				continue
			}
			if err := validate(compileSchema(t, name), []byte(text)); err != nil {
				t.Errorf("ABI.md, %s: %v\n%s", section, err, text)
			}
		}
	}
}
