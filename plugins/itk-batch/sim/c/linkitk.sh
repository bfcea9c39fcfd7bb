#!/bin/sh
# Plays the site's linkitk script: -o NAME and object files in, a program out.
: "${TC_ROOT:?is not set}"
if [ "$1" != "-o" ] || [ $# -lt 3 ]; then
	echo "usage: linkitk -o name object..." >&2
	exit 2
fi
case $2 in *.exe) echo "linkitk: the name after -o has no .exe" >&2; exit 2 ;; esac
name=$2
shift 2
gcc -fsanitize=address,undefined -Wl,--wrap=time -o "$name" "$TC_ROOT/lib/itk_main.o" "$@" "$TC_ROOT/lib/libitk.a" || exit 1
if [ -n "$KILN_SIM_BUILT" ]; then
	case $name in /*) ;; *) name=$PWD/$name ;; esac
	echo "$name" >"$KILN_SIM_BUILT"
fi
