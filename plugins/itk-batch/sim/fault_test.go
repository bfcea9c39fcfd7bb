package sim

import (
	"strings"
	"testing"
)

// TestFaults lets each call of the sample fail: as it is, it keeps its
// promises; with a mistake on the way of errors alone, it does not.
func TestFaults(t *testing.T) {
	t.Parallel()
	args := []string{"-u=infodba", "-p=infodba", "-g=dba", "-o=list.txt", "-value=TCM Released"}
	for _, c := range []struct{ name, old, new, want string }{
		{"sound", "", "", ""},
		{"a leak on the way of errors", "    MEM_free(name);\n", "    if (rc == ITK_ok) MEM_free(name);\n", "it cleans up: leak"},
		{"a crash on the way of errors", "    if (code == ITK_ok) return 1;\n", "    if (code == ITK_ok) return 1;\n    if (code == 515999) *(volatile char *)NULL = 0;\n", "it ends by itself"},
		{"an exit code that says nothing", "    failures++;\n", "", "it ends with 1 or 2: it ended with 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := small(t)
			if c.old == "" {
				build(t, s, nil)
			} else {
				build(t, s, func(program string) string { return strings.Replace(program, c.old, c.new, 1) })
			}
			whole, faults, err := s.Faults(args...)
			if err != nil || len(faults) != whole.Calls {
				t.Fatalf("%d faults, %d calls, %v", len(faults), whole.Calls, err)
			}
			var all []string
			for _, f := range faults {
				for _, m := range f.Missing {
					all = append(all, f.Function+": "+m)
				}
			}
			if text := strings.Join(all, "\n"); c.want == "" && text != "" || !strings.Contains(text, c.want) {
				t.Errorf("%q", text)
			}
		})
	}
}
