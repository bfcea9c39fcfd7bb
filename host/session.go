package host

import (
	"strings"
	"time"
)

// Session is a user signed in to an org with one browser. Its secret is the
// value of a cookie and never stored.
type Session struct {
	ID         string // "ses_…"
	User       User
	Org        Org
	Role       Role   // of the user in the org, now
	Hash       string // lower-case hex of the secret's SHA-256
	UserAgent  string // what the browser said of itself at sign-in, cut to a length
	Address    string // of the client at sign-in
	CreatedAt  time.Time
	LastUsedAt time.Time // at most a minute behind
	ExpiresAt  time.Time
	EndedAt    time.Time // signed out; zero: not
}

// How long a session lasts.
const (
	SessionIdle = 7 * 24 * time.Hour  // without any call
	SessionLife = 30 * 24 * time.Hour // in all
)

// Check returns the error for a call made with the session at that time, or nil.
func (s Session) Check(now time.Time) error {
	if !s.EndedAt.IsZero() || !now.Before(s.ExpiresAt) || now.Sub(s.LastUsedAt) >= SessionIdle {
		return Errorf(SessionExpired, "the session is over; sign in again")
	}
	return nil
}

// A session's secret and a link's token are a prefix, which tells what was
// found when one leaks, and 43 random characters: 256 bits.
const (
	sessionPrefix = "kiln_ses_"
	linkPrefix    = "kiln_lnk_"
	tokenRandom   = 43
)

// NewSessionSecret returns the value of a new session's cookie.
func NewSessionSecret() string { return sessionPrefix + randomBase62(tokenRandom) }

// CheckSessionSecret tells whether text has the form of one.
func CheckSessionSecret(text string) bool { return isToken(text, sessionPrefix) }

func isToken(text, prefix string) bool {
	random, ok := strings.CutPrefix(text, prefix)
	if !ok || len(random) != tokenRandom {
		return false
	}
	for _, c := range []byte(random) {
		if strings.IndexByte(base62, c) < 0 {
			return false
		}
	}
	return true
}
