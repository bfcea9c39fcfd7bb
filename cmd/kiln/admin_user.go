package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

func newUserCommand() *cobra.Command {
	user := &cobra.Command{Use: "user", Short: "List users and sign them out"}
	user.AddCommand(newUserListCommand(), newUserSignOutCommand())
	return user
}

func newUserListCommand() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the users", Args: cobra.NoArgs}
	addFlags(c.Flags(), "data", "database")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			users, err := s.Users(ctx)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "ID\tEMAIL\tCREATED\tLAST SIGN-IN")
			for _, u := range users {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", u.ID, u.Email, day(u.CreatedAt), day(u.LastSignInAt))
			}
			return table.Flush()
		})
	}
	return c
}

func newUserSignOutCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sign-out --email ADDRESS",
		Short: "Sign a user out everywhere, at once and on every host",
		Args:  cobra.NoArgs,
	}
	addFlags(c.Flags(), "data", "database")
	email := addEmailFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		address, err := host.NormalizeEmail(*email)
		if err != nil {
			return usageError{fmt.Errorf("--email: %w", err)}
		}
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			u, err := s.User(ctx, address)
			if err != nil {
				return err
			}
			if err := s.EndSessions(ctx, u.ID, host.Operator); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s is signed out everywhere\n", u.Email)
			return err
		})
	}
	return c
}
