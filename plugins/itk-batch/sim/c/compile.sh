#!/bin/sh
# Plays the site's compile script: options and C files in, object files out.
# Warnings come from a pass of their own, because the sanitizers cause false ones.
# An object whose preprocessed source is known is copied.
: "${TC_ROOT:?is not set}"
options=
for argument; do
	case $argument in *.c) ;; *) options="$options $argument" ;; esac
done
for file; do
	case $file in *.c) ;; *) continue ;; esac
	object=$(basename "$file" .c).o
	name=$(gcc -std=c99 -E "-I$TC_ROOT/include" $options "$file" 2>/dev/null | sha256sum | cut -c1-32)
	known=$TC_ROOT/objects/$name.o
	if [ ! -f "$known" ]; then
		gcc -std=c99 -Wall -Wextra -Werror -Wpedantic -Wformat-security -fsyntax-only "-I$TC_ROOT/include" $options "$file" || exit 1
		gcc -std=c99 -w -g -O1 -fsanitize=address,undefined -fno-omit-frame-pointer "-I$TC_ROOT/include" $options -c -o "$known.$$" "$file" || exit 1
		mv "$known.$$" "$known"
	fi
	cp "$known" "$object" || exit 1
done
