package host

import (
	"time"

	"github.com/kilnworks/kiln/sdk"
)

// Event is one line of a generation's log: a stage began, moved on or ended.
type Event struct {
	// Seq numbers a generation's events upward without gaps. It goes on where
	// it was when a failed generation runs again.
	Seq    int64
	Stage  sdk.Stage
	Status EventStatus
	At     time.Time
	// Elapsed is the stage's duration, set when it completed.
	Elapsed time.Duration
	Message string
}

// EventStatus is what happened to a stage.
type EventStatus string

// What can happen to a stage. Each stage is started and completed once.
const (
	StageStarted   EventStatus = "started"
	StageProgress  EventStatus = "progress"
	StageCompleted EventStatus = "completed"
)
