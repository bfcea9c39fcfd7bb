// Command plugin is a small artifact type for tests of registry folders. What
// it is can be set when it is linked, what it does by the prompt.
package main

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/sdk"
)

// Set with -ldflags "-X main.version=2.0.0".
var (
	name       = "greeting"
	version    = "1.0.0"
	pattern    = "hello"
	capability = ""
	start      = ""
)

type state struct{ sum uint64 }

func init() {
	for start == "endless" {
	}
	d := sdk.Definition{Type: name, Title: "Greeting", Description: "A file with a greeting.", Version: version,
		Patterns: []sdk.Pattern{{ID: "hello", Title: "Hello", Description: "Says hello."}}}
	if pattern != "hello" {
		d.Patterns = append(d.Patterns, sdk.Pattern{ID: pattern, Title: "More", Description: "Says more."})
	}
	if capability != "" {
		d.Capabilities = []string{capability}
	}
	sdk.Register(sdk.Plugin[state]{
		Definition: d,
		Plan: func(j *sdk.Job, _ *state) error {
			if strings.Contains(j.Request.Prompt, "released parts") {
				return j.Reject(sdk.Rejection{Message: "Ask for a greeting."})
			}
			j.Fit(1)
			return nil
		},
		SelectPattern: func(j *sdk.Job, _ *state) error { j.Select("hello"); return nil },
		Generate:      generate,
		Package:       func(j *sdk.Job, _ *state) error { j.Summarize("A greeting from " + version + "."); return nil },
	})
}

func generate(j *sdk.Job, s *state) error {
	word, rest, _ := strings.Cut(j.Request.Prompt, " ")
	switch word {
	case "panic":
		panic("the plugin lost its head")
	case "log":
		j.Log(1, "the plugin wonders about "+rest)
	case "spin":
		rounds, _ := strconv.ParseUint(rest, 10, 64)
		j.Progress("spinning")
		for n := range rounds {
			s.sum = s.sum*31 + n
		}
	}
	j.File("hello.txt", []byte("Hello, "+rest+"!\n"+strings.Repeat(" ", int(s.sum%2))))
	return nil
}

func main() {}
