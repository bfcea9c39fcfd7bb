package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// DryRun runs a request that keeps nothing. Its files equal those of the real
// run byte for byte.
func (p *Pipeline) DryRun(ctx context.Context, request host.Request, emit func(host.Event)) (host.Result, error) {
	select {
	case p.slots <- struct{}{}:
		defer p.release()
	case <-ctx.Done():
		return host.Result{}, ctx.Err()
	case <-p.drain:
		return host.Result{}, host.Errorf(host.ShuttingDown, "this host is shutting down; send the request again")
	}
	var seq int64
	result, cause := p.generate(ctx, request, func(e host.Event) {
		seq++
		e.Seq = seq
		e.Message = oneLine(e.Message)
		emit(e)
	})
	if cause != nil && p.Author.Failed != nil {
		p.Author.Failed(cause)
	}
	if cause != nil {
		p.Log.Warn().AnErr("cause", cause).Str("code", string(result.Error.Code)).Str("type", result.ArtifactType).Msg("dry run")
	}
	return result, nil
}

// generation is the state of one run through the stages.
type generation struct {
	request host.Request
	emit    func(host.Event)
	stage   sdk.Stage

	plugin   Plugin
	instance Instance
	out      *output
	result   host.Result
	manifest []byte // the plugin's part
}

// generate drives a plugin through the stages. The result's status tells how
// it ended; cause, for the operator's log, is why a plugin failed.
func (p *Pipeline) generate(ctx context.Context, request host.Request, emit func(host.Event)) (result host.Result, cause error) {
	begin := time.Now()
	g := &generation{request: request, emit: emit}
	g.result.Diagnostics = append(g.result.Diagnostics, request.Warnings...)
	g.result.Usage = host.Usage{Provider: "none", Model: "none"}
	defer func() {
		if g.instance != nil {
			g.result.Usage.Fuel = g.instance.Fuel()
			g.instance.Close()
		}
		g.result.Usage.Duration = time.Since(begin)
		result = g.result
	}()

	err := g.stages(ctx, p)
	if err == nil {
		p.clear(g.plugin.Artifact)
		g.result.Status = host.Succeeded
		return
	}
	g.result.Files, g.result.Summary = nil, ""
	var shown *host.Error
	if !errors.As(err, &shown) {
		shown, cause = describe(ctx, g.stage, err), err
	}
	g.result.Error = shown
	switch {
	case shown.Code == host.GenerationCanceled:
		g.result.Status, cause = host.Canceled, nil
	case errors.As(err, new(*rejection)):
		g.result.Status = host.Rejected
		shown.Details = append(shown.Details, unfollowed(request.Warnings)...)
	default:
		g.result.Status = host.Failed
	}
	return
}

// unfollowed repeats in a refusal, which has no diagnostics, that the type that
// was asked for was not there to refuse it.
func unfollowed(warnings []sdk.Diagnostic) (details []host.Detail) {
	for _, w := range warnings {
		if w.Code == host.UnknownArtifactType {
			details = append(details, host.Detail{Path: "options.explicitType", Code: w.Code, Message: w.Message})
		}
	}
	return details
}

// stages runs all of them in order.
func (g *generation) stages(ctx context.Context, p *Pipeline) error {
	for _, stage := range sdk.Stages {
		g.stage = stage
		begin := time.Now()
		g.emit(host.Event{Stage: stage, Status: host.StageStarted, At: begin})
		var err error
		if stage == sdk.Planning {
			err = p.plan(ctx, g)
		} else {
			err = p.step(ctx, g)
		}
		if err == nil && stage == sdk.Packaging {
			err = g.finish()
		}
		if err != nil {
			return err
		}
		end := time.Now()
		g.emit(host.Event{Stage: stage, Status: host.StageCompleted, At: end, Elapsed: end.Sub(begin)})
	}
	return nil
}

// step runs the current stage of the chosen plugin.
func (p *Pipeline) step(ctx context.Context, g *generation) error {
	result, err := g.instance.Stage(ctx, g.stage)
	if err != nil {
		p.blame(ctx, g.plugin.Artifact, err)
		return err
	}
	if err := g.take(result); err != nil {
		return err
	}
	return verdict(g.plugin.Artifact, g.request.Request, result)
}

// take keeps what a stage reported.
func (g *generation) take(r sdk.StageResult) error {
	for i := range r.Diagnostics {
		r.Diagnostics[i].Stage = g.stage.String()
	}
	g.result.Diagnostics = append(g.result.Diagnostics, r.Diagnostics...)
	if r.Pattern != "" {
		g.result.Pattern = r.Pattern
	}
	if r.Summary != "" {
		g.result.Summary = r.Summary
	}
	if len(r.Manifest) > 0 {
		g.manifest = r.Manifest
	}
	switch {
	case r.Outcome != sdk.OK:
		return nil // verdict says more
	case g.stage == sdk.SelectingPattern:
		return g.checkPattern()
	case g.stage == sdk.Validating:
		return checkDiagnostics(r.Diagnostics)
	}
	return nil
}

// checkPattern refuses a pattern that the plugin has not declared, or another
// one than the client asked for.
func (g *generation) checkPattern() error {
	if _, ok := g.plugin.Pattern(g.result.Pattern); !ok {
		return fmt.Errorf("the plugin selected %q, which is none of its patterns", g.result.Pattern)
	}
	if want := g.request.Options.ExplicitPattern; want != "" && want != g.result.Pattern {
		return fmt.Errorf("the plugin selected %q although %q was asked for", g.result.Pattern, want)
	}
	return nil
}

// checkDiagnostics fails a project that did not pass its plugin's own checks.
func checkDiagnostics(found []sdk.Diagnostic) error {
	for _, d := range found {
		if d.Severity == sdk.Error {
			return host.Errorf(host.PluginFailed, "the generated project did not pass its own checks: %s:%d: %s (%s)",
				d.File, d.Line, d.Message, d.Code)
		}
	}
	return nil
}

// finish checks the files and adds the build manifest to them.
func (g *generation) finish() error {
	files, err := checkFiles(g.out.files)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	manifest, err := buildManifest(g, files)
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	g.result.Files = insert(files, host.NewFile(host.ManifestPath, manifest, 0o644))
	return nil
}

// progress passes on what a plugin says about the current stage.
func (g *generation) progress(message string) {
	g.emit(host.Event{Stage: g.stage, Status: host.StageProgress, At: time.Now(), Message: message})
}

// EngineVersion names all that the bytes of a generation depend on beside the
// request: the host's version, the plugin's, and the plugin's digest.
func EngineVersion(a host.Artifact) string {
	return fmt.Sprintf("kiln/%s %s/%s %s", host.Version, a.Type, a.Version, a.Digest)
}
