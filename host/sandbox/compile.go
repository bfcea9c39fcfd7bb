package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// program is a compiled module in a runtime of its own, linked to the host
// functions that it was granted.
type program struct {
	cache   wazero.CompilationCache
	runtime wazero.Runtime
	module  wazero.CompiledModule
	// rewritten is what module was compiled from.
	rewritten *rewrite.Module
	// image is what guests begin with.
	image *image
	// offered are the modules that a guest may import from, by name.
	offered map[string]api.Module
}

// compile rewrites the module and builds it with the cache of that directory. An entry that
// does not load is deleted and made again; a directory that cannot be written
// is done without.
func compile(ctx context.Context, wasm []byte, limits Limits, dir string) (*program, error) {
	m, err := rewrite.Rewrite(wasm, rewrite.DefaultCaps())
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return compileOnce(ctx, m, limits, wazero.NewCompilationCache())
	}
	for range 2 {
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			if p, err := compileOnce(ctx, m, limits, cache); err == nil {
				return p, nil
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			break
		}
	}
	return compileOnce(ctx, m, limits, wazero.NewCompilationCache())
}

// cacheFolder gives each module a folder of its own, so that a broken entry is
// deleted without knowing how wazero names its files. The rewriter's version is
// part of the name: what an older one made is never run.
func cacheFolder(cacheDir, digest string) string {
	if cacheDir == "" {
		return ""
	}
	return filepath.Join(cacheDir, digest+"-"+rewrite.Version)
}

func compileOnce(ctx context.Context, m *rewrite.Module, limits Limits, cache wazero.CompilationCache) (_ *program, err error) {
	config := wazero.NewRuntimeConfigCompiler().
		WithCoreFeatures(api.CoreFeaturesV2).
		WithMemoryLimitPages(limits.pages()).
		WithCompilationCache(cache)
	p := &program{cache: cache, runtime: wazero.NewRuntimeWithConfig(ctx, config), rewritten: m}
	defer func() {
		if err != nil {
			_ = p.close(ctx) // the first error is the one to tell
		}
	}()
	if p.module, err = p.runtime.CompileModule(ctx, m.Binary); err != nil {
		return nil, err
	}
	if err = p.link(ctx, limits.Capabilities); err != nil {
		return nil, err
	}
	return p, nil
}

// link instantiates WASI, the common host functions and those of the granted
// capabilities.
func (p *program) link(ctx context.Context, granted []string) error {
	wasi, err := instantiateWASI(ctx, p.runtime)
	if err != nil {
		return fmt.Errorf("link %s: %w", wasi_snapshot_preview1.ModuleName, err)
	}
	p.offered = map[string]api.Module{wasi_snapshot_preview1.ModuleName: wasi}
	if _, err = refillModule.instantiate(ctx, p.runtime); err != nil {
		return fmt.Errorf("link %s: %w", refillModule.name, err)
	}
	modules := []hostModule{common}
	for _, name := range granted {
		modules = append(modules, capabilities[name])
	}
	for _, m := range modules {
		if p.offered[m.name], err = m.instantiate(ctx, p.runtime); err != nil {
			return fmt.Errorf("link %s: %w", m.name, err)
		}
	}
	return nil
}

func (p *program) close(ctx context.Context) error {
	if p.image != nil {
		p.image.content.close()
	}
	return errors.Join(p.runtime.Close(ctx), p.cache.Close(ctx))
}
