/* acme_select.h - the objects to look at */
#ifndef ACME_SELECT_H
#define ACME_SELECT_H

#include "acme_names.h"
#include "acme_options.h"

/* The columns of the input, and the options that stand for them. */
enum {
    ACME_UID,
    ACME_FIELD_PROPERTY_NAME,
    ACME_FIELD_TO,
    ACME_N_ROLES
};

/* The value of a column in the line that was read last; never NULL. */
const char *acme_field(int role);

/* One line of the input, and the objects that it names. */
typedef struct {
    long number;                            /* of the first text line, from 1 */
    int repeated;                           /* an earlier line is the same */
    int n;
    tag_t *objects;
} acme_line_t;

/* Opens the input and finds its columns; 0 on failure, which is reported. */
int acme_open_input(acme_options_t *options);

/* Reads the next line. 1 with its objects, 0 at the end, -1 when the line is
   wrong, which is reported. */
int acme_next_line(acme_options_t *options, acme_line_t *line);

/* The one object of the command line, in the same way. */
int acme_single_line(acme_options_t *options, acme_line_t *line);

void acme_close_input(void);

#endif
