package check

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/kilnworks/kiln/sdk/sdktest"
)

// TestCostGrowsWithSize reads half a megabyte ten times and five megabytes once:
// that is the same text, and must cost about the same. A rule that looks at all
// of the file for each of its lines costs ten times as much.
func TestCostGrowsWithSize(t *testing.T) {
	half := []File{{"large.c", large(t, 500_000)}}
	five := []File{{"large.c", large(t, 5_000_000)}}
	if len(Project(half, "14.3")) == 0 || len(Project(five, "14.3")) == 0 {
		t.Error("no findings")
	}
	ten := sdktest.Cost(t, func() {
		for range 10 {
			Project(half, "14.3")
		}
	})
	once := sdktest.Cost(t, func() { Project(five, "14.3") })
	t.Logf("ten times 500 kB: %v of the processor, 5 MB: %v", ten, once)
	if once > 4*ten {
		t.Errorf("5 MB cost %v of the processor, ten times 500 kB %v", once, ten)
	}
}

// TestEverybodyCallsEverybody reads functions each of which calls all others
// and leaves something to them. Twice the functions have four times the calls,
// the square of which is what asking all callers of all calls costs; the ways
// through them are without number.
func TestEverybodyCallsEverybody(t *testing.T) {
	half, all := everybody(28), everybody(56)
	once := sdktest.Cost(t, func() { Project(half, "14.3") })
	twice := sdktest.Cost(t, func() { Project(all, "14.3") })
	t.Logf("28 functions: %v of the processor, 56: %v", once, twice)
	if twice > 26*once {
		t.Errorf("56 functions cost %v of the processor, 28 %v", twice, once)
	}
}

// everybody is n functions that call each other.
func everybody(n int) []File {
	var b bytes.Buffer
	b.WriteString("#include <stdio.h>\n#include <tccore/aom.h>\n#include <tccore/aom_prop.h>\n#include <pom/pom/pom.h>\n#include <qry/qry.h>\n")
	for i := range n {
		fmt.Fprintf(&b, "int f%d(tag_t a, char *text, tag_t *list) {\n    char small[8];\n    int mark = 0, i = 0;\n    FILE *x = fopen(text, text);\n"+
			"    POM_place_markpoint(&mark);\n    AOM_refresh(a, TRUE);\n    AOM_set_value_string(a, \"x\", text);\n    strcpy(small, text);\n"+
			"    for (i = 0; i < 9; i++) AOM_ask_name(list[i], &text);\n", i)
		for k := range n {
			fmt.Fprintf(&b, "    while (i) f%d(a, text, list);\n", k)
		}
		b.WriteString("}\n")
	}
	return []File{{"a.c", b.Bytes()}}
}
