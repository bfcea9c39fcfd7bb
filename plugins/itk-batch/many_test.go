package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestManyLines updates a property of 100,000 revisions, one line each: the
// memory of ITK and the objects loaded are those of a few lines, and ten times
// the lines take about ten times as long.
func TestManyLines(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"}]},"output":{},"safety":{}}`)
	type measured struct {
		bytes, loaded int
		spent         time.Duration
	}
	took := map[int]measured{}
	for _, n := range []int{100, 10_000, 100_000} {
		var site, input strings.Builder
		input.WriteString("item_id,rev,desc\n")
		for i := range n {
			fmt.Fprintf(&site, "item L%06d Item\n  rev A\n", i)
			fmt.Fprintf(&input, "L%06d,A,\"text, %d\"\n", i, i)
		}
		r := run(t, s.With(site.String()).Input("in.csv", input.String()).Large().Quick(), "-nodryrun")
		rows := r.Files["pnx_property_update_result.csv"]
		if ok := strings.Count(rows, ",write,OK,"); r.Exit != 0 || ok != n || len(r.Watch) > 0 {
			t.Fatalf("%d lines: exit %d, %d OK, watch %q\n%.2000s", n, r.Exit, ok, r.Watch, r.Stderr)
		}
		took[n] = measured{r.Bytes, r.Loaded, r.Spent}
		t.Logf("%d lines: %d bytes, %d objects loaded, %v", n, r.Bytes, r.Loaded, r.Spent)
	}
	few, some, many := took[100], took[10_000], took[100_000]
	if many.bytes > few.bytes+4096 || many.loaded > few.loaded+2 {
		t.Errorf("100,000 lines: %d bytes, %d objects; 100 lines: %d and %d", many.bytes, many.loaded, few.bytes, few.loaded)
	}
	if many.spent > 20*max(some.spent, 100*time.Millisecond) {
		t.Errorf("100,000 lines take %v, 10,000 take %v", many.spent, some.spent)
	}
}
