package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/sdk"
)

// TestPromptsCompile checks the C of every fourth prompt of the corpus with the
// compiler that sees most: what one prompt asks for beside another meets in few
// programs that were written by hand. All of them take minutes.
func TestPromptsCompile(t *testing.T) {
	t.Parallel()
	all, err := sim.NewChecker()
	if err != nil {
		t.Fatal(err)
	}
	checker := all.Strictest()
	compiled := 0
	for i, prompt := range corpus(t) {
		if i%4 != 0 {
			continue
		}
		made := kept{files: map[string]string{}}
		request := sdk.Request{Prompt: prompt, Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"}}
		if _, rejection := made.run(t, request); rejection != nil {
			continue
		}
		compiled++
		texts := map[string][]byte{}
		for path, body := range made.files {
			if strings.HasPrefix(path, "src/") {
				_, mode := utf8.DecodeRuneInString(body)
				texts[path] = []byte(body[mode:])
			}
		}
		if err := checker.Check(texts); err != nil {
			t.Errorf("%q: %v", prompt, err)
		}
	}
	if compiled < 75 {
		t.Errorf("only %d prompts were made", compiled)
	}
}
