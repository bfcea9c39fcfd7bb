package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// corpus are the prompts of the facts and those of the reader's own tests.
func corpus(t *testing.T) []string {
	t.Helper()
	var prompts []string
	seen := map[string]bool{}
	take := func(p string) {
		if p != "" && !seen[p] {
			seen[p] = true
			prompts = append(prompts, p)
		}
	}
	files, err := filepath.Glob("prompt/testdata/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, "prompt/testdata/prompts.jsonl") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
			if p, ok := strings.CutPrefix(lines.Text(), "> "); ok {
				take(p)
			}
			var fact struct{ Prompt string }
			if strings.HasSuffix(file, ".jsonl") && json.Unmarshal(lines.Bytes(), &fact) == nil {
				take(fact.Prompt)
			}
		}
	}
	return prompts
}

// kept is a host that keeps the files.
type kept struct {
	silent
	files map[string]string
}

func (k kept) File(path string, body []byte, mode uint32) {
	k.files[path] = string(rune(mode)) + string(body)
}

// run goes through all stages; a request that is refused gives no files.
func (k kept) run(t *testing.T, request sdk.Request) (manifest json.RawMessage, rejection *sdk.Rejection) {
	t.Helper()
	run := plugin.Start(request, k)
	for _, stage := range sdk.Stages {
		r := run.Stage(stage)
		if r.Outcome == sdk.Rejected {
			return nil, r.Rejection
		}
		if r.Outcome != sdk.OK {
			t.Fatalf("%s of %q: %s", stage, request.Prompt, r.Error)
		}
		if len(r.Manifest) > 0 {
			manifest = r.Manifest
		}
	}
	return manifest, nil
}

// TestSpecIsPostedBack makes each prompt of the corpus, posts the Spec of its
// build manifest as it stands there, and wants the same files of it.
func TestSpecIsPostedBack(t *testing.T) {
	made := 0
	for i, prompt := range corpus(t) {
		context := sdk.ProjectContext{TCVersion: [...]string{"10.1", "14.3", "2412"}[i%3], Compiler: [...]string{"gcc", "msvc"}[i%2], CodePrefix: "PNX"}
		first := kept{files: map[string]string{}}
		manifest, rejection := first.run(t, sdk.Request{Prompt: prompt, Context: context})
		if rejection != nil {
			continue
		}
		made++
		var understood struct{ Spec json.RawMessage }
		if err := json.Unmarshal(manifest, &understood); err != nil {
			t.Fatal(err)
		}
		context.Spec = understood.Spec
		second := kept{files: map[string]string{}}
		again, rejection := second.run(t, sdk.Request{Prompt: prompt, Context: context})
		if rejection != nil {
			t.Errorf("%q: its own Spec is refused: %s\n%s", prompt, rejection.Message, understood.Spec)
			continue
		}
		if !bytes.Equal(manifest, again) {
			t.Errorf("%q: another manifest:\n%s\n%s", prompt, manifest, again)
		}
		for path, body := range first.files {
			if second.files[path] != body {
				t.Errorf("%q: %s differs", prompt, path)
			}
		}
		if len(first.files) != len(second.files) {
			t.Errorf("%q: %d files, then %d", prompt, len(first.files), len(second.files))
		}
	}
	if made < 300 {
		t.Errorf("only %d prompts were made", made)
	}
}

// TestUnknownMembers posts Specs with a member that no Spec has, at each depth.
func TestUnknownMembers(t *testing.T) {
	for _, at := range []struct{ spec, path string }{
		{`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{},"safety":{},"filters":[]}`, "filters"},
		{`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","typ":"Item"},"output":{},"safety":{}}`, "select.typ"},
		{`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"name","op":"is","values":["a"],"value":"b"}],"output":{},"safety":{}}`, "where[0].value"},
		{`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"item_id","title":"x"}],"output":{},"safety":{}}`, "columns[0].title"},
		{`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{"sort":[{"property":"item_id","desc":true}]},"safety":{}}`, "output.sort[0].desc"},
		{`{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id","name":"x"}]},"action":{"set":[{"property":"object_desc","value":"x"}]},"output":{},"safety":{}}`, "input.columns[0].name"},
		{`{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"action":{"set":[{"property":"object_desc","val":"x"}]},"output":{},"safety":{}}`, "action.set[0].val"},
		{`{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"action":{"set":[{"property":"object_desc","value":"x"}]},"output":{},"safety":{"dryrun":true}}`, "safety.dryrun"},
	} {
		request := sdk.Request{Prompt: "x", Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", Spec: json.RawMessage(at.spec)}}
		_, rejection := kept{files: map[string]string{}}.run(t, request)
		if rejection == nil || rejection.Code != "validation_failed" || !strings.Contains(rejection.Message, "projectContext.spec: "+at.path) {
			t.Errorf("%s: %+v", at.path, rejection)
		}
	}
}
