#!/bin/sh
# Builds the probe with the site's own scripts.
set -eu
. "$TC_DATA/tc_profilevars"
"$TC_ROOT/sample/compile" -DIPLIB=none probe.c write.c structure.c process.c
"$TC_ROOT/sample/linkitk" -o probe probe.o write.o structure.o process.o
