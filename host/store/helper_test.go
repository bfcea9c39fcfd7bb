package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// What another process, a run of this test binary, is told.
const (
	helperRole = "KILN_STORE_TEST_ROLE"
	helperURL  = "KILN_STORE_TEST_URL"
	helperDir  = "KILN_STORE_TEST_DIR"
)

// helper starts another process on the database.
func helper(t *testing.T, role string, c store.Config) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperRole+"="+role, helperURL+"="+c.DatabaseURL, helperDir+"="+c.DataDir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// help is what the other process does.
func help(role string) int {
	fmt.Println("opening")
	s, err := store.Open(ctx, store.Config{DatabaseURL: os.Getenv(helperURL), DataDir: os.Getenv(helperDir)})
	if err == nil && role == "write" {
		err = writeForEver(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// writeForEver prints each generation once the store has acknowledged it:
// its id when it was enqueued, and again when it was finished.
func writeForEver(s *store.Store) error {
	org, err := s.EnsureOrg(ctx, "demo")
	for err == nil {
		var r host.Receipt
		if r, err = s.Enqueue(ctx, order(org.ID, "", time.Minute)); err != nil {
			break
		}
		fmt.Println("enqueued", r.Generation.ID)
		err = s.Finish(ctx, *r.Claim, succeeded(), events(1, time.Now()))
		fmt.Println("finished", r.Generation.ID)
	}
	return err
}
