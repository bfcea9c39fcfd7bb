package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/pflag"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/billing"
	"github.com/kilnworks/kiln/host/mail"
)

// config is what an operator can set, by flag or by environment. A flag wins.
type config struct {
	Addr         string
	MetricsAddr  string
	Data         string
	Database     string
	Cache        string
	Registry     string
	Admission    time.Duration
	Workers      int
	DrainTimeout time.Duration
	PublicURL    string
	SMTP         mail.Server
	SMTPPassword string
	MailFrom     string
	CORSOrigins  []string
	Proxies      []string
	Tiers        host.Tiers // none: Enterprise alone
	UpgradeURL   string
	Stripe       stripeConfig
	LogLevel     zerolog.Level
	LogFormat    string

	addrGiven bool // Addr is not just the default
}

// defaultAddr is where serve listens unless told otherwise. When it is taken,
// and nobody asked for it, any free port is used.
const defaultAddr = "127.0.0.1:8080"

// setting is one row of the table that flags, environment and README share.
type setting struct {
	flag, env string
	secret    bool // may come from the file that env_FILE names
	usage     string
	value     string // the default, shown by --help
	parse     func(*config, string) error
}

// settings lists everything that can be set.
var settings = []setting{
	{flag: "addr", env: "KILN_ADDR", value: defaultAddr, usage: "address to listen on, `HOST:PORT`; port 0 takes a free one",
		parse: func(c *config, v string) error { c.Addr = v; return checkAddr(v) }},
	{flag: "metrics-addr", env: "KILN_METRICS_ADDR", usage: "address for Prometheus metrics, `HOST:PORT`; off when empty",
		parse: func(c *config, v string) error { c.MetricsAddr = v; return checkAddr(v) }},
	{flag: "data", env: "KILN_DATA", value: "data", usage: "`folder` for the embedded database and the compile cache",
		parse: func(c *config, v string) error { c.Data = v; return nil }},
	{flag: "database", env: "KILN_DATABASE", secret: true, usage: "PostgreSQL `URL` (postgres://…); the embedded database when empty",
		parse: func(c *config, v string) error { c.Database = v; return checkDatabase(v) }},
	{flag: "cache", env: "KILN_CACHE", usage: "`folder` for compiled plugins; the data folder's cache when empty",
		parse: func(c *config, v string) error { c.Cache = v; return nil }},
	{flag: "registry", env: "KILN_REGISTRY", usage: "`folder` with further plugins, watched while serving; none when empty",
		parse: func(c *config, v string) error { c.Registry = v; return checkFolder(v) }},
	{flag: "admission-timeout", env: "KILN_ADMISSION_TIMEOUT", value: "30s", usage: "`time` that a plugin of that folder may take to be compiled and started",
		parse: func(c *config, v string) (err error) {
			c.Admission, err = time.ParseDuration(v)
			if err != nil || c.Admission <= 0 {
				return errors.New("must be a duration such as 30s or 2m")
			}
			return nil
		}},
	{flag: "workers", env: "KILN_WORKERS", usage: "`number` of generations run at a time; that of processors when empty",
		parse: func(c *config, v string) (err error) {
			c.Workers, err = strconv.Atoi(v)
			if err != nil || c.Workers < 1 || c.Workers > 1024 {
				return errors.New("must be a number from 1 to 1024")
			}
			return nil
		}},
	{flag: "drain-timeout", env: "KILN_DRAIN_TIMEOUT", value: "30s", usage: "`time` that running generations have to finish after SIGTERM",
		parse: func(c *config, v string) (err error) {
			c.DrainTimeout, err = time.ParseDuration(v)
			if err != nil || c.DrainTimeout < 0 {
				return errors.New("must be a duration such as 30s or 2m")
			}
			return nil
		}},
	{flag: "public-url", env: "KILN_PUBLIC_URL", usage: "`URL` where people reach Kiln, for links in mails; the listening address when empty",
		parse: func(c *config, v string) (err error) { c.PublicURL, err = parsePublicURL(v); return err }},
	{flag: "smtp", env: "KILN_SMTP", usage: "`URL` of the mail server, smtp://user@HOST:587 (STARTTLS) or smtps://; mails go to a folder when empty",
		parse: func(c *config, v string) (err error) { c.SMTP, err = mail.ParseServer(v); return err }},
	{flag: "smtp-password", env: "KILN_SMTP_PASSWORD", secret: true, usage: "`password` for the mail server; prefer the environment",
		parse: func(c *config, v string) error { c.SMTPPassword = v; return nil }},
	{flag: "mail-from", env: "KILN_MAIL_FROM", usage: "`sender` of mails, like Kiln <kiln@example.com>",
		parse: func(c *config, v string) error { c.MailFrom = v; return mail.CheckFrom(v) }},
	{flag: "cors-origins", env: "KILN_CORS_ORIGINS", usage: "comma-separated `origins` whose pages may call the API; none when empty",
		parse: func(c *config, v string) error {
			for o := range strings.SplitSeq(v, ",") {
				o = strings.TrimSpace(o)
				if err := api.CheckOrigin(o); err != nil {
					return err
				}
				c.CORSOrigins = append(c.CORSOrigins, o)
			}
			return nil
		}},
	{flag: "trusted-proxies", env: "KILN_TRUSTED_PROXIES", usage: "comma-separated `addresses` or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none when empty",
		parse: func(c *config, v string) error {
			for p := range strings.SplitSeq(v, ",") {
				p = strings.TrimSpace(p)
				_, _, err := net.ParseCIDR(p)
				if err != nil && net.ParseIP(p) == nil {
					return fmt.Errorf("%q is neither an address nor a network such as 10.0.0.0/8", p)
				}
				c.Proxies = append(c.Proxies, p)
			}
			return nil
		}},
	{flag: "tiers", env: "KILN_TIERS", usage: "`file` that says which tiers there are; all organizations have the same, without quota, when empty",
		parse: func(c *config, v string) (err error) { c.Tiers, c.UpgradeURL, err = readTiers(v); return err }},
	{flag: "stripe-key", env: "KILN_STRIPE_KEY", secret: true, usage: "secret `key` of the Stripe account that takes payments; other users of this machine can see a flag, so prefer the variable",
		parse: func(c *config, v string) error { return c.Stripe.parseKey(v) }},
	{flag: "stripe-webhook-secrets", env: "KILN_STRIPE_WEBHOOK_SECRETS", secret: true, usage: "comma-separated `secrets` of the webhook endpoint at Stripe",
		parse: func(c *config, v string) error { return c.Stripe.parseSecrets(v) }},
	{flag: "stripe-url", env: "KILN_STRIPE_URL", usage: "`URL` of a Stripe for tests; the real one when empty",
		parse: func(c *config, v string) error { c.Stripe.URL = v; return billing.CheckURL(v) }},
	{flag: "log-level", env: "KILN_LOG_LEVEL", value: "info", usage: "`level`: debug, info, warn or error",
		parse: func(c *config, v string) (err error) {
			c.LogLevel, err = zerolog.ParseLevel(v)
			if err != nil || v == "" {
				return errors.New("must be debug, info, warn or error")
			}
			return nil
		}},
	{flag: "log-format", env: "KILN_LOG_FORMAT", value: "auto", usage: "`form` of the log: json, text, or auto (text on a terminal)",
		parse: func(c *config, v string) error {
			c.LogFormat = v
			if v != "auto" && v != "json" && v != "text" {
				return errors.New("must be auto, json or text")
			}
			return nil
		}},
}

