/* erp_names.h - the names of the command line, looked up at the site */
#ifndef ERP_NAMES_H
#define ERP_NAMES_H

#include <tc/emh.h>

#include "erp_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
    const char *class_name;                 /* the one class of the enquiry */
    int own_class;                          /* the type has a class of its own */
} erp_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int erp_find_names(erp_options_t *options, erp_names_t *names);

/* The descriptor of a property, or NULLTAG. */
tag_t erp_property_of(tag_t type, const char *property);

#endif
