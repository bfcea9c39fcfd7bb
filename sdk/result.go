package sdk

import "encoding/json"

// Outcome tells how a stage ended.
type Outcome string

// The outcomes of a stage.
const (
	OK       Outcome = "ok"       // the stage did its work
	Rejected Outcome = "rejected" // the request cannot be served: the client must change it
	Failed   Outcome = "failed"   // the plugin could not do its work: not the client's fault
)

// StageResult is what a plugin hands the host at the end of each stage.
type StageResult struct {
	Outcome Outcome `json:"outcome"`
	// Error is the plugin's message when the outcome is [Failed].
	Error string `json:"error,omitempty"`
	// Rejection is set when the outcome is [Rejected].
	Rejection *Rejection `json:"rejection,omitempty"`
	// Fit is how well the plugin serves the request, 0 to 1; set by Planning.
	Fit float64 `json:"fit,omitempty"`
	// Pattern is the id of the pattern chosen; set by SelectingPattern at the latest.
	Pattern string `json:"pattern,omitempty"`
	// Summary is a paragraph for people on what was made.
	Summary string `json:"summary,omitempty"`
	// Diagnostics that this stage reported, in order.
	Diagnostics []Diagnostic `json:"diagnostics,omitempty"`
	// Manifest is a JSON object that the host makes part of the build manifest.
	Manifest json.RawMessage `json:"manifest,omitempty"`
}

// encode is the result as JSON. The manifest is JSON already, and the longest
// part: encoding/json would read all of it again.
func (r StageResult) encode() ([]byte, error) {
	manifest := r.Manifest
	r.Manifest = nil
	out, err := json.Marshal(r)
	if err != nil || len(manifest) == 0 {
		return out, err
	}
	out = append(out[:len(out)-1], `,"manifest":`...)
	return append(append(out, manifest...), '}'), nil
}

// Severity ranks a [Diagnostic].
type Severity string

// The severities. An error diagnostic of the validating stage fails the generation.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Diagnostic is something that a person should know about the result.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	// Code is stable and made of lower-case words with underscores.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Stage is filled in by the SDK.
	Stage string `json:"stage"`
	// File and Line (from 1) point into a generated file.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Hint says what to do about it.
	Hint string `json:"hint,omitempty"`
}

// Rejection says why a request cannot be served and what would be needed. It
// is an error, so that a stage can return it.
type Rejection struct {
	// Code is empty (the host then uses "no_matching_pattern") or a stable word.
	Code    string `json:"code,omitempty"`
	Message string `json:"message"`
	// Candidates are ids of patterns that come near.
	Candidates []string `json:"candidates,omitempty"`
	// Missing names what the prompt did not say or what cannot be done.
	Missing []string `json:"missing,omitempty"`
}

// Error returns the message.
func (r *Rejection) Error() string { return r.Message }
