package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
)

// fourTiers is the example of README.
const fourTiers = `upgradeUrl: https://kiln.example.com/billing
tiers:
  - {name: trial, generations: 25, trialDays: 14, callsPerMinute: 60}
  - {name: starter, generations: 500, callsPerMinute: 120, prices: [price_starter_monthly, price_starter_yearly]}
  - {name: pro, generations: 5000, callsPerMinute: 600, burst: 100, prices: [price_pro_monthly]}
  - {name: enterprise, generations: unlimited, callsPerMinute: 6000}
`

func TestTierFile(t *testing.T) {
	want := host.Tiers{
		{Name: "trial", Quota: 25, Trial: 14 * 24 * time.Hour, Rate: host.Rate{PerMinute: 60, Burst: 60}},
		{Name: "starter", Quota: 500, Rate: host.Rate{PerMinute: 120, Burst: 120},
			Prices: []string{"price_starter_monthly", "price_starter_yearly"}},
		{Name: "pro", Quota: 5000, Rate: host.Rate{PerMinute: 600, Burst: 100}, Prices: []string{"price_pro_monthly"}},
		{Name: "enterprise", Rate: host.Rate{PerMinute: 6000, Burst: 6000}},
	}
	const asJSON = `{"upgradeUrl": "https://kiln.example.com/billing", "tiers": [
		{"name": "trial", "generations": 25, "trialDays": 14, "callsPerMinute": 60},
		{"name": "starter", "generations": 500, "callsPerMinute": 120, "prices": ["price_starter_monthly", "price_starter_yearly"]},
		{"name": "pro", "generations": 5000, "callsPerMinute": 600, "burst": 100, "prices": ["price_pro_monthly"]},
		{"name": "enterprise", "generations": "unlimited", "callsPerMinute": 6000}]}`
	for name, body := range map[string]string{"YAML": fourTiers, "JSON": asJSON} {
		tiers, url, err := parseTiers([]byte(body))
		if diff := cmp.Diff(want, tiers); diff != "" || err != nil || url != "https://kiln.example.com/billing" {
			t.Errorf("%s: %v, %q\n%s", name, err, url, diff)
		}
	}
}

func TestTierFileReportsEveryMistake(t *testing.T) {
	_, _, err := parseTiers([]byte(`upgradeUrl: ftp://somewhere
color: red
tiers:
  - {name: Trial, generations: many, trialDays: 0, callsPerMinute: 60}
  - {name: starter, callsPerMinute: 0, burst: 3, prices: [price_1, "", price_1]}
  - {name: starter, generations: 0, callsPerMinute: 5, quota: 7}
  - {name: free, generations: 1, trialDays: 3, callsPerMinute: 5, burst: 0, prices: [price_2]}
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, says := range []string{
		`upgradeUrl "ftp://somewhere"`, "line 2: there is no key color", `line 4: generations "many"`, `name "Trial"`, "trialDays 0",
		"tier 2 (starter): says nothing of generations", "a rate of 0 calls", `price "" is no price id`,
		`the price "price_1" buys starter already`, "line 6: there is no key quota", `line 6: generations "0"`,
		"tier 3 (starter): there is an earlier tier", "tier 4 (free): a trial has no price", "a burst of 0 calls",
	} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%s is not reported", says)
		}
	}
	if t.Failed() || strings.Contains(err.Error(), "main.") {
		t.Errorf("it says\n%v", err)
	}
}

func TestTierFileThatIsNone(t *testing.T) {
	for body, says := range map[string]string{
		"": "is empty", "tiers: []": "at least one", "tiers: 7": "line 1", "a: [": "line 1",
		"tiers: [{name: a, generations: 1, callsPerMinute: 1}]\n---\n{}": "more than one document",
		"tiers: [{name: a, name: b, generations: 1, callsPerMinute: 1}]": "already defined",
	} {
		if _, _, err := parseTiers([]byte(body)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", body, err, says)
		}
	}
	path := filepath.Join(t.TempDir(), "tiers.yaml")
	if err := os.WriteFile(path, make([]byte, maxTierBytes+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readTiers(path); err == nil || !strings.Contains(err.Error(), "tiers.yaml") {
		t.Error(err)
	}
}

func FuzzTierFile(f *testing.F) {
	f.Add([]byte(fourTiers))
	f.Add([]byte(`{"tiers": [{"name": "a", "generations": "unlimited", "callsPerMinute": 1, "burst": -1}]}`))
	f.Add([]byte("a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		tiers, _, err := parseTiers(body)
		if (err == nil) != (len(tiers) > 0) {
			t.Fatalf("%d tiers, %v", len(tiers), err)
		}
		// What was read without a mistake can be lived by.
		for _, tier := range tiers {
			if tier.Rate.Interval() <= 0 || tier.Rate.Window() <= 0 || tier.Quota < 0 || tier.Trial < 0 {
				t.Errorf("%+v", tier)
			}
		}
	})
}
