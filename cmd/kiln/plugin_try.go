package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/sandbox"
)

const pluginTryHelp = `Run a module on a prompt as a server would, and show what comes out.

There is no server, key, registry folder or lock: the module gets the capabilities that it asks
for and the limits given here. What it logs is shown, and when it fails, why and what it
wrote to standard error. Servers show neither, since it may hold somebody's prompt.

The exit codes are those of "kiln generate".`

func newPluginTryCommand() *cobra.Command {
	var o grants
	g := generation{local: true, timeout: 10 * time.Minute}
	c := &cobra.Command{
		Use:     "try FILE.wasm PROMPT",
		Short:   "Run a module on a prompt, and show what it makes, logs and fails of",
		Long:    pluginTryHelp,
		Example: "  kiln plugin try greeting.wasm \"Greet Ada\" --out greeting",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("name a .wasm file and say a prompt, in quotes")}
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&g.request.Context.TCVersion, "tc-version", "14.3", "Teamcenter `version` in the request")
	f.StringVar(&g.request.Context.Compiler, "compiler", "gcc", "`compiler` in the request: msvc or gcc")
	f.StringVar(&g.request.Context.CodePrefix, "prefix", "", "`prefix` of generated names in the request")
	f.StringVar(&g.request.Options.ExplicitPattern, "pattern", "", "`pattern` to ask for")
	f.StringVarP(&g.out, "out", "o", "", "write the files to `DIR`")
	f.BoolVar(&g.force, "force", false, "overwrite files in DIR that Kiln did not write")
	f.BoolVar(&g.json, "json", false, "print the API's response, and nothing else, on standard output")
	o.addLimitFlags(c)
	addAdmissionFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		g.env, g.stdout, g.stderr = os.LookupEnv, c.OutOrStdout(), c.ErrOrStderr()
		g.request.Prompt = args[1]
		a, err := findAdmitter(c)
		if err != nil {
			return err
		}
		module, err := os.ReadFile(args[0])
		if err != nil {
			return usageError{err}
		}
		own := &ownPlugin{module: module, granted: o, admitter: a}
		if err := own.admit(c.Context()); err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		g.request.Options.ExplicitType = own.Definition.Type
		g.open = own.open
		err = g.generate(c.Context(), endpoint{})
		for _, line := range own.logged {
			// Nobody is left to tell if standard error is gone.
			_, _ = fmt.Fprintln(g.stderr, printableLines("log "+line))
		}
		if own.failed != nil && c.Context().Err() == nil {
			return own.failure()
		}
		return err
	}
	return c
}

// ownPlugin is a module that its author tries.
type ownPlugin struct {
	admission
	module   []byte
	granted  grants
	admitter *admitter

	logged []string // what it had to say meanwhile
	failed error    // why it failed
}

// admit finds out what the module is.
func (p *ownPlugin) admit(ctx context.Context) (err error) {
	p.admission, err = p.admitter.admit(ctx, p.module, sandbox.Capabilities(), p.granted.limits("", firstLimits))
	return err
}

// open returns an engine that has the plugin, in place of any of its type.
func (p *ownPlugin) open(ctx context.Context) (*engine, error) {
	all, err := loadPlugins(ctx, p.admitter.cache)
	if err != nil {
		return nil, err
	}
	entry := p.entry("", "", p.granted.limits("", firstLimits))
	loaded, err := all.sandbox.Load(ctx, p.module, limits(entry))
	if err != nil {
		return nil, errors.Join(err, all.sandbox.Close(ctx))
	}
	all.publish([]pipeline.Plugin{startable(loaded)}, nil)
	author := pipeline.Author{
		Log:    func(level int32, message string) { p.logged = append(p.logged, logLevel(level)+": "+message) },
		Failed: func(cause error) { p.failed = cause },
	}
	return &engine{pipeline.New(pipeline.Config{Plugins: all.active, Log: zerolog.Nop(), Workers: 1, Author: author}), all}, nil
}

// failure says why the plugin failed, as far as its author can tell.
func (p *ownPlugin) failure() error {
	text := printableLines(p.failed.Error())
	if f := (*sandbox.Failure)(nil); errors.As(p.failed, &f) && f.Stderr != "" {
		text += "\n  its standard error ends with\n" + printableLines(strings.TrimSpace(f.Stderr))
	}
	return errors.New(text)
}

// logLevel names the levels of the wall.
func logLevel(level int32) string {
	names := []string{"debug", "info", "warning", "error"}
	return names[min(max(level, -1), 2)+1]
}
