package main

import (
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/store"
)

func newAuditCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit",
		Short: "Show who did what to accounts: sign-ins, keys, members, tiers",
		Args:  cobra.NoArgs,
	}
	addFlags(c.Flags(), "data", "database")
	org := c.Flags().String("org", "", "`name` of the organization; all when empty")
	limit := c.Flags().Int("limit", 100, "`lines` to show at most, newest first")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *limit < 1 {
			return usageError{fmt.Errorf("--limit %d: it must be 1 or more", *limit)}
		}
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			orgID := ""
			if *org != "" {
				owner, err := s.Org(ctx, *org)
				if err != nil {
					return err
				}
				orgID = owner.ID
			}
			entries, err := s.Audit(ctx, orgID, *limit)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "TIME\tACTOR\tACTION\tSUBJECT\tDETAIL\tORG\tADDRESS")
			for _, e := range entries {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.At.Format(time.RFC3339), cmp.Or(e.Email, e.Actor.ID),
					e.Action, e.Subject, orDash(e.Detail), orDash(e.OrgID), orDash(e.Actor.Address))
			}
			return table.Flush()
		})
	}
	return c
}
