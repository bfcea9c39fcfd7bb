package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// load reads settings from arguments and an environment.
func load(t *testing.T, env map[string]string, args ...string) (config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	addFlags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return loadConfig(flags, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
}

func TestFlagWinsOverEnvironment(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(secret, []byte("postgres://u:p@h/db\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"KILN_ADDR": "127.0.0.1:1", "KILN_DATA": "from-env", "KILN_DATABASE_FILE": secret}
	c, err := load(t, env, "--addr", "127.0.0.1:2")
	if err != nil || c.Addr != "127.0.0.1:2" || !c.addrGiven || c.Data != "from-env" ||
		c.Database != "postgres://u:p@h/db" || c.Cache != filepath.Join("from-env", "cache") {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := load(t, nil); err != nil || c.Addr != defaultAddr || c.addrGiven || c.Workers < 1 {
		t.Errorf("without anything: %+v, %v", c, err)
	}
}

// TestEveryMistakeIsReportedAtOnce has something wrong with each setting that
// can be wrong. What is secret must not be repeated.
func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	_, err := load(t, map[string]string{
		"KILN_ADDR": "nowhere", "KILN_DATABASE": "mysql://u:hunter2@h/db", "KILN_WORKERS": "0",
		"KILN_DRAIN_TIMEOUT": "soon", "KILN_CORS_ORIGINS": "https://a.example/path", "KILN_LOG_LEVEL": "loud",
		"KILN_LOG_FORMAT": "xml", "KILN_TRUSTED_PROXIES": "everybody",
		"KILN_REGISTRY": "/nowhere", "KILN_PUBLIC_URL": "http://kiln.example.com",
		"KILN_SMTP": "smtp://kiln:hunter2@mail.example.com", "KILN_MAIL_FROM": "nobody", "KILN_ADMISSION_TIMEOUT": "-1s",
	}, "--metrics-addr", "127.0.0.1:99999")
	if err == nil {
		t.Fatal("no error")
	}
	for _, says := range []string{"KILN_ADDR:", "KILN_DATABASE:", "KILN_WORKERS:", "KILN_DRAIN_TIMEOUT:", "KILN_CORS_ORIGINS:",
		"KILN_LOG_LEVEL:", "KILN_LOG_FORMAT:", "KILN_TRUSTED_PROXIES:", "KILN_REGISTRY:", "KILN_PUBLIC_URL:", "KILN_SMTP:", "KILN_MAIL_FROM:", "KILN_ADMISSION_TIMEOUT:", "--metrics-addr:"} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%s is not reported:\n%v", says, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Error("the password is repeated")
	}
}

func TestReadmeNamesEverySetting(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settings {
		for _, name := range []string{"`" + s.env + "`", "`--" + s.flag + "`"} {
			if !strings.Contains(string(readme), name) {
				t.Errorf("README does not name %s", name)
			}
		}
		if s.secret && !strings.Contains(string(readme), s.env+"_FILE") {
			t.Errorf("README does not name %s_FILE", s.env)
		}
	}
}
