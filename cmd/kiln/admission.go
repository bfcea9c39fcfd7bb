package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

// admission is what a module turned out to be.
type admission struct {
	Definition sdk.Definition `json:"definition"`
	Imports    []string       `json:"imports"`
	// Refused says why the sandbox does not take the module.
	Refused string `json:"refused,omitempty"`
}

// entry is what the registry says of a module that was admitted.
func (a admission) entry(file, digest string, limits registry.Limits) registry.Entry {
	e := registry.Entry{Type: a.Definition.Type, Version: a.Definition.Version, Digest: digest, ABI: sdk.ABIVersion,
		Capabilities: slices.Clone(a.Definition.Capabilities), Limits: limits, File: file}
	if e.Capabilities == nil {
		e.Capabilities = []string{}
	}
	for _, p := range a.Definition.Patterns {
		e.Patterns = append(e.Patterns, p.ID)
	}
	return e
}

// admitter has modules that did not come with the binary compiled and asked
// what they are, by a process of its own: the compiler heeds no deadline and
// can be made to take minutes and gigabytes. What it compiled is in the cache
// afterwards, and the outcome is remembered there.
type admitter struct {
	cache   string // empty: nothing is kept
	timeout time.Duration
	address uint64        // bytes of address space, beyond what the module's memory needs
	turn    chan struct{} // holds the one that has a child process
}

func newAdmitter(cache string, timeout time.Duration) *admitter {
	return &admitter{cache, timeout, addressBytes, make(chan struct{}, 1)}
}

// admitOrder is what the child process is told.
type admitOrder struct {
	Cache        string          `json:"cache"`
	Limits       registry.Limits `json:"limits"`
	Capabilities []string        `json:"capabilities"`
	Bounds       bounds          `json:"bounds"`
}

// bounds are what the child process may use.
type bounds struct {
	AddressBytes uint64 `json:"addressBytes"`
	CPUSeconds   uint64 `json:"cpuSeconds"`
	FileBytes    uint64 `json:"fileBytes"`
}

const (
	// addressBytes is what a Go process with wazero reserves, 1.5 GB, and as
	// much again as the largest plugins need to compile.
	addressBytes = 2_200_000_000
	// compiledBytes is the largest file that the compile cache may get.
	compiledBytes = 1 << 30
	// maxAdmissionBytes is the longest answer of the child process.
	maxAdmissionBytes = 4 << 20
)

// errUndecided is a module about which no child process could decide: it may
// be the module's fault or the machine's.
type errUndecided struct{ error }

func (e errUndecided) Unwrap() error { return e.error }

// admit returns what a module is if it gets those capabilities and limits, or
// why it cannot run with them.
func (a *admitter) admit(ctx context.Context, module []byte, capabilities []string, limits registry.Limits) (admission, error) {
	order := admitOrder{Cache: a.cache, Limits: limits, Capabilities: capabilities, Bounds: bounds{
		AddressBytes: a.address + 2*limits.MemoryBytes,
		CPUSeconds:   uint64(a.timeout.Round(time.Second).Seconds()) + 1,
		FileBytes:    compiledBytes,
	}}
	if known, ok := a.recall(module, order); ok {
		return known, nil
	}
	told, err := json.Marshal(order)
	if err != nil {
		return admission{}, err
	}
	answer, err := a.child(ctx, module, string(told))
	if err != nil {
		return admission{}, err
	}
	var found admission
	if err := json.Unmarshal(answer, &found); err != nil {
		return admission{}, errUndecided{fmt.Errorf("the admitting process gave no answer: %w", err)}
	}
	if found.Refused != "" {
		return found, errors.New(found.Refused)
	}
	a.remember(module, order, answer)
	return found, nil
}

// child runs the hidden command "plugin admit" on the module.
func (a *admitter) child(ctx context.Context, module []byte, order string) ([]byte, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, errUndecided{err}
	}
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	c := exec.CommandContext(ctx, self, "plugin", "admit", order)
	c.Env = withoutSettings(os.Environ())
	c.Stdin = bytes.NewReader(module)
	var stdout, stderr capped
	stdout.most, stderr.most = maxAdmissionBytes, maxAdmissionBytes
	c.Stdout, c.Stderr = &stdout, &stderr
	c.WaitDelay = time.Second
	dieWithParent(c)
	// The child is killed when the thread that started it ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err = c.Run()
	switch {
	case err == nil:
		return stdout.Bytes(), nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, errUndecided{fmt.Errorf("it could not be compiled and started within %s (--admission-timeout)", a.timeout)}
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case strings.Contains(stderr.String(), "out of memory") || strings.Contains(stderr.String(), "cannot allocate memory"):
		return nil, errUndecided{fmt.Errorf("it could not be compiled and started within %d MB of memory", a.address/1_000_000)}
	}
	return nil, errUndecided{fmt.Errorf("the process that was to compile it ended with %w %s", err, lastLine(stderr.String()))}
}

// withoutSettings keeps secrets from a process that has no use for them.
func withoutSettings(environ []string) []string {
	return append(slices.DeleteFunc(slices.Clone(environ), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.ContainsFunc(settings, func(s setting) bool { return name == s.env || name == s.env+"_FILE" }) ||
			name == "KILN_API_KEY" || name == "GOMAXPROCS"
	}), "GOMAXPROCS=1")
}

// capped keeps the first bytes of what is written to it.
type capped struct {
	bytes.Buffer
	most int
}

func (c *capped) Write(p []byte) (int, error) {
	if room := c.most - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return printable(lines[len(lines)-1])
}

// recordPath is where the outcome for a module under an order is kept. Another
// binary may compile otherwise, so it asks anew.
func (a *admitter) recordPath(module []byte, order admitOrder) (string, bool) {
	self, err := os.Executable()
	if a.cache == "" || err != nil {
		return "", false
	}
	info, err := os.Stat(self)
	if err != nil {
		return "", false
	}
	order.Bounds = bounds{} // they only matter to what was not admitted
	text, err := json.Marshal(order)
	if err != nil {
		return "", false
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%s %d %s %d %s", host.Version, info.Size(), info.ModTime(), sdk.ABIVersion, text))
	name := strings.TrimPrefix(registry.DigestOf(module), "sha256:") + "-" + hex.EncodeToString(key[:8]) + ".json"
	return filepath.Join(a.cache, "admitted", name), true
}

func (a *admitter) recall(module []byte, order admitOrder) (known admission, ok bool) {
	path, ok := a.recordPath(module, order)
	if !ok {
		return known, false
	}
	text, err := os.ReadFile(path)
	return known, err == nil && json.Unmarshal(text, &known) == nil && known.Definition.Validate() == nil
}

// remember may fail: then the next process asks anew.
func (a *admitter) remember(module []byte, order admitOrder, answer []byte) {
	path, ok := a.recordPath(module, order)
	if !ok || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".admitted*")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	_, err = f.Write(answer)
	if errors.Join(err, f.Close()) == nil {
		_ = os.Rename(f.Name(), path)
	}
}