// addFlags declares the flags of those names, or of all settings.
func addFlags(flags *pflag.FlagSet, names ...string) {
	for _, s := range settings {
		if len(names) == 0 || slices.Contains(names, s.flag) {
			flags.String(s.flag, s.value, s.usage+" ["+s.env+"]")
		}
	}
}

// loadConfig reads the settings from flags and environment and reports every
// mistake at once.
func loadConfig(flags *pflag.FlagSet, env func(string) (string, bool)) (config, error) {
	c := config{Workers: runtime.GOMAXPROCS(0)}
	var mistakes []error
	for _, s := range settings {
		value, from, err := s.lookup(flags, env)
		c.addrGiven = c.addrGiven || s.flag == "addr" && from != ""
		if err == nil && value != "" {
			err = s.parse(&c, value)
		}
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", cmp.Or(from, "--"+s.flag), err))
		}
	}
	mistakes = append(mistakes, c.checkBilling()...)
	if c.Cache == "" {
		c.Cache = filepath.Join(c.Data, "cache")
	}
	if err := c.checkMail(); err != nil && len(mistakes) == 0 {
		mistakes = append(mistakes, err)
	}
	if len(mistakes) > 0 {
		return c, usageError{errors.Join(mistakes...)}
	}
	return c, nil
}

