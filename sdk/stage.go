package sdk

import "fmt"

// ABIVersion is the version of the wall. It is part of the import module's
// name ("kiln_v1"), so a mismatch is found when a plugin is loaded.
const ABIVersion = 1

// Stage is one of the six steps of a generation, numbered from zero in the
// order in which the host drives them.
type Stage int32

// The stages, in order. Their names on the wire are those of [Stage.String].
const (
	Planning Stage = iota
	SelectingPattern
	LoadingKB
	Generating
	Validating
	Packaging
)

// Stages lists all stages in the order in which they run.
var Stages = [...]Stage{Planning, SelectingPattern, LoadingKB, Generating, Validating, Packaging}

var stageNames = [...]string{
	"planning", "selecting-pattern", "loading-kb", "generating", "validating", "packaging",
}

// String returns the stage's name on the wire, such as "selecting-pattern".
func (s Stage) String() string {
	if s < 0 || int(s) >= len(stageNames) {
		return fmt.Sprintf("stage(%d)", int32(s))
	}
	return stageNames[s]
}

// ParseStage returns the stage of that name on the wire.
func ParseStage(name string) (Stage, bool) {
	for i, n := range stageNames {
		if n == name {
			return Stage(i), true
		}
	}
	return 0, false
}
