package sdk

import "encoding/json"

// Definition says what a plugin is and what it can make. The host asks for it
// once, when it loads the plugin, and shows it in GET /v1/artifacts.
type Definition struct {
	// Type is the artifact type, such as "itk-batch": lower-case words with hyphens.
	Type string `json:"type"`
	// Title names the type for people, in a few words.
	Title string `json:"title"`
	// Description says in a sentence or two what a generation yields.
	Description string `json:"description"`
	// Version is the plugin's semantic version, without a leading v.
	Version string `json:"version"`
	// Patterns are the jobs that the plugin knows, at least one.
	Patterns []Pattern `json:"patterns"`
	// Capabilities name the host functions that the plugin needs beyond the
	// common ones: "llm", "kb". The registry must grant each of them.
	Capabilities []string `json:"capabilities,omitempty"`
}

// Pattern is one kind of project that a plugin can make.
type Pattern struct {
	// ID names the pattern in requests, such as "query-export".
	ID string `json:"id"`
	// Title names the pattern for people.
	Title string `json:"title"`
	// Description says what the generated project does.
	Description string `json:"description"`
	// Parameters is a JSON Schema of what the pattern reads out of a prompt.
	Parameters json.RawMessage `json:"parameters,omitempty"`
	// Examples are prompts that the pattern serves, for people to begin with.
	Examples []string `json:"examples,omitempty"`
}

// Pattern returns the pattern with that id.
func (d Definition) Pattern(id string) (Pattern, bool) {
	for _, p := range d.Patterns {
		if p.ID == id {
			return p, true
		}
	}
	return Pattern{}, false
}
