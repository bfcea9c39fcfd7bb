package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

// plugins are the artifact types that can be made now: those that came with
// the binary, and those of a registry folder, which come and go.
type plugins struct {
	sandbox  *sandbox.Sandbox
	embedded registry.Registry
	builtIn  []pipeline.Plugin
	now      atomic.Pointer[selection]
	folder   *folder // nil without one
}

// selection is which plugins there are at a time. It never changes.
type selection struct {
	active   []pipeline.Plugin
	catalog  host.Catalog
	statuses []host.PluginStatus
}

// loadPlugins loads all active plugins of the registry in the binary.
func loadPlugins(ctx context.Context, cacheDir string) (*plugins, error) {
	r, err := registry.Embedded()
	if err != nil {
		return nil, err
	}
	box, err := sandbox.New(ctx, sandbox.Config{CacheDir: cacheDir, Now: time.Now})
	if err != nil {
		return nil, err
	}
	p := &plugins{sandbox: box, embedded: r}
	for _, entry := range r.Active {
		plugin, err := box.Load(ctx, entry.Module, limits(entry))
		if err != nil {
			return nil, errors.Join(err, box.Close(ctx))
		}
		p.builtIn = append(p.builtIn, startable(plugin))
	}
	p.publish(nil, nil)
	return p, nil
}

// publish makes a new selection: the plugins of the folder, and those that
// came with the binary as far as none of the folder takes their place.
func (p *plugins) publish(fromFolder []pipeline.Plugin, statuses []host.PluginStatus) {
	s := &selection{active: slices.Clone(fromFolder), statuses: slices.Clone(statuses)}
	for _, b := range p.builtIn {
		if !slices.ContainsFunc(fromFolder, func(f pipeline.Plugin) bool { return f.Type == b.Type }) {
			s.active = append(s.active, b)
			s.statuses = append(s.statuses, host.PluginStatus{Name: b.Type, Type: b.Type, Version: b.Version,
				Digest: b.Digest, State: host.PluginActive})
		}
	}
	slices.SortFunc(s.active, func(a, b pipeline.Plugin) int { return cmp.Compare(a.Type, b.Type) })
	slices.SortFunc(s.statuses, func(a, b host.PluginStatus) int { return cmp.Compare(a.Name, b.Name) })
	s.catalog.Reserved = p.embedded.Reserved
	for _, a := range s.active {
		s.catalog.Active = append(s.catalog.Active, a.Artifact)
	}
	p.now.Store(s)
}

// Catalog is which artifact types there are now.
func (p *plugins) Catalog() host.Catalog { return p.now.Load().catalog }

// active returns what the pipeline chooses from.
func (p *plugins) active() []pipeline.Plugin { return p.now.Load().active }

// startable lets the pipeline start a plugin without knowing the sandbox.
func startable(p *sandbox.Plugin) pipeline.Plugin {
	return pipeline.Plugin{
		Artifact: host.Artifact{Definition: p.Definition(), Digest: p.Digest()},
		Start: func(ctx context.Context, r sdk.Request, h sdk.Host) (pipeline.Instance, error) {
			instance, err := p.Start(ctx, r, h)
			if errors.Is(err, sandbox.ErrClosed) {
				return nil, pipeline.ErrGone
			}
			if err != nil {
				return nil, err // not a nil *Instance in an interface
			}
			return instance, nil
		},
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
