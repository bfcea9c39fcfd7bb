package sandbox

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kilnworks/kiln/sdk"
)

var update = flag.Bool("update", false, "rewrite golden files with what comes out now")

const (
	greeting     = "../../sdk/testdata/greeting"
	conversation = "../../sdk/testdata/abi/generation.json"
)

// exchange is what crosses the wall in one stage: the bytes of input and
// output, and the calls in between.
type exchange struct {
	Stage  int32        `json:"stage"`
	Name   string       `json:"name"`
	Input  string       `json:"input"`
	Calls  []importCall `json:"calls"`
	Output string       `json:"output"`
}

type importCall struct {
	Import  string `json:"import"`
	Path    string `json:"path,omitempty"`
	Body    string `json:"body,omitempty"`
	Mode    uint32 `json:"mode,omitempty"`
	Level   *int32 `json:"level,omitempty"`
	Message string `json:"message,omitempty"`
}

// transcript is an [sdk.Host] that keeps calls in order.
type transcript struct{ calls []importCall }

func (t *transcript) File(path string, body []byte, mode uint32) {
	t.calls = append(t.calls, importCall{Import: "file", Path: path, Body: string(body), Mode: mode})
}

func (t *transcript) Progress(m string) {
	t.calls = append(t.calls, importCall{Import: "progress", Message: m})
}

func (t *transcript) Log(level int32, m string) {
	t.calls = append(t.calls, importCall{Import: "log", Level: &level, Message: m})
}

// TestConversation has the example plugin of the SDK generate through the
// wall, and compares each byte with the vector that authors in other languages
// test against.
func TestConversation(t *testing.T) {
	t.Parallel()
	p := load(t, buildGreeting(t), Limits{})
	host := &transcript{}
	i := start(t, p, "Greet Ada, Bob <b@example.org> & \"Züleyha\"", host)
	var got []exchange
	for _, stage := range sdk.Stages {
		e := exchange{Stage: int32(stage), Name: stage.String(), Calls: []importCall{}}
		if stage == sdk.Planning {
			e.Input = string(i.request)
		}
		if _, err := i.Stage(t.Context(), stage); err != nil {
			t.Fatal(err)
		}
		e.Calls, host.calls = append(e.Calls, host.calls...), nil
		e.Output = string(i.guest.output)
		got = append(got, e)
	}
	compareGolden(t, conversation, got)
}

func buildGreeting(t *testing.T) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "greeting.wasm")
	cmd := exec.Command("go", "build", "-buildmode=c-shared", "-o", out, ".")
	cmd.Dir, cmd.Env = greeting, append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return wasm
}

func compareGolden(t *testing.T, path string, v any) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
