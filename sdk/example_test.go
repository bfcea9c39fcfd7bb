package sdk_test

import (
	"fmt"

	"github.com/kilnworks/kiln/sdk"
)

// printer is a host that prints what it is told.
type printer struct{}

func (printer) File(path string, body []byte, mode uint32) { fmt.Printf("%s %o %s", path, mode, body) }
func (printer) Progress(message string)                    { fmt.Println(message) }
func (printer) Log(_ int32, message string)                { fmt.Println(message) }

// A plugin is a table of functions that share a state of its own. A complete
// one stands in ABI.md.
func ExamplePlugin() {
	type state struct{ greeting string }
	plugin := sdk.Plugin[state]{
		Definition: sdk.Definition{Type: "greeting", Version: "1.0.0"},
		Plan: func(j *sdk.Job, s *state) error {
			if j.Request.Prompt == "" {
				return j.Reject(sdk.Rejection{Message: "Say whom to greet."})
			}
			s.greeting = "Hello, " + j.Request.Prompt + "!\n"
			return nil
		},
		Generate: func(j *sdk.Job, s *state) error {
			j.File("hello.txt", []byte(s.greeting))
			return nil
		},
	}
	run := plugin.Start(sdk.Request{Prompt: "Ada"}, printer{})
	for _, stage := range sdk.Stages {
		if result := run.Stage(stage); result.Outcome != sdk.OK {
			fmt.Println(stage, result.Outcome)
			return
		}
	}
	refused := plugin.Start(sdk.Request{}, printer{}).Stage(sdk.Planning)
	fmt.Println(refused.Outcome, refused.Rejection.Message)
	// Output:
	// hello.txt 644 Hello, Ada!
	// rejected Say whom to greet.
}
