package host

import (
	"strings"
	"time"
)

// Org is a customer: it owns keys and generations, and nothing is shared
// between two of them.
type Org struct {
	ID        string // "org_…"
	Name      string // unique, ^[a-z0-9][a-z0-9-]{0,62}$
	Tier      string // a Tier's name
	CreatedAt time.Time
	// TierUntil is when the tier ends and the org falls back; zero: never.
	TierUntil time.Time
	// TrialFrom is when a trial was granted anew; zero: it began with the org.
	TrialFrom time.Time
}

// TrialBegan returns when the org's trial began.
func (o Org) TrialBegan() time.Time {
	if o.TrialFrom.IsZero() {
		return o.CreatedAt
	}
	return o.TrialFrom
}

// CheckOrgName tells what is wrong with an org's name, if anything.
func CheckOrgName(name string) error {
	ok := len(name) >= 1 && len(name) <= 63 && name[0] != '-'
	for i := 0; ok && i < len(name); i++ {
		c := name[i]
		ok = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
	}
	if !ok {
		return Errorf(ValidationFailed,
			"org name %q: use 1 to 63 lower-case letters, digits and hyphens, not a hyphen first", name)
	}
	return nil
}

// NewOrgName returns a name for the org of a person with that address. It ends
// in random characters, so that nobody learns from a name which ones are taken.
func NewOrgName(email string) string {
	local, _, _ := strings.Cut(email, "@")
	var name strings.Builder
	for _, c := range []byte(local) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			name.WriteByte(c)
		case name.Len() > 0:
			name.WriteByte('-')
		}
	}
	begin := strings.TrimRight(name.String()[:min(40, name.Len())], "-")
	if begin == "" {
		begin = "org"
	}
	return begin + "-" + strings.ToLower(randomBase62(6))
}
