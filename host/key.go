package host

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"slices"
	"strings"
	"time"
)

// Scope is a right of an API key.
type Scope string

// The scopes of API keys.
const (
	GenerationsRead  Scope = "generations:read"
	GenerationsWrite Scope = "generations:write"
	ArtifactsRead    Scope = "artifacts:read"
)

// Scopes lists all scopes; a key has all of them unless it was made with fewer.
var Scopes = [...]Scope{ArtifactsRead, GenerationsRead, GenerationsWrite}

// Key is an API key as it is kept: the secret itself is shown once and never stored.
type Key struct {
	ID         string // "key_…"
	OrgID      string
	Name       string
	Hint       string // prefix and last four characters: "kiln_live_…3fX9"
	Hash       string // lower-case hex of the secret's SHA-256
	Scopes     []Scope
	CreatedAt  time.Time
	ExpiresAt  time.Time // zero: never
	LastUsedAt time.Time // zero: never; at most a minute behind
	RevokedAt  time.Time // zero: active
}

// Allows reports whether the key has the scope.
func (k Key) Allows(s Scope) bool { return slices.Contains(k.Scopes, s) }

// Check returns the error for a request made with the key at that time, or nil.
func (k Key) Check(now time.Time) error {
	switch {
	case !k.RevokedAt.IsZero():
		return Errorf(KeyRevoked, "the API key %s has been revoked; make a new one", k.Hint)
	case !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt):
		return Errorf(KeyExpired, "the API key %s has expired; make a new one", k.Hint)
	}
	return nil
}

// A secret is prefix + 30 random characters + 6 characters of checksum, so a
// mistyped or made-up key is refused without asking the database, and leaked
// ones can be found by their form.
const (
	keyPrefix   = "kiln_live_"
	keyRandom   = 30
	keyChecksum = 6
	base62      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// NewSecret returns a new API key's secret: 178 random bits.
func NewSecret() string {
	body := keyPrefix + randomBase62(keyRandom)
	return body + checksum(body)
}

// CheckSecret tells whether text has the form of a secret, checksum included.
func CheckSecret(text string) bool {
	if len(text) != len(keyPrefix)+keyRandom+keyChecksum || !strings.HasPrefix(text, keyPrefix) {
		return false
	}
	for _, c := range []byte(text[len(keyPrefix):]) {
		if strings.IndexByte(base62, c) < 0 {
			return false
		}
	}
	body := text[:len(text)-keyChecksum]
	return checksum(body) == text[len(body):]
}

// HashSecret returns what is stored of a secret.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// HintOf returns what may be shown of a secret.
func HintOf(secret string) string {
	return keyPrefix + "…" + secret[len(secret)-4:]
}

func checksum(body string) string {
	n := crc32.ChecksumIEEE([]byte(body))
	var out [keyChecksum]byte
	for i := keyChecksum - 1; i >= 0; i-- {
		out[i] = base62[n%62]
		n /= 62
	}
	return string(out[:])
}

// NewID returns an unguessable id with that prefix, such as "gen_" and 20
// characters: 119 random bits.
func NewID(prefix string) string { return prefix + "_" + randomBase62(20) }

func randomBase62(n int) string {
	out := make([]byte, 0, n)
	var buf [64]byte
	for len(out) < n {
		rand.Read(buf[:])
		for _, b := range buf {
			// 248 is the largest multiple of 62 below 256: no character is likelier.
			if b < 248 && len(out) < n {
				out = append(out, base62[b%62])
			}
		}
	}
	return string(out)
}
