package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// terminal is a screen that can be looked at, with a clock that is set by hand.
type terminal struct {
	bytes.Buffer
	now time.Time
}

func (f *terminal) stages(live bool, width int) *stages {
	return newStages(screen{out: f, live: live, width: func() int { return width }}, "connecting", func() time.Time { return f.now })
}

var color = regexp.MustCompile(`\x1b\[[0-9]*m`)

// lines is what a reader sees: a line that is cleared is gone.
func (f *terminal) lines() []string {
	var seen []string
	for line := range strings.SplitSeq(color.ReplaceAllString(f.String(), ""), "\n") {
		if at := strings.LastIndex(line, "\r\x1b[K"); at >= 0 {
			line = line[at+len("\r\x1b[K"):]
		}
		seen = append(seen, strings.TrimRight(line, " "))
	}
	return seen
}

func TestStagesOnATerminal(t *testing.T) {
	t.Parallel()
	f := &terminal{now: time.Unix(0, 0)}
	s := f.stages(true, 60)
	see := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, f.lines()); diff != "" {
			t.Error(diff)
		}
	}
	s.tick()
	see("⠙ connecting             0.0s")
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageStarted})
	f.now = f.now.Add(1400 * time.Millisecond)
	s.tick()
	see("⠹ planning               1.4s")
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageProgress, Message: "reading the \x1b[1mprompt, which takes its time"})
	see("⠹ planning               1.4s  reading the \ufffd[1mprompt, whi…")
	s.note("the connection broke; trying again in 1s")
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageCompleted, Elapsed: 1412 * time.Millisecond})
	s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageStarted})
	broken := []string{"! the connection broke; trying again in 1s", "✓ planning              1.41s"}
	see(append(broken, "⠹ selecting-pattern      0.0s")...)
	s.stop(false)
	see(append(broken, "✗ selecting-pattern        0s", "")...)
	s.stop(false)
	see(append(broken, "✗ selecting-pattern        0s", "")...)
}

func TestStagesLeaveNoLiveLine(t *testing.T) {
	t.Parallel()
	f := &terminal{now: time.Unix(0, 0)}
	s := f.stages(true, 60)
	s.animate()
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageStarted})
	s.stop(true)
	if diff := cmp.Diff([]string{""}, f.lines()); diff != "" {
		t.Error(diff)
	}
}

func TestStagesNeverWrap(t *testing.T) {
	t.Parallel()
	for width := range 60 {
		f := &terminal{now: time.Unix(0, 0)}
		s := f.stages(true, width)
		s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageStarted})
		s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageProgress, Message: strings.Repeat("漢", 40)})
		s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageCompleted, Elapsed: time.Hour})
		for line := range strings.SplitSeq(strings.ReplaceAll(color.ReplaceAllString(f.String(), ""), "\r\x1b[K", "\n"), "\n") {
			columns := 0
			for _, r := range line {
				columns++
				if r == '漢' {
					columns++
				}
			}
			if columns > max(width-1, 1) {
				t.Errorf("width %d: %d columns: %q", width, columns, line)
			}
		}
	}
}

func TestStagesInALog(t *testing.T) {
	t.Parallel()
	f := &terminal{now: time.Unix(0, 0)}
	s := f.stages(false, 80)
	s.animate()
	s.tick()
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageStarted})
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageProgress, Message: "reading"})
	s.show(host.Event{Stage: sdk.Planning, Status: host.StageCompleted, Elapsed: 12 * time.Millisecond})
	s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageStarted})
	s.show(host.Event{Stage: sdk.SelectingPattern, Status: host.StageProgress, Message: "weighing"})
	f.now = f.now.Add(90 * time.Second)
	s.stop(false)
	want := "✓ planning               12ms\n✗ selecting-pattern     1m30s  weighing\n"
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
}
