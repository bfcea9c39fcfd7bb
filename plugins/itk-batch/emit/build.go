package emit

import (
	"strings"
)

// build writes the script that calls the site's compile and linkitk. Public
// sources prove no compiler line of our own, so that these two decide.
func (w *writer) build() {
	if w.plan.MSVC {
		body := strings.ReplaceAll(w.buildBat(), "\n", "\r\n")
		w.file("build.bat", []byte(body))
		return
	}
	w.files = append(w.files, File{Path: "build.sh", Body: []byte(w.buildSh()), Executable: true})
}

// sources are the names of the C files without .c, the main one first.
func (w *writer) sources() []string {
	var names []string
	for _, f := range w.files {
		if name, ok := strings.CutSuffix(f.Path, ".c"); ok {
			names = append(names, strings.TrimPrefix(name, "src/"))
		}
	}
	return names
}

func (w *writer) buildSh() string {
	var b strings.Builder
	program := w.plan.Program
	b.WriteString(`#!/bin/sh
# Builds ` + program + ` with the compile and linkitk scripts of this site.
# Before: set TC_ROOT and TC_DATA. The result is build/` + program + `.
set -eu

fail() {
    printf 'build.sh: %s\n' "$1" >&2
    exit 1
}

[ -n "${TC_ROOT:-}" ] || fail "TC_ROOT is not set: give the folder where Teamcenter is installed"
[ -n "${TC_DATA:-}" ] || fail "TC_DATA is not set: give the data folder of Teamcenter"
[ -r "$TC_DATA/tc_profilevars" ] || fail "$TC_DATA/tc_profilevars is missing: correct TC_DATA"
for script in compile linkitk; do
    [ -x "$TC_ROOT/sample/$script" ] || fail "$TC_ROOT/sample/$script is missing: install the samples of Teamcenter"
done

# The site's script may use unset variables and commands that fail.
set +eu
. "$TC_DATA/tc_profilevars"
set -eu

cd "$(dirname "$0")"
rm -rf build
mkdir build
cp src/*.c src/*.h build
cd build

# Older releases declare MEM_free elsewhere: then a header of the new name leads there.
include=
if [ ! -r "$TC_ROOT/include/base_utils/Mem.h" ]; then
    mkdir base_utils
    printf '#include <itk/mem.h>\n' > base_utils/Mem.h
    include=-I.
fi

`)
	b.WriteString("for name in \\\n    " + strings.Join(w.sources(), " \\\n    ") + `
do
    "$TC_ROOT/sample/compile" -DIPLIB=none $include "$name.c"
    [ -r "$name.o" ] || fail "compile made no $name.o: read its messages above"
done
"$TC_ROOT/sample/linkitk" -o ` + program + ` ./*.o
[ -x ` + program + ` ] || fail "linkitk made no program: read its messages above"
printf 'built %s\n' "$(pwd)/` + program + `"
`)
	return b.String()
}

func (w *writer) buildBat() string {
	var b strings.Builder
	program := w.plan.Program
	b.WriteString(`@echo off
rem Builds ` + program + ` with the compile and linkitk scripts of this site.
rem Before: open a Teamcenter command prompt and the x64 environment of Visual C++.
setlocal

` + batChecks + `cd /d "%~dp0"
rem On a path without a drive letter cd fails, and the one before stays.
if not exist src\` + program + `.c (
    echo build.bat: src\` + program + `.c is not found: copy the whole project to a folder of a drive 1>&2
    exit /b 1
)
` + batFolder)
	for _, name := range w.sources() {
		b.WriteString("call :compile " + name + "\nif errorlevel 1 exit /b 1\n")
	}
	b.WriteString("\nrem linkitk adds .exe itself.\ncall \"%TC_ROOT%\\sample\\linkitk\" -o " + program)
	for _, name := range w.sources() {
		b.WriteString(" " + name + ".obj")
	}
	b.WriteString(`
if errorlevel 1 (
    echo build.bat: linkitk failed: read its messages above 1>&2
    exit /b 1
)
if not exist ` + program + `.exe (
    echo build.bat: linkitk made no program: read its messages above 1>&2
    exit /b 1
)
echo built "%CD%\` + program + `.exe"
exit /b 0

:compile
call "%TC_ROOT%\sample\compile" ` + w.bits() + `-DIPLIB=none %INCLUDE_OPTION% %1.c
if errorlevel 1 (
    echo build.bat: compile failed at %1.c: read its messages above 1>&2
    exit /b 1
)
if not exist %1.obj (
    echo build.bat: compile made no %1.obj: read its messages above 1>&2
    exit /b 1
)
exit /b 0
`)
	return b.String()
}

// batChecks says what is missing before anything is compiled.
const batChecks = `if not defined TC_ROOT (
    echo build.bat: TC_ROOT is not set: open a Teamcenter command prompt 1>&2
    exit /b 1
)
if not defined TC_DATA (
    echo build.bat: TC_DATA is not set: open a Teamcenter command prompt 1>&2
    exit /b 1
)
if not exist "%TC_ROOT%\sample\compile.bat" (
    echo build.bat: sample\compile.bat is missing: install the samples of Teamcenter 1>&2
    exit /b 1
)
if not exist "%TC_ROOT%\sample\linkitk.bat" (
    echo build.bat: sample\linkitk.bat is missing: install the samples of Teamcenter 1>&2
    exit /b 1
)
if not exist "%TC_DATA%\tc_profilevars.bat" (
    echo build.bat: tc_profilevars.bat is missing in TC_DATA: correct TC_DATA 1>&2
    exit /b 1
)
if not defined TC_INCLUDE call "%TC_DATA%\tc_profilevars.bat"
set "COMPILER="
for %%c in (cl.exe) do set "COMPILER=%%~$PATH:c"
if not defined COMPILER (
    echo build.bat: cl is not found: run vcvars64.bat of Visual Studio first 1>&2
    exit /b 1
)
rem linkitk looks for the compiler through these two.
if not defined MSDEV_HOME set "MSDEV_HOME=%VCINSTALLDIR%"
if not defined MSVCDir set "MSVCDir=%VCINSTALLDIR%"
if not defined MSDEV_HOME (
    echo build.bat: neither MSDEV_HOME nor VCINSTALLDIR is set: run vcvars64.bat of Visual Studio first 1>&2
    exit /b 1
)

`

// batFolder makes the folder build anew and goes there. Nothing of an earlier build
// may stay in it: an old program would look like a new one.
const batFolder = `if exist build rmdir /s /q build
if exist build (
    echo build.bat: the folder build cannot be removed: end what runs in it or has it open 1>&2
    exit /b 1
)
mkdir build
copy /y src\*.c build >nul
copy /y src\*.h build >nul
cd build

rem Older releases declare MEM_free elsewhere: then a header of the new name leads there.
set "INCLUDE_OPTION="
if not exist "%TC_ROOT%\include\base_utils\Mem.h" (
    mkdir base_utils
    echo #include ^<itk/mem.h^>> base_utils\Mem.h
    set "INCLUDE_OPTION=-I."
)

`

// bits is the option that the compile script of old releases wants.
func (w *writer) bits() string {
	if w.plan.Bits64 {
		return "-64bit "
	}
	return ""
}
