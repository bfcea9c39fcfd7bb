#!/bin/sh
# Plays the site's linkitk script: -o NAME and object files in, a program out.
# A program whose objects are known is copied.
: "${TC_ROOT:?is not set}"
if [ "$1" != "-o" ] || [ $# -lt 3 ]; then
	echo "usage: linkitk -o name object..." >&2
	exit 2
fi
case $2 in *.exe) echo "linkitk: the name after -o has no .exe" >&2; exit 2 ;; esac
name=$2
shift 2
known=$TC_ROOT/programs/$(cat "$@" | sha256sum | cut -c1-32)
if [ ! -f "$known" ]; then
	gcc -fsanitize=address,undefined -Wl,--wrap=time -o "$known.$$" "$TC_ROOT/lib/itk_main.o" "$@" "$TC_ROOT/lib/libitk.a" || exit 1
	mv "$known.$$" "$known"
fi
cp --remove-destination "$known" "$name" || exit 1
if [ -n "$KILN_SIM_BUILT" ]; then
	case $name in /*) ;; *) name=$PWD/$name ;; esac
	echo "$name" >"$KILN_SIM_BUILT"
fi
