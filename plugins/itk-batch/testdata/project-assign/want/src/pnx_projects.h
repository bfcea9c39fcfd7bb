/* pnx_projects.h - the projects of an object */
#ifndef PNX_PROJECTS_H
#define PNX_PROJECTS_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"

/* Assigns the object, or finds out that it could be assigned, and writes a row
   for each project. */
void pnx_assign(tag_t object, pnx_options_t *options, pnx_names_t *names);

#endif
