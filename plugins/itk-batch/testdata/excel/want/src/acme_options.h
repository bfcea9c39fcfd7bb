/* acme_options.h - the command line */
#ifndef ACME_OPTIONS_H
#define ACME_OPTIONS_H

#include <stdio.h>

#include "acme_dates.h"

/* The longest list of values; databases limit what a query may hold. */
#define ACME_MAX_VALUES 500

typedef struct {
    int n;
    const char *item[ACME_MAX_VALUES];
    char *copy;                             /* holds the items of the command line */
} acme_list_t;

typedef struct {
    const char *output;                     /* file to write */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    int noheader;                           /* write no line with the column titles */
    int count;                              /* print the number of objects and write no file */
    long max;                               /* stop after N rows; 0 is no limit */
    long progress;                          /* report each N objects; 0 is never */
    const char *type;                       /* internal name of the type; subtypes included */
    acme_list_t status;                     /* only with this release status; any status without it */
    acme_list_t not_status;                 /* not with this status */
    acme_range_t modified;                  /* from all options of this name */
    const char *revision;                   /* which of an item: all, latest, latest-released or latest-working */
} acme_options_t;

void acme_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int acme_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int acme_read_options(int argc, char *argv[], acme_options_t *options);

void acme_free_options(acme_options_t *options);

#endif
