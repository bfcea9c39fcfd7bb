package host

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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

// NewKey returns a key that is not stored yet, and its secret. A zero expiresAt is never.
func NewKey(orgID, name string, scopes []Scope, now, expiresAt time.Time) (Key, string) {
	secret := NewSecret()
	return Key{ID: NewID("key"), OrgID: orgID, Name: name, Hint: HintOf(secret), Hash: HashSecret(secret),
		Scopes: scopes, CreatedAt: now, ExpiresAt: expiresAt}, secret
}

// maxKeyName is how long a key's name can be, in characters.
const maxKeyName = 100

// CheckKeyName returns the name as it is stored, or what is wrong with it.
func CheckKeyName(name string) (string, error) {
	name = strings.TrimSpace(name)
	ok := name != "" && utf8.ValidString(name) && utf8.RuneCountInString(name) <= maxKeyName
	for _, r := range name {
		ok = ok && unicode.IsPrint(r)
	}
	if !ok {
		return "", &Error{Code: ValidationFailed, Param: "name",
			Message: "name: say in 1 to 100 printable characters what the key is for"}
	}
	return name, nil
}

// ParseScopes returns the scopes of those names, in the order of [Scopes];
// all of them for none.
func ParseScopes(names []string) ([]Scope, error) {
	if len(names) == 0 {
		return Scopes[:], nil
	}
	var granted []Scope
	for _, s := range Scopes {
		if slices.Contains(names, string(s)) {
			granted = append(granted, s)
		}
	}
	if len(granted) != len(names) {
		return nil, &Error{Code: ValidationFailed, Param: "scopes",
			Message: "scopes: each must be one of " + ScopeList(Scopes[:]) + ", once"}
	}
	return granted, nil
}

// ScopeList names the scopes, separated by commas.
func ScopeList(scopes []Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}

// Status says in a word how the key is at that time: active, expired or revoked.
func (k Key) Status(now time.Time) string {
	switch ErrorCode(k.Check(now)) {
	case KeyRevoked:
		return "revoked"
	case KeyExpired:
		return "expired"
	}
	return "active"
}

// Prefix returns how the secret begins.
func (k Key) Prefix() string { return keyPrefix }

// Last4 returns how the secret ends.
func (k Key) Last4() string { return k.Hint[max(0, len(k.Hint)-4):] }

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
