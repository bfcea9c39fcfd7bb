package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// timestamp is a time as it is written everywhere: UTC, with milliseconds.
type timestamp struct{ time.Time }

const timeLayout = "2006-01-02T15:04:05.000Z"

// MarshalText writes RFC 3339 in UTC with milliseconds.
func (t timestamp) MarshalText() ([]byte, error) {
	return []byte(t.UTC().Format(timeLayout)), nil
}

// MarshalJSON writes MarshalText as a string.
func (t timestamp) MarshalJSON() ([]byte, error) {
	return []byte(`"` + t.UTC().Format(timeLayout) + `"`), nil
}

// resultOf is the answer for a generation that succeeded.
func resultOf(g host.Generation) GenerationResult {
	r := g.Result
	return GenerationResult{
		Id: optional(g.ID), RequestId: optional(g.Request.ID), Status: string(g.Status),
		CreatedAt: timestamp{g.CreatedAt}, CompletedAt: timestamp{g.CompletedAt},
		ArtifactType: r.ArtifactType, Pattern: r.Pattern, Summary: r.Summary,
		Files: filesOf(r.Files), Usage: usageOf(r.Usage), EngineVersion: r.EngineVersion,
		Diagnostics: diagnosticsOf(r.Diagnostics), BuildManifest: manifestOf(r.Files), DryRun: g.Request.DryRun,
	}
}

// recordOf is a generation as it is stored, whatever came of it.
func recordOf(g host.Generation, withFiles bool) Generation {
	r := g.Result
	out := Generation{
		Id: g.ID, RequestId: optional(g.Request.ID), Status: string(g.Status), CreatedAt: timestamp{g.CreatedAt},
		Request: requestOf(g.Request.Request), ArtifactType: optional(r.ArtifactType), Pattern: optional(r.Pattern),
		Summary: optional(r.Summary), EngineVersion: optional(r.EngineVersion),
		Diagnostics: diagnosticsOf(r.Diagnostics), DryRun: g.Request.DryRun,
	}
	if !g.Status.Final() {
		return out
	}
	out.CompletedAt = &timestamp{g.CompletedAt}
	out.Usage = new(usageOf(r.Usage))
	if r.Error != nil {
		out.Error = errorOf(r.Error, faces[r.Error.Code])
	}
	if withFiles && g.Status == host.Succeeded {
		out.Files = new(filesOf(r.Files))
		out.BuildManifest = manifestOf(r.Files)
	}
	return out
}

func requestOf(r sdk.Request) StoredRequest {
	var out StoredRequest
	out.Prompt = r.Prompt
	out.ProjectContext.TcVersion = r.Context.TCVersion
	out.ProjectContext.Compiler = r.Context.Compiler
	out.ProjectContext.CodePrefix = optional(r.Context.CodePrefix)
	out.ProjectContext.Spec = r.Context.Spec
	out.Options.ExplicitType = optional(r.Options.ExplicitType)
	out.Options.ExplicitPattern = optional(r.Options.ExplicitPattern)
	return out
}

func filesOf(files []host.File) []File {
	out := make([]File, len(files))
	for i, f := range files {
		out[i] = File{Path: f.Path, Content: string(f.Body), Encoding: f.Encoding(),
			Mode: fmt.Sprintf("%04o", f.Mode), Size: int64(len(f.Body)), Sha256: f.SHA256}
		if out[i].Encoding == "base64" {
			out[i].Content = base64.StdEncoding.EncodeToString(f.Body)
		}
	}
	return out
}

// manifestOf returns the parsed manifest, nil where there is none.
func manifestOf(files []host.File) *BuildManifest {
	for _, f := range files {
		if f.Path == host.ManifestPath && json.Valid(f.Body) {
			return new(BuildManifest(f.Body))
		}
	}
	return nil
}

func usageOf(u host.Usage) Usage {
	out := Usage{Provider: u.Provider, Model: u.Model, InputTokens: u.InputTokens, OutputTokens: u.OutputTokens,
		Fuel: u.Fuel, DurationMs: u.Duration.Milliseconds()}
	if !u.Quota.ResetAt.IsZero() {
		out.Quota = new(quotaOf(u.Quota))
	}
	return out
}

func quotaOf(q host.Quota) Quota {
	return Quota{Used: q.Used, Limit: optional(q.Limit), ResetAt: timestamp{q.ResetAt}}
}

func diagnosticsOf(found []sdk.Diagnostic) []Diagnostic {
	out := make([]Diagnostic, len(found))
	for i, d := range found {
		out[i] = Diagnostic{Severity: string(d.Severity), Code: d.Code, Message: d.Message, Stage: d.Stage,
			File: optional(d.File), Line: optional(d.Line), Hint: optional(d.Hint)}
	}
	return out
}

// etagOf returns the validator of a record that cannot change any more, and ""
// for others. A run that is repeated after a failure has other numbers.
func etagOf(g host.Generation) string {
	if !g.Status.Final() {
		return ""
	}
	return etag([]byte(fmt.Sprint(host.Version, g.ID, g.Status, g.LastSeq, g.CompletedAt.UnixMicro())))
}

// etag returns a strong validator of the bytes.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
}
