/* acme_value.h - the value of a property as a text, read and set */
#ifndef ACME_VALUE_H
#define ACME_VALUE_H

#include <property/propdesc.h>
#include <tc/emh.h>

#include "acme_text.h"

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
} acme_value_t;

/* Reads the value that the object has as a text, and finds its type. 0 on
   failure, which is reported. */
int acme_read_value(tag_t object, acme_value_t *value, acme_text_t *old);

/* Reads a text as a new value; the form is that of acme_read_value. 0 when it is
   none of that type, which is reported. */
int acme_parse_value(const char *text, acme_value_t *value, acme_text_t *form);

/* Sets the value; the object is locked. 0 on failure. */
int acme_set_value(tag_t object, const acme_value_t *value);

#endif
