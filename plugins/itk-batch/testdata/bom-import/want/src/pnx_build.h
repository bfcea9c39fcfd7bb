/* pnx_build.h - a structure as a whole: all of its lines, or none */
#ifndef PNX_BUILD_H
#define PNX_BUILD_H

#include "pnx_lines.h"
#include "pnx_names.h"
#include "pnx_options.h"

/* Builds the structure, or finds out that it could be built, and writes a row
   for each of its lines. */
void pnx_build(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names);

#endif
