package pattern

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// Target is the project that a program is made for.
type Target struct {
	// TCVersion is a release such as "14.3".
	TCVersion string
	// MSVC is true for Windows and Visual C++, false for Linux and gcc.
	MSVC bool
	// Prefix begins generated names; empty chooses one.
	Prefix string
}

// defaultPrefix begins generated names when the client gives no prefix.
const defaultPrefix = "kiln"

// textLimit keeps a C literal below the length that C90 promises.
const textLimit = 120

// builder makes a plan.
type builder struct {
	plan *Plan
	// calls are the ITK functions that the pattern itself needs.
	calls callSet
}

// refuse names what the client asked for that cannot be made.
func refuse(s spec.Spec, target Target) error {
	if kb.IsModule(strings.TrimRight(target.Prefix, "_")) {
		return &sdk.Rejection{
			Code: "validation_failed",
			Message: "projectContext.codePrefix " + strconv.Quote(target.Prefix) +
				" is the name of an ITK module: its functions would collide with generated ones. Choose a prefix of your site, such as PNX.",
			Missing: []string{"a codePrefix that is no ITK module"},
		}
	}
	for _, text := range texts(s) {
		if len(text) > textLimit {
			return &sdk.Rejection{
				Message: "A value of " + strconv.Itoa(len(text)) + " bytes is too long for an option of a C program; at most " + strconv.Itoa(textLimit) + " are possible.",
				Missing: []string{"a value of at most " + strconv.Itoa(textLimit) + " bytes"},
			}
		}
	}
	out := s.Output
	if len(out.Directory)+len(out.File) > pathLimit || len(out.Log) > pathLimit {
		return &sdk.Rejection{
			Message: "The path of the output or the log is longer than " + strconv.Itoa(pathLimit) + " bytes.",
			Missing: []string{"a path of at most " + strconv.Itoa(pathLimit) + " bytes"},
		}
	}
	return nil
}

// pathLimit does the same for paths, which are shown with a few words before.
const pathLimit = 400

// texts are the values that become C literals and that the Spec does not
// limit in length.
func texts(s spec.Spec) []string {
	var all []string
	for _, f := range s.Where {
		all = append(all, f.Values...)
	}
	if s.Select.Query != nil {
		for _, e := range s.Select.Query.Entries {
			all = append(all, e.Value)
		}
	}
	return all
}
