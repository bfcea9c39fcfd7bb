package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/kilnworks/kiln/host"
)

// tierFile is what orgs can have, as an operator writes it down, in YAML or JSON.
type tierFile struct {
	UpgradeURL string      `yaml:"upgradeUrl"`
	Tiers      []tierEntry `yaml:"tiers"`
}

type tierEntry struct {
	Name string `yaml:"name"`
	// Generations are those of a calendar month, or of the whole of a trial.
	Generations *allotment `yaml:"generations"`
	TrialDays   *int64     `yaml:"trialDays"`
	// CallsPerMinute is the rate; Burst, the same unless given, how many may come at once.
	CallsPerMinute int64    `yaml:"callsPerMinute"`
	Burst          *int64   `yaml:"burst"`
	Prices         []string `yaml:"prices"`
}

// allotment is a number of generations; 0 is unlimited.
type allotment int64

const (
	unlimited    = "unlimited"
	maxTierBytes = 1 << 20
	maxTrialDays = 3650
)

// UnmarshalYAML reads a number or "unlimited".
func (a *allotment) UnmarshalYAML(node *yaml.Node) error {
	var n int64
	switch err := node.Decode(&n); {
	case node.Value == unlimited:
		*a = 0
	case err != nil || n < 1:
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: generations %q: write a number from 1 on, or %s",
			node.Line, printable(node.Value), unlimited)}}
	default:
		*a = allotment(n)
	}
	return nil
}

// readTiers reads a file of tiers and reports every mistake in it.
func readTiers(path string) (host.Tiers, string, error) {
	body, err := readLimited(path, maxTierBytes)
	if err != nil {
		return nil, "", err
	}
	tiers, upgradeURL, err := parseTiers(body)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return tiers, upgradeURL, err
}

func parseTiers(body []byte) (host.Tiers, string, error) {
	var f tierFile
	decoder := yaml.NewDecoder(bytes.NewReader(body))
	decoder.KnownFields(true)
	var mistakes []error
	switch err := decoder.Decode(&f); {
	case errors.Is(err, io.EOF):
		return nil, "", errors.New("is empty; write down at least one tier")
	case err != nil && !errors.As(err, new(*yaml.TypeError)):
		return nil, "", errors.New(printable(err.Error()))
	default:
		mistakes = append(mistakes, describeTiers(err)...)
	}
	if decoder.Decode(new(yaml.Node)) == nil {
		mistakes = append(mistakes, errors.New("holds more than one document; write all tiers in one"))
	}
	if err := checkUpgradeURL(f.UpgradeURL); err != nil {
		mistakes = append(mistakes, err)
	}
	tiers := make(host.Tiers, len(f.Tiers))
	for i, e := range f.Tiers {
		var wrong []error
		tiers[i], wrong = e.tier()
		for _, err := range wrong {
			mistakes = append(mistakes, fmt.Errorf("tier %d (%s): %w", i+1, printable(e.Name), err))
		}
	}
	mistakes = append(mistakes, tiers.Check())
	if err := errors.Join(mistakes...); err != nil {
		return nil, "", err
	}
	return tiers, f.UpgradeURL, nil
}

func (e tierEntry) tier() (t host.Tier, mistakes []error) {
	t = host.Tier{Name: e.Name, Prices: e.Prices,
		Rate: host.Rate{PerMinute: e.CallsPerMinute, Burst: e.CallsPerMinute}}
	if e.Burst != nil {
		t.Rate.Burst = *e.Burst
	}
	if e.Generations != nil {
		t.Quota = int64(*e.Generations)
	} else {
		mistakes = append(mistakes, fmt.Errorf("says nothing of generations: write a number from 1 on, or %s", unlimited))
	}
	if e.TrialDays != nil {
		if *e.TrialDays < 1 || *e.TrialDays > maxTrialDays {
			mistakes = append(mistakes, fmt.Errorf("trialDays %d: write 1 to %d", *e.TrialDays, maxTrialDays))
		} else {
			t.Trial = time.Duration(*e.TrialDays) * 24 * time.Hour
		}
	}
	for _, p := range e.Prices {
		if p == "" || strings.ContainsFunc(p, func(r rune) bool { return r <= ' ' || r > '~' }) {
			mistakes = append(mistakes, fmt.Errorf("price %q is no price id; one looks like price_1NXw…", printable(p)))
		}
	}
	return t, mistakes
}

func checkUpgradeURL(text string) error {
	u, err := url.Parse(text)
	if text != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return fmt.Errorf("upgradeUrl %q: write it like https://kiln.example.com/billing", printable(text))
	}
	return nil
}

// describeTiers words what the decoder says of types and names for people.
func describeTiers(err error) []error {
	var wrong *yaml.TypeError
	if !errors.As(err, &wrong) {
		return nil
	}
	var mistakes []error
	for _, text := range wrong.Errors {
		text, _, _ = strings.Cut(text, " in type main.")
		text = strings.Replace(text, "field ", "there is no key ", 1)
		text, _ = strings.CutSuffix(text, " not found")
		mistakes = append(mistakes, errors.New(printable(text)))
	}
	return mistakes
}
