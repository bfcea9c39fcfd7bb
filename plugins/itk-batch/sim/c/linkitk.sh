#!/bin/sh
# Plays the site's linkitk script: -o NAME and object files in, a program out,
# and one without the sanitizers that is known by its name only. A program whose
# objects are known is copied.
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
	mkdir "$known.$$" || exit 1
	for object; do cp "$object.plain" "$known.$$/$(basename "$object")" || exit 1; done
	gcc -Wl,--wrap=time -o "$known.$$/plain" "$TC_ROOT/lib/itk_main_plain.o" "$known.$$"/*.o "$TC_ROOT/lib/libitk_plain.a" || exit 1
	gcc -fsanitize=address,undefined -Wl,--wrap=time -o "$known.$$/program" "$TC_ROOT/lib/itk_main.o" "$@" "$TC_ROOT/lib/libitk.a" || exit 1
	mv "$known.$$/plain" "$known.plain" && mv "$known.$$/program" "$known" || exit 1
	rm -r "$known.$$"
fi
cp --remove-destination "$known" "$name" || exit 1
if [ -n "$KILN_SIM_BUILT" ]; then
	case $name in /*) ;; *) name=$PWD/$name ;; esac
	printf '%s\n%s\n' "$name" "$known.plain" >"$KILN_SIM_BUILT"
fi
