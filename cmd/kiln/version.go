package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the host, the wall and the plugins",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out := c.OutOrStdout()
			fmt.Fprintf(out, "kiln %s (ABI %d, %s %s/%s)\n", host.Version, sdk.ABIVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			r, err := registry.Embedded()
			if err != nil {
				return err
			}
			for _, e := range r.Active {
				fmt.Fprintf(out, "%s %s %s\n", e.Type, e.Version, e.Digest)
			}
			return nil
		},
	}
}
