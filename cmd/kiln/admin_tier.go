package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

func newTierCommand() *cobra.Command {
	tier := &cobra.Command{Use: "tier", Short: "List tiers, show and set that of an organization"}
	tier.AddCommand(newTierListCommand(), newTierShowCommand(), newTierSetCommand())
	return tier
}

func newTierListCommand() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the tiers; new organizations get the first", Args: cobra.NoArgs}
	addFlags(c.Flags(), "data", "database", "tiers")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			orgs, err := s.Orgs(ctx)
			if err != nil {
				return err
			}
			having := map[string]int{}
			for _, o := range orgs {
				having[o.Tier]++
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "TIER\tGENERATIONS\tCALLS A MINUTE\tAT ONCE\tPRICES\tORGANIZATIONS")
			for _, t := range s.Tiers() {
				fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\t%d\n", t.Name, allotted(t), t.Rate.PerMinute, t.Rate.Burst,
					orDash(strings.Join(t.Prices, ",")), having[t.Name])
			}
			return errors.Join(table.Flush(), checkTiers(ctx, s))
		})
	}
	return c
}

// allotted words a tier's quota.
func allotted(t host.Tier) string {
	quota := unlimited
	if t.Quota > 0 {
		quota = strconv.FormatInt(t.Quota, 10)
	}
	if t.Trial > 0 {
		return fmt.Sprintf("%s in %d days", quota, t.Trial/(24*time.Hour))
	}
	return quota + " a month"
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func newTierShowCommand() *cobra.Command {
	c := &cobra.Command{Use: "show --org NAME", Short: "Show an organization's tier and what is used of it", Args: cobra.NoArgs}
	org := addStoreFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			now, err := s.Standing(ctx, owner.ID)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %s, %s; %d used, until %s\n",
				owner.Name, now.Tier.Name, allotted(now.Tier), now.Quota.Used, day(now.Quota.ResetAt))
			return err
		})
	}
	return c
}

func newTierSetCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "set --org NAME TIER",
		Short: "Give an organization a tier, in force on its next request",
		Long: "Give an organization a tier, in force on its next request on every host. A trial begins anew.\n" +
			"An organization that pays gets the tier that it pays for again when its subscription changes.",
		Args: cobra.ExactArgs(1),
	}
	org := addStoreFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			if _, ok := s.Tiers().Named(args[0]); !ok {
				return usageError{fmt.Errorf("there is no tier %q; \"kiln admin tier list\" lists those that there are", args[0])}
			}
			if _, err := s.SetTier(ctx, owner.ID, args[0], host.Operator); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s has the tier %s, had %s\n", owner.Name, args[0], owner.Tier)
			return err
		})
	}
	return c
}
