package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

// shownLines is how many lines of one file are shown.
const shownLines = 50

// report shows how the run went.
func (t *trial) report(r sim.Result) error {
	if r.Exit == sim.ExitFixture {
		_, where, _ := strings.Cut(r.Stderr, "fixture.sim:")
		return tryRefused{fmt.Errorf("--fixture %s: line %s", t.fixture, printableLines(strings.TrimSpace(where)))}
	}
	t.section("standard output", r.Stdout)
	t.section("standard error", r.Stderr)
	for _, name := range slices.Sorted(maps.Keys(r.Files)) {
		t.section("file "+printable(name), r.Files[name])
	}
	t.section(fmt.Sprintf("database: %s", plural(len(r.Changes), "difference")), strings.Join(r.Changes, "\n"))
	t.section(fmt.Sprintf("simulator: %s; %s, at most %s loaded", plural(len(r.Watch), "complaint"), plural(r.Calls, "ITK call"), plural(r.Loaded, "object")),
		strings.Join(r.Watch, "\n"))
	fmt.Fprintf(t.stdout, "-- exit code %d\n", r.Exit)
	if err := t.writeFiles(r.Files); err != nil {
		return err
	}
	switch {
	case len(r.Watch) > 0:
		return tryFailed{fmt.Errorf("the simulator has %s about the program", plural(len(r.Watch), "complaint"))}
	case r.Exit < 0:
		return tryFailed{fmt.Errorf("the program crashed")}
	case r.Exit > 0:
		return tryEnded{r.Exit}
	}
	return nil
}

// section shows a text below its title, up to a limit; nothing of no text but a
// title that says what is missing.
func (t *trial) section(title, text string) {
	if text == "" && !strings.HasPrefix(title, "database") && !strings.HasPrefix(title, "simulator") {
		return
	}
	fmt.Fprintf(t.stdout, "-- %s\n", title)
	if !utf8.ValidString(text) {
		fmt.Fprintf(t.stdout, "(%s, no UTF-8 text)\n", plural(len(text), "byte"))
		return
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		if i == shownLines {
			fmt.Fprintf(t.stdout, "… and %s\n", plural(len(lines)-i, "more line"))
			break
		}
		if text != "" {
			fmt.Fprintln(t.stdout, printableLines(strings.TrimSuffix(line, "\r")))
		}
	}
}

// writeFiles keeps what the program wrote.
func (t *trial) writeFiles(files map[string]string) error {
	if t.out == "" {
		return nil
	}
	if err := os.MkdirAll(t.out, 0o755); err != nil {
		return tryRefused{fmt.Errorf("--out %s: %w", t.out, innermost(err))}
	}
	root, err := os.OpenRoot(t.out)
	if err != nil {
		return tryRefused{fmt.Errorf("--out %s: %w", t.out, innermost(err))}
	}
	defer root.Close()
	for name, text := range files {
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return tryRefused{fmt.Errorf("--out %s: %w", t.out, innermost(err))}
		}
		if err := root.WriteFile(name, []byte(text), 0o644); err != nil {
			return tryRefused{fmt.Errorf("--out %s: %w", t.out, innermost(err))}
		}
	}
	return nil
}
