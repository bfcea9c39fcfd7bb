#!/bin/sh
# Plays the site's compile script: options and C files in, object files out. An
# object comes twice: with the sanitizers, and beside it without them, for the
# many runs in which one call fails. Warnings come from a pass of their own,
# because the sanitizers cause false ones. What is known is copied.
: "${TC_ROOT:?is not set}"
options="-std=c99 -I$TC_ROOT/include"
for argument; do
	case $argument in *.c) ;; *) options="$options $argument" ;; esac
done
for file; do
	case $file in *.c) ;; *) continue ;; esac
	object=$(basename "$file" .c).o
	name=$(gcc -E $options "$file" 2>/dev/null | sha256sum | cut -c1-32)
	known=$TC_ROOT/objects/$name
	if [ ! -f "$known.o" ]; then
		gcc $options -O1 -Wall -Wextra -Werror -Wpedantic -Wformat-security -c -o "$known.$$" "$file" || exit 1
		mv "$known.$$" "$known.plain.o"
		gcc $options -w -g -O1 -fsanitize=address,undefined -fno-omit-frame-pointer -c -o "$known.$$" "$file" || exit 1
		mv "$known.$$" "$known.o"
	fi
	cp "$known.o" "$object" && cp "$known.plain.o" "$object.plain" || exit 1
done
