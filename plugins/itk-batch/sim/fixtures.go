package sim

import (
	"embed"
	"fmt"
)

//go:embed fixtures
var fixtures embed.FS

// Fixture returns a fixture that comes with the package. "export" is a site
// for programs that select and export, full of values that need care; log in
// as infodba with the password infodba, or as jsmith (secret), who may not
// read everything. "workshop" is one for programs that change things; the same
// people can log in.
func Fixture(name string) (string, error) {
	text, err := fixtures.ReadFile("fixtures/" + name + ".sim")
	if err != nil {
		return "", fmt.Errorf("no fixture %q: %w", name, err)
	}
	return string(text), nil
}
