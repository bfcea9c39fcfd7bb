/* pnx_select.h - the objects to look at */
#ifndef PNX_SELECT_H
#define PNX_SELECT_H

#include "pnx_names.h"
#include "pnx_options.h"

/* The columns of the input, and the options that stand for them. */
enum {
    PNX_FIELD_FILE,
    PNX_N_ROLES
};

/* The value of a column in the line that was read last; never NULL. */
const char *pnx_field(int role);

/* One line of the input, and the objects that it names. */
typedef struct {
    long number;                            /* of the first text line, from 1 */
    int repeated;                           /* an earlier line is the same */
    int n;
    tag_t *objects;
} pnx_line_t;

/* Opens the input and finds its columns; 0 on failure, which is reported. */
int pnx_open_input(pnx_options_t *options);

/* Reads the next line. 1 with its objects, 0 at the end, -1 when the line is
   wrong, which is reported. */
int pnx_next_line(pnx_options_t *options, pnx_line_t *line);

/* The one object of the command line, in the same way. */
int pnx_single_line(pnx_options_t *options, pnx_line_t *line);

void pnx_close_input(void);

#endif
