package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exportProject is a project that the plugin generates.
func exportProject(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../../plugins/itk-batch/testdata/baseline/want")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// zipped packs the project into a ZIP file, below a folder.
func zipped(t *testing.T, project string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "project.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for _, pattern := range []string{"*", "src/*"} {
		names, _ := filepath.Glob(filepath.Join(project, pattern))
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				continue // a folder
			}
			relative, _ := filepath.Rel(project, name)
			entry, err := w.Create("project/" + filepath.ToSlash(relative))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := entry.Write(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTry(t *testing.T) {
	project, out := exportProject(t), filepath.Join(t.TempDir(), "out")
	p := process{env: []string{"PATH=" + os.Getenv("PATH"), "XDG_CACHE_HOME=" + t.TempDir()}}
	r := p.run(t, "try", project, "--fixture", "export", "--out", out, "--", "-max=3")
	r.want(t, 2)
	for _, want := range []string{"-- file pnx_query_export.csv\nitem_id,", "-- database: 0 differences\n", "-- simulator: 0 complaints; ", "-- exit code 2\n"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not shown:\n%s", want, r.stdout)
		}
	}
	if text, err := os.ReadFile(filepath.Join(out, "pnx_query_export.csv")); err != nil || strings.Count(string(text), "\n") != 4 {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(project, "build")); err == nil {
		t.Error("the project itself was built")
	}
	r = p.run(t, "try", zipped(t, project), "--fixture", "export", "--", "-h")
	r.want(t, 0)
	if !strings.Contains(r.stdout, "usage: pnx_query_export") {
		t.Error(r.stdout)
	}
}

// TestTryForVisualC tries a project that has a build.bat alone.
func TestTryForVisualC(t *testing.T) {
	t.Parallel()
	project, err := filepath.Abs("../../plugins/itk-batch/testdata/no-references/want")
	if err != nil {
		t.Fatal(err)
	}
	p := process{env: []string{"PATH=" + os.Getenv("PATH"), "XDG_CACHE_HOME=" + t.TempDir()}, dir: project}
	r := p.run(t, "try", ".", "--fixture", "try.sim")
	r.want(t, 0)
	for _, want := range []string{"The project is for Visual C++.", "-- file ", "-- simulator: 0 complaints; "} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not shown:\n%s", want, r.stdout)
		}
	}
}

func TestTryRefuses(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	text := filepath.Join(empty, "notes.zip")
	if err := os.WriteFile(text, []byte("no archive"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{empty}, "it is no generated itk-batch project"},
		{[]string{filepath.Join(empty, "missing")}, "no such file or directory"},
		{[]string{text}, "not a valid zip file"},
		{[]string{empty, "--fixture", "nothing"}, "--fixture nothing: no such file"},
		{[]string{empty, "more"}, "name one project"},
	} {
		process{env: []string{"PATH=" + os.Getenv("PATH")}}.run(t, append([]string{"try"}, c.args...)...).want(t, 4, c.want)
	}
	process{env: []string{"PATH=" + empty}}.run(t, "try", exportProject(t)).want(t, 4, "there is no C compiler")
	if r := (process{}).run(t, "try", "--show-fixture"); r.code != 0 || !strings.Contains(r.stdout, "site \"workshop.example\"") {
		t.Errorf("%+v", r)
	}
}

// TestTryWithoutFixture runs a project at the site that it brings, from a folder
// and from a ZIP file, and at the workshop when it brings none.
func TestTryWithoutFixture(t *testing.T) {
	t.Parallel()
	project, err := filepath.Abs("../../plugins/itk-batch/testdata/status-add/want")
	if err != nil {
		t.Fatal(err)
	}
	input := "-input=sample_input.csv"
	p := process{dir: project, env: []string{"PATH=" + os.Getenv("PATH"), "XDG_CACHE_HOME=" + t.TempDir()}}
	for _, from := range []string{".", zipped(t, project)} {
		r := p.run(t, "try", from, "--", input)
		r.want(t, 0)
		if !strings.Contains(r.stdout, "The site is the project's try.sim.") || !strings.Contains(r.stdout, ",OK,") {
			t.Errorf("%s:\n%s", from, r.stdout)
		}
	}
	bare := filepath.Join(t.TempDir(), "bare")
	if err := os.CopyFS(bare, os.DirFS(project)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(bare, "try.sim")); err != nil {
		t.Fatal(err)
	}
	if r := p.run(t, "try", bare, "--", "-h"); r.code != 0 || !strings.Contains(r.stdout, "The project has no try.sim: the site is workshop.") {
		t.Errorf("%+v", r)
	}
}

// TestTryOwnSite types what the README of a project says, in its folder.
func TestTryOwnSite(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dataset-import", "workflow-task"} {
		project, err := filepath.Abs("../../plugins/itk-batch/testdata/" + name + "/want")
		if err != nil {
			t.Fatal(err)
		}
		readme, err := os.ReadFile(filepath.Join(project, "README.md"))
		if err != nil {
			t.Fatal(err)
		}
		p := process{dir: project, env: []string{"PATH=" + os.Getenv("PATH"), "XDG_CACHE_HOME=" + t.TempDir()}}
		commands := 0
		for line := range strings.Lines(string(readme)) {
			if words := strings.Fields(line); len(words) > 1 && words[0] == "kiln" && words[1] == "try" {
				commands++
				r := p.run(t, words[1:]...)
				r.want(t, 0)
				if !strings.Contains(strings.ReplaceAll(r.stdout, ";", ","), ",OK,") || !strings.Contains(r.stdout, "-- simulator: 0 complaints") {
					t.Errorf("%s: %s\n%s", name, line, r.stdout)
				}
			}
		}
		if commands != 2 {
			t.Errorf("%s: %d commands in its README", name, commands)
		}
	}
}
