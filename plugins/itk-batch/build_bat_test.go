package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// windows is a command prompt at a simulated site: Wine runs cmd, and batch
// files play the site's scripts and write down how they were called. The path
// of each folder has a blank and brackets in it.
type windows struct {
	prefix, dir string
	variables   map[string]string
}

// newWindows sets up a command prompt with all that build.bat needs. Without
// Wine the test is skipped, which only CI must not do.
func newWindows(t *testing.T) *windows {
	t.Helper()
	if _, err := exec.LookPath("wine"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("wine is missing; make test installs it")
	}
	w := &windows{prefix: t.TempDir(), dir: filepath.Join(t.TempDir(), "drive (x86)")}
	w.variables = map[string]string{
		"TC_ROOT": w.path("root"), "TC_DATA": w.path("data"), "VCINSTALLDIR": w.path("studio") + `\`,
		"WINEPATH": w.path("studio"), "CALLS": w.path("calls"),
		"WINEPREFIX": w.prefix, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", // asks for no packages
	}
	w.write(t, "root/sample/compile.bat", `@echo off
echo compile %*>>"%CALLS%"
if exist "%~dp0compile fails" exit /b 3
if not exist "%~dp0compile makes nothing" for %%a in (%*) do if exist %%~na.c echo object>%%~na.obj
exit /b 0
`)
	w.write(t, "root/sample/linkitk.bat", `@echo off
echo linkitk %*>>"%CALLS%"
echo %MSDEV_HOME%%MSVCDir%>>"%CALLS%"
if exist "%~dp0linkitk fails" exit /b 3
if not exist "%~dp0linkitk makes nothing" echo program>%2.exe
exit /b 0
`)
	w.write(t, "root/include/base_utils/Mem.h", "")
	w.write(t, "data/tc_profilevars.bat", "@echo off\nset TC_INCLUDE=set\necho profilevars>>\"%CALLS%\"\nexit /b 1\n")
	w.write(t, "studio/cl.exe", "")
	t.Cleanup(func() { _, _ = w.run(t, "wineserver", "-k") })
	if said, exit := w.run(t, "wine", "wineboot", "--init"); exit != 0 {
		t.Fatalf("wineboot: exit %d\n%s", exit, said)
	}
	return w
}

// path is a file as Windows names it.
func (w *windows) path(name string) string {
	return "Z:" + strings.ReplaceAll(filepath.Join(w.dir, name), "/", `\`)
}

// write makes a text file with the line ends of Windows.
func (w *windows) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, "\n", "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// remove undoes a write.
func (w *windows) remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(w.dir, name)); err != nil {
		t.Fatal(err)
	}
}

// calls is what the site's scripts wrote down since the last call of it.
func (w *windows) calls(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "calls"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	w.remove(t, "calls")
	return regexp.MustCompile(` *\r\n`).ReplaceAllString(string(text), "\n")
}

// command is a command of the host, to run there.
func (w *windows) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = w.dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.prefix}
	for name, value := range w.variables {
		if value != "" {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	return c
}

// run runs a command and returns what it says and its exit code.
func (w *windows) run(t *testing.T, name string, args ...string) (said string, exit int) {
	t.Helper()
	c := w.command(name, args...)
	// A pipe would stay open as long as Wine's services, which outlive the command.
	output, err := os.Create(filepath.Join(w.prefix, "output"))
	if err != nil {
		t.Fatal(err)
	}
	defer output.Close()
	c.Stdout, c.Stderr = output, output
	if err := c.Run(); c.ProcessState == nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(output.Name())
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n"), c.ProcessState.ExitCode()
}

// project copies a wanted project there.
func (w *windows) project(t *testing.T, golden string) {
	t.Helper()
	w.remove(t, "project")
	if err := os.CopyFS(filepath.Join(w.dir, "project"), os.DirFS(filepath.Join("testdata", golden, "want"))); err != nil {
		t.Fatal(err)
	}
}

// TestBuildBat runs build.bat of the wanted projects, as a user would, and what
// README gives for the Task Scheduler.
func TestBuildBat(t *testing.T) {
	t.Parallel()
	w := newWindows(t)
	build := func(t *testing.T) (string, int) {
		t.Helper()
		return w.run(t, "wine", "cmd", "/c", `project\build.bat`)
	}

	t.Run("every project", func(t *testing.T) {
		scripts, err := filepath.Glob("testdata/*/want/build.bat")
		if err != nil || len(scripts) < 10 {
			t.Fatal(len(scripts), err)
		}
		for _, script := range scripts {
			golden := filepath.Base(filepath.Dir(filepath.Dir(script)))
			w.project(t, golden)
			sources, _ := filepath.Glob(filepath.Join(w.dir, "project/src/*.c"))
			said, exit := build(t)
			programs, _ := filepath.Glob(filepath.Join(w.dir, "project/build/*.exe"))
			if exit != 0 || len(programs) != 1 || said != "built \""+w.path("project/build/"+filepath.Base(programs[0]))+"\"\n" {
				t.Errorf("%s: exit %d, programs %q\n%s", golden, exit, programs, said)
			}
			if calls := w.calls(t); strings.Count(calls, "\ncompile ") != len(sources) || strings.Count(calls, ".obj") != len(sources) {
				t.Errorf("%s: %d sources are compiled and linked by\n%s", golden, len(sources), calls)
			}
		}
	})

	t.Run("calls", func(t *testing.T) {
		w.project(t, "no-references")
		w.write(t, "project/src/nr_other.c", "") // not in the script
		build(t)
		calls := w.calls(t)
		for _, want := range []string{
			"profilevars\ncompile -DIPLIB=none  kiln_query_export.c\n",
			"\nlinkitk -o kiln_query_export kiln_query_export.obj kiln_report.obj ",
			"\n" + w.path("studio") + `\` + w.path("studio") + "\\\n",
		} {
			if !strings.Contains(calls, want) {
				t.Errorf("want %q in\n%s", want, calls)
			}
		}

		w.variables["TC_INCLUDE"] = "set"
		defer delete(w.variables, "TC_INCLUDE")
		w.remove(t, "root/include/base_utils")
		defer w.write(t, "root/include/base_utils/Mem.h", "")
		w.write(t, "project/build/old.obj", "")
		said, exit := build(t)
		calls = w.calls(t)
		if exit != 0 || strings.Contains(calls, "profilevars") || !strings.Contains(calls, "compile -DIPLIB=none -I. kiln_query_export.c\n") {
			t.Errorf("a second time, in a prompt that is set and where Mem.h is missing: exit %d\n%s%s", exit, said, calls)
		}
		header, _ := os.ReadFile(filepath.Join(w.dir, "project/build/base_utils/Mem.h"))
		if string(header) != "#include <itk/mem.h>\r\n" {
			t.Errorf("Mem.h leads to %q", header)
		}
		if _, err := os.Stat(filepath.Join(w.dir, "project/build/old.obj")); err == nil {
			t.Error("something of the first build is left")
		}
	})

	for _, missing := range []struct{ variable, value, want string }{
		{"TC_ROOT", "", "TC_ROOT is not set: open"},
		{"TC_DATA", "", "TC_DATA is not set: open"},
		{"TC_ROOT", w.path("data"), `sample\compile.bat is missing: install`},
		{"TC_ROOT", w.path("half"), `sample\linkitk.bat is missing: install`},
		{"TC_DATA", w.path("root"), "tc_profilevars.bat is missing in TC_DATA: correct"},
		{"WINEPATH", "", "cl is not found: run vcvars64.bat"},
		{"VCINSTALLDIR", "", "neither MSDEV_HOME nor VCINSTALLDIR is set: run vcvars64.bat"},
	} {
		t.Run(missing.want, func(t *testing.T) {
			w.write(t, "half/sample/compile.bat", "")
			w.project(t, "no-references")
			defer func(value string) { w.variables[missing.variable] = value }(w.variables[missing.variable])
			w.variables[missing.variable] = missing.value
			said, exit := build(t)
			if exit != 1 || !strings.HasPrefix(said, "build.bat: "+missing.want) || strings.Count(said, "\n") != 1 {
				t.Errorf("exit %d\n%s", exit, said)
			}
			if calls := w.calls(t); strings.Contains(calls, "compile") {
				t.Errorf("compiled all the same:\n%s", calls)
			}
		})
	}

	t.Run("the script alone", func(t *testing.T) {
		w.project(t, "no-references")
		w.remove(t, "project/src")
		said, exit := build(t)
		if exit != 1 || !strings.HasPrefix(said, `build.bat: src\kiln_query_export.c is not found: copy`) || strings.Count(said, "\n") != 1 {
			t.Errorf("exit %d\n%s", exit, said)
		}
	})

	for _, failure := range []struct{ where, want string }{
		{"root/sample/compile fails", "compile failed at kiln_query_export.c: read"},
		{"root/sample/compile makes nothing", "compile made no kiln_query_export.obj: read"},
		{"root/sample/linkitk fails", "linkitk failed: read"},
		{"root/sample/linkitk makes nothing", "linkitk made no program: read"},
	} {
		t.Run(failure.want, func(t *testing.T) {
			w.project(t, "no-references")
			w.write(t, failure.where, "")
			defer w.remove(t, failure.where)
			w.write(t, "project/build/kiln_query_export.exe", "of an earlier build")
			said, exit := build(t)
			if exit != 1 || !strings.HasPrefix(said, "build.bat: "+failure.want) || strings.Count(said, "\n") != 1 {
				t.Errorf("exit %d\n%s", exit, said)
			}
			if calls := w.calls(t); strings.Contains(failure.where, "compile") && strings.Count(calls, "compile ") != 1 {
				t.Errorf("went on after the first error:\n%s", calls)
			}
		})
	}

	t.Run("a window is open in the folder", func(t *testing.T) {
		w.project(t, "no-references")
		w.write(t, "project/build/kiln_query_export.exe", "of an earlier build")
		window := w.command("wine", "cmd")
		window.Dir = filepath.Join(w.dir, "project/build")
		typed, err := window.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		shown, err := window.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := window.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			_ = typed.Close()
			_ = window.Wait()
		}()
		if _, err := shown.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		said, exit := build(t)
		if exit != 1 || !strings.Contains(said, "build.bat: the folder build cannot be removed: end") {
			t.Errorf("exit %d\n%s", exit, said)
		}
	})

	t.Run("scheduled", func(t *testing.T) {
		w.project(t, "item-create")
		readme, err := os.ReadFile("testdata/item-create/want/README.md")
		if err != nil {
			t.Fatal(err)
		}
		command := regexp.MustCompile("program `(cmd)`, arguments `(/c .*)`\n").FindSubmatch(readme)
		if command == nil {
			t.Fatal("README gives no command")
		}
		task := strings.NewReplacer(`C:\path\to\project`, w.path("project"), `C:\path\to\teamcenter`, w.path("root"),
			`C:\path\to\tcdata`, w.path("data")).Replace(string(command[1]) + " " + string(command[2]))
		w.write(t, "task.bat", "@echo off\n"+task+"\n")
		w.write(t, "project/build/pnx_item_create.bat", "@echo off\necho %TC_ROOT% %TC_DATA% %TC_INCLUDE% %CD%\necho %*\nexit /b 2\n")
		w.variables["TC_ROOT"], w.variables["TC_DATA"] = "", ""
		said, exit := w.run(t, "wine", "cmd", "/c", "task.bat")
		want := w.path("root") + " " + w.path("data") + " set " + w.path("project") +
			"\n" + `-u=batch -pf=C:\jobs\batch.pwf -g=dba -input=C:\jobs\lines.csv -nodryrun -append` + "\n"
		if exit != 2 || said != want {
			t.Errorf("exit %d\n%s\nwant exit 2\n%s", exit, said, want)
		}
	})
}
