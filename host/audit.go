package host

import "time"

// Actor is who does something to an account.
type Actor struct {
	ID      string // "usr_…", [Operator] or another part of Kiln
	Address string // of the client; empty where there is none
}

// Operator is whoever can run `kiln admin`.
var Operator = Actor{ID: "operator"}

// Action names what was done. It is stable: people search for it.
type Action string

// The actions that are written down.
const (
	AuditSessionBegun   Action = "session.begun"
	AuditSessionEnded   Action = "session.ended"
	AuditSessionsEnded  Action = "sessions.ended" // everywhere
	AuditLinkMade       Action = "link.made"      // by an operator
	AuditUserCreated    Action = "user.created"
	AuditOrgCreated     Action = "org.created"
	AuditMemberAdded    Action = "member.added"
	AuditMemberRemoved  Action = "member.removed"
	AuditKeyCreated     Action = "key.created"
	AuditKeyRevoked     Action = "key.revoked"
	AuditSignInRefused  Action = "sign-in.refused"
	AuditOrgTierChanged Action = "org.tier-changed"
)

// AuditEntry is one line of the audit log.
type AuditEntry struct {
	ID      string // "evt_…"
	OrgID   string // empty where no org is concerned
	At      time.Time
	Actor   Actor
	Email   string // the actor's, where it is a user; filled in when read
	Action  Action
	Subject string // the id that it was done to
	Detail  string // a few words; never a secret
}
