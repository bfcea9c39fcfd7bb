package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kilnworks/kiln/registry"
)

func newPluginDiffCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff DIR",
		Short: "Show what the plugins of a folder would newly be allowed to do",
		Long: "Show what the plugins of a registry folder would newly be allowed to do if the lock were\n" +
			"renewed. A line that begins with + gives a plugin more than it has.\n\n" +
			"Exit codes: 0 nothing differs, 1 something differs or is refused, 2 the command line is wrong",
		Args: oneFolder,
	}
	addAdmissionFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := surveyOf(c, args[0], grants{})
		if err != nil {
			return err
		}
		if !s.show(c.OutOrStdout()) {
			fmt.Fprintln(c.OutOrStdout(), "Nothing differs from "+registry.LockFile+".")
			return nil
		}
		if len(s.lock.Diff(s.now)) > 0 {
			fmt.Fprintf(c.OutOrStdout(), "\"kiln plugin lock %s\" allows what is not refused.\n", args[0])
		}
		return differs{}
	}
	return c
}

func oneFolder(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{errors.New("name one registry folder")}
	}
	return nil
}

// surveyOf looks at a folder, or at the granted files of it.
func surveyOf(c *cobra.Command, dir string, granted grants) (*survey, error) {
	a, err := findAdmitter(c)
	if err != nil {
		return nil, err
	}
	s, err := takeSurvey(c.Context(), dir, granted, a)
	if err != nil {
		return nil, err
	}
	if err := s.restrict(granted.files); err != nil {
		return nil, err
	}
	return s, s.settle()
}

// show prints what differs from the lock and what is refused; it reports
// whether there is anything.
func (s *survey) show(w io.Writer) bool {
	differences := s.lock.Diff(s.now)
	for _, d := range differences {
		fmt.Fprintf(w, "%s: %s\n", printable(d.File), d.Kind)
		for _, change := range d.Changes {
			showChange(w, d.Kind, change)
		}
		fmt.Fprintln(w)
	}
	for _, file := range slices.Sorted(maps.Keys(s.refused)) {
		fmt.Fprintf(w, "%s: refused\n  %s\n\n", printable(file), printable(s.refused[file].Error()))
	}
	return len(differences)+len(s.refused) > 0
}

func showChange(w io.Writer, kind registry.Kind, c registry.Change) {
	sign, text := " ", cmp.Or(c.New, c.Old)
	switch {
	case c.Old != "" && c.New != "":
		text = c.Old + " → " + c.New
	case c.New == "" && c.Widens:
		text = c.Old + " → as usual"
	case c.New == "" && kind == registry.Changed:
		sign = "-"
	}
	if c.Widens {
		sign = "+"
	}
	fmt.Fprintf(w, "%s %-16s  %s\n", sign, c.Name, printable(text))
}

// grants are what the command line allows plugins beyond what they ask for.
// The zero value allows nothing.
type grants struct {
	files        []string // that are meant; all when empty
	replace      bool
	memoryMiB    uint64
	stageTimeout time.Duration
	stageFuel    uint64
}

func (g grants) mean(file string) bool { return len(g.files) == 0 || slices.Contains(g.files, file) }

// limits returns a file's limits with those of the command line.
func (g grants) limits(file string, l registry.Limits) registry.Limits {
	if g.mean(file) {
		l.MemoryBytes = cmp.Or(g.memoryMiB<<20, l.MemoryBytes)
		l.StageTimeout = cmp.Or(registry.Duration(g.stageTimeout), l.StageTimeout)
		l.StageFuel = cmp.Or(g.stageFuel, l.StageFuel)
	}
	return l
}

// replaces tells whether a file is to take the place of a plugin that came
// with the binary.
func (g grants) replaces(file, artifactType string) bool {
	r, err := registry.Embedded()
	_, builtIn := r.Entry(artifactType)
	return g.replace && g.mean(file) && err == nil && builtIn
}

// addLimitFlags declares what [grants.limits] goes by.
func (g *grants) addLimitFlags(c *cobra.Command) {
	f := c.Flags()
	f.Uint64Var(&g.memoryMiB, "memory-mib", 0, "memory that an instance may have, in `MiB`")
	f.DurationVar(&g.stageTimeout, "stage-timeout", 0, "`time` that a stage may take, such as 20s")
	f.Uint64Var(&g.stageFuel, "stage-fuel", 0, "how much `fuel` a stage may use")
}

func newPluginLockCommand() *cobra.Command {
	var o grants
	var yes bool
	c := &cobra.Command{
		Use:   "lock DIR [FILE...]",
		Short: "Allow the plugins of a folder to run with what they ask for",
		Long: "Show what \"kiln plugin diff\" shows and, once confirmed, write it to the folder's lock.\n" +
			"With FILEs, only these are looked at. Limits stay as they are in the lock unless given here.",
		Example: "  kiln plugin lock plugins\n  kiln plugin lock plugins greeting.wasm --memory-mib 128",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("name a registry folder")}
			}
			return nil
		},
	}
	f := c.Flags()
	f.BoolVar(&yes, "yes", false, "do not ask")
	f.BoolVar(&o.replace, "replace", false, "let plugins take the place of those for the same type that came with the binary")
	o.addLimitFlags(c)
	addAdmissionFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		o.files = args[1:]
		return lockPlugins(c, args[0], o, yes)
	}
	return c
}

func lockPlugins(c *cobra.Command, dir string, granted grants, yes bool) error {
	s, err := surveyOf(c, dir, granted)
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	s.show(out)
	if len(s.lock.Diff(s.now)) == 0 {
		fmt.Fprintln(out, registry.LockFile+" stays as it is.")
	} else if err := s.write(out, yes); err != nil {
		return err
	}
	if len(s.refused) > 0 {
		return fmt.Errorf("%s cannot be allowed, see above", plural(len(s.refused), "plugin"))
	}
	return nil
}

// write asks, unless told not to, and writes the lock.
func (s *survey) write(out io.Writer, yes bool) error {
	if !yes {
		if !term.IsTerminal(int(os.Stdin.Fd())) {
			return usageError{errors.New("nobody can be asked here; add --yes to write the lock")}
		}
		fmt.Fprintf(out, "Write this to %s? [y/N] ", registry.LockFile)
		answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
		if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
			return errors.New("nothing was written")
		}
	}
	if err := registry.WriteLock(s.dir, s.now); err != nil {
		return err
	}
	fmt.Fprintf(out, "Wrote %s with %s.\n", registry.LockFile, plural(len(s.now.Plugins), "plugin"))
	return nil
}
