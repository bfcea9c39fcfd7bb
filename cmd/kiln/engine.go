package main

import (
	"context"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
)

// engine is what runs generations, with or without a store: plugins, loaded
// into a sandbox, behind a pipeline.
type engine struct {
	*pipeline.Pipeline
	*plugins
}

// openEngine returns an engine for one generation at a time that keeps
// nothing, with compiled plugins in cacheDir.
func openEngine(ctx context.Context, cacheDir string, log zerolog.Logger, author pipeline.Author) (*engine, error) {
	p, err := loadPlugins(ctx, cacheDir)
	if err != nil {
		return nil, err
	}
	return &engine{pipeline.New(pipeline.Config{Plugins: p.active, Log: log, Workers: 1, Author: author}), p}, nil
}

// Statuses tells how each plugin is.
func (e *engine) Statuses() []host.PluginStatus {
	var list []host.PluginStatus
	for _, s := range e.now.Load().statuses {
		if q, in := e.Quarantined(s.Digest); in && s.State == host.PluginActive {
			s.State, s.Until = host.PluginQuarantined, q.Until
			s.Reason = "it failed " + plural(q.Failures, "time") + " in a row; the log says how"
		}
		list = append(list, s)
	}
	return list
}

// Close gives up what still runs and unloads the plugins.
func (e *engine) Close() error {
	now, cancel := context.WithCancel(context.Background())
	cancel()
	e.Drain(now)
	if e.folder != nil {
		e.folder.stop()
	}
	return e.sandbox.Close(context.Background())
}
