# Plays the site's environment script; it is sourced.
TC_INCLUDE=$TC_ROOT/include
TC_LIBRARY=$TC_ROOT/lib
TC_BIN=$TC_ROOT/bin
export TC_INCLUDE TC_LIBRARY TC_BIN
