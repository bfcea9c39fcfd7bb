/* pnx_value.h - the value of a property as a text, read and set */
#ifndef PNX_VALUE_H
#define PNX_VALUE_H

#include <property/propdesc.h>
#include <tc/emh.h>

#include "pnx_text.h"

/* What is set, and how; found out for each object, since subtypes differ. */
typedef struct {
    const char *property;
    int displayed;                          /* as users see it, not as it is stored */
    PROP_value_type_t type;
    const char *text;                       /* the new value in the form of the old one */
    int whole;
    double real;
    logical truth;
    date_t date;
} pnx_value_t;

/* Reads the value that the object has as a text, and finds its type. 0 on
   failure, which is reported. */
int pnx_read_value(tag_t object, pnx_value_t *value, pnx_text_t *old);

/* Reads a text as a new value; the form is that of pnx_read_value. 0 when it is
   none of that type, which is reported. */
int pnx_parse_value(const char *text, pnx_value_t *value, pnx_text_t *form);

/* Sets the value; the object is locked. 0 on failure. */
int pnx_set_value(tag_t object, const pnx_value_t *value);

#endif
