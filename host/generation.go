// Package host is Kiln's domain: the nouns that every other package speaks in,
// their rules, and nothing that does I/O.
//
// An [Org] asks with a [Request]. The request becomes a [Generation]: a row, an
// event log and files. Whoever holds its [Claim] runs it through the stages of
// its [Artifact] type, which leaves [Event]s and ends in a [Result]. What a
// client may see of a failure is an [Error].
package host

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"github.com/kilnworks/kiln/sdk"
)

// Status is where a generation stands.
type Status string

// The statuses of a generation. Queued and Running may still change; the
// others are final until the same request is posted again after a failure.
const (
	Queued    Status = "queued"
	Running   Status = "running"
	Succeeded Status = "succeeded"
	Failed    Status = "failed"
	Canceled  Status = "canceled"
	// Rejected marks what is left of a request that could not be served: the
	// answer for those still watching, removed soon after, never listed.
	Rejected Status = "rejected"
)

// Statuses lists what a client may filter by.
var Statuses = [...]Status{Queued, Running, Succeeded, Failed, Canceled}

// Final reports whether no run is going on or waiting.
func (s Status) Final() bool { return s != Queued && s != Running }

// Generation is one request's life: queue entry, log and result at once.
type Generation struct {
	ID      string // "gen_…"
	OrgID   string // "org_…"
	Request Request
	Status  Status
	// Attempt counts the runs since the request was last posted, from 1.
	Attempt int
	// LastSeq is the number of the newest event ever logged, 0 for none. Events
	// of an earlier, failed run are gone, but their numbers are not used again,
	// nor is the one after them, under which clients were told of the failure.
	LastSeq     int64
	CreatedAt   time.Time
	CompletedAt time.Time // zero until final
	// Result is what the run left; its Files are present only where a reader says so.
	Result Result
}

// Result is what a run leaves: its outcome, and what it made or why it did not.
type Result struct {
	Status        Status // Succeeded, Failed, Canceled or Rejected
	Error         *Error // set unless Succeeded
	ArtifactType  string
	Pattern       string
	Summary       string
	EngineVersion string
	Diagnostics   []sdk.Diagnostic
	Usage         Usage
	Files         []File // sorted by path
}

// ManifestPath is the file that says how the others came about. The host
// writes it; a plugin may not.
const ManifestPath = "build-manifest.json"

// File is one generated file.
type File struct {
	Path   string // relative, with slashes; see CheckFiles
	Body   []byte
	Mode   uint32 // 0o644 or 0o755
	SHA256 string // lower-case hex of Body
}

// NewFile returns the file with its digest.
func NewFile(path string, body []byte, mode uint32) File {
	sum := sha256.Sum256(body)
	return File{Path: path, Body: body, Mode: mode, SHA256: hex.EncodeToString(sum[:])}
}

// Encoding is how the body travels in JSON: "utf-8" or "base64".
func (f File) Encoding() string {
	if utf8.Valid(f.Body) {
		return "utf-8"
	}
	return "base64"
}

// Usage is what a generation cost.
type Usage struct {
	Provider     string        `json:"provider"` // "none" where no model was asked
	Model        string        `json:"model"`    // "none" where no model was asked
	InputTokens  int64         `json:"inputTokens"`
	OutputTokens int64         `json:"outputTokens"`
	Fuel         uint64        `json:"fuel"` // instructions metered in the sandbox, in fuel units
	Duration     time.Duration `json:"duration"`
	Quota        Quota         `json:"quota"`
}

// Quota is an org's allowance right after a generation was charged.
type Quota struct {
	Used    int64     `json:"used"`
	Limit   int64     `json:"limit"` // 0: unlimited
	ResetAt time.Time `json:"resetAt"`
}

// Claim is the right to run one attempt of a generation. It runs out unless
// it is renewed, so that a host that died holds nothing up.
type Claim struct {
	OrgID        string
	GenerationID string
	Attempt      int // no two runs of a generation have the same, however often it was posted
}

// Order asks the store for a generation.
type Order struct {
	OrgID   string
	Request Request
	// ClaimFor is for how long the caller claims the generation at once; zero
	// leaves it queued for any host.
	ClaimFor time.Duration
	// Resume asks how the request went: one that has failed is not run again.
	Resume bool
}

// Receipt is the store's answer to an [Order].
type Receipt struct {
	Generation Generation // without files
	Placement  Placement
	// Claim is set when the order asked for it and a run is due.
	Claim *Claim
}

// Placement says how an order met what was already there.
type Placement string

// The placements of an order.
const (
	Created  Placement = "created"  // a new generation
	Joined   Placement = "joined"   // the same request is queued or running
	Replayed Placement = "replayed" // the same request has succeeded, or ended and only that was asked
	Rerun    Placement = "rerun"    // the same request had failed and runs again under its id
)

// Page asks for a part of an org's generations, newest first.
type Page struct {
	Limit        int
	Before       *Cursor // nil: from the newest
	Status       Status  // empty: any but Rejected
	ArtifactType string
	Pattern      string
	Query        string // words searched in prompt and summary, any case
}

// Cursor is a place between two generations in the order of a list.
type Cursor struct {
	CreatedAt time.Time
	ID        string
}
