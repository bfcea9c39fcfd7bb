package rewrite_test

import (
	"context"
	"errors"
	"testing"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// quantum is how much fuel a refill gives in these tests: little, so that there
// are many.
const quantum = 500

// engine is a runtime for rewritten modules.
type engine struct {
	wazero.Runtime
	refills int
	// limit is how many refills there may be, without end if it is zero.
	limit int
}

var errNoFuel = errors.New("no fuel left")

func newEngine(t testing.TB, config wazero.RuntimeConfig) *engine {
	t.Helper()
	ctx := context.Background()
	e := &engine{Runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	t.Cleanup(func() { _ = e.Close(ctx) })
	_, err := e.NewHostModuleBuilder(rewrite.RefillModule).NewFunctionBuilder().
		WithGoModuleFunction(api.GoModuleFunc(e.refill), nil, nil).Export(rewrite.RefillName).Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *engine) refill(_ context.Context, m api.Module, _ []uint64) {
	if e.refills++; e.limit > 0 && e.refills > e.limit {
		panic(errNoFuel)
	}
	m.ExportedGlobal(rewrite.FuelExport).(api.MutableGlobal).Set(quantum)
}

// instantiate does what the original module's instantiation does.
func (e *engine) instantiate(m *rewrite.Module, name string) (api.Module, error) {
	ctx := context.Background()
	config := wazero.NewModuleConfig().WithName(name).WithStartFunctions()
	instance, err := e.InstantiateWithConfig(ctx, m.Binary, config)
	if err != nil {
		return nil, err
	}
	for _, run := range m.Data {
		if !instance.ExportedMemory(rewrite.MemoryExport).Write(run.Offset, run.Bytes) {
			return nil, errors.New("data lies outside of memory")
		}
	}
	if m.HasStart {
		if _, err := instance.ExportedFunction(rewrite.StartExport).Call(ctx); err != nil {
			_ = instance.Close(ctx)
			return nil, err
		}
	}
	return instance, nil
}
