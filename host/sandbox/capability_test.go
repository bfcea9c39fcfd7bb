package sandbox

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// asking is a plugin that asks a capability for "{}" and outputs the number
// that came back as the line of a diagnostic, and the answer as a file "{".
func asking(module, name, capability string) binary {
	const requestAt, answerAt, ask = 4096, 0, 6
	m := small()
	d := strings.Replace(definition, `"patterns"`, `"capabilities":["`+capability+`"],"patterns"`, 1)
	m.imports = append(m.imports, function{module: module, name: name, params: []byte{i32, i32}, results: []byte{i32}})
	m.data[definitionAt], m.data[requestAt] = d, `{}`
	m.exports[0].body = put(definitionAt, d)
	i32Eq, ifThen, els, end := []byte{0x46}, []byte{0x04, 0x40}, []byte{0x05}, []byte{0x0b}
	asked := join(i32Const(requestAt), i32Const(2), call(ask))
	write := join(i32Const(answerAt), call(callInputRead),
		i32Const(requestAt), i32Const(1), i32Const(answerAt), call(callInputLen), i32Const(0o644), call(callFile))
	none := join(i32Const(requestAt+1), i32Const(1), i32Const(0), i32Const(0), i32Const(0o644), call(callFile))
	m.exports[1].body = join(asked, call(callInputLen), i32Eq, ifThen, write, els, none, end, put(resultAt, okResult))
	return m
}

// oracle serves both capabilities.
type oracle struct {
	recorder
	asked string
	err   error
}

func (o *oracle) Complete(_ context.Context, request []byte) ([]byte, error) {
	o.asked = "model " + string(request)
	return []byte("an answer"), o.err
}

func (o *oracle) ReadKB(_ context.Context, name string) ([]byte, error) {
	o.asked = "document " + name
	return []byte("a document"), o.err
}

func TestCapabilities(t *testing.T) {
	t.Parallel()
	llm := load(t, asking("kiln_llm_v1", "complete", "llm").encode(), Limits{Capabilities: []string{"llm"}})
	kb := load(t, asking("kiln_kb_v1", "read", "kb").encode(), Limits{Capabilities: []string{"kb", "llm"}})
	for name, c := range map[string]struct {
		plugin *Plugin
		err    error
		asked  string
		file   string // "{" holds the answer, "}" tells that there was none
		body   string
	}{
		"llm":        {llm, nil, "model {}", "{", "an answer"},
		"llm failed": {llm, errors.New("no"), "model {}", "}", ""},
		"kb":         {kb, nil, "document {}", "{", "a document"},
		"kb failed":  {kb, errors.New("no"), "document {}", "}", ""},
	} {
		host := &oracle{err: c.err}
		if _, err := start(t, c.plugin, "", host).Stage(t.Context(), sdk.Generating); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if body, ok := host.files[c.file]; host.asked != c.asked || !ok || body != c.body {
			t.Errorf("%s: asked %q, files %q", name, host.asked, host.files)
		}
	}
	plain := &recorder{}
	if _, err := start(t, llm, "", plain).Stage(t.Context(), sdk.Generating); err != nil {
		t.Fatal(err)
	}
	if _, ok := plain.files["}"]; !ok {
		t.Errorf("a host without a model: files %q", plain.files)
	}
}

func TestCapabilityMustBeAskedFor(t *testing.T) {
	t.Parallel()
	m := asking("kiln_kb_v1", "read", "kb")
	m.data[definitionAt], m.exports[0].body = definition, put(definitionAt, definition)
	checkRefusal(t, m.encode(), Limits{Capabilities: []string{"kb"}}, `does not ask for the capability "kb"`)
}
