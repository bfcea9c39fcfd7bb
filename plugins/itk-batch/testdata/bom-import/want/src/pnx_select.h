/* pnx_select.h - the objects to look at */
#ifndef PNX_SELECT_H
#define PNX_SELECT_H

#include "pnx_names.h"
#include "pnx_options.h"

/* The columns of the input, and the options that stand for them. */
enum {
    PNX_PARENT_ID,
    PNX_FIELD_CHILD_ID,
    PNX_FIELD_QUANTITY,
    PNX_FIELD_FIND_NO,
    PNX_FIELD_UOM,
    PNX_N_ROLES
};

/* The value of a column in the line that was read last; never NULL. */
const char *pnx_field(int role);

/* Opens the input and finds its columns; 0 on failure, which is reported. */
int pnx_open_input(pnx_options_t *options);

/* Reads the next line, or takes the one of the command line. 1 with its number,
   0 at the end, -1 when it cannot be read, which is reported. */
int pnx_next_line(long *line);

/* 0 when the line that was read has more columns than the first one. */
int pnx_is_whole(void);

void pnx_close_input(void);

#endif
