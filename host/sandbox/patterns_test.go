package sandbox

import (
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// BenchmarkSandboxPatterns generates each pattern of the plugin that is built in, from
// its first example, beside the first pattern: how much longer it takes, and how
// much more fuel it uses, which is the same on every machine.
func BenchmarkSandboxPatterns(b *testing.B) {
	wasm, asked := batch(b)
	p := open(b).mustLoad(b, wasm, Limits{})
	generate := func(prompt string) uint64 {
		request := asked
		request.Prompt = prompt
		i, err := p.Start(b.Context(), request, &recorder{})
		if err != nil {
			b.Fatal(err)
		}
		defer i.Close()
		for _, stage := range sdk.Stages {
			if r, err := i.Stage(b.Context(), stage); err != nil || r.Outcome != sdk.OK {
				b.Fatal(prompt, stage, r.Error, err)
			}
		}
		return i.Fuel()
	}
	first := p.Definition().Patterns[0]
	for _, pattern := range p.Definition().Patterns {
		b.Run(pattern.ID, func(b *testing.B) {
			var c contenders
			c.add(pattern.ID, func() { generate(pattern.Examples[0]) })
			c.add("first", func() { generate(first.Examples[0]) })
			c.measure(b)
			b.ReportMetric(float64(c.quartile(0))/float64(c.quartile(1)), "pattern/"+first.ID)
			b.ReportMetric(float64(generate(pattern.Examples[0]))/float64(generate(first.Examples[0])), "fuel/"+first.ID)
		})
	}
}
