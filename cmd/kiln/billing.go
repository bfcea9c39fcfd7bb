package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/billing"
	"github.com/kilnworks/kiln/host/store"
)

// stripeConfig is what makes a host take payments; off without a key.
type stripeConfig struct {
	Key            string
	WebhookSecrets []string
	URL            string
}

// planPath is the console's page where people get another tier.
const planPath = "/plan"

// checkSecret never repeats what it finds.
func checkSecret(text string, prefixes ...string) error {
	if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(text, p) }) ||
		strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fmt.Errorf("is not of the form %s…", strings.Join(prefixes, "… or "))
	}
	return nil
}

func (s *stripeConfig) parseKey(v string) error {
	s.Key = v
	return checkSecret(v, "sk_", "rk_")
}

func (s *stripeConfig) parseSecrets(v string) error {
	var mistakes []error
	for one := range strings.SplitSeq(v, ",") {
		one = strings.TrimSpace(one)
		mistakes = append(mistakes, checkSecret(one, "whsec_"))
		s.WebhookSecrets = append(s.WebhookSecrets, one)
	}
	return errors.Join(mistakes...)
}

// checkBilling lists what is missing to take payments.
func (c config) checkBilling() (mistakes []error) {
	if c.Stripe.Key == "" {
		if len(c.Stripe.WebhookSecrets) > 0 {
			mistakes = append(mistakes, errors.New("KILN_STRIPE_WEBHOOK_SECRETS: means nothing without KILN_STRIPE_KEY"))
		}
		return mistakes
	}
	if len(c.Stripe.WebhookSecrets) == 0 {
		mistakes = append(mistakes, errors.New("KILN_STRIPE_WEBHOOK_SECRETS: is needed beside KILN_STRIPE_KEY: without it nobody who pays gets a tier"))
	}
	if !slices.ContainsFunc(c.Tiers, func(t host.Tier) bool { return len(t.Prices) > 0 }) {
		mistakes = append(mistakes, errors.New("KILN_TIERS: is needed beside KILN_STRIPE_KEY, with prices: they say what is bought"))
	}
	if address, _, err := net.SplitHostPort(c.Addr); err == nil && c.PublicURL == "" && !isLoopback(address) {
		mistakes = append(mistakes, errors.New("KILN_PUBLIC_URL: is needed beside KILN_STRIPE_KEY: people come back there when they have paid"))
	}
	return mistakes
}

// newDesk returns where orgs pay, nil where they do not.
func (c config) newDesk(db *store.Store, publicURL string, log zerolog.Logger) *billing.Desk {
	if c.Stripe.Key == "" {
		return nil
	}
	return billing.New(billing.Config{Key: c.Stripe.Key, WebhookSecrets: c.Stripe.WebhookSecrets, URL: c.Stripe.URL,
		PublicURL: publicURL, Tiers: db.Tiers(), Store: db, Log: log, Now: time.Now})
}

func newBillingCommand() *cobra.Command {
	c := &cobra.Command{Use: "billing", Short: "Compare with the payment provider"}
	c.AddCommand(newBillingSyncCommand())
	return c
}

func newBillingSyncCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sync [--org NAME]",
		Short: "Ask Stripe for subscriptions and set the tiers that they pay for",
		Long: "Ask Stripe for the subscriptions of one organization, or of all that ever began to subscribe, and\n" +
			"set the tiers that they pay for: after webhooks were lost, or after prices were moved between tiers.",
		Args: cobra.NoArgs,
	}
	addFlags(c.Flags(), "data", "database", "tiers", "stripe-key", "stripe-webhook-secrets", "stripe-url")
	org := c.Flags().String("org", "", "`name` of the organization; all when empty")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return withConfigAndStore(c, func(ctx context.Context, config config, s *store.Store) error {
			desk := config.newDesk(s, config.PublicURL, config.newLogger())
			if desk == nil {
				return usageError{errors.New("no payments are taken here: KILN_STRIPE_KEY is not set")}
			}
			orgs, err := s.Orgs(ctx)
			if err != nil {
				return err
			}
			customers, err := s.BillingOrgs(ctx)
			if err != nil {
				return err
			}
			if *org != "" {
				one, err := s.Org(ctx, *org)
				if err != nil {
					return err
				}
				orgs, customers = []host.Org{one}, []string{one.ID}
			}
			var failed []error
			for _, o := range orgs {
				if slices.Contains(customers, o.ID) {
					failed = append(failed, syncOrg(ctx, c, desk, o))
				}
			}
			return errors.Join(failed...)
		})
	}
	return c
}

func syncOrg(ctx context.Context, c *cobra.Command, desk *billing.Desk, o host.Org) error {
	paid, err := desk.Sync(ctx, o.ID)
	if err != nil {
		return fmt.Errorf("%s: %w", o.Name, err)
	}
	text := "keeps the tier " + o.Tier
	if paid.Tier != "" {
		text = "has the tier " + paid.Tier
	}
	if !paid.Until.IsZero() {
		text += ", past due, until " + paid.Until.UTC().Format(time.RFC3339)
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%s %s\n", o.Name, text)
	return err
}
