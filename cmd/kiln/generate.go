package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
)

const generateHelp = `Turn a prompt into a project.

The prompt is one argument, the text of --file, or with "-" what comes in on
standard input. What every project of a repository has in common stands in
.kiln.yaml, which is looked for from the working directory up to the root of
the repository:

  url: https://kiln.example.com     # of the server; the key never stands here
  tcVersion: 14.3
  compiler: gcc
  codePrefix: PNX
  type: itk-batch
  pattern: query-export             # as type: where all projects have the same
  out: generated                    # relative to this file; where there is one project

A flag wins over the environment, the environment over .kiln.yaml.

With --out the files are written to a folder. A file there is overwritten or
removed only if Kiln wrote it and nobody has changed it since (the folder's
build-manifest.json tells); otherwise nothing is written at all, unless --force
is given. Nor does a project take the place of one of another type or pattern.
With --dry-run nothing is written, stored or charged.

With --spec the Spec in FILE says what to make. A build-manifest.json also brings
the prompt, Teamcenter version, compiler and prefix that it was made with, unless
they are given here: correct the Spec in it and generate again.

A generation on a server goes on when this command is interrupted or loses its
connection. The same command with the same --request-id fetches the result and
is not charged again.

--local needs neither server nor key nor network and makes the same files.
--json prints the API's response body; with --local that body has no id and
no quota, because nothing is stored or charged.

` + exitCodes

const generateExamples = `  kiln generate "Export released parts to CSV" --tc-version 14.3 --compiler gcc --out export
  kiln generate --spec export/build-manifest.json --out export
  kiln generate --local --file prompt.txt --json | jq .files[].path
  echo "Export released parts to CSV" | kiln generate - --dry-run`

// generation is one run of the command.
type generation struct {
	request host.Request
	made    madeBefore // what --spec names
	out     string     // the folder to write to; empty: none
	force   bool
	json    bool
	quiet   bool
	local   bool
	timeout time.Duration
	// open returns what runs a local generation.
	open  func(context.Context) (*engine, error)
	cause error // why a plugin failed here, where there is no operator to know

	env    environment
	stdout io.Writer
	stderr io.Writer
}

func newGenerateCommand() *cobra.Command {
	var g generation
	var file string
	c := &cobra.Command{
		Use:     "generate {PROMPT | - | --file FILE | --spec FILE}",
		Short:   "Turn a prompt into a project",
		Long:    generateHelp,
		Example: generateExamples,
		Args: func(c *cobra.Command, args []string) error {
			return checkPromptSource(args, file, c.Flags().Changed("spec"))
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			g.env, g.stdout, g.stderr = os.LookupEnv, c.OutOrStdout(), c.ErrOrStderr()
			g.open = func(ctx context.Context) (*engine, error) { return openLocalEngine(ctx, g.env, g.author()) }
			return g.run(c, args, file)
		},
	}
	f := c.Flags()
	f.StringVarP(&file, "file", "f", "", "read the prompt from `FILE`")
	f.String("tc-version", "", "Teamcenter `version` of the project, such as 14.3 or 2412")
	f.String("compiler", "", "`compiler` of the project: msvc or gcc")
	f.String("prefix", "", "`prefix` of generated names, such as PNX")
	f.String("type", "", "artifact `type`; see \"kiln artifacts\"")
	f.String("pattern", "", "`pattern` of the type; see \"kiln artifacts\"")
	f.String("spec", "", "take what to make from the Spec in `FILE`, which may be a build-manifest.json")
	f.StringP("out", "o", "", "write the files to `DIR`")
	f.BoolVar(&g.force, "force", false, "overwrite files in DIR that Kiln did not write")
	f.BoolVar(&g.request.DryRun, "dry-run", false, "compute everything, but store, charge and write nothing")
	f.StringVar(&g.request.ID, "request-id", "", "`id` that makes a repeated command one generation (default: a new one)")
	f.BoolVar(&g.json, "json", false, "print the API's response, and nothing else, on standard output")
	f.BoolVarP(&g.quiet, "quiet", "q", false, "show no progress, only warnings and errors")
	f.BoolVar(&g.local, "local", false, "run here, without a server")
	f.DurationVar(&g.timeout, "timeout", 10*time.Minute, "`how long` to wait for the result")
	addEndpointFlags(f)
	completeFlags(c)
	return c
}

