#!/bin/sh
# Builds sample_list with the site's own scripts.
set -eu
: "${TC_ROOT:?set TC_ROOT}" "${TC_DATA:?set TC_DATA}"
. "$TC_DATA/tc_profilevars"
"$TC_ROOT/sample/compile" -DIPLIB=none sample_list.c
"$TC_ROOT/sample/linkitk" -o sample_list sample_list.o
