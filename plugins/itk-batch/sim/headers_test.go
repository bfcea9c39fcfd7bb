package sim

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// everyHeader is a program that includes all stub headers in the order of names.
func everyHeader() string {
	var b strings.Builder
	for h := range kb.Headers {
		if h.Status != kb.Fictitious {
			b.WriteString("#include <" + h.Name + ">\n")
		}
	}
	b.WriteString("#include <stdlib.h>\n#include <string.h>\n#include <ctype.h>\n#include <errno.h>\n")
	b.WriteString("int ITK_user_main(int argc, char *argv[])\n{\n    (void)argc;\n    (void)argv;\n    return ITK_ok;\n}\n")
	return b.String()
}

func TestHeadersCompile(t *testing.T) {
	dir := t.TempDir()
	if err := WriteHeaders(dir); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "every.c")
	if err := os.WriteFile(file, []byte(everyHeader()), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range Compilers(dir) {
		if _, err := exec.LookPath(command[0]); err != nil && command[0] != "gcc" && os.Getenv("CI") != "true" {
			t.Logf("%s is not here, so it is not tried", command[0])
			continue
		}
		args := slices.Concat(command[1:], []string{file})
		if text, err := exec.Command(command[0], args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", strings.Join(args, " "), err, text)
		}
	}
}

func TestEveryNameIsDeclared(t *testing.T) {
	dir := t.TempDir()
	if err := WriteHeaders(dir); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(everyHeader())
	for n := range kb.Names {
		switch n.Kind {
		case kb.Type:
			b.WriteString("typedef " + n.Name + " *use_" + n.Name + ";\n")
		default:
			b.WriteString("#define use(x) x\nvoid use_" + n.Name + "(void);\nvoid use_" + n.Name + "(void) { (void)(" + n.Name + "); }\n")
		}
	}
	file := filepath.Join(dir, "names.c")
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	command := Compilers(dir)[0]
	if text, err := exec.Command(command[0], append(command[1:], file)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}
