package host

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/sdk"
)

// Artifact is an active artifact type: a plugin that the host has loaded.
type Artifact struct {
	sdk.Definition
	Digest string // of the plugin: "sha256:" and lower-case hex
}

// Catalog is which artifact types there are.
type Catalog struct {
	Active   []Artifact // sorted by type
	Reserved []string   // names that will be types one day
}

// Artifact returns the active type of that name.
func (c Catalog) Artifact(name string) (Artifact, bool) {
	for _, a := range c.Active {
		if a.Type == name {
			return a, true
		}
	}
	return Artifact{}, false
}

// IsReserved reports whether the name is kept for a type to come.
func (c Catalog) IsReserved(name string) bool { return slices.Contains(c.Reserved, name) }

// checkPattern tells whether any of the types has the pattern, naming those that exist.
func (c Catalog) checkPattern(id string, among []Artifact) *Detail {
	var known []string
	for _, a := range among {
		for _, p := range a.Patterns {
			if p.ID == id {
				return nil
			}
			known = append(known, p.ID)
		}
	}
	return &Detail{Path: "options.explicitPattern", Code: "unknown_pattern",
		Message: "no active pattern is called " + quote(id) + "; there is " + strings.Join(known, ", ")}
}
