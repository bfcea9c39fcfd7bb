@echo off
rem Builds pnx_bom_import with the compile and linkitk scripts of this site.
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

cd /d "%~dp0"
rem On a path without a drive letter cd fails, and the one before stays.
if not exist src\pnx_bom_import.c (
    echo build.bat: src\pnx_bom_import.c is not found: copy the whole project to a folder of a drive 1>&2
    exit /b 1
)
if exist build rmdir /s /q build
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

call :compile pnx_bom_import
if errorlevel 1 exit /b 1
call :compile pnx_report
if errorlevel 1 exit /b 1
call :compile pnx_options
if errorlevel 1 exit /b 1
call :compile pnx_names
if errorlevel 1 exit /b 1
call :compile pnx_select
if errorlevel 1 exit /b 1
call :compile pnx_match
if errorlevel 1 exit /b 1
call :compile pnx_text
if errorlevel 1 exit /b 1
call :compile pnx_result
if errorlevel 1 exit /b 1
call :compile pnx_guard
if errorlevel 1 exit /b 1
call :compile pnx_change
if errorlevel 1 exit /b 1
call :compile pnx_item
if errorlevel 1 exit /b 1
call :compile pnx_lines
if errorlevel 1 exit /b 1
call :compile pnx_build
if errorlevel 1 exit /b 1

rem linkitk adds .exe itself.
call "%TC_ROOT%\sample\linkitk" -o pnx_bom_import pnx_bom_import.obj pnx_report.obj pnx_options.obj pnx_names.obj pnx_select.obj pnx_match.obj pnx_text.obj pnx_result.obj pnx_guard.obj pnx_change.obj pnx_item.obj pnx_lines.obj pnx_build.obj
if errorlevel 1 (
    echo build.bat: linkitk failed: read its messages above 1>&2
    exit /b 1
)
if not exist pnx_bom_import.exe (
    echo build.bat: linkitk made no program: read its messages above 1>&2
    exit /b 1
)
echo built "%CD%\pnx_bom_import.exe"
exit /b 0

:compile
call "%TC_ROOT%\sample\compile" -DIPLIB=none %INCLUDE_OPTION% %1.c
if errorlevel 1 (
    echo build.bat: compile failed at %1.c: read its messages above 1>&2
    exit /b 1
)
if not exist %1.obj (
    echo build.bat: compile made no %1.obj: read its messages above 1>&2
    exit /b 1
)
exit /b 0
