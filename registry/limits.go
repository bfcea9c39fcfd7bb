package registry

import (
	"errors"
	"fmt"
	"time"
)

// Limits bound what a plugin may use. A member that is absent means the
// sandbox's default.
type Limits struct {
	MemoryBytes  uint64   `json:"memoryBytes,omitempty"`  // linear memory of an instance
	StageTimeout Duration `json:"stageTimeout,omitempty"` // wall-clock time of a stage
	StageFuel    uint64   `json:"stageFuel,omitempty"`    // metered work of a stage
	FileBytes    int      `json:"fileBytes,omitempty"`    // all files of a generation together
	Files        int      `json:"files,omitempty"`        // number of files of a generation
	ResultBytes  int      `json:"resultBytes,omitempty"`  // the JSON that a stage puts out
}

const (
	minMemoryBytes = 1 << 20
	maxMemoryBytes = 4 << 30
)

func (l Limits) validate() error {
	var problems []error
	if l.MemoryBytes != 0 && (l.MemoryBytes < minMemoryBytes || l.MemoryBytes > maxMemoryBytes) {
		problems = append(problems, fmt.Errorf("limits.memoryBytes %d: it must lie between 1 MiB and 4 GiB", l.MemoryBytes))
	}
	if l.StageTimeout < 0 {
		problems = append(problems, fmt.Errorf("limits.stageTimeout %s: it must not be negative", time.Duration(l.StageTimeout)))
	}
	for name, n := range map[string]int{"fileBytes": l.FileBytes, "files": l.Files, "resultBytes": l.ResultBytes} {
		if n < 0 {
			problems = append(problems, fmt.Errorf("limits.%s %d: it must not be negative", name, n))
		}
	}
	return errors.Join(problems...)
}

// Duration is a time.Duration that is written as "10s" or "1m30s".
type Duration time.Duration

// MarshalText writes the duration as time.Duration prints it.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads what time.ParseDuration reads.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("duration %q: write it like 10s or 1m30s", text)
	}
	*d = Duration(parsed)
	return nil
}
