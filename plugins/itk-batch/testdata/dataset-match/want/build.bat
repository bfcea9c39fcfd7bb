@echo off
rem Builds pnx_dataset_import with the compile and linkitk scripts of this site.
rem Before: open a Teamcenter command prompt and the x64 environment of Visual C++.
setlocal

if not defined TC_ROOT (
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
if not defined TC_INCLUDE call "%TC_DATA%\tc_profilevars.bat"
where cl >nul 2>nul
if errorlevel 1 (
    echo build.bat: cl is not found: run vcvars64.bat of Visual Studio first 1>&2
    exit /b 1
)
rem linkitk looks for the compiler through these two.
if not defined MSDEV_HOME set "MSDEV_HOME=%VCINSTALLDIR%"
if not defined MSVCDir set "MSVCDir=%VCINSTALLDIR%"

cd /d "%~dp0"
if exist build rmdir /s /q build
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

call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_dataset_import.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_report.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_options.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_names.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_select.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_match.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_text.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_result.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_guard.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_change.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_file.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_find.c || exit /b 1
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% pnx_import.c || exit /b 1

rem linkitk adds .exe itself.
call "%TC_ROOT%\sample\linkitk" -o pnx_dataset_import pnx_dataset_import.obj pnx_report.obj pnx_options.obj pnx_names.obj pnx_select.obj pnx_match.obj pnx_text.obj pnx_result.obj pnx_guard.obj pnx_change.obj pnx_file.obj pnx_find.obj pnx_import.obj || exit /b 1
if not exist pnx_dataset_import.exe (
    echo build.bat: linkitk made no program: read its messages above 1>&2
    exit /b 1
)
echo built "%CD%\pnx_dataset_import.exe"
endlocal
