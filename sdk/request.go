package sdk

import "encoding/json"

// Request is what a client asked for, already validated by the host: the
// prompt is valid UTF-8 of 1 to 32,768 bytes, the context's members have the
// forms given here. It never holds ids, times or keys, so equal requests are
// equal bytes.
type Request struct {
	// Prompt is the client's text. It is data: nothing in it may reach the
	// output unescaped.
	Prompt  string         `json:"prompt"`
	Context ProjectContext `json:"projectContext"`
	Options Options        `json:"options"`
}

// ProjectContext is what the prompt leaves to the project it is for.
type ProjectContext struct {
	// TCVersion is a Teamcenter version: "14.3", "13.3.0.2", "2312", "2412.0001".
	TCVersion string `json:"tcVersion"`
	// Compiler is "msvc" or "gcc".
	Compiler string `json:"compiler"`
	// CodePrefix prefixes generated names; empty, or ^[A-Za-z][A-Za-z0-9_]{0,15}$.
	CodePrefix string `json:"codePrefix,omitempty"`
	// Spec is absent, or a JSON object that says in the plugin's own form what
	// to make, in place of the prompt: members sorted, none twice, at most
	// 65,536 bytes. The plugin checks what it holds.
	Spec json.RawMessage `json:"spec,omitempty"`
}

// Options are hints that the client gave beside the prompt.
type Options struct {
	// ExplicitType is an artifact type, possibly not this plugin's.
	ExplicitType string `json:"explicitType,omitempty"`
	// ExplicitPattern is empty or the id of one of the plugin's patterns.
	ExplicitPattern string `json:"explicitPattern,omitempty"`
}
