package pipeline

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// minFit is how well a plugin must serve a request to be chosen among several.
const minFit = 0.1

// maxPlans is how often the planning begins anew because plugins were taken
// away meanwhile.
const maxPlans = 5

// plan runs the planning stage on every plugin that the request may be for
// and goes on with the one that fits best.
func (p *Pipeline) plan(ctx context.Context, g *generation) error {
	for n := 1; ; n++ {
		err := p.planAmong(ctx, g, g.candidates(p.Plugins()))
		if n == maxPlans || !errors.Is(err, ErrGone) {
			return err
		}
		g.drop()
	}
}

// candidates are the plugins that the request may be for.
func (g *generation) candidates(plugins []Plugin) []Plugin {
	var fitting []Plugin
	asked := g.request.Options
	for _, c := range plugins {
		_, has := c.Pattern(asked.ExplicitPattern)
		if (asked.ExplicitType == "" || c.Type == asked.ExplicitType) && (asked.ExplicitPattern == "" || has) {
			fitting = append(fitting, c)
		}
	}
	return fitting
}

func (p *Pipeline) planAmong(ctx context.Context, g *generation, candidates []Plugin) error {
	var refusal, trouble error
	var broken Plugin // the one that the trouble is with
	var chosen sdk.StageResult
	fails := func(plugin Plugin, err error) {
		if trouble == nil {
			trouble, broken = err, plugin
		}
	}
	for _, candidate := range candidates {
		if err := p.quarantined(candidate.Artifact); err != nil {
			fails(candidate, err)
			continue
		}
		out := &output{progress: g.progress, log: p.Author.Log}
		instance, planned, err := p.begin(ctx, candidate, g.request.Request, out)
		switch {
		case errors.As(err, new(*rejection)):
			refusal = cmp.Or(refusal, err)
		case err != nil && (ctx.Err() != nil || errors.Is(err, ErrGone)):
			return err
		case err != nil: // one that is broken must not stand in the way of the others
			fails(candidate, err)
		case len(candidates) > 1 && planned.Fit < max(minFit, chosen.Fit):
			instance.Close()
		default:
			g.adopt(candidate, instance, out)
			chosen = planned
		}
	}
	if g.instance != nil {
		return g.take(chosen)
	}
	if trouble != nil {
		g.name(broken)
	}
	return cmp.Or(trouble, refusal, g.noType())
}

// noType refuses a request that no plugin is for.
func (g *generation) noType() error {
	if hint := g.request.Options.ExplicitType; hint != "" {
		return &rejection{host.Errorf(host.NoMatchingPattern,
			"the artifact type %q is not active any more; GET /v1/artifacts lists what can be made", hint)}
	}
	return &rejection{host.Errorf(host.NoMatchingPattern,
		"no artifact type can make this; GET /v1/artifacts lists what can be made")}
}

// adopt goes on with a plugin, in place of the one before.
func (g *generation) adopt(plugin Plugin, instance Instance, out *output) {
	if g.instance != nil {
		g.instance.Close()
	}
	g.plugin, g.instance, g.out = plugin, instance, out
	g.name(plugin)
}

// name says in the result which plugin it is of.
func (g *generation) name(plugin Plugin) {
	g.result.ArtifactType = plugin.Type
	g.result.EngineVersion = EngineVersion(plugin.Artifact)
}

// drop forgets a plugin that had been chosen.
func (g *generation) drop() {
	if g.instance != nil {
		g.instance.Close()
	}
	g.plugin, g.instance, g.out = Plugin{}, nil, nil
	g.result.ArtifactType, g.result.EngineVersion = "", ""
}

// begin starts a plugin on a request and runs its planning stage.
func (p *Pipeline) begin(ctx context.Context, plugin Plugin, request sdk.Request, out *output) (Instance, sdk.StageResult, error) {
	instance, err := plugin.Start(ctx, request, out)
	if err != nil {
		p.blame(ctx, plugin.Artifact, err)
		return nil, sdk.StageResult{}, err
	}
	planned, err := instance.Stage(ctx, sdk.Planning)
	if err != nil {
		p.blame(ctx, plugin.Artifact, err)
	} else {
		err = verdict(plugin.Artifact, request, planned)
	}
	if err != nil {
		instance.Close()
		return nil, planned, err
	}
	return instance, planned, nil
}

// quarantined refuses a plugin that is in quarantine; nil if it is not.
func (p *Pipeline) quarantined(a host.Artifact) error {
	q, ok := p.quarantines.of(a.Digest, time.Now())
	if !ok {
		return nil
	}
	e := host.Errorf(host.PluginFailed, "the plugin for %s failed %d times in a row and is quarantined until %s; "+
		"send the request again then, or tell the operator", a.Type, q.Failures, q.Until.UTC().Format(time.RFC3339))
	e.Retryable = true
	return e
}

// Quarantined returns the quarantine in which the plugin with that digest is
// on this host.
func (p *Pipeline) Quarantined(digest string) (Quarantine, bool) {
	return p.quarantines.of(digest, time.Now())
}

// blame notes that a plugin did not come to an end of its own, unless it was
// stopped for reasons that are not its own.
func (p *Pipeline) blame(ctx context.Context, a host.Artifact, why error) {
	if ctx.Err() != nil || errors.Is(why, ErrGone) {
		return
	}
	if q, begins := p.quarantines.failed(a.Digest, time.Now(), why.Error()); begins {
		p.Log.Error().Err(why).Str("type", a.Type).Str("version", a.Version).Str("digest", a.Digest).
			Int("failures", q.Failures).Time("until", q.Until).Msg("plugin quarantined")
	}
}

// clear notes that a plugin brought a generation to its end.
func (p *Pipeline) clear(a host.Artifact) {
	if p.quarantines.succeeded(a.Digest) {
		p.Log.Info().Str("type", a.Type).Str("digest", a.Digest).Msg("plugin works again")
	}
}
