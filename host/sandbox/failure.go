package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// Reason tells what ended an instance.
type Reason string

// The reasons. The guest is at fault in all but Cancelled, and in Deadline
// where the caller's own deadline came first.
const (
	Trap      Reason = "trap"      // a panic in Go; unreachable, a bad address, a stack overflow
	Exit      Reason = "exit"      // the guest called proc_exit, in Go os.Exit
	Deadline  Reason = "deadline"  // the stage took longer than it may
	Fuel      Reason = "fuel"      // the stage used more fuel than it may
	Cancelled Reason = "cancelled" // the caller gave up
	Output    Reason = "output"    // more or longer output than the limits allow
	Memory    Reason = "memory"    // the guest ran out of the memory that it may have
	Protocol  Reason = "protocol"  // a call that the ABI does not allow, or an answer that is none
)

// Failure says how an instance came to its end. The instance cannot be used
// again: each later call returns the same Failure.
type Failure struct {
	// Stage is the name of the stage on the wire, or "starting" or "describing".
	Stage string
	// Reason classifies the failure.
	Reason Reason
	// Message says what happened, in a line for the plugin's author; of a Go
	// panic it is the line that Go prints first.
	Message string
	// Stderr holds the last 4 KiB of what the guest wrote to its standard
	// output and standard error: where Go prints the stack of a panic.
	Stderr string
	// Fuel is what the instance had used in all, see [Instance.Fuel].
	Fuel uint64
	// Elapsed is the time that the failed call took; zero without Config.Now.
	Elapsed time.Duration

	cause error
}

// Error returns stage, reason and message in one line.
func (f *Failure) Error() string {
	return fmt.Sprintf("plugin failed in %s (%s): %s", f.Stage, f.Reason, f.Message)
}

// Timeout reports whether the stage took longer, or more work, than it may.
func (f *Failure) Timeout() bool { return f.Reason == Deadline || f.Reason == Fuel }

// Unwrap returns context.Canceled or context.DeadlineExceeded where the
// context ended the call, else nil.
func (f *Failure) Unwrap() error { return f.cause }

// Refusal says why a module was not loaded and what to do about it.
type Refusal struct {
	// What is wrong with the module.
	What string
	// Do says what its author or operator can do.
	Do string

	cause error
}

// Error returns both sentences.
func (r *Refusal) Error() string { return "plugin refused: " + r.What + "; " + r.Do }

// Unwrap returns the [Failure] of a module that could not even say what it
// is, or the error of the compiler, or nil.
func (r *Refusal) Unwrap() error { return r.cause }

func refuse(do, format string, args ...any) *Refusal {
	return &Refusal{What: fmt.Sprintf(format, args...), Do: do}
}

// firstLine drops the stack trace that wazero puts below an error.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
