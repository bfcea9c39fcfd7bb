package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseProject(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]map[string]string{
		"": {}, "# nothing\n": {}, "---\n": {}, "null": {},
		"url: https://kiln.example.com\ntcVersion: '14.3'\ncompiler: msvc\ncodePrefix: PNX\ntype: itk-batch\npattern: query-export\nout: gen/x\n": {
			"url": "https://kiln.example.com", "tcVersion": "14.3", "compiler": "msvc", "codePrefix": "PNX",
			"type": "itk-batch", "pattern": "query-export", "out": "gen/x"},
		// What is a number to YAML keeps its digits.
		"tcVersion: 14.30":            {"tcVersion": "14.30"},
		"tcVersion: 2412.0010":        {"tcVersion": "2412.0010"},
		"tcVersion: 2312":             {"tcVersion": "2312"},
		"tcVersion: 13.3.0.2":         {"tcVersion": "13.3.0.2"},
		"{tcVersion: 14.3}":           {"tcVersion": "14.3"},
		"\ufefftcVersion: 14.3\r\n":   {"tcVersion": "14.3"},
		"compiler: \"yes\"\nout: .\n": {"compiler": "yes", "out": "."},
	} {
		values, err := parseProject("f", []byte(body))
		got := map[string]string{}
		for k, v := range values {
			got[k] = v.text
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", body, err, diff)
		}
	}
}

func TestParseProjectMistakes(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"compiler: gcc\ntcversion: 14.3":    `f:2: unknown key "tcversion"; did you mean "tcVersion"?`,
		"explicit_type: x":                  `f:1: unknown key "explicit_type"; did you mean "type"?`,
		"colour: red":                       `f:1: unknown key "colour"; there are url, tcVersion, compiler, codePrefix, type, pattern, out`,
		"\n\ncompiler: [gcc]":               "f:3: compiler: must be plain text",
		"compiler: {a: b}":                  "f:1: compiler: must be plain text",
		"compiler: &x gcc\ncodePrefix: *x":  "f:2: codePrefix: must be plain text, not a list, a map or a reference",
		"compiler:":                         "f:1: compiler: has no value",
		"compiler: ''":                      "f:1: compiler: has no value",
		"compiler: 3":                       "f:1: compiler: must be text, and 3 is a int",
		"codePrefix: yes":                   "",
		"codePrefix: true":                  "f:1: codePrefix: must be text, and true is a bool",
		"tcVersion: 2024-12-01":             "f:1: tcVersion: must be text, and 2024-12-01 is a timestamp",
		"compiler: gcc\ncompiler: msvc":     "f:2: compiler: given twice, first at f:1",
		"apiKey: kiln_live_secret":          "f:1: apiKey: a secret does not belong in a repository; remove it here and set KILN_API_KEY",
		"api_key: hush":                     "f:1: api_key: a secret",
		"token: hush":                       "f:1: token: a secret",
		"codePrefix: kiln_live_secret":      "f:1: codePrefix: a secret",
		"url: https://me:hush@example.com":  "f:1: url: a secret",
		"out: ../elsewhere":                 `f:1: out: "../elsewhere" must be a folder inside`,
		"out: /etc":                         `f:1: out: "/etc" must be a folder inside`,
		"a: b: c":                           "f:1: is not YAML: mapping values are not allowed",
		"compiler: gcc\n\tout: x":           "f:2: is not YAML: ",
		"- compiler":                        "f:1: must be lines of \"key: value\"",
		"compiler":                          "f:1: must be lines of \"key: value\"",
		"compiler: gcc\n---\nurl: x":        "f: holds more than one document",
		"compiler: gcc\nx: 1\ny: 2\nout: 3": "f:2: unknown key \"x\"; there are url, tcVersion, compiler, codePrefix, type, pattern, out\nf:3: ",
	} {
		_, err := parseProject("f", []byte(body))
		switch {
		case want == "" && err == nil:
		case err == nil || want == "" || !strings.HasPrefix(err.Error(), want):
			t.Errorf("%q:\n got %v\nwant %s", body, err, want)
		case strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "kiln_live_secret"):
			t.Errorf("%q: the message repeats the secret: %v", body, err)
		case !errors.As(err, new(usageError)):
			t.Errorf("%q: %T is no mistake of the user", body, err)
		}
	}
}

func TestFindProject(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, ".kiln.yaml", "compiler: outside")
	write(t, dir, "repo/.git/HEAD", "")
	write(t, dir, "repo/a/b/file", "")
	find := func(below string) project {
		t.Helper()
		p, err := findProject(filepath.Join(dir, filepath.FromSlash(below)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if got := find("repo/a/b"); len(got.values) != 0 {
		t.Errorf("looked outside of the repository: %v", got)
	}
	write(t, dir, "repo/.kiln.yaml", "\ncompiler: gcc")
	got := find("repo/a/b")
	want := projectValue{text: "gcc", at: filepath.Join(dir, "repo", ".kiln.yaml") + ":2"}
	if got.values["compiler"] != want || got.folder != filepath.Join(dir, "repo") {
		t.Errorf("got %v", got)
	}
	write(t, dir, "repo/a/.kiln.yaml", "compiler: msvc")
	if got := find("repo/a/b").values["compiler"].text; got != "msvc" {
		t.Errorf("the nearest says msvc, got %s", got)
	}
	write(t, dir, "loose/sub/file", "")
	write(t, dir, "loose/.kiln.yaml", "compiler: gcc")
	if got := find("loose/sub"); len(got.values) != 0 {
		t.Errorf("looked upward outside of any repository: %v", got)
	}
	if err := os.Mkdir(filepath.Join(dir, "loose", "sub", ".kiln.yaml"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := findProject(filepath.Join(dir, "loose", "sub")); err == nil {
		t.Error("a folder was taken for the file")
	}
}

func FuzzParseProject(f *testing.F) {
	for _, seed := range []string{"tcVersion: 14.3\nout: gen\n", "apiKey: x", "a: &a [*a]", "? x\n: y", "{", "compiler: !!binary aGk=", "<<: {a: b}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		values, err := parseProject("f", body)
		if err != nil {
			if values != nil || !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("values %v with the error %v", values, err)
			}
			return
		}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			v := values[key]
			if !slices.Contains(projectKeys, key) || v.text == "" || !strings.HasPrefix(v.at, "f:") || strings.Contains(v.text, "kiln_live_") {
				t.Errorf("%s: %+v", key, v)
			}
			if key == "out" && !filepath.IsLocal(v.text) {
				t.Errorf("out leads away: %q", v.text)
			}
		}
	})
}
