package sdk

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Plugin is an artifact type: its definition and one function per stage. S is
// the plugin's own state; the stages of one generation share one S, and no
// two generations share any.
type Plugin[S any] struct {
	Definition Definition
	// Warmup, if set, does once what every generation needs, such as parsing
	// tables; a host may keep the memory that it leaves behind and start each
	// generation from it. It must not depend on any request.
	Warmup func()

	Plan          func(*Job, *S) error // reads the request; reports how well it fits
	SelectPattern func(*Job, *S) error // chooses a pattern: Job.Select
	LoadKB        func(*Job, *S) error // brings the facts that the pattern needs
	Generate      func(*Job, *S) error // writes files: Job.File
	Validate      func(*Job, *S) error // reads them again: Job.Diagnose
	Package       func(*Job, *S) error // summary, manifest, last files
}

// Host is what a running stage may ask of its surroundings. In a sandbox it
// is the import module kiln_v1; in tests it is a recorder.
type Host interface {
	// File hands over a file. Path is relative with slashes; mode is 0o644 or 0o755.
	File(path string, body []byte, mode uint32)
	// Progress tells a watching person what happens now.
	Progress(message string)
	// Log tells the author, who tries the plugin. Level is -1 debug, 0 info, 1 warn, 2 error.
	Log(level int32, message string)
}

// Start begins a generation. Its stages must be run in order, once each.
func (p Plugin[S]) Start(request Request, host Host) *Run {
	state := new(S)
	bind := func(f func(*Job, *S) error) func(*Job) error {
		if f == nil {
			return func(*Job) error { return nil }
		}
		return func(j *Job) error { return f(j, state) }
	}
	return &Run{
		request: request,
		host:    host,
		stages: [...]func(*Job) error{
			bind(p.Plan), bind(p.SelectPattern), bind(p.LoadKB),
			bind(p.Generate), bind(p.Validate), bind(p.Package),
		},
	}
}

// Run is one generation in a plugin.
type Run struct {
	request Request
	host    Host
	stages  [len(Stages)]func(*Job) error
}

// Stage runs one stage. A panic is not caught: in a sandbox it ends the instance.
func (r *Run) Stage(stage Stage) StageResult {
	if stage < 0 || int(stage) >= len(r.stages) {
		return StageResult{Outcome: Failed, Error: fmt.Sprintf("unknown stage %d", int32(stage))}
	}
	job := &Job{Request: r.request, Stage: stage, host: r.host, result: StageResult{Outcome: OK}}
	err := r.stages[stage](job)
	if err == nil {
		err = job.manifestError
	}
	var rejection *Rejection
	switch {
	case errors.As(err, &rejection):
		job.result.Outcome, job.result.Rejection = Rejected, rejection
	case err != nil:
		job.result.Outcome, job.result.Error = Failed, err.Error()
		if job.result.Error == "" {
			job.result.Error = "the plugin gave no reason"
		}
	}
	return job.result
}

// starter hides a plugin's state type from the exports.
type starter interface {
	definition() Definition
	warmup()
	start(Request, Host) *Run
}

func (p Plugin[S]) definition() Definition          { return p.Definition }
func (p Plugin[S]) start(r Request, host Host) *Run { return p.Start(r, host) }

func (p Plugin[S]) warmup() {
	if p.Warmup != nil {
		p.Warmup()
	}
}

var registered starter

// Register makes the plugin the one that this program exports. Call it once,
// from init.
func Register[S any](p Plugin[S]) { registered = p }

// Job is one stage's view of a generation. It is valid until the stage returns.
type Job struct {
	Request Request
	Stage   Stage

	host          Host
	result        StageResult
	manifestError error
}

// File hands the host a file with mode 0644.
func (j *Job) File(path string, body []byte) { j.host.File(path, body, 0o644) }

// Executable hands the host a file with mode 0755.
func (j *Job) Executable(path string, body []byte) { j.host.File(path, body, 0o755) }

// Progress tells a watching person, in a few words, what happens now.
func (j *Job) Progress(message string) { j.host.Progress(message) }

// Log tells the plugin's author something; level as in [Host.Log].
func (j *Job) Log(level int32, message string) { j.host.Log(level, message) }

// Diagnose reports something that a person should know about the result.
func (j *Job) Diagnose(d Diagnostic) {
	d.Stage = j.Stage.String()
	j.result.Diagnostics = append(j.result.Diagnostics, d)
}

// Fit reports how well the plugin serves the request, 0 to 1. A host with
// several artifact types goes on with the best one.
func (j *Job) Fit(fit float64) { j.result.Fit = fit }

// Select names the pattern that the generation follows.
func (j *Job) Select(pattern string) { j.result.Pattern = pattern }

// Summarize sets the paragraph that people read first.
func (j *Job) Summarize(summary string) { j.result.Summary = summary }

// Manifest sets the plugin's part of the build manifest: v must marshal to a
// JSON object. Nothing in it may depend on time, order of maps or the machine.
// What a [json.Marshaler] returns is taken as it is.
func (j *Job) Manifest(v any) {
	if m, ok := v.(json.Marshaler); ok {
		j.result.Manifest, j.manifestError = m.MarshalJSON()
		return
	}
	j.result.Manifest, j.manifestError = json.Marshal(v)
}

// Reject returns an error that says that the request cannot be served.
func (j *Job) Reject(r Rejection) error { return &r }
