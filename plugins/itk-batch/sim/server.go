package sim

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
)

// A server is the built program in a process that has loaded the fixture and
// forks for each run.
type server struct {
	command *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Reader
}

// fixtureError says that the fixture of the site is wrong.
type fixtureError struct{ text string }

func (e *fixtureError) Error() string { return strings.TrimSpace(e.text) }

// serve starts a server.
func (s *Installation) serve(program string) (*server, error) {
	fixture := filepath.Join(s.data, "fixture.sim")
	var stderr bytes.Buffer
	c := exec.Command(program)
	c.Stderr = &stderr
	c.Env = append(s.Environment(), "KILN_SIM_SERVE=1", "KILN_SIM_FIXTURE="+fixture,
		"ASAN_OPTIONS=exitcode=99", "UBSAN_OPTIONS=print_stacktrace=1")
	ask, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	one := &server{command: c, ask: ask, answers: bufio.NewReader(answers)}
	if line, err := one.answers.ReadString('\n'); err != nil || line != "ready\n" {
		ask.Close()
		_ = c.Wait() // its state tells more than the error
		if c.ProcessState.ExitCode() == ExitFixture {
			return nil, &fixtureError{stderr.String()}
		}
		return nil, fmt.Errorf("the simulated site does not start: %s\n%s", c.ProcessState, stderr.String())
	}
	return one, nil
}

// run lets the server run the program in a folder and returns the exit code.
func (s *server) run(folder string) (int, error) {
	if _, err := fmt.Fprintln(s.ask, folder); err != nil {
		return 0, err
	}
	line, err := s.answers.ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("the simulated site is gone: %w", err)
	}
	var what string
	var code int
	if _, err := fmt.Sscanf(line, "%s %d", &what, &code); err != nil {
		return 0, fmt.Errorf("the simulated site answers %q", line)
	}
	switch {
	case what == "exit":
		return code, nil
	case syscall.Signal(code) == syscall.SIGALRM:
		return 0, fmt.Errorf("the program runs for too long")
	default:
		return -1, nil
	}
}

// pool keeps servers of one program, as many as there are processors.
type pool struct {
	start func() (*server, error)

	mu      sync.Mutex
	once    sync.Once
	free    chan *server // nil stands for one that is not started yet
	started []*server
}

func (p *pool) run(folder string) (int, error) {
	p.once.Do(func() {
		p.free = make(chan *server, runtime.NumCPU())
		for range cap(p.free) {
			p.free <- nil
		}
	})
	one := <-p.free
	if one == nil {
		var err error
		if one, err = p.start(); err != nil {
			p.free <- nil
			return 0, err
		}
		p.mu.Lock()
		p.started = append(p.started, one)
		p.mu.Unlock()
	}
	code, err := one.run(folder)
	if err != nil {
		one = nil
	}
	p.free <- one
	return code, err
}

// close ends the servers; they end at the end of their input.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.started {
		s.ask.Close()
		_ = s.command.Wait() // it served its runs; how it ends says nothing of them
	}
	p.started = nil
}