// lookup finds a setting's value and says where it came from, empty for the default.
func (s setting) lookup(flags *pflag.FlagSet, env func(string) (string, bool)) (value, from string, err error) {
	if f := flags.Lookup(s.flag); f != nil && f.Changed {
		return f.Value.String(), "--" + s.flag, nil
	}
	value, set := env(s.env)
	if s.secret {
		if path, ok := env(s.env + "_FILE"); ok && path != "" {
			if set && value != "" {
				return "", s.env, fmt.Errorf("set either %s or %s_FILE", s.env, s.env)
			}
			body, err := os.ReadFile(path)
			return strings.TrimSpace(string(body)), s.env + "_FILE", err
		}
	}
	if set && value != "" {
		return value, s.env, nil
	}
	return s.value, "", nil
}

func checkFolder(v string) error {
	info, err := os.Stat(v)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s; make it first", v)
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", v)
	}
	return nil
}

// parsePublicURL returns the origin that people see. Without https, cookies
// would travel for all to read, so that is for this machine alone.
func parsePublicURL(v string) (string, error) {
	u, err := parseBaseURL(v)
	switch {
	case err != nil:
		return "", err
	case u.Path != "":
		return "", fmt.Errorf("%q has a path; Kiln must be reached at the root of a host", v)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "", fmt.Errorf("%q is not encrypted, and anybody on the way could take over sessions; use https://", v)
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

func checkAddr(v string) error {
	_, port, err := net.SplitHostPort(v)
	if err != nil {
		return fmt.Errorf("%q is not HOST:PORT, such as 127.0.0.1:8080", v)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q: the port must be a number from 0 to 65535", v)
	}
	return nil
}

// checkDatabase never repeats the URL: it may hold a password.
func checkDatabase(v string) error {
	if !strings.HasPrefix(v, "postgres://") && !strings.HasPrefix(v, "postgresql://") {
		return errors.New("must be a URL that begins with postgres://")
	}
	if _, err := url.Parse(v); err != nil {
		return errors.New("is not a URL: check for unescaped characters in the password")
	}
	return nil
}

// newLogger writes to standard error, for people or for machines.
func (c config) newLogger() zerolog.Logger {
	zerolog.TimeFieldFormat = "2006-01-02T15:04:05.000Z07:00"
	zerolog.DurationFieldUnit = time.Millisecond
	terminal := false
	if info, err := os.Stderr.Stat(); err == nil {
		terminal = info.Mode()&os.ModeCharDevice != 0
	}
	if c.LogFormat == "json" || c.LogFormat == "auto" && !terminal {
		return zerolog.New(os.Stderr).Level(c.LogLevel).With().Timestamp().Logger()
	}
	return zerolog.New(zerolog.ConsoleWriter{Out: os.Stderr, NoColor: !terminal, TimeFormat: "15:04:05.000"}).
		Level(c.LogLevel).With().Timestamp().Logger()
}
