/* a4_names.h - the names of the command line, looked up at the site */
#ifndef A4_NAMES_H
#define A4_NAMES_H

#include <tc/emh.h>

#include "a4_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
    const char *class_name;                 /* the one class of the enquiry */
    int own_class;                          /* the type has a class of its own */
    int prop_a4_doc_class_is_stored;        /* a text attribute of its own, no computed one */
} a4_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int a4_find_names(a4_options_t *options, a4_names_t *names);

/* The descriptor of a property, or NULLTAG. */
tag_t a4_property_of(tag_t type, const char *property);

#endif
