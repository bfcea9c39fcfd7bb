//go:build ignore

// Generate rewrites registry.json from the modules beside it: run it with
//
//	go run ./registry/generate.go
//
// It asks each module what it is and sets type, version, digest, ABI and
// patterns of its entry. Capabilities, limits and reserved names are people's
// decisions and stay; a module that asks for more than it is granted is an
// error. With -check nothing is written, and a registry.json that is not up to
// date is an error.
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

func main() {
	dir := flag.String("dir", "registry", "folder with registry.json and the modules")
	cache := flag.String("cache", "", "folder that keeps compiled modules")
	check := flag.Bool("check", false, "write nothing; fail if registry.json is not up to date")
	flag.Parse()
	if err := run(context.Background(), *dir, *cache, *check); err != nil {
		fmt.Fprintln(os.Stderr, "generate registry.json:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, cache string, check bool) error {
	path := filepath.Join(dir, "registry.json")
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var r registry.Registry
	if err := json.Unmarshal(before, &r); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := update(ctx, &r, dir, cache); err != nil {
		return err
	}
	after, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	after = append(after, '\n')
	switch {
	case bytes.Equal(before, after):
	case check:
		return errors.New(path + ` is not up to date; run "make plugins" and commit it`)
	default:
		if err := os.WriteFile(path, after, 0o644); err != nil {
			return err
		}
	}
	_, err = registry.Open(os.DirFS(dir))
	return err
}

// update makes an entry for each module in the folder.
func update(ctx context.Context, r *registry.Registry, dir, cache string) error {
	s, err := sandbox.New(ctx, sandbox.Config{CacheDir: cache})
	if err != nil {
		return err
	}
	defer s.Close(ctx)
	modules, err := filepath.Glob(filepath.Join(dir, "*.wasm"))
	if err != nil {
		return err
	}
	for _, path := range modules {
		file := filepath.Base(path)
		i := slices.IndexFunc(r.Active, func(e registry.Entry) bool { return e.File == file })
		if i < 0 {
			i = len(r.Active)
			r.Active = append(r.Active, registry.Entry{File: file, Capabilities: []string{}})
		}
		if err := describe(ctx, s, &r.Active[i], path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	slices.SortFunc(r.Active, func(a, b registry.Entry) int { return cmp.Compare(a.Type, b.Type) })
	return nil
}

// describe sets what the module determines.
func describe(ctx context.Context, s *sandbox.Sandbox, e *registry.Entry, path string) error {
	module, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	p, err := s.Load(ctx, module, sandbox.Limits{
		MemoryBytes:  e.Limits.MemoryBytes,
		StageTimeout: time.Duration(e.Limits.StageTimeout),
		Capabilities: e.Capabilities,
	})
	if err != nil {
		return err
	}
	d := p.Definition()
	if unused := unused(e.Capabilities, d.Capabilities); len(unused) > 0 {
		return fmt.Errorf("the registry grants %s, which the plugin does not ask for; take it away", strings.Join(unused, ", "))
	}
	e.Type, e.Version, e.Digest, e.ABI = d.Type, d.Version, p.Digest(), sdk.ABIVersion
	e.Patterns = nil
	for _, pattern := range d.Patterns {
		e.Patterns = append(e.Patterns, pattern.ID)
	}
	return nil
}

func unused(granted, asked []string) []string {
	return slices.DeleteFunc(slices.Clone(granted), func(c string) bool { return slices.Contains(asked, c) })
}
