package sim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ExitFixture is the exit code of a run whose fixture is wrong.
const ExitFixture = 90

// Result is what one run of a program did.
type Result struct {
	// Exit is the exit code: -1 after a signal, 90 when the fixture is wrong,
	// 99 when a sanitizer found a fault.
	Exit           int
	Stdout, Stderr string
	// Watch lists what the program did wrong: leaks, wrong frees, enquiries
	// left open, calls without a session, faults that a sanitizer found.
	// It is empty for a clean run.
	Watch []string
	// Files holds what lies in the working folder afterwards, by its path with
	// slashes, without the inputs that did not change.
	Files map[string]string
	// Changes lists what is different in the database afterwards: "+" or "-",
	// an object with its UID, a property with its value. It is empty if the site
	// is Large.
	Changes []string
	state   string // of the database afterwards, for After
	// Calls counts the ITK calls, Loaded the most objects loaded at a time,
	// Bytes the most memory of ITK in use at a time, IDs the numbers that the
	// site gave out.
	Calls, Loaded, Bytes, IDs int
	// Spent is the processor time of the program with the calls in it.
	Spent time.Duration
	// Trace names each call in order, if the site is Traced.
	Trace []string
}

// Run starts the program that was built last, in a new working folder, and
// waits for it. An error means that it could not be run, not that it failed.
// Runs of one site may overlap.
func (s *Installation) Run(args ...string) (Result, error) {
	if s.servers == nil {
		return Result{}, errors.New("no program: Build comes first")
	}
	own, err := os.MkdirTemp(s.data, "run-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(own)
	if err := s.prepare(own, args); err != nil {
		return Result{}, err
	}
	servers := s.servers
	if s.quick {
		servers = s.plain
	}
	exit, err := servers.run(own)
	var refused *fixtureError
	if errors.As(err, &refused) {
		return Result{Exit: ExitFixture, Stderr: refused.text}, nil
	}
	if err != nil {
		return Result{}, err
	}
	result := Result{Exit: exit}
	if err := result.readReports(own); err != nil {
		return Result{}, err
	}
	if !s.large && result.Exit != ExitFixture {
		if result.Changes, err = changes(own); err != nil {
			return Result{}, err
		}
		if result.state, err = s.stateAfter(own); err != nil {
			return Result{}, err
		}
	}
	result.Files, err = s.files(filepath.Join(own, "work"))
	return result, err
}

// stateAfter reads the state that the run left, and makes sure that the run
// began where the earlier one ended.
func (s *Installation) stateAfter(own string) (string, error) {
	before, err := os.ReadFile(filepath.Join(own, "before.sim"))
	if err != nil {
		return "", err
	}
	if s.earlier != "" && string(before) != s.earlier {
		return "", fmt.Errorf("the run begins in another state than the earlier one left:\n%s\nthe earlier one:\n%s", before, s.earlier)
	}
	after, err := os.ReadFile(filepath.Join(own, "after.sim"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // after a sanitizer ended the program there is none
		return "", err
	}
	return string(after), nil
}

// prepare writes what a run starts from into its folder.
func (s *Installation) prepare(own string, args []string) error {
	work := filepath.Join(own, "work")
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	for name, text := range s.inputs {
		if err := write(filepath.Join(work, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	files := map[string]string{"more.sim": s.more, "arguments": ""}
	for _, arg := range args {
		files["arguments"] += arg + "\x00"
	}
	if s.earlier != "" {
		files["earlier.sim"] = s.earlier
	}
	if s.trace {
		files["traced"] = ""
	}
	if s.large {
		files["large"] = ""
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(own, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// readReports reads the watch report, the trace and what the sanitizers wrote.
func (r *Result) readReports(own string) error {
	stdout, err := os.ReadFile(filepath.Join(own, "stdout"))
	if err != nil {
		return err
	}
	stderr, err := os.ReadFile(filepath.Join(own, "stderr"))
	if err != nil {
		return err
	}
	r.Stdout, r.Stderr = string(stdout), string(stderr)
	if strings.Contains(r.Stderr, ": runtime error: ") { // the undefined behaviour sanitizer
		r.Watch = append(r.Watch, strings.TrimSpace(r.Stderr))
	}
	watch, err := os.ReadFile(filepath.Join(own, "watch"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for line := range strings.Lines(string(watch)) {
		r.readWatch(strings.TrimSpace(line))
	}
	trace, err := os.ReadFile(filepath.Join(own, "trace"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	r.Trace = strings.Fields(string(trace))
	logs, err := filepath.Glob(filepath.Join(own, "sanitizer.*"))
	if err != nil {
		return err
	}
	for _, path := range logs {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		r.Watch = append(r.Watch, strings.TrimSpace(string(text)))
	}
	return nil
}

func (r *Result) readWatch(line string) {
	info, ok := strings.CutPrefix(line, "info ")
	if !ok {
		r.Watch = append(r.Watch, line)
		return
	}
	name, number, _ := strings.Cut(info, " ")
	n, err := strconv.Atoi(number)
	if err != nil {
		return
	}
	switch name {
	case "calls":
		r.Calls = n
	case "loaded":
		r.Loaded = n
	case "bytes":
		r.Bytes = n
	case "ids":
		r.IDs = n
	case "milliseconds":
		r.Spent = time.Duration(n) * time.Millisecond
	}
}

func (s *Installation) files(work string) (map[string]string, error) {
	root, err := os.OpenRoot(work)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	files := map[string]string{}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root.FS(), name)
		if err != nil {
			return err
		}
		if input, ok := s.inputs[name]; !ok || input != string(text) {
			files[name] = string(text)
		}
		return nil
	})
	return files, err
}
