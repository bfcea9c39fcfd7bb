package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/pipeline"
)

const artifactsHelp = `List the artifact types that can be made, and the patterns of each.

The server and the key are found as by "kiln generate".

` + exitCodes

func newArtifactsCommand() *cobra.Command {
	var asJSON, local bool
	var timeout time.Duration
	c := &cobra.Command{
		Use:   "artifacts",
		Short: "List artifact types and their patterns",
		Long:  artifactsHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("takes no argument, and there is %q", args[0])}
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, _ []string) error {
			if timeout <= 0 {
				return usageError{errors.New("--timeout: must be more than nothing, such as 30s")}
			}
			ctx, cancel := context.WithTimeout(c.Context(), timeout)
			defer cancel()
			body, err := readArtifacts(ctx, c, local)
			if stop := ended(ctx, timeout, ""); err != nil && stop != nil {
				return stop
			}
			if err != nil {
				return printRefusal(c.OutOrStdout(), err, asJSON)
			}
			if asJSON {
				_, err := fmt.Fprintf(c.OutOrStdout(), "%s\n", body)
				return err
			}
			return showArtifacts(c.OutOrStdout(), body)
		},
	}
	f := c.Flags()
	f.BoolVar(&asJSON, "json", false, "print the API's response, and nothing else, on standard output")
	f.BoolVar(&local, "local", false, "list what this binary can make by itself, without a server")
	f.DurationVar(&timeout, "timeout", 30*time.Second, "`how long` to wait for the answer")
	addEndpointFlags(f)
	return c
}

// readArtifacts returns the body of GET /v1/artifacts, from a server or as one would give it.
func readArtifacts(ctx context.Context, c *cobra.Command, local bool) ([]byte, error) {
	if local {
		e, err := openLocalEngine(ctx, os.LookupEnv, pipeline.Author{})
		if err != nil {
			return nil, err
		}
		defer e.Close()
		return api.EncodeArtifacts(e.Catalog())
	}
	p, err := findProject(".")
	if err != nil {
		return nil, err
	}
	server, err := findEndpoint(c.Flags(), os.LookupEnv, p)
	if err != nil {
		return nil, err
	}
	note := func(text string) { fmt.Fprintf(c.ErrOrStderr(), "kiln: %s\n", printable(text)) }
	return newClient(server).get(ctx, "/v1/artifacts", note)
}

// showArtifacts prints a table, one line per pattern.
func showArtifacts(w io.Writer, body []byte) error {
	var list api.ArtifactList
	if err := json.Unmarshal(body, &list); err != nil {
		return fmt.Errorf("the server's list cannot be read: %w", err)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TYPE\tVERSION\tPATTERN\tWHAT IT MAKES")
	for _, a := range list.Data {
		for _, p := range a.Patterns {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", printable(a.Type), printable(a.Version), printable(p.Id), printable(p.Title))
		}
	}
	return table.Flush()
}
