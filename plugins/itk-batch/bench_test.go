package main

import (
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// silent is a host that takes everything and keeps nothing.
type silent struct{}

func (silent) File(string, []byte, uint32) {}
func (silent) Progress(string)             {}
func (silent) Log(int32, string)           {}

// BenchmarkGeneration runs all stages natively: what a sandbox has to add to.
func BenchmarkGeneration(b *testing.B) {
	prompts := []struct{ name, prompt string }{
		{"baseline", "Export released parts to CSV"},
		{"nightly", "We run Teamcenter 14.3 on RHEL8, gcc. Need nightly utility, prefix PNX, which writes a pipe delimited file of released Part revisions (last 24h) with item_id, rev, name, material (pnx_material), weight (pnx_weight) and the file name of the attached PDF; if nothing was released write only the header; exit code 0 ok, 1 login error, 2 partial errors. Log to /var/log/tc. Password file must be used, no password on the command line."},
	}
	for _, p := range prompts {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				generateOnce(b, p.prompt)
			}
		})
	}
}

func generateOnce(b *testing.B, prompt string) {
	run := plugin.Start(sdk.Request{Prompt: prompt, Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"}}, silent{})
	for _, stage := range sdk.Stages {
		if r := run.Stage(stage); r.Outcome != sdk.OK {
			b.Fatal(stage, r.Error)
		}
	}
}
