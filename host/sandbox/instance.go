package sandbox

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/kilnworks/kiln/sdk"
)

// Instance is one generation in a plugin, with memory of its own. Its calls
// wait for each other: a generation is one sequence of stages.
type Instance struct {
	plugin  *Plugin
	host    sdk.Host
	request []byte

	mu     sync.Mutex
	guest  *guest
	end    error // what every further call returns
	closed bool
}

// Start makes an instance for one generation. Its stages hand their files,
// progress and log messages to host while they run; bodies are copies. A host
// may also be a [Completer] or a [Reader]. The caller must Close the instance.
// The error is a [*Failure] or [ErrClosed].
func (p *Plugin) Start(ctx context.Context, request sdk.Request, host sdk.Host) (*Instance, error) {
	input, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	if err := p.acquire(); err != nil {
		return nil, err
	}
	g, err := p.spawn(ctx)
	if err != nil {
		p.release(ctx)
		return nil, err
	}
	return &Instance{plugin: p, host: host, request: input, guest: g}, nil
}

// Stage runs one stage. It is for the caller to run them in order, each once,
// and to stop at an outcome other than [sdk.OK]. An error is a [*Failure] that
// has ended the instance, or [ErrClosed].
func (i *Instance) Stage(ctx context.Context, stage sdk.Stage) (sdk.StageResult, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.end != nil {
		return sdk.StageResult{}, i.end
	}
	result, err := i.run(ctx, stage)
	if err != nil {
		i.end = err
		i.guest.close(ctx)
	}
	return result, err
}

func (i *Instance) run(ctx context.Context, stage sdk.Stage) (sdk.StageResult, error) {
	g := i.guest
	g.host, g.input = i.host, nil
	defer func() { g.host = nil }()
	if stage == sdk.Planning {
		g.input = i.request
	}
	if err := g.call(ctx, stage.String(), "kiln_stage", uint64(uint32(stage))); err != nil {
		return sdk.StageResult{}, err
	}
	return g.result(i.plugin.definition)
}

// result reads what the stage has put out.
func (g *guest) result(definition sdk.Definition) (sdk.StageResult, error) {
	var r sdk.StageResult
	if g.output == nil {
		return r, g.fail(Protocol, nil, "the stage returned without calling output")
	}
	if err := json.Unmarshal(g.output, &r); err != nil {
		return sdk.StageResult{}, g.fail(Protocol, nil, "the stage's result is not JSON as it should be: %s", err)
	}
	if err := r.Validate(); err != nil {
		return sdk.StageResult{}, g.fail(Protocol, nil, "the stage's result is not valid: %s", err)
	}
	if r.Pattern != "" {
		if _, ok := definition.Pattern(r.Pattern); !ok {
			return sdk.StageResult{}, g.fail(Protocol, nil, "the stage chose the pattern %q, which the definition does not have", r.Pattern)
		}
	}
	return r, nil
}

// Fuel returns what the stages that have ended have used: about the number of
// instructions that they ran. It is the same in every run and on every machine.
func (i *Instance) Fuel() uint64 { return i.guest.fuel.ended.Load() }

// Close gives the instance's memory back. It waits for a running stage; cancel
// that stage's context to make it short. Further calls do nothing.
func (i *Instance) Close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return
	}
	i.closed = true
	if i.end == nil {
		i.end = ErrClosed
	}
	ctx := context.Background()
	i.guest.close(ctx)
	i.plugin.release(ctx)
}
