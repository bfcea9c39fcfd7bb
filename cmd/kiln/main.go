// Command kiln is the whole product in one binary: the server, the client for
// a shell, and the tools of an operator.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
)

func main() {
	os.Exit(realMain(os.Args[1:]))
}

// realMain runs one command and returns the process's exit code: 0, what an
// error in the chain says by a method ExitCode, or 1.
func realMain(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(os.Stderr, "kiln: "+text)
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return 1
}

// usageError is a mistake on the command line: exit code 2.
type usageError struct{ error }

func (usageError) ExitCode() int { return 2 }

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "kiln",
		Short:         "Turn a prompt into a finished, checked, reproducible code project",
		Version:       host.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; %s --help lists the flags", err, c.CommandPath())}
	})
	root.AddCommand(newServeCommand(), newGenerateCommand(), newArtifactsCommand(), newTryCommand(), newPluginCommand(), newAdminCommand(), newVersionCommand())
	return root
}
