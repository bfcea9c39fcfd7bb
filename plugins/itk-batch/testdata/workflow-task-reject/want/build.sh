#!/bin/sh
# Builds pnx_workflow_task with the compile and linkitk scripts of this site.
# Before: set TC_ROOT and TC_DATA. The result is build/pnx_workflow_task.
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

for name in \
    pnx_workflow_task \
    pnx_report \
    pnx_options \
    pnx_names \
    pnx_select \
    pnx_match \
    pnx_text \
    pnx_result \
    pnx_change \
    pnx_task \
    pnx_signoff \
    pnx_action
do
    "$TC_ROOT/sample/compile" -DIPLIB=none $include "$name.c"
    [ -r "$name.o" ] || fail "compile made no $name.o: read its messages above"
done
"$TC_ROOT/sample/linkitk" -o pnx_workflow_task ./*.o
[ -x pnx_workflow_task ] || fail "linkitk made no program: read its messages above"
printf 'built %s\n' "$(pwd)/pnx_workflow_task"
