/* kiln_names.h - the names of the command line, looked up at the site */
#ifndef KILN_NAMES_H
#define KILN_NAMES_H

#include <tc/emh.h>

#include "kiln_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
    const char *class_name;                 /* the one class of the enquiry */
    int own_class;                          /* the type has a class of its own */
} kiln_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int kiln_find_names(kiln_options_t *options, kiln_names_t *names);

/* The descriptor of a property, or NULLTAG. */
tag_t kiln_property_of(tag_t type, const char *property);

#endif
