package host

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kilnworks/kiln/sdk"
)

// MaxPromptBytes is the longest prompt, after trimming.
const MaxPromptBytes = 32 << 10

// MaxSpecBytes is the longest Spec that can be posted beside a prompt.
const MaxSpecBytes = 64 << 10

// Request is what a client asks for.
type Request struct {
	sdk.Request
	// ID is the client's idempotency key ("requestId"); empty for none.
	ID string `json:"requestId,omitempty"`
	// DryRun computes everything and keeps nothing.
	DryRun bool `json:"dryRun,omitempty"`
	// Warnings are what the host noticed on the way in, such as members it does not know.
	Warnings []sdk.Diagnostic `json:"warnings,omitempty"`
}

// Fingerprint identifies what was asked, whatever its id: the SHA-256, in
// hex, of the request's canonical JSON.
func (r Request) Fingerprint() string {
	body, err := json.Marshal(struct {
		sdk.Request
		DryRun bool `json:"dryRun"`
	}{r.Request, r.DryRun})
	if err != nil {
		panic("host: a request is made of strings and must marshal: " + err.Error())
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Validate returns the request as it is run, prompt trimmed and hints that
// are not followed turned into warnings, or an [Error] that lists every mistake.
func (r Request) Validate(catalog Catalog) (Request, error) {
	r.Prompt = strings.TrimSpace(r.Prompt)
	var mistakes []Detail
	miss := func(path, code, format string, args ...any) {
		mistakes = append(mistakes, Detail{Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case r.Prompt == "":
		miss("prompt", "required", "say what to generate, such as \"Export released parts to CSV\"")
	case len(r.Prompt) > MaxPromptBytes:
		miss("prompt", "too_long", "is %d bytes long; at most %d are read", len(r.Prompt), MaxPromptBytes)
	case !utf8.ValidString(r.Prompt):
		miss("prompt", "invalid_utf8", "is not valid UTF-8")
	case strings.ContainsRune(r.Prompt, 0):
		miss("prompt", "invalid_character", "contains a NUL character")
	}
	if r.ID != "" && !validRequestID(r.ID) {
		miss("requestId", "invalid", "must be 1 to 128 of A-Z a-z 0-9 . _ : -")
	}
	switch c := r.Context; {
	case c.TCVersion == "":
		miss("projectContext.tcVersion", "required", "name the Teamcenter version, such as \"14.3\" or \"2412\"")
	case !validTCVersion(c.TCVersion):
		miss("projectContext.tcVersion", "invalid", "%s is not a Teamcenter version; write it like 14.3, 13.3.0.2, 2312 or 2412.0001", quote(c.TCVersion))
	}
	switch r.Context.Compiler {
	case "msvc", "gcc":
	case "":
		miss("projectContext.compiler", "required", "say \"msvc\" or \"gcc\"")
	default:
		miss("projectContext.compiler", "invalid", "%s is not supported; say \"msvc\" or \"gcc\"", quote(r.Context.Compiler))
	}
	if !validCodePrefix(r.Context.CodePrefix) {
		miss("projectContext.codePrefix", "invalid", "%s: a prefix is a letter and up to 15 letters, digits or underscores", quote(r.Context.CodePrefix))
	}

	if len(r.Context.Spec) > 0 {
		if spec, err := validSpec(r.Context.Spec); err != nil {
			miss("projectContext.spec", "invalid", "%s", err)
		} else {
			r.Context.Spec = spec
		}
	}

	among := catalog.Active
	if hint := r.Options.ExplicitType; hint != "" {
		if catalog.IsReserved(hint) {
			return r, &Error{Code: ArtifactTypeReserved, Param: "options.explicitType",
				Message: fmt.Sprintf("the artifact type %s is reserved and cannot be generated yet", quote(hint))}
		}
		if a, ok := catalog.Artifact(hint); ok {
			among = []Artifact{a}
		} else {
			r.Options.ExplicitType = ""
			r.Warnings = append(r.Warnings, sdk.Diagnostic{
				Severity: sdk.Warning, Code: UnknownArtifactType, Stage: sdk.Planning.String(),
				Message: fmt.Sprintf("no artifact type is called %s; the hint was not followed", quote(hint)),
				Hint:    "GET /v1/artifacts lists the active types",
			})
		}
	}
	if p := r.Options.ExplicitPattern; p != "" {
		if d := catalog.checkPattern(p, among); d != nil {
			mistakes = append(mistakes, *d)
		}
	}
	if len(mistakes) == 0 {
		return r, nil
	}
	first := mistakes[0]
	return r, &Error{Code: ValidationFailed, Param: first.Path, Details: mistakes,
		Message: first.Path + ": " + first.Message + more(len(mistakes)-1)}
}

// UnknownArtifactType is the code of the warning about a hint that was not
// followed.
const UnknownArtifactType = "unknown_artifact_type"

// validSpec returns the canonical form of a posted Spec. What it says is the
// plugin's to check.
func validSpec(spec json.RawMessage) (json.RawMessage, error) {
	if len(spec) > MaxSpecBytes {
		return nil, fmt.Errorf("is %d bytes long; at most %d are read", len(spec), MaxSpecBytes)
	}
	return canonicalObject(spec)
}

func more(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " (and one more mistake, see details)"
	}
	return " (and " + strconv.Itoa(n) + " more mistakes, see details)"
}

// quote shows a client's own text in a message, cut to a length that can be read.
func quote(text string) string {
	const most = 64
	if len(text) > most {
		cut := most
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return strconv.Quote(text)
}

func validRequestID(id string) bool {
	return len(id) <= 128 && every(id, func(c byte) bool {
		return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == ':' || c == '-'
	})
}

// validTCVersion accepts 14.3, 13.3.0.2, 2312 and 2412.0001.
func validTCVersion(v string) bool {
	parts := strings.Split(v, ".")
	for _, p := range parts {
		if p == "" || len(p) > 4 || !every(p, isDigit) {
			return false
		}
	}
	if len(parts[0]) == 4 {
		return len(parts) <= 2
	}
	return len(parts[0]) <= 2 && len(parts) >= 2 && len(parts) <= 4
}

func validCodePrefix(p string) bool {
	return p == "" || len(p) <= 16 && isLetter(p[0]) && every(p, func(c byte) bool {
		return isLetter(c) || isDigit(c) || c == '_'
	})
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func every(s string, ok func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}
