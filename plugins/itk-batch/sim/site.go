package sim

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Installation is one simulated site with a program that was built at it.
type Installation struct {
	root, data string
	fixture    string
	more       string // lines of the fixture for the next runs
	servers    *pool
	plain      *pool // the program without sanitizers
	quick      bool
	earlier    string // the state that an earlier run left
	inputs     map[string]string
	trace      bool
	large      bool
}

// TB is the share of testing.TB that [Site] needs.
type TB interface {
	Helper()
	TempDir() string
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Site sets up a simulated site for a test: TC_ROOT, TC_DATA and a fixture,
// which is text in the language that fixture.md describes.
func Site(t TB, fixture string) *Installation {
	t.Helper()
	s, err := Install(t.TempDir(), fixture)
	if err != nil {
		t.Fatalf("simulated site: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// Install sets up a simulated site whose own files are in dir.
func Install(dir, fixture string) (*Installation, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	if err := copyOut("c/tc_profilevars.sh", filepath.Join(dir, "tc_profilevars")); err != nil {
		return nil, err
	}
	return &Installation{root: root, data: dir, fixture: fixture}, nil
}

// Close ends the processes that wait for runs of the program.
func (s *Installation) Close() {
	for _, p := range []*pool{s.servers, s.plain} {
		if p != nil {
			p.close()
		}
	}
	s.servers, s.plain = nil, nil
}

// Environment returns the environment of a shell at the site.
func (s *Installation) Environment() []string {
	return append(os.Environ(), "TC_ROOT="+s.root, "TC_DATA="+s.data)
}

// Headers returns the folder that holds include and msvc, for [Compilers].
func (s *Installation) Headers() string { return s.root }

// Build runs build.sh of the project in that folder, as a user would, and
// returns what it printed. The program that linkitk made is what Run starts.
func (s *Installation) Build(project string) (string, error) {
	built := filepath.Join(s.data, "built")
	if err := os.RemoveAll(built); err != nil {
		return "", err
	}
	s.Close()
	if err := write(filepath.Join(s.data, "fixture.sim"), s.fixture); err != nil {
		return "", err
	}
	c := exec.Command("sh", "./build.sh")
	c.Dir = project
	c.Env = append(s.Environment(), "KILN_SIM_BUILT="+built)
	text, err := c.CombinedOutput()
	if err != nil {
		return string(text), fmt.Errorf("build.sh: %w\n%s", err, text)
	}
	names, err := os.ReadFile(built)
	if err != nil {
		return string(text), errors.New("build.sh ended well but linkitk made no program")
	}
	program, plain, _ := strings.Cut(strings.TrimSpace(string(names)), "\n")
	s.servers = &pool{start: func() (*server, error) { return s.serve(program) }}
	s.plain = &pool{start: func() (*server, error) { return s.serve(plain) }}
	return string(text), nil
}

// With returns the site with more lines of the fixture for the runs that
// follow, such as "fail call=7", "fail function=QRY_execute nth=1" or
// "switch all harsh". The first one stays as it is.
func (s *Installation) With(lines ...string) *Installation {
	more := *s
	more.more = s.more + strings.Join(lines, "\n") + "\n"
	return &more
}

// After returns the site in the state that a run of it left, for the runs that
// follow. The run must not have been of a Large site.
func (s *Installation) After(r Result) *Installation {
	more := *s
	more.earlier = r.state
	return &more
}

// Input returns the site with a file that lies in the working folder of the
// runs that follow.
func (s *Installation) Input(name, text string) *Installation {
	more := *s
	more.inputs = map[string]string{name: text}
	for n, t := range s.inputs {
		if n != name {
			more.inputs[n] = t
		}
	}
	return &more
}

// Traced returns the site with runs that list each ITK call in Result.Trace.
func (s *Installation) Traced() *Installation {
	more := *s
	more.trace = true
	return &more
}

// Large returns the site with runs that do not compare the states of the
// database, which takes long when there are many objects.
func (s *Installation) Large() *Installation {
	more := *s
	more.large = true
	return &more
}

// Quick returns the site with runs without the sanitizers, which cost most of a
// run's time. They see the faults that the simulator itself watches for.
func (s *Installation) Quick() *Installation {
	more := *s
	more.quick = true
	return &more
}
