package rewrite

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMergeRuns(t *testing.T) {
	t.Parallel()
	run := func(at uint32, s string) Run { return Run{at, []byte(s)} }
	far := uint32(10 + mergeGap + 2)
	for name, c := range map[string]struct{ in, want []Run }{
		"none":        {nil, nil},
		"empty ones":  {[]Run{run(5, ""), run(9, "")}, nil},
		"neighbours":  {[]Run{run(5, "ab"), run(7, "cd")}, []Run{run(5, "abcd")}},
		"a gap":       {[]Run{run(5, "ab"), run(9, "cd")}, []Run{run(5, "ab\x00\x00cd")}},
		"a large gap": {[]Run{run(9, "a"), run(far, "b")}, []Run{run(9, "a"), run(far, "b")}},
		"descending":  {[]Run{run(far, "c"), run(8, "b"), run(7, "a")}, []Run{run(7, "ab"), run(far, "c")}},
		"overlapping": {[]Run{run(5, "abc"), run(9, "z"), run(4, "xy")}, []Run{run(4, "xybc\x00z")}},
		"replaced":    {[]Run{run(5, "abc"), run(5, "xyz")}, []Run{run(5, "xyz")}},
	} {
		if diff := cmp.Diff(c.want, mergeRuns(c.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
