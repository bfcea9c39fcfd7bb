package host

import (
	"strings"
	"time"
)

// User is a person who signs in.
type User struct {
	ID           string // "usr_…"
	Email        string // as [NormalizeEmail] gives it; unique
	CreatedAt    time.Time
	LastSignInAt time.Time // zero: never
}

// Role is what a member may do in an org.
type Role string

// The roles. Owners manage keys, members and billing; members generate and read.
const (
	RoleOwner  Role = "owner"
	RoleMember Role = "member"
)

// Roles lists all roles.
var Roles = [...]Role{RoleOwner, RoleMember}

// Member is a user's place in an org.
type Member struct {
	User
	Role     Role
	JoinedAt time.Time
}

// maxEmail is what RFC 5321 allows a path to be, less its angle brackets.
const maxEmail = 254

// NormalizeEmail returns the address in the one form in which it is compared
// and stored: without surrounding space and in lower case. Only ASCII is
// taken, so that no two addresses look alike.
func NormalizeEmail(text string) (string, error) {
	email := strings.ToLower(strings.TrimSpace(text))
	local, domain, ok := strings.Cut(email, "@")
	if !ok || len(email) > maxEmail || !isLocalPart(local) || !isDomain(domain) {
		return "", &Error{Code: ValidationFailed, Param: "email",
			Message: "email is not an address; write it like ada@example.com"}
	}
	return email, nil
}

// isLocalPart takes RFC 5322's dot-atom, without quotes and comments.
func isLocalPart(s string) bool {
	if len(s) > 64 || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") || strings.Contains(s, "..") {
		return false
	}
	return s != "" && onlyHas(s, "!#$%&'*+-/=?^_`{|}~.")
}

func isDomain(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || !onlyHas(label, "-") {
			return false
		}
	}
	return true
}

// onlyHas tells whether s has nothing but lower-case letters, digits and those characters.
func onlyHas(s, others string) bool {
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && strings.IndexByte(others, c) < 0 {
			return false
		}
	}
	return true
}
