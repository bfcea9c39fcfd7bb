package api

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

func TestContractIsValid(t *testing.T) {
	t.Parallel()
	spec, err := openapi3.NewLoader().LoadFromData(openapiYAML)
	if err != nil {
		t.Fatal(err)
	}
	if err := spec.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			if op.Security == nil || op.Summary == "" || len(op.Tags) != 1 {
				t.Errorf("%s %s does not say who may call it, what it does or where it belongs", method, path)
			}
			for status, response := range op.Responses.Map() {
				if response.Value.Headers["x-request-id"] == nil {
					t.Errorf("%s %s %s does not tell of x-request-id", method, path, status)
				}
			}
		}
	}
}

// The lists in the contract are those of the code.
func TestContractNamesEverything(t *testing.T) {
	t.Parallel()
	spec, _ := contract()
	listed := func(schema string) (out []string) {
		for _, v := range spec.Components.Schemas[schema].Value.Enum {
			out = append(out, v.(string))
		}
		slices.Sort(out)
		return out
	}
	var codes []string
	for code := range faces {
		codes = append(codes, string(code))
	}
	slices.Sort(codes)
	if got := listed("ErrorCode"); !slices.Equal(got, codes) {
		t.Errorf("the contract has the codes %v, the code %v", got, codes)
	}
	for code, f := range faces {
		if !slices.Contains(listed("ErrorType"), f.kind) || f.title == "" || f.retryable && f.status < 409 {
			t.Errorf("%s: %+v", code, f)
		}
	}
	var statuses []string
	for _, s := range host.Statuses {
		statuses = append(statuses, string(s))
	}
	slices.Sort(statuses)
	if got := listed("Status"); !slices.Equal(got, statuses) {
		t.Errorf("statuses %v, want %v", got, statuses)
	}
	states := spec.Components.Schemas["PluginHealth"].Value.Properties["state"].Value.Enum
	for i, s := range host.PluginStates {
		if len(states) != len(host.PluginStates) || states[i] != string(s) {
			t.Errorf("states of plugins %v, want %v", states, host.PluginStates)
		}
	}
	stages := spec.Components.Schemas["StageEvent"].Value.Properties["stage"].Value.Enum
	for i, s := range sdk.Stages {
		if stages[i] != s.String() {
			t.Errorf("stage %d is %v, want %v", i, stages[i], s)
		}
	}
	if spec.Info.Version != host.Version {
		t.Errorf("the contract is of %s, the host of %s", spec.Info.Version, host.Version)
	}
}

func TestGeneratedCodeIsFresh(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the generator")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "openapi.gen.go")
	settings, err := os.ReadFile("openapi.gen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.yaml")
	settings = bytes.Replace(settings, []byte("output: openapi.gen.go"), []byte("output: "+out), 1)
	if err := os.WriteFile(config, settings, 0o600); err != nil {
		t.Fatal(err)
	}
	const tool = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2"
	cmd := exec.CommandContext(t.Context(), "go", "run", tool, "-config", config, "openapi.yaml")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("openapi.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.gen.go is stale: run go generate ./host/api")
	}
}
