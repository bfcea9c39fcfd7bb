package host

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"time"
)

// LinkLife is how long a link and its code can be used, from when they were sent.
const LinkLife = 15 * time.Minute

// LinkTries is how many codes may be tried for one link.
const LinkTries = 5

// Link is a way to sign in once, by its token or by its code. Neither is stored.
type Link struct {
	ID        string // "lnk_…"
	Email     string
	Token     string // for a URL
	Code      string // six digits, for fingers
	ExpiresAt time.Time
	Sends     int // how often its mail was sent or tried to
}

// SignIn is an attempt to begin a session: with a token, or with address and code.
type SignIn struct {
	Token       string
	Email, Code string
	UserAgent   string // of the browser
	Address     string // of the client
	Hash        string // of the new session's secret
	Replaces    string // the hash of the session that the browser had, if any
}

// NewLinkToken returns a new link's token: 256 random bits.
func NewLinkToken() string { return linkPrefix + randomBase62(tokenRandom) }

// CheckLinkToken tells whether text has the form of one.
func CheckLinkToken(text string) bool { return isToken(text, linkPrefix) }

// NewLinkCode returns six random digits.
func NewLinkCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	return fmt.Sprintf("%06d", n)
}

// CheckLinkCode tells whether text has the form of a code.
func CheckLinkCode(text string) bool {
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) == 6
}

// HashLinkCode returns what is stored of a code. The address is part of it, so
// that a list of all codes' hashes fits one address at most.
func HashLinkCode(email, code string) string { return HashSecret(email + "\n" + code) }

// ErrLinkInvalid is the one answer to whatever is wrong with a link or a code:
// nobody learns from it which addresses are known.
var ErrLinkInvalid = Errorf(LinkInvalid, "this link or code is not valid any more, or was never; ask for a new one")
