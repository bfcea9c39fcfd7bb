/* pnx_options.h - the command line */
#ifndef PNX_OPTIONS_H
#define PNX_OPTIONS_H

#include <stdio.h>

#include "pnx_dates.h"

typedef struct {
    int scan;                               /* read every object of the type, where reservations cannot be queried */
    const char *output;                     /* file to write */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    int noheader;                           /* write no line with the column titles */
    long max;                               /* stop after N rows; 0 is no limit */
    long progress;                          /* report each N objects; 0 is never */
    const char *type;                       /* internal name of the type; subtypes included */
    const char *checkout_relation;          /* relation from an object to its reservation */
    pnx_range_t checked_out;                /* from all options of this name */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

#endif
