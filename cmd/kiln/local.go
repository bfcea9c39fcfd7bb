package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/pipeline"
)

// generateLocally runs a request in this process: no server, no database, no
// network. The result has the form that a server gives it, without an id,
// because nothing is kept, and without a quota, because nothing is charged.
func generateLocally(ctx context.Context, e *engine, r host.Request, watch func(host.Event)) ([]byte, error) {
	r, err := r.Validate(e.Catalog())
	if err != nil {
		return nil, localError(err, r.ID)
	}
	g := host.Generation{Request: r, CreatedAt: time.Now()}
	g.Result, err = e.DryRun(ctx, r, watch)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil && g.Result.Status != host.Succeeded {
		err = errors.New("the generation ended without a result")
		if g.Result.Error != nil {
			err = g.Result.Error
		}
	}
	if err != nil {
		return nil, localError(err, r.ID)
	}
	g.Status, g.CompletedAt = g.Result.Status, time.Now()
	return api.EncodeResult(g)
}

// localError gives an error the form in which a server would answer it.
func localError(err error, requestID string) error {
	var shown *host.Error
	if !errors.As(err, &shown) {
		return err
	}
	e := &apiError{body: api.NewErrorBody(shown, requestID)}
	if raw, err := e.body.Encode(); err == nil {
		e.raw = raw
	}
	return e
}

// openLocalEngine loads the plugins, with what was compiled of them before.
func openLocalEngine(ctx context.Context, env environment, author pipeline.Author) (*engine, error) {
	folder, _ := env("KILN_CACHE")
	if folder == "" {
		folder = userCache()
	}
	return openEngine(ctx, folder, zerolog.Nop(), author)
}

// userCache is where compiled plugins are kept for the next run. It is the
// user's own: what lies in it is run as machine code. It is empty where
// nothing can be kept; each run then compiles anew.
func userCache() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	folder := filepath.Join(base, "kiln")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	probe, err := os.CreateTemp(folder, "probe-*")
	if err != nil {
		return ""
	}
	if errors.Join(probe.Close(), os.Remove(probe.Name())) != nil {
		return ""
	}
	return folder
}
