/* acme_options.h - the command line */
#ifndef ACME_OPTIONS_H
#define ACME_OPTIONS_H

#include <stdio.h>

#include "acme_dates.h"

typedef struct {
    int nodryrun;                           /* write; without it everything is only tried */
    const char *result;                     /* file with a line for each object and what became of it */
    int append;                             /* continue an existing result file */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    long max;                               /* stop after N changed objects; 0 is no limit */
    long stop_after;                        /* stop after N errors; 0 is never */
    long progress;                          /* report each N objects; 0 is never */
    const char *type;                       /* internal name of the type; subtypes included */
    acme_range_t modified;                  /* from all options of this name */
} acme_options_t;

void acme_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int acme_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int acme_read_options(int argc, char *argv[], acme_options_t *options);

#endif
