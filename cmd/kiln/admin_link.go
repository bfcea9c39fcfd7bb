package main

import (
	"context"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/store"
)

func newLoginLinkCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "login-link --email ADDRESS",
		Short: "Print a link to sign in with, once",
		Long: "Print a link that signs in the owner of that address, once and within 15 minutes. No mail is\n" +
			"sent. Whoever signs in for the first time becomes a user with an organization of their own;\n" +
			"--org makes them an owner of that one instead.",
		Example: "  kiln admin login-link --email ada@example.com --data data",
		Args:    cobra.NoArgs,
	}
	addFlags(c.Flags(), "data", "database", "tiers", "addr", "public-url")
	email := addEmailFlag(c)
	org := c.Flags().String("org", "", "`name` of the organization to join as an owner")
	c.RunE = func(c *cobra.Command, _ []string) error {
		address, err := host.NormalizeEmail(*email)
		if err != nil {
			return usageError{fmt.Errorf("--email: %w", err)}
		}
		return withNewStore(c, func(ctx context.Context, config config, s *store.Store) error {
			link, err := s.MakeLink(ctx, address, *org, host.Operator)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), config.linkURL(config.Addr, link.Token))
			return err
		})
	}
	return c
}

// publicURL is where people reach this host.
func (c config) publicURL(listening string) string {
	if c.PublicURL != "" {
		return c.PublicURL
	}
	name, port, err := net.SplitHostPort(listening)
	if err != nil {
		return "http://" + listening
	}
	if ip := net.ParseIP(name); name == "" || ip != nil && ip.IsUnspecified() {
		name = "localhost"
	}
	return "http://" + net.JoinHostPort(name, port)
}

// linkURL is the page on which a link is used.
func (c config) linkURL(listening, token string) string {
	return c.publicURL(listening) + api.VerifyPath + "?token=" + token
}
