package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAdmission has a module compiled by another process, and remembered. The
// tests here set the environment, so that the child is kiln, and cannot be parallel.
func TestAdmission(t *testing.T) {
	t.Setenv(asCommand, "1")
	a := newAdmitter(t.TempDir(), time.Minute)
	module := module(t, "v1")
	begin := time.Now()
	found, err := a.admit(t.Context(), module, nil, firstLimits)
	if err != nil || found.Definition.Type != "greeting" || !slices.Contains(found.Imports, "kiln_v1.output") {
		t.Fatalf("%+v, %v", found, err)
	}
	t.Logf("compiled in %s", time.Since(begin))
	if compiled, _ := filepath.Glob(filepath.Join(a.cache, "*", "*", "*")); len(compiled) == 0 {
		t.Error("nothing is in the compile cache")
	}
	a.timeout = 0 // no child could answer
	again, err := a.admit(t.Context(), module, nil, firstLimits)
	if diff := cmp.Diff(found, again); diff != "" || err != nil {
		t.Errorf("what was remembered differs: %v\n%s", err, diff)
	}
	// Another grant is another question.
	if _, err := a.admit(t.Context(), module, []string{"llm"}, firstLimits); !errors.As(err, new(errUndecided)) {
		t.Errorf("with another grant: %v", err)
	}
	records, _ := filepath.Glob(filepath.Join(a.cache, "admitted", "*"))
	if len(records) != 1 {
		t.Fatalf("%d records", len(records))
	}
	if err := os.WriteFile(records[0], []byte(`{"definition":`), 0o600); err != nil {
		t.Fatal(err)
	}
	a.timeout = time.Minute
	if again, err := a.admit(t.Context(), module, nil, firstLimits); err != nil || again.Definition.Type != "greeting" {
		t.Errorf("after a broken record: %+v, %v", again, err)
	}
}

func TestAdmissionRefuses(t *testing.T) {
	t.Setenv(asCommand, "1")
	a := newAdmitter(testCache(t), time.Minute)
	for name, tt := range map[string]struct {
		module []byte
		says   string
	}{
		"capability": {module(t, "v3"), "grant it in the registry entry"},
		"abi":        {otherABI(t), "this host version 1"},
		"text":       {[]byte("hello"), "not a module"},
	} {
		_, err := a.admit(t.Context(), tt.module, nil, firstLimits)
		if err == nil || !strings.Contains(err.Error(), tt.says) || errors.As(err, new(errUndecided)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAdmissionEnds has children that never end, take all memory, or are not
// wanted any more.
func TestAdmissionEnds(t *testing.T) {
	t.Setenv(asCommand, "1")
	module := module(t, "v1")
	a := newAdmitter(t.TempDir(), time.Millisecond)
	_, err := a.admit(t.Context(), module, nil, firstLimits)
	if !errors.As(err, new(errUndecided)) || !strings.Contains(err.Error(), "within 1ms (--admission-timeout)") {
		t.Errorf("too slow: %v", err)
	}
	a.timeout, a.address = time.Minute, 100_000_000
	_, err = a.admit(t.Context(), module, nil, firstLimits)
	if !errors.As(err, new(errUndecided)) || !strings.Contains(err.Error(), "100 MB of memory") {
		t.Errorf("too large: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.admit(ctx, module, nil, firstLimits); !errors.Is(err, context.Canceled) {
		t.Errorf("not wanted: %v", err)
	}
}

func TestChildGetsNoSecrets(t *testing.T) {
	got := withoutSettings([]string{"KILN_DATABASE=postgres://u:p@h/d", "KILN_DATABASE_FILE=/x", "KILN_API_KEY=k", "PATH=/bin", "GOMAXPROCS=8"})
	if diff := cmp.Diff([]string{"PATH=/bin", "GOMAXPROCS=1"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCappedKeepsTheBeginning(t *testing.T) {
	c := capped{most: 5}
	for range 3 {
		if n, err := c.Write([]byte("abc")); n != 3 || err != nil {
			t.Fatal(n, err)
		}
	}
	if !bytes.Equal(c.Bytes(), []byte("abcab")) {
		t.Errorf("%q", c.Bytes())
	}
}
