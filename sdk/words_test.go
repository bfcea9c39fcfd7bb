package sdk

import (
	"regexp"
	"testing"
)

var (
	hyphened = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	// semantic is the grammar of https://semver.org, but for numeric identifiers
	// of a pre-release, which may have leading zeros here.
	semantic = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)` +
		`(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
)

// FuzzForms compares what is read by hand with regular expressions.
func FuzzForms(f *testing.F) {
	for _, s := range []string{
		"", "a", "itk-batch", "2b", "a--b", "-a", "a-", "a_b", "A", "ä", "a-2", "a\n",
		"1.2.3", "01.2.3", "1.2", "1.2.3.4", "v1.2.3", "1.2.3-rc.1+b.5", "1.2.3-", "1.2.3+", "1.2.3+a-b", "1.2.3-a..b", "1.2.3-ä", "1..3", "0.0.0\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := isWords(s, "-"), hyphened.MatchString(s); got != want {
			t.Errorf("isWords(%q) = %v", s, got)
		}
		if got, want := isVersion(s), semantic.MatchString(s); got != want {
			t.Errorf("isVersion(%q) = %v", s, got)
		}
	})
}
