package main

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

// engine is what runs generations, with or without a store: the plugins of
// the registry, loaded into a sandbox, behind a pipeline.
type engine struct {
	*pipeline.Pipeline
	*plugins
}

// plugins are the active artifact types, loaded.
type plugins struct {
	sandbox *sandbox.Sandbox
	catalog host.Catalog
	loaded  []pipeline.Plugin
}

// openEngine returns an engine for one generation at a time that keeps
// nothing, with compiled plugins in cacheDir.
func openEngine(ctx context.Context, cacheDir string, log zerolog.Logger) (*engine, error) {
	p, err := loadPlugins(ctx, cacheDir)
	if err != nil {
		return nil, err
	}
	return &engine{pipeline.New(pipeline.Config{Plugins: p.loaded, Log: log, Workers: 1}), p}, nil
}

// loadPlugins loads all active plugins of the registry.
func loadPlugins(ctx context.Context, cacheDir string) (*plugins, error) {
	r, err := registry.Embedded()
	if err != nil {
		return nil, err
	}
	box, err := sandbox.New(ctx, sandbox.Config{CacheDir: cacheDir, Now: time.Now})
	if err != nil {
		return nil, err
	}
	p := &plugins{sandbox: box, catalog: host.Catalog{Reserved: r.Reserved}}
	for _, entry := range r.Active {
		plugin, err := box.Load(ctx, entry.Module, limits(entry))
		if err != nil {
			return nil, errors.Join(err, box.Close(ctx))
		}
		a := host.Artifact{Definition: plugin.Definition(), Digest: plugin.Digest()}
		p.catalog.Active = append(p.catalog.Active, a)
		p.loaded = append(p.loaded, pipeline.Plugin{Artifact: a, Start: starter(plugin)})
	}
	return p, nil
}

// starter lets the pipeline start a plugin without knowing the sandbox.
func starter(p *sandbox.Plugin) func(context.Context, sdk.Request, sdk.Host) (pipeline.Instance, error) {
	return func(ctx context.Context, r sdk.Request, h sdk.Host) (pipeline.Instance, error) {
		instance, err := p.Start(ctx, r, h)
		if err != nil {
			return nil, err // not a nil *Instance in an interface
		}
		return instance, nil
	}
}

// limits are what the registry grants a plugin.
func limits(e registry.Entry) sandbox.Limits {
	return sandbox.Limits{
		MemoryBytes:  e.Limits.MemoryBytes,
		StageTimeout: time.Duration(e.Limits.StageTimeout),
		StageFuel:    e.Limits.StageFuel,
		FileBytes:    e.Limits.FileBytes,
		Files:        e.Limits.Files,
		ResultBytes:  e.Limits.ResultBytes,
		Capabilities: e.Capabilities,
	}
}

// Catalog is which artifact types there are.
func (p *plugins) Catalog() host.Catalog { return p.catalog }

// Close gives up what still runs and unloads the plugins.
func (e *engine) Close() error {
	now, cancel := context.WithCancel(context.Background())
	cancel()
	e.Drain(now)
	return e.sandbox.Close(context.Background())
}
