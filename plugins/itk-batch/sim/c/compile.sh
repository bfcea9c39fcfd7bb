#!/bin/sh
# Plays the site's compile script: options and C files in, object files out.
# Warnings come from a pass of their own, because the sanitizers cause false ones.
: "${TC_ROOT:?is not set}"
gcc -std=c99 -Wall -Wextra -Werror -Wpedantic -Wformat-security -fsyntax-only "-I$TC_ROOT/include" "$@" || exit 1
exec gcc -std=c99 -w -g -O1 -fsanitize=address,undefined -fno-omit-frame-pointer "-I$TC_ROOT/include" -c "$@"
