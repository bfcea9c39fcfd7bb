package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
)

// newPluginAdmitCommand is the other side of [admitter]: a process that may end
// badly. It reads a module and writes an [admission].
func newPluginAdmitCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "admit ORDER",
		Short:  "Compile and describe the module on standard input, within limits",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var order admitOrder
			if err := json.Unmarshal([]byte(args[0]), &order); err != nil {
				return usageError{err}
			}
			if err := limitProcess(order.Bounds); err != nil {
				return err
			}
			module, err := io.ReadAll(os.Stdin)
			if err != nil {
				return err
			}
			found, err := admitHere(c, module, order)
			if err != nil {
				return err
			}
			return json.NewEncoder(c.OutOrStdout()).Encode(found)
		},
	}
}

// admitHere loads the module in this process.
func admitHere(c *cobra.Command, module []byte, order admitOrder) (admission, error) {
	box, err := sandbox.New(c.Context(), sandbox.Config{CacheDir: order.Cache})
	if err != nil {
		return admission{}, err
	}
	defer box.Close(c.Context())
	p, err := box.Load(c.Context(), module, limits(registry.Entry{Limits: order.Limits, Capabilities: order.Capabilities}))
	if refusal := (*sandbox.Refusal)(nil); errors.As(err, &refusal) {
		return admission{Refused: refusal.What + "; " + refusal.Do}, nil
	}
	if err != nil {
		return admission{}, err
	}
	return admission{Definition: p.Definition(), Imports: p.Imports()}, nil
}
