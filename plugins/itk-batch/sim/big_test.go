package sim

import (
	"fmt"
	"strings"
	"testing"
)

// TestLargeSite runs the sample over ten thousand revisions: the memory of ITK
// in use may not grow with what has been written, and time stays sensible.
func TestLargeSite(t *testing.T) {
	t.Parallel()
	used := map[int]int{}
	for _, items := range []int{1000, 10000} {
		var b strings.Builder
		b.WriteString("site big\ngroup dba\nuser infodba dba default=dba password=infodba\n  member dba/DBA\nstatus Done\n")
		for i := range items {
			fmt.Fprintf(&b, "item %06d Item\n  rev A status=Done\n", i)
		}
		s := Site(t, b.String())
		build(t, s, nil)
		r := run(t, s, "-o=list.txt", "-value=Done")
		if r.Exit != 0 || len(r.Watch) > 0 || strings.Count(r.Files["list.txt"], "\n") != items {
			t.Fatalf("exit %d, %s%s%q", r.Exit, r.Stdout, r.Stderr, r.Watch)
		}
		used[items] = r.Bytes
	}
	// The result of the enquiry is all that grows: its report, two pointers and
	// a cell for each row, and the tags.
	if grown := used[10000] - used[1000]; grown > 9000*32 {
		t.Errorf("%d bytes more for 9000 more rows", grown)
	}
}
