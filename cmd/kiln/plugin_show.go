package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

func newPluginListCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "list [DIR]",
		Short: "List the plugins that came with the binary, and those of a folder",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{errors.New("name at most one registry folder")}
			}
			return nil
		},
	}
	addAdmissionFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		embedded, err := registry.Embedded()
		if err != nil {
			return err
		}
		dir, _ := os.LookupEnv("KILN_REGISTRY")
		if len(args) == 1 {
			dir = args[0]
		}
		s := &survey{}
		if dir != "" {
			if s, err = surveyOf(c, dir, grants{}); err != nil {
				return err
			}
		}
		return s.list(c.OutOrStdout(), embedded)
	}
	return c
}

// row is a plugin in a list.
type row struct {
	registry.Entry
	state string
}

// list prints a table of all plugins.
func (s *survey) list(w io.Writer, embedded registry.Registry) error {
	rows := s.rows()
	for _, e := range embedded.Active {
		state := "built in"
		if slices.ContainsFunc(rows, func(r row) bool { return r.Type == e.Type && r.state == "locked" }) {
			state = "replaced"
		}
		e.File = "-"
		rows = append(rows, row{e, state})
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FILE\tTYPE\tVERSION\tSTATE\tCAPABILITIES")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", printable(r.File), printable(cmp.Or(r.Type, "-")), printable(cmp.Or(r.Version, "-")),
			r.state, printable(cmp.Or(strings.Join(r.Capabilities, ","), "-")))
	}
	return table.Flush()
}

// rows are the folder's plugins and how each stands to the lock.
func (s *survey) rows() []row {
	states := map[string]string{}
	for _, d := range s.lock.Diff(s.now) {
		states[d.File] = map[registry.Kind]string{registry.Added: "not locked", registry.Changed: "changed", registry.Removed: "gone"}[d.Kind]
	}
	var rows []row
	for _, p := range s.now.Plugins {
		if s.refused[p.File] == nil {
			rows = append(rows, row{p.Entry, cmp.Or(states[p.File], "locked")})
		}
	}
	for _, p := range s.lock.Plugins {
		if states[p.File] == "gone" {
			rows = append(rows, row{p.Entry, "gone"})
		}
	}
	for file := range s.refused {
		rows = append(rows, row{registry.Entry{File: file}, "refused"})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.File, b.File) })
	return rows
}

func newPluginInspectCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "inspect FILE.wasm",
		Short: "Print what a module says of itself, and what it imports",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("name one .wasm file")}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	addAdmissionFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		a, err := findAdmitter(c)
		if err != nil {
			return err
		}
		module, err := os.ReadFile(args[0])
		if err != nil {
			return usageError{err}
		}
		found, err := a.admit(c.Context(), module, sandbox.Capabilities(), firstLimits)
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		if asJSON {
			e := json.NewEncoder(c.OutOrStdout())
			e.SetIndent("", "  ")
			return e.Encode(struct {
				Digest string `json:"digest"`
				ABI    int    `json:"abi"`
				admission
			}{registry.DigestOf(module), sdk.ABIVersion, found})
		}
		return found.show(c.OutOrStdout(), module)
	}
	return c
}

// show prints an admission for people.
func (a admission) show(w io.Writer, module []byte) error {
	d := a.Definition
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(table, "%s\t%s\n", name, printable(fmt.Sprintf(format, args...)))
	}
	line("type", "%s", d.Type)
	line("title", "%s", d.Title)
	line("description", "%s", d.Description)
	line("version", "%s", d.Version)
	line("digest", "%s", registry.DigestOf(module))
	line("abi", "%d", sdk.ABIVersion)
	line("size", "%d bytes", len(module))
	line("capabilities", "%s", cmp.Or(strings.Join(d.Capabilities, ", "), "none"))
	for _, p := range d.Patterns {
		line("pattern", "%s: %s", p.ID, p.Description)
	}
	for _, i := range a.Imports {
		line("imports", "%s", i)
	}
	return table.Flush()
}
