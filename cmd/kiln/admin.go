package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// newAdminCommand returns the operator's commands. They work on the database
// itself, also while servers use it.
func newAdminCommand() *cobra.Command {
	admin := &cobra.Command{Use: "admin", Short: "Work on the database as its operator, also while servers run"}
	key := &cobra.Command{Use: "key", Short: "Make, list and revoke API keys"}
	key.AddCommand(newKeyCreateCommand(), newKeyListCommand(), newKeyRevokeCommand())
	admin.AddCommand(key, newLoginLinkCommand(), newOrgCommand(), newUserCommand(), newTierCommand(),
		newBillingCommand(), newAuditCommand())
	return admin
}

// withStore opens the database that the command's flags name. It must be
// there: a command that made one where a server keeps none would speak of nothing.
func withStore(c *cobra.Command, do func(context.Context, *store.Store) error) error {
	return withConfigAndStore(c, func(ctx context.Context, _ config, s *store.Store) error { return do(ctx, s) })
}

func withConfigAndStore(c *cobra.Command, do func(context.Context, config, *store.Store) error) error {
	config, err := loadConfig(c.Flags(), os.LookupEnv)
	if err != nil {
		return err
	}
	if db := databaseOf(config); !db.Exists() {
		return usageError{fmt.Errorf("there is no database in the folder %s; name the server's folder with --data or KILN_DATA", config.Data)}
	}
	return useStore(c.Context(), config, do)
}

// withNewStore is withStore for commands by which a database may begin.
func withNewStore(c *cobra.Command, do func(context.Context, config, *store.Store) error) error {
	config, err := loadConfig(c.Flags(), os.LookupEnv)
	if err != nil {
		return err
	}
	if db := databaseOf(config); !db.Exists() {
		// Nobody is left to tell if standard error is gone.
		_, _ = fmt.Fprintf(c.ErrOrStderr(), "kiln: there was no database in the folder %s, so a new one is made; a server with another --data does not see it\n",
			config.Data)
	}
	return useStore(c.Context(), config, do)
}

func useStore(ctx context.Context, c config, do func(context.Context, config, *store.Store) error) error {
	s, err := openStore(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	return plainly(do(ctx, c, s))
}

// openStore opens the database, or says also who has named it.
func openStore(ctx context.Context, c config) (*store.Store, error) {
	s, err := store.Open(ctx, databaseOf(c))
	switch {
	case err == nil:
		return s, nil
	case c.Database != "":
		return nil, fmt.Errorf("%w\n  --database or KILN_DATABASE names the database", err)
	}
	return nil, fmt.Errorf("%w\n  --data or KILN_DATA names its folder", err)
}

func databaseOf(c config) store.Config {
	return store.Config{DatabaseURL: c.Database, DataDir: c.Data, Tiers: c.Tiers}
}

// plainly drops the code of an error of the domain, which is for programs.
func plainly(err error) error {
	var e *host.Error
	if errors.As(err, &e) && err.Error() == e.Error() {
		return errors.New(e.Message)
	}
	return err
}

// addStoreFlags declares what says where the database is, and whose keys are meant.
func addStoreFlags(c *cobra.Command) (org *string) {
	addFlags(c.Flags(), "data", "database", "tiers")
	org = c.Flags().String("org", "", "`name` of the organization (required)")
	_ = c.MarkFlagRequired("org")
	return org
}

func newKeyCreateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "create --org NAME",
		Short: "Make an API key and print it, this once",
		Long: "Make an API key and print it alone on standard output. It cannot be shown again: only its\n" +
			"hash is stored. An organization that does not exist yet is made.",
		Example: "  export KILN_API_KEY=$(kiln admin key create --org demo --data data)",
		Args:    cobra.NoArgs,
	}
	org := addStoreFlags(c)
	name := c.Flags().String("name", "made by an operator", "what the key is for, to tell keys apart")
	scopes := c.Flags().StringSlice("scopes", nil, "`rights` of the key: "+host.ScopeList(host.Scopes[:])+"; all when empty")
	expires := c.Flags().Duration("expires", 0, "`time` that the key is valid, such as 720h; for ever when 0")
	c.RunE = func(c *cobra.Command, _ []string) error {
		granted, err := host.ParseScopes(*scopes)
		if err != nil {
			return usageError{fmt.Errorf("--%w", plainly(err))} // it begins with the member's name, which is the flag's
		}
		label, err := host.CheckKeyName(*name)
		if err != nil {
			return usageError{fmt.Errorf("--name: %w", err)}
		}
		if *expires < 0 {
			return usageError{fmt.Errorf("--expires %s: it must not be negative", *expires)}
		}
		if err := host.CheckOrgName(*org); err != nil {
			return usageError{fmt.Errorf("--org: %w", err)}
		}
		return withNewStore(c, func(ctx context.Context, _ config, s *store.Store) error {
			owner, err := s.EnsureOrg(ctx, *org)
			if err != nil {
				return err
			}
			now, until := time.Now(), time.Time{}
			if *expires > 0 {
				until = now.Add(*expires)
			}
			key, secret := host.NewKey(owner.ID, label, granted, now, until)
			if err := s.CreateKey(ctx, key, host.Operator); err != nil {
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), secret)
			return err
		})
	}
	return c
}

func newKeyListCommand() *cobra.Command {
	c := &cobra.Command{Use: "list --org NAME", Short: "List an organization's keys", Args: cobra.NoArgs}
	org := addStoreFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			keys, err := s.Keys(ctx, owner.ID)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "ID\tKEY\tNAME\tSCOPES\tCREATED\tLAST USED\tSTATUS")
			for _, k := range keys {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, k.Hint, k.Name, host.ScopeList(k.Scopes),
					day(k.CreatedAt), day(k.LastUsedAt), k.Status(time.Now()))
			}
			return table.Flush()
		})
	}
	return c
}

func newKeyRevokeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "revoke --org NAME KEY-ID",
		Short: "Revoke a key: every host refuses it from its next request on",
		Args:  cobra.ExactArgs(1),
	}
	org := addStoreFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return withStore(c, func(ctx context.Context, s *store.Store) error {
			owner, err := s.Org(ctx, *org)
			if err != nil {
				return err
			}
			key, err := s.RevokeKey(ctx, owner.ID, args[0], host.Operator)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "revoked %s (%s)\n", key.ID, key.Hint)
			return err
		})
	}
	return c
}

// day shows a time in a table; "-" for never.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}
