package emit

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// fileScope finds what a C file names at its top level.
var fileScope = []struct {
	names *regexp.Regexp
	// clash is C that does not compile where a header has that name.
	clash string
}{
	{regexp.MustCompile(`(?m)^(?:static )?[a-z][\w ]*[ *](\w+)\(`), "struct unlike_%[1]s { int a; };\nstatic struct unlike_%[1]s %[1]s;\n"},
	{regexp.MustCompile(`(?m)^static [^(\n]*?[ *](\w+)(?:\[[^\n]*\])?(?: = [^\n]*)?[;{]$`), "struct unlike_%[1]s { int a; };\nstatic struct unlike_%[1]s %[1]s;\n"},
	{regexp.MustCompile(`(?m)^(?:typedef )?struct (\w+) \{$`), "struct %[1]s { int kiln; };\n"},
	{regexp.MustCompile(`(?m)^(?:\} |typedef [^({;]*?)(\w+);$`), "typedef struct { int a; } %[1]s;\n"},
	{regexp.MustCompile(`(?m)^#define (\w+)`), "#ifdef %[1]s\n#error \"%[1]s is defined\"\n#endif\n"},
}

// TestNamesAreNotThoseOfTheSystem declares what programs name beside what the
// headers of a site may include: it would not compile there.
func TestNamesAreNotThoseOfTheSystem(t *testing.T) {
	t.Parallel()
	var c strings.Builder
	for _, header := range []string{"ctype", "dirent", "errno", "fcntl", "libgen", "limits", "locale", "math", "netdb", "pthread", "search",
		"signal", "stdio", "stdlib", "string", "strings", "sys/mman", "sys/stat", "sys/time", "sys/wait", "time", "unistd"} {
		fmt.Fprintf(&c, "#include <%s.h>\n", header)
	}
	seen := map[string]bool{}
	for _, s := range specs {
		for _, f := range Project(plan(t, s.text)) {
			if !strings.HasPrefix(f.Path, "src/") {
				continue
			}
			for _, scope := range fileScope {
				for _, m := range scope.names.FindAllSubmatch(f.Body, -1) {
					if clash := fmt.Sprintf(scope.clash, m[1]); !seen[clash] {
						seen[clash] = true
						c.WriteString(clash)
					}
				}
			}
		}
	}
	if len(seen) < 300 {
		t.Fatalf("only %d names were found", len(seen))
	}
	gcc := exec.CommandContext(t.Context(), "gcc", "-std=gnu99", "-D_GNU_SOURCE", "-w", "-fsyntax-only", "-x", "c", "-")
	gcc.Stdin = strings.NewReader(c.String())
	if out, err := gcc.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
