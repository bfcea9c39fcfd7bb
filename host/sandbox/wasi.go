package sandbox

import (
	"context"
	"math/rand/v2"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// WASI as a guest sees it: no files, arguments or environment, a clock of its
// own. wazero has all that, but some of its functions do as much work as the
// guest's numbers say, in one call that nothing can end. Those are replaced
// here; what is left of them takes what it costs from the fuel.
// https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md

// Error numbers of WASI.
const (
	errnoBadf   = 8
	errnoFault  = 21
	errnoInval  = 28
	errnoNotsup = 58
)

const (
	maxVectors       = 1024      // pieces of memory that one write takes
	maxWriteBytes    = 64 << 10  // bytes that one write takes; callers write the rest again
	maxRandomBytes   = 256 << 10 // of one random_get
	maxSubscriptions = 256       // of one poll_oneoff
	pieceCost        = 200       // fuel for a piece of memory, or a subscription
)

var wasiReplaced = []hostFunction{
	{"fd_write", 4, 1, fdWrite},
	{"random_get", 2, 1, randomGet},
	{"poll_oneoff", 4, 1, pollOneoff},
}

// wasiPaths are the functions that take paths, with their parameters (I is an
// i64). There is no directory to look in, so they need not read the path.
var wasiPaths = map[string]string{
	"path_create_directory":   "iii",
	"path_filestat_get":       "iiiii",
	"path_filestat_set_times": "iiiiIIi",
	"path_link":               "iiiiiii",
	"path_open":               "iiiiiIIii",
	"path_readlink":           "iiiiii",
	"path_remove_directory":   "iii",
	"path_rename":             "iiiiii",
	"path_symlink":            "iiiii",
	"path_unlink_file":        "iii",
}

func instantiateWASI(ctx context.Context, r wazero.Runtime) (api.Module, error) {
	builder := r.NewHostModuleBuilder(wasi_snapshot_preview1.ModuleName)
	wasi_snapshot_preview1.NewFunctionExporter().ExportFunctions(builder)
	for _, f := range wasiReplaced {
		builder = f.export(builder)
	}
	for name, params := range wasiPaths {
		builder = builder.NewFunctionBuilder().
			WithGoFunction(api.GoFunc(noDirectory), wasiTypes(params), i32s(1)).Export(name)
	}
	return builder.Instantiate(ctx)
}

func wasiTypes(params string) []api.ValueType {
	types := i32s(len(params))
	for i := range types {
		if params[i] == 'I' {
			types[i] = api.ValueTypeI64
		}
	}
	return types
}

func noDirectory(_ context.Context, stack []uint64) { stack[0] = errnoBadf }

// fdWrite keeps the end of what goes to standard output and standard error.
func fdWrite(_ context.Context, g *guest, stack []uint64) {
	fd, vectors, count, result := uint32(stack[0]), uint32(stack[1]), min(uint32(stack[2]), maxVectors), uint32(stack[3])
	if fd != 1 && fd != 2 {
		stack[0] = errnoBadf
		return
	}
	memory := g.module.Memory()
	written := uint32(0)
	g.fuel.charge(uint64(count) * pieceCost)
	for ; count > 0 && written < maxWriteBytes; count-- {
		address, ok := memory.ReadUint32Le(vectors)
		length, ok2 := memory.ReadUint32Le(vectors + 4)
		length = min(length, maxWriteBytes-written)
		piece, ok3 := memory.Read(address, length)
		if !ok || !ok2 || !ok3 {
			stack[0] = errnoFault
			return
		}
		_, _ = g.tail.Write(piece) // takes everything
		written += length
		vectors += 8
	}
	g.fuel.charge(uint64(written))
	stack[0] = 0
	if !memory.WriteUint32Le(result, written) {
		stack[0] = errnoFault
	}
}

// noRandom is for what wazero would want random bytes for, which is nothing.
var noRandom = strings.NewReader("")

// randomGet gives bytes that look random and are the same in every run.
func randomGet(_ context.Context, g *guest, stack []uint64) {
	address, length := uint32(stack[0]), uint32(stack[1])
	if length > maxRandomBytes {
		stack[0] = errnoInval
		return
	}
	view, ok := g.module.Memory().Read(address, length)
	if !ok {
		stack[0] = errnoFault
		return
	}
	if g.random == nil {
		g.random = rand.NewChaCha8([32]byte{})
	}
	_, _ = g.random.Read(view) // cannot fail
	g.fuel.charge(uint64(length))
	stack[0] = 0
}

// A subscription has 48 bytes: what to put into the event, the type of event
// and, of a clock, the time at 24 and at 40 whether it is a point in time. An
// event has 32: what was to be put there, the error number, the type.
const (
	subscriptionBytes = 48
	eventBytes        = 32
	clockEvent        = 0
)

// pollOneoff lets the guest sleep: time passes on its clock, at once. All else
// that it could wait for is never ready.
func pollOneoff(_ context.Context, g *guest, stack []uint64) {
	in, out, count, result := uint32(stack[0]), uint32(stack[1]), uint32(stack[2]), uint32(stack[3])
	if count == 0 || count > maxSubscriptions {
		stack[0] = errnoInval
		return
	}
	memory := g.module.Memory()
	subscriptions, ok := memory.Read(in, count*subscriptionBytes)
	events, ok2 := memory.Read(out, count*eventBytes)
	if !ok || !ok2 || !memory.WriteUint32Le(result, count) {
		stack[0] = errnoFault
		return
	}
	clear(events)
	for i := range count {
		s, e := subscriptions[i*subscriptionBytes:], events[i*eventBytes:]
		copy(e, s[:8])
		e[10] = s[8]
		switch {
		case s[8] != clockEvent:
			e[8] = errnoBadf
		case s[40] != 0:
			e[8] = errnoNotsup
		default:
			timeout, _ := memory.ReadUint64Le(in + i*subscriptionBytes + 24) // was read above
			g.clock.sleep(timeout)
		}
	}
	g.fuel.charge(uint64(count) * pieceCost)
	stack[0] = 0
}
