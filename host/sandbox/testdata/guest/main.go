// Command guest is a plugin that misbehaves on request: the prompt names how.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/kilnworks/kiln/sdk"
)

type state struct{ generations int }

// warm and counted show what outlives a generation: nothing may.
var (
	warm    bool
	counted int
	hoard   [][]byte
)

func init() {
	sdk.Register(sdk.Plugin[state]{
		Definition: sdk.Definition{
			Type: "test-guest", Title: "Guest", Description: "Does what the prompt says.", Version: "1.2.3",
			Patterns: []sdk.Pattern{{ID: "plain", Title: "Plain", Description: "One file."}},
		},
		Warmup:        warmup,
		Plan:          plan,
		SelectPattern: func(j *sdk.Job, _ *state) error { j.Select("plain"); return nil },
		LoadKB:        func(j *sdk.Job, _ *state) error { return nil },
		Generate:      generate,
		Validate: func(j *sdk.Job, _ *state) error {
			j.Diagnose(sdk.Diagnostic{Severity: sdk.Info, Code: "looked", Message: "Looked at it.", File: "a.txt", Line: 1})
			return nil
		},
		Package: func(j *sdk.Job, s *state) error {
			j.Summarize("One file.")
			j.Manifest(map[string]any{"generations": s.generations})
			return nil
		},
	})
}

// warmup meets each type once: what encoding/json learns of a type then is in
// every generation's memory from the start.
func warmup() {
	warm = true
	var request sdk.Request
	text, _ := json.Marshal(request)
	_ = json.Unmarshal(text, &request)
	_, _ = json.Marshal(sdk.StageResult{Rejection: &sdk.Rejection{}, Diagnostics: []sdk.Diagnostic{{}}})
}

func plan(j *sdk.Job, s *state) error {
	counted++
	s.generations = counted
	j.Fit(0.5)
	word, _, _ := strings.Cut(j.Request.Prompt, " ")
	switch word {
	case "reject":
		return j.Reject(sdk.Rejection{Message: "No.", Missing: []string{"a reason"}})
	case "fail":
		return errors.New("a known weakness")
	case "loop":
		for {
		}
	case "panic":
		panic("the guest lost its head")
	case "exit":
		os.Exit(7)
	case "exit0":
		os.Exit(0)
	case "eat":
		for {
			hoard = append(hoard, bytes.Repeat([]byte{1}, 1<<20))
		}
	case "recurse":
		fmt.Println(recurse(1))
	case "flood":
		for {
			fmt.Fprintln(os.Stderr, "wasser, wasser, wasser")
		}
	case "reach":
		return reach()
	case "senses":
		var dice [8]byte
		if _, err := rand.Read(dice[:]); err != nil {
			return err
		}
		j.Summarize(fmt.Sprintf("%s %x", time.Now().UTC().Format(time.DateOnly), dice))
	}
	return nil
}

func recurse(n int) int { return recurse(n+1) + n }

// reach tries everything that a sandbox must not give.
func reach() error {
	if _, err := os.ReadFile("/etc/passwd"); err == nil {
		return errors.New("read a file of the host")
	}
	if len(os.Environ()) > 0 || len(os.Args) > 1 {
		return errors.New("saw the host's environment or arguments")
	}
	start := time.Now()
	time.Sleep(100 * time.Millisecond)
	if start.Year() > 2022 {
		return errors.New("saw the host's clock")
	}
	return nil
}

func generate(j *sdk.Job, s *state) error {
	word, rest, _ := strings.Cut(j.Request.Prompt, " ")
	switch word {
	case "files":
		for i := range 50 {
			j.File(fmt.Sprintf("%d.txt", i), []byte("x"))
		}
	case "bytes":
		j.File("big.bin", make([]byte, 2<<20))
	case "path":
		j.File(strings.Repeat("p", 300), nil)
	case "mode":
		return nil
	case "chatter":
		for i := range 5000 {
			j.Progress(fmt.Sprint(i))
		}
	case "longwinded":
		j.Progress(strings.Repeat("o", 5000))
	case "logs":
		for i := range 5000 {
			j.Log(0, fmt.Sprint("line ", i))
		}
	case "speech":
		j.Summarize(strings.Repeat("s", 2<<20))
	case "work":
		j.File("table.c", table(60))
	case "later":
		panic("later than planned")
	}
	j.Progress("writing")
	j.Log(1, "warm: "+fmt.Sprint(warm))
	j.File("a.txt", []byte(rest))
	j.Executable("run.sh", []byte("#!/bin/sh\n"))
	return nil
}

// table writes a few KB of text, as generators do.
func table(rows int) []byte {
	var out []byte
	for i := range rows {
		out = fmt.Appendf(out, "\t{ %d, \"%s\", %q, 0x%04x },\n", i, strings.Repeat("x", i%17), "column", i*i)
	}
	return out
}

func main() {}
