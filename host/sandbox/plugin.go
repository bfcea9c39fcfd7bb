package sandbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/kilnworks/kiln/sdk"
)

// Plugin is a module that has been checked, compiled and asked what it is. It
// is safe for use by several goroutines.
type Plugin struct {
	sandbox    *Sandbox
	program    *program
	limits     Limits
	digest     string
	definition sdk.Definition

	mu        sync.Mutex
	instances int
	closed    bool
}

// ErrClosed is returned by the calls on what has been closed.
var ErrClosed = errors.New("sandbox: closed")

// Load checks a module and asks it for its definition. A module that cannot be
// used gives a [*Refusal].
func (s *Sandbox) Load(ctx context.Context, wasm []byte, limits Limits) (*Plugin, error) {
	limits = limits.withDefaults()
	if r := checkGrants(limits.Capabilities); r != nil {
		return nil, r
	}
	sum := sha256.Sum256(wasm)
	digest := hex.EncodeToString(sum[:])
	compiled, err := compile(ctx, wasm, limits, cacheFolder(s.config.CacheDir, digest))
	if err != nil {
		return nil, refuseModule(err, limits)
	}
	p := &Plugin{sandbox: s, program: compiled, limits: limits, digest: "sha256:" + digest}
	if err := p.introduce(ctx); err != nil {
		_ = compiled.close(ctx) // the refusal is the error to tell
		return nil, err
	}
	s.mu.Lock()
	s.plugins[p] = true
	s.mu.Unlock()
	return p, nil
}

func refuseModule(err error, limits Limits) *Refusal {
	r := refuse(fmt.Sprintf("build it for wasm32 with features of WebAssembly 2.0 and at most %d bytes of memory", limits.MemoryBytes),
		"it is not a module that can run here: %s", firstLine(err.Error()))
	r.cause = err
	return r
}

// introduce runs the checks before the plugin's code, then the plugin's own
// word about itself.
func (p *Plugin) introduce(ctx context.Context) error {
	if r := p.program.admit(); r != nil {
		return r
	}
	definition, err := p.describe(ctx)
	if err != nil {
		r := refuse("run it natively with sdk/sdktest to find the mistake", "it does not say what it is: %s", err)
		r.cause = err
		return r
	}
	if r := p.program.admitDefinition(definition, p.limits.Capabilities); r != nil {
		return r
	}
	p.definition = definition
	return nil
}

// prepare runs the plugin's start-up code, once for all guests if the state
// that it leaves can be kept.
func (p *Plugin) prepare(ctx context.Context) error {
	memfd := !p.sandbox.withoutMemfd
	p.program.image = firstImage(p.program.rewritten, memfd)
	if p.program.rewritten.Loses != "" {
		return nil
	}
	g, err := p.spawn(ctx)
	if err != nil {
		return err
	}
	defer g.close(ctx)
	started := capture(g, p.program.rewritten, memfd)
	p.program.image.content.close()
	p.program.image = started
	return nil
}

func (p *Plugin) describe(ctx context.Context) (sdk.Definition, error) {
	if err := p.prepare(ctx); err != nil {
		return sdk.Definition{}, err
	}
	g, err := p.spawn(ctx)
	if err != nil {
		return sdk.Definition{}, err
	}
	defer g.close(ctx)
	if err := g.call(ctx, "describing", "kiln_describe"); err != nil {
		return sdk.Definition{}, err
	}
	return g.definition()
}

// definition reads what kiln_describe has put out.
func (g *guest) definition() (sdk.Definition, error) {
	var d sdk.Definition
	if err := json.Unmarshal(g.output, &d); err != nil {
		return d, g.fail(Protocol, nil, "the definition is not JSON as it should be: %s", err)
	}
	return d, nil
}

// Definition returns what the plugin says of itself. It is shared: do not
// change what its slices hold.
func (p *Plugin) Definition() sdk.Definition { return p.definition }

// Digest returns the SHA-256 of the module as "sha256:" and 64 hex digits.
func (p *Plugin) Digest() string { return p.digest }

// Close stops new instances from starting and, as soon as the last running
// one is closed, gives back the compiled code.
func (p *Plugin) Close(ctx context.Context) error {
	p.sandbox.mu.Lock()
	delete(p.sandbox.plugins, p)
	p.sandbox.mu.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	if p.instances > 0 {
		return nil
	}
	return p.program.close(ctx)
}

func (p *Plugin) acquire() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return ErrClosed
	}
	p.instances++
	return nil
}

func (p *Plugin) release(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.instances--; p.instances == 0 && p.closed {
		_ = p.program.close(ctx) // nobody is left who could do anything about it
	}
}
