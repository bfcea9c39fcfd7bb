package sandbox

import (
	"context"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// The host's half of the wall; the guest's half is sdk/abi_wasip1.go.
// Addresses and lengths come from the guest and are not to be believed.

// hostModule is an import module: functions under a versioned name.
type hostModule struct {
	name      string
	functions []hostFunction
}

type hostFunction struct {
	name    string
	params  int // all are i32
	results int // all are i32
	call    func(ctx context.Context, g *guest, stack []uint64)
}

var common = hostModule{name: commonModule, functions: []hostFunction{
	{"input_len", 0, 1, inputLen},
	{"input_read", 1, 0, inputRead},
	{"output", 2, 0, output},
	{"file", 5, 0, file},
	{"progress", 2, 0, progress},
	{"log", 3, 0, log},
}}

func (m hostModule) instantiate(ctx context.Context, r wazero.Runtime) (api.Module, error) {
	builder := r.NewHostModuleBuilder(m.name)
	for _, f := range m.functions {
		builder = f.export(builder)
	}
	return builder.Instantiate(ctx)
}

func (f hostFunction) export(builder wazero.HostModuleBuilder) wazero.HostModuleBuilder {
	return builder.NewFunctionBuilder().
		WithGoModuleFunction(f.bind(), i32s(f.params), i32s(f.results)).
		Export(f.name)
}

func (f hostFunction) bind() api.GoModuleFunc {
	return func(ctx context.Context, _ api.Module, stack []uint64) {
		f.call(ctx, ctx.Value(guestKey{}).(*guest), stack)
	}
}

func i32s(n int) []api.ValueType {
	types := make([]api.ValueType, n)
	for i := range types {
		types[i] = api.ValueTypeI32
	}
	return types
}

func inputLen(_ context.Context, g *guest, stack []uint64) {
	stack[0] = uint64(uint32(len(g.input)))
}

func inputRead(_ context.Context, g *guest, stack []uint64) {
	address := uint32(stack[0])
	g.fuel.chargeCopy(len(g.input))
	if !g.module.Memory().Write(address, g.input) {
		g.abort(Protocol, "input_read: %d bytes at address %d do not fit into the memory", len(g.input), address)
	}
}

func output(_ context.Context, g *guest, stack []uint64) {
	if g.output != nil {
		g.abort(Protocol, "output: called twice in one call")
	}
	g.output = g.read("output", stack[0], stack[1], g.limits.ResultBytes)
}

func file(_ context.Context, g *guest, stack []uint64) {
	path := string(g.read("file: path", stack[0], stack[1], g.limits.PathBytes))
	left := g.limits.FileBytes - g.fileBytes
	if g.host == nil {
		g.abort(Protocol, "file: called while %s; files are written by stages", g.stage)
	}
	if g.files++; g.files > g.limits.Files {
		g.abort(Output, "file: %q is more than the %d files that a generation may write", path, g.limits.Files)
	}
	if length := uint32(stack[3]); int64(length) > int64(left) {
		g.abort(Output, "file: %q has %d bytes, %d are left of the %d that a generation may write",
			path, length, left, g.limits.FileBytes)
	}
	body := g.read("file: body", stack[2], stack[3], left)
	mode := uint32(stack[4])
	if mode != 0o644 && mode != 0o755 {
		g.abort(Protocol, "file: %q has mode %#o; modes are 0644 and 0755", path, mode)
	}
	g.fileBytes += len(body)
	g.host.File(path, body, mode)
}

func progress(_ context.Context, g *guest, stack []uint64) {
	if g.host == nil {
		g.abort(Protocol, "progress: called while %s; stages report progress", g.stage)
	}
	if g.progressCount++; g.progressCount > g.limits.ProgressCount {
		g.abort(Output, "progress: more than the %d messages that a generation may send", g.limits.ProgressCount)
	}
	g.host.Progress(text(g.read("progress", stack[0], stack[1], g.limits.ProgressBytes)))
}

func log(_ context.Context, g *guest, stack []uint64) {
	if g.host == nil || g.logFull {
		return
	}
	length := uint32(stack[2])
	if int64(length) > int64(g.limits.LogBytes-g.logBytes) {
		g.logFull = true
		g.host.Log(1, "the plugin's log is full; what follows is dropped")
		return
	}
	g.logBytes += int(length)
	level := min(max(int32(uint32(stack[0])), -1), 2)
	g.host.Log(level, text(g.read("log", stack[1], stack[2], g.limits.LogBytes)))
}

// read copies bytes out of the guest's memory, never nil.
func (g *guest) read(what string, address, length uint64, limit int) []byte {
	if int64(uint32(length)) > int64(limit) {
		g.abort(Output, "%s: %d bytes are more than the %d allowed", what, uint32(length), limit)
	}
	view, ok := g.module.Memory().Read(uint32(address), uint32(length))
	if !ok {
		g.abort(Protocol, "%s: %d bytes at address %d do not lie in the memory", what, uint32(length), uint32(address))
	}
	g.fuel.chargeCopy(len(view))
	return append([]byte{}, view...)
}

// text makes what a plugin says fit to be shown: valid UTF-8.
func text(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
