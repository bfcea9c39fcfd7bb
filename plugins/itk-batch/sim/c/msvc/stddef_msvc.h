/* What the headers of this folder share: the little of the C library that a
   generated program may use, for a compiler that targets Windows without its
   headers. */
#ifndef STDDEF_MSVC_H
#define STDDEF_MSVC_H
#include <stddef.h>
#include <stdarg.h>
#endif
