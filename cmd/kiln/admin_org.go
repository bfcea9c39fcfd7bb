package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

func newOrgCommand() *cobra.Command {
	org := &cobra.Command{Use: "org", Short: "List organizations, and who belongs to them"}
	org.AddCommand(newOrgListCommand(), newOrgMembersCommand(), newOrgAddCommand(), newOrgRemoveCommand())
	return org
}

func newOrgListCommand() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the organizations", Args: cobra.NoArgs}
	addFlags(c.Flags(), "data", "database", "tiers")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			orgs, err := s.Orgs(ctx)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "ID\tNAME\tTIER\tCREATED")
			for _, o := range orgs {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", o.ID, o.Name, o.Tier, day(o.CreatedAt))
			}
			return table.Flush()
		})
	}
	return c
}

func newOrgMembersCommand() *cobra.Command {
	c := &cobra.Command{Use: "members --org NAME", Short: "List who belongs to an organization", Args: cobra.NoArgs}
	org := addStoreFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			members, err := s.Members(ctx, owner.ID)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "ID\tEMAIL\tROLE\tJOINED\tLAST SIGN-IN")
			for _, m := range members {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", m.ID, m.Email, m.Role, day(m.JoinedAt), day(m.LastSignInAt))
			}
			return table.Flush()
		})
	}
	return c
}

func newOrgAddCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "add --org NAME --email ADDRESS",
		Short: "Let somebody into an organization, or give a member another role",
		Long: "Let somebody into an organization, or give a member another role. Whoever has never signed in\n" +
			"can do so from now on. A person works in the organization joined last, from the next sign-in\n" +
			"on. An organization that does not exist yet is made.",
		Args: cobra.NoArgs,
	}
	org := addStoreFlags(c)
	email := addEmailFlag(c)
	role := c.Flags().String("role", string(host.RoleMember), "`role`: owner manages keys and billing, member generates and reads")
	c.RunE = func(c *cobra.Command, _ []string) error {
		address, err := host.NormalizeEmail(*email)
		if err != nil {
			return usageError{fmt.Errorf("--email: %w", err)}
		}
		given := host.Role(*role)
		if !slices.Contains(host.Roles[:], given) {
			return usageError{fmt.Errorf("--role %q: it must be owner or member", *role)}
		}
		if err := host.CheckOrgName(*org); err != nil {
			return usageError{fmt.Errorf("--org: %w", err)}
		}
		return withNewStore(c, func(ctx context.Context, _ config, s *store.Store) error {
			owner, err := s.EnsureOrg(ctx, *org)
			if err != nil {
				return err
			}
			if err := s.AddMember(ctx, owner.ID, address, given, host.Operator); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s is %s of %s\n", address, given, owner.Name)
			return err
		})
	}
	return c
}

func newOrgRemoveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "remove --org NAME --email ADDRESS",
		Short: "Put somebody out of an organization, at once and on every host",
		Args:  cobra.NoArgs,
	}
	org := addStoreFlags(c)
	email := addEmailFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		address, err := host.NormalizeEmail(*email)
		if err != nil {
			return usageError{fmt.Errorf("--email: %w", err)}
		}
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			if err := s.RemoveMember(ctx, owner.ID, address, host.Operator); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s has left %s\n", address, owner.Name)
			return err
		})
	}
	return c
}

// addEmailFlag declares whom a command is about.
func addEmailFlag(c *cobra.Command) (email *string) {
	email = c.Flags().String("email", "", "`address` of the person (required)")
	_ = c.MarkFlagRequired("email")
	return email
}
