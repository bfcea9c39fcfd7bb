package sandbox

import (
	"context"
	"maps"
	"slices"
	"strings"
)

const (
	// commonModule is the import module that every plugin may use; its name
	// holds the ABI's version.
	commonModule = "kiln_v1"

	// Answers of capability calls that bring no data.
	codeUnavailable = -1 // the host has no such thing here
	codeFailed      = -2 // it has, but the call failed
)

// Completer is a host that serves the capability "llm": it answers a JSON
// request to a language model with the JSON response.
type Completer interface {
	Complete(ctx context.Context, request []byte) ([]byte, error)
}

// Reader is a host that serves the capability "kb": it returns the document of
// that name.
type Reader interface {
	ReadKB(ctx context.Context, name string) ([]byte, error)
}

// capabilities are the import modules that are linked only where granted.
var capabilities = map[string]hostModule{
	"llm": {"kiln_llm_v1", []hostFunction{{"complete", 2, 1, complete}}},
	"kb":  {"kiln_kb_v1", []hostFunction{{"read", 2, 1, readKB}}},
}

func complete(ctx context.Context, g *guest, stack []uint64) {
	request := g.read("complete", stack[0], stack[1], g.limits.ResultBytes)
	completer, ok := g.host.(Completer)
	if !ok {
		stack[0] = code(codeUnavailable)
		return
	}
	stack[0] = g.answer(completer.Complete(ctx, request))
}

func readKB(ctx context.Context, g *guest, stack []uint64) {
	name := g.read("read", stack[0], stack[1], g.limits.PathBytes)
	reader, ok := g.host.(Reader)
	if !ok {
		stack[0] = code(codeUnavailable)
		return
	}
	stack[0] = g.answer(reader.ReadKB(ctx, string(name)))
}

// answer makes data the guest's next input and returns its length.
func (g *guest) answer(data []byte, err error) uint64 {
	if err != nil {
		return code(codeFailed)
	}
	g.input = data
	return uint64(uint32(len(data)))
}

func code(c int32) uint64 { return uint64(uint32(c)) }

// capabilityOf returns the capability that an import module belongs to.
func capabilityOf(module string) (string, bool) {
	for name, m := range capabilities {
		if m.name == module {
			return name, true
		}
	}
	return "", false
}

// checkGrants refuses a capability that no host knows: a typing mistake in
// the registry must not look like a grant.
func checkGrants(granted []string) *Refusal {
	for _, name := range granted {
		if _, ok := capabilities[name]; !ok {
			return refuse("grant only "+strings.Join(slices.Sorted(maps.Keys(capabilities)), ", "),
				"the unknown capability %q is granted", name)
		}
	}
	return nil
}
