package registry

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/kilnworks/kiln/sdk"
)

var (
	typeName   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	moduleName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*\.wasm$`)
	digestForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

func byType(a, b Entry) int { return cmp.Compare(a.Type, b.Type) }

// problems lists everything in registry.json that contradicts itself or this
// host.
func (r Registry) problems() []error {
	var problems []error
	types, files := map[string]bool{}, map[string]bool{}
	for i, e := range r.Active {
		at := fmt.Sprintf("active[%d] %q", i, e.Type)
		for _, err := range e.problems() {
			problems = append(problems, fmt.Errorf("%s: %w", at, err))
		}
		if types[e.Type] {
			problems = append(problems, fmt.Errorf("%s: the type is listed twice", at))
		}
		if files[e.File] {
			problems = append(problems, fmt.Errorf("%s: another entry has the file %s", at, e.File))
		}
		if r.IsReserved(e.Type) {
			problems = append(problems, fmt.Errorf("%s: the type is reserved; take it off that list to make it active", at))
		}
		types[e.Type], files[e.File] = true, true
	}
	return append(problems, r.reservedProblems()...)
}

func (r Registry) reservedProblems() []error {
	var problems []error
	for i, name := range r.Reserved {
		if !typeName.MatchString(name) {
			problems = append(problems, fmt.Errorf("reserved[%d] %q: lower-case words with hyphens are needed", i, name))
		}
		if slices.Index(r.Reserved, name) < i {
			problems = append(problems, fmt.Errorf("reserved[%d] %q: it is listed twice", i, name))
		}
	}
	return problems
}

func (e Entry) problems() []error {
	var problems []error
	unless := func(good bool, format string, args ...any) {
		if !good {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	unless(typeName.MatchString(e.Type), "type: lower-case words with hyphens are needed")
	unless(e.Version != "", "version: it is empty")
	unless(digestForm.MatchString(e.Digest), "digest %q: \"sha256:\" and 64 lower-case hex digits are needed", e.Digest)
	unless(e.ABI == sdk.ABIVersion, "abi %d: this host speaks version %d; build the plugin with its SDK", e.ABI, sdk.ABIVersion)
	unless(len(e.Patterns) > 0, "patterns: at least one is needed")
	unless(moduleName.MatchString(e.File), "file %q: the name of a .wasm file beside %s is needed", e.File, listFile)
	if err := e.Limits.validate(); err != nil {
		problems = append(problems, err)
	}
	return problems
}
