package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestBuildScriptSaysWhatIsMissing runs the scripts where there is no Teamcenter.
func TestBuildScriptSaysWhatIsMissing(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*/want/build.sh")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		cmd := exec.Command("/bin/sh", script)
		cmd.Env = []string{"PATH=/usr/bin:/bin"}
		said, err := cmd.CombinedOutput()
		if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(string(said), "build.sh: TC_ROOT is not set: give the folder") {
			t.Errorf("%s: %v: %s", script, err, said)
		}
	}
}
