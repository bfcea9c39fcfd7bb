package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-colorable"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// screen is where progress is shown.
type screen struct {
	out   io.Writer
	live  bool       // lines can be drawn again
	width func() int // in columns; asked for whenever a line is drawn
}

// newScreen looks at the file that is to show the progress, usually standard
// error. Live lines need a terminal that can move its cursor, and a user who
// does not object.
func newScreen(out io.Writer, env environment) screen {
	s := screen{out: out, width: func() int { return 80 }}
	file, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return s
	}
	noColor, _ := env("NO_COLOR")
	if kind, _ := env("TERM"); noColor != "" || kind == "dumb" {
		return s
	}
	s.live = true
	s.out = colorable.NewColorable(file)
	s.width = func() int {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
			return columns
		}
		return 80
	}
	return s
}

// How a live line is drawn.
const (
	clearLine = "\r\x1b[K"
	green     = "\x1b[32m"
	red       = "\x1b[31m"
	yellow    = "\x1b[33m"
	dim       = "\x1b[2m"
	plain     = "\x1b[0m"
)

var spinner = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

// stages shows how a generation moves on: on a terminal one line per stage,
// the last of them alive, elsewhere a plain line per finished stage. Create it
// with [newStages] and end it with stop.
type stages struct {
	screen
	now func() time.Time

	mu      sync.Mutex
	current sdk.Stage
	running bool      // current is under way
	since   time.Time // when it began, by our clock
	message string    // what it said last
	frame   int
	waiting string // what is done before anything comes; empty once it has come
	begun   time.Time

	quit chan struct{}
	done sync.WaitGroup
}

// newStages begins to show, first of all what comes before the stages.
func newStages(s screen, before string, now func() time.Time) *stages {
	return &stages{screen: s, now: now, quit: make(chan struct{}), waiting: before, begun: now()}
}

// animate keeps the live line alive until stop.
func (s *stages) animate() {
	if !s.live {
		return
	}
	s.done.Go(func() {
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				s.tick()
			case <-s.quit:
				return
			}
		}
	})
}

// tick draws the live line once more.
func (s *stages) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frame++
	s.draw()
}

// stop ends the display. A stage that is under way is shown as broken off
// unless all went well.
func (s *stages) stop(well bool) {
	select {
	case <-s.quit:
		return
	default:
	}
	close(s.quit)
	s.done.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running && !well {
		s.line("✗", red, s.current.String(), s.now().Sub(s.since), s.message)
	} else if s.live {
		s.print(clearLine)
	}
	s.running, s.waiting = false, ""
}

// show takes an event.
func (s *stages) show(e host.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e.Status {
	case host.StageStarted:
		s.current, s.running, s.since, s.message = e.Stage, true, s.now(), ""
	case host.StageProgress:
		s.message = printable(e.Message)
	case host.StageCompleted:
		s.line("✓", green, e.Stage.String(), e.Elapsed, "")
		s.running = false
	}
	s.waiting = ""
	s.draw()
}

// note shows a remark in a line of its own.
func (s *stages) note(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live {
		s.print(clearLine + yellow + "! " + plain + printable(text) + "\n")
	} else {
		s.print("kiln: " + printable(text) + "\n")
	}
	s.draw()
}

// line finishes the live line.
func (s *stages) line(mark, color, stage string, took time.Duration, message string) {
	if !s.live {
		s.print(fmt.Sprintf("%s %-18s %8s%s\n", mark, stage, round(took), prefixed(message)))
		return
	}
	s.print(clearLine + color + mark + plain + s.fit(fmt.Sprintf(" %-18s %8s", stage, round(took)), message) + "\n")
}

// draw draws the live line.
func (s *stages) draw() {
	if !s.live || !s.running && s.waiting == "" {
		return
	}
	name, since := s.current.String(), s.since
	if s.waiting != "" {
		name, since = s.waiting, s.begun
	}
	mark := string(spinner[s.frame%len(spinner)])
	s.print(clearLine + mark + s.fit(fmt.Sprintf(" %-18s %8s", name, tenths(s.now().Sub(since))), s.message))
}

// fit keeps a line, whose mark takes one column, from wrapping: a line that
// wraps cannot be drawn again.
func (s *stages) fit(text, message string) string {
	room := s.width() - 2
	text = runewidth.Truncate(text, max(room, 0), "")
	room -= runewidth.StringWidth(text)
	if message == "" || room < 10 {
		return text
	}
	return text + dim + runewidth.Truncate(prefixed(message), room, "…") + plain
}

// print ignores that a display may be gone: the work goes on.
func (s *stages) print(text string) { _, _ = io.WriteString(s.out, text) }

func prefixed(message string) string {
	if message == "" {
		return ""
	}
	return "  " + message
}

// round shows a duration in three digits or so.
func round(d time.Duration) string {
	switch {
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	case d < time.Minute:
		return d.Round(10 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

// tenths shows a duration that still grows without flicker in its width.
func tenths(d time.Duration) string { return fmt.Sprintf("%.1fs", d.Seconds()) }