// completeFlags lets the shell complete the values of flags.
func completeFlags(c *cobra.Command) {
	err := errors.Join(
		c.RegisterFlagCompletionFunc("compiler", cobra.FixedCompletions([]string{"msvc", "gcc"}, cobra.ShellCompDirectiveNoFileComp)),
		c.MarkFlagDirname("out"),
	)
	for _, free := range []string{"tc-version", "prefix", "type", "pattern", "request-id", "timeout", "url", "api-key"} {
		err = errors.Join(err, c.RegisterFlagCompletionFunc(free, cobra.NoFileCompletions))
	}
	if err != nil {
		panic("kiln: completion of a flag that there is not: " + err.Error())
	}
}

// run makes the project, from the command line to the files.
func (g *generation) run(c *cobra.Command, args []string, file string) error {
	if g.timeout <= 0 {
		return usageError{errors.New("--timeout: must be more than nothing, such as 30s or 5m")}
	}
	p, err := findProject(".")
	if err != nil {
		return err
	}
	if err := g.readFlags(c.Flags(), p); err != nil {
		return err
	}
	// The server is settled before a prompt is waited for.
	var server endpoint
	if !g.local {
		if server, err = findEndpoint(c.Flags(), g.env, p); err != nil {
			return err
		}
	}
	if g.request.Prompt, err = g.readPrompt(c.Context(), args, file, c.InOrStdin()); err != nil {
		return err
	}
	return g.generate(c.Context(), server)
}

// generate runs the request and shows or writes what comes out.
func (g *generation) generate(ctx context.Context, server endpoint) error {
	var to *destination
	if g.out != "" {
		var err error
		// A folder that cannot be used is found out before anything is charged.
		if to, err = openDestination(g.out); err != nil {
			return err
		}
		defer to.Close()
	}
	limited, cancel := context.WithTimeout(ctx, g.timeout)
	defer cancel()
	body, hint, err := g.execute(limited, server)
	if stop := ended(limited, g.timeout, hint); err != nil && stop != nil {
		return stop
	}
	if err != nil {
		err = printRefusal(g.stdout, withHint(err, hint), g.json)
		if g.cause != nil {
			err = fmt.Errorf("%w\n  %s", err, printable(g.cause.Error()))
		}
		return err
	}
	o, err := readOutcome(body)
	if err != nil {
		return err
	}
	return g.deliver(ctx, o, to, hint)
}

// author notes why a plugin failed.
func (g *generation) author() pipeline.Author {
	return pipeline.Author{Failed: func(cause error) { g.cause = cause }}
}

// execute returns the body of the result. The hint says how to get at the
// result of a generation that goes on at the server.
func (g *generation) execute(ctx context.Context, server endpoint) (body []byte, hint string, err error) {
	before := "connecting"
	if g.local {
		before = "loading plugins"
	}
	display := newStages(newScreen(g.stderr, g.env), before, time.Now)
	if g.quiet {
		display.out = io.Discard
	}
	display.animate()
	defer func() { display.stop(err == nil) }()
	if g.local {
		e, err := g.open(ctx)
		if err != nil {
			return nil, "", err
		}
		defer e.Close()
		body, err = generateLocally(ctx, e, g.request, display.show)
		return body, "", err
	}
	s, err := newStream(newClient(server), g.request, display.show, display.note)
	if err != nil {
		return nil, "", err
	}
	body, err = s.run(ctx)
	return body, s.hint(), err
}

// deliver prints the result and writes its files. Where they cannot be written
// the result was made nevertheless, so the hint tells how to have it again.
func (g *generation) deliver(ctx context.Context, o outcome, to *destination, hint string) error {
	report := g.stdout
	if g.json {
		report = g.stderr
		if _, err := fmt.Fprintf(g.stdout, "%s\n", o.body); err != nil {
			return err
		}
	} else if err := showSummary(g.stdout, o); err != nil {
		return err
	}
	showDiagnostics(g.stderr, o, g.quiet)
	if to == nil {
		if g.json {
			return nil
		}
		return showTree(g.stdout, o.files)
	}
	changes, err := to.plan(o.files, g.force)
	if err == nil && !g.request.DryRun {
		err = to.apply(ctx, changes)
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return interrupted{"; nothing was written" + hint}
	case err != nil:
		return fmt.Errorf("%w%s", err, hint)
	case g.json && g.quiet:
		return nil
	}
	return showChanges(report, g.out, changes, g.request.DryRun)
}
