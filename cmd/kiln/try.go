package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

const tryHelp = `Build a generated itk-batch project and run it at a simulated Teamcenter site.

PROJECT is the folder that "kiln generate" wrote, or the ZIP file of an artifact; without it the
project is in the current folder. What stands behind -- goes to the program. Files and folders
that are named there as -option=PATH are put into its working folder; without -u= it logs in as
infodba. The project's own build script builds it, in a copy, with the C compiler of this computer.
A project for Visual C++ is built from the same sources with gcc, without its build.bat.

The site is a fixture: the project's own, its try.sim, unless --fixture takes a name (workshop,
export) or a file in the language that "kiln try --show-fixture" prints an example of; a project
without one runs at workshop. What the program printed and wrote is shown, what is different
in the database afterwards, and what the simulator saw it do wrong: memory that is never freed,
locks that are never released, and the like. It proves the paths of the program, not that a real
site behaves like that.

The build script and the program run with your rights, in no sandbox: try what you trust.

Exit codes: the program's own (0, 1, 2), or
  3  it did not build, or the simulator saw it do something wrong
  4  the command line, the project or the fixture is wrong, or there is no C compiler`

// ownFixture is the site that a project brings, in its folder; workshop is the
// one for a project without.
const (
	ownFixture = "try.sim"
	workshop   = "workshop"
)

// tryFailed is a trial that shows a fault of the project: exit code 3.
type tryFailed struct{ error }

func (tryFailed) ExitCode() int { return 3 }

// tryRefused is a trial that could not begin: exit code 4.
type tryRefused struct{ error }

func (tryRefused) ExitCode() int { return 4 }

// tryEnded hands on the exit code of the program, which has said all itself.
type tryEnded struct{ code int }

func (tryEnded) Error() string { return "" }

func (e tryEnded) ExitCode() int { return e.code }

// trial is one run of "kiln try".
type trial struct {
	project, fixture, out string
	args                  []string
	stdout                io.Writer
}

func newTryCommand() *cobra.Command {
	t := trial{}
	show := false
	c := &cobra.Command{
		Use:   "try [PROJECT] [--fixture NAME|FILE] -- ARGUMENTS",
		Short: "Build a generated Teamcenter utility and run it at a simulated site",
		Long:  tryHelp,
	}
	c.Flags().StringVar(&t.fixture, "fixture", "", "the simulated site: workshop, export, or a file (default: the project's try.sim)")
	c.Flags().StringVarP(&t.out, "out", "o", "", "folder for the files that the program writes (default: they are only shown)")
	c.Flags().BoolVar(&show, "show-fixture", false, "print the fixture and do nothing else")
	c.RunE = func(c *cobra.Command, args []string) error {
		t.stdout = c.OutOrStdout()
		at := c.ArgsLenAtDash()
		if at < 0 {
			at = len(args)
		}
		if at > 1 {
			return tryRefused{errors.New("name one project; the program's arguments stand behind --")}
		}
		t.project, t.args = ".", args[at:]
		if at == 1 {
			t.project = args[0]
		}
		if show {
			return t.showFixture()
		}
		return t.run()
	}
	return c
}

// showFixture prints the fixture that is named, or the example of the language.
func (t *trial) showFixture() error {
	if t.fixture == "" {
		t.fixture = workshop
	}
	fixture, err := t.namedFixture()
	if err != nil {
		return tryRefused{err}
	}
	_, err = io.WriteString(t.stdout, fixture)
	return err
}

// namedFixture takes the fixture that comes with the simulator, or a file.
func (t *trial) namedFixture() (string, error) {
	if fixture, err := sim.Fixture(t.fixture); err == nil {
		return fixture, nil
	}
	text, err := os.ReadFile(t.fixture)
	if err != nil {
		return "", fmt.Errorf("--fixture %s: %w; name a file, workshop or export", t.fixture, innermost(err))
	}
	return string(text), nil
}

// projectFixture takes the site of the project, which has the names that its
// program looks up, or the workshop where it has none.
func (t *trial) projectFixture(project string) (string, error) {
	text, err := os.ReadFile(filepath.Join(project, ownFixture))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.fixture = workshop
		fmt.Fprintf(t.stdout, "The project has no %s: the site is %s. --fixture takes another one.\n", ownFixture, workshop)
		return t.namedFixture()
	case err != nil:
		return "", err
	}
	t.fixture = ownFixture
	fmt.Fprintf(t.stdout, "The site is the project's %s. --fixture takes another one.\n", ownFixture)
	return string(text), nil
}

func (t *trial) run() error {
	fixture := ""
	if t.fixture != "" {
		var err error
		if fixture, err = t.namedFixture(); err != nil {
			return tryRefused{err}
		}
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		return tryRefused{errors.New("there is no C compiler: install gcc with its sanitizers (Debian: apt-get install gcc libc6-dev)")}
	}
	folder, err := os.MkdirTemp("", "kiln-try-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	project, windows, err := copyProject(t.project, filepath.Join(folder, "project"))
	if err != nil {
		return tryRefused{err}
	}
	if windows {
		fmt.Fprintln(t.stdout, "The project is for Visual C++. Here gcc builds the same sources: build.bat is not run, and \\ parts no folders.")
	}
	if t.fixture == "" {
		if fixture, err = t.projectFixture(project); err != nil {
			return tryRefused{err}
		}
	}
	site, err := sim.Install(filepath.Join(folder, "site"), fixture)
	if err != nil {
		return tryRefused{err}
	}
	defer site.Close()
	if site, err = t.inputs(site); err != nil {
		return tryRefused{err}
	}
	if printed, err := site.Build(project); err != nil {
		return tryFailed{fmt.Errorf("the project does not build\n%s", printableLines(strings.TrimSpace(printed)))}
	}
	args := t.args
	if !slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "-u=") }) {
		args = append([]string{"-u=infodba", "-p=infodba", "-g=dba"}, args...)
	}
	result, err := site.Run(args...)
	if err != nil {
		return tryFailed{err}
	}
	return t.report(result)
}

// inputs hands the files and folders that the arguments name to the run.
func (t *trial) inputs(site *sim.Installation) (*sim.Installation, error) {
	for _, arg := range t.args {
		_, path, ok := strings.Cut(arg, "=")
		if !ok || !filepath.IsLocal(path) || filepath.Clean(path) == "." {
			continue // the working folder itself is there
		}
		if _, err := os.Stat(path); err != nil {
			continue // a text, or a file that the program is to write
		}
		root, err := os.OpenRoot(".")
		if err != nil {
			return nil, err
		}
		defer root.Close()
		err = fs.WalkDir(root.FS(), filepath.ToSlash(filepath.Clean(path)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(root.FS(), name)
			if err == nil {
				site = site.Input(name, string(text))
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", arg, innermost(err))
		}
	}
	return site, nil
}
