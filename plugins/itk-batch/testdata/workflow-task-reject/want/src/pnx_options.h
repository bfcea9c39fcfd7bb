/* pnx_options.h - the command line */
#ifndef PNX_OPTIONS_H
#define PNX_OPTIONS_H

#include <stdio.h>

/* The longest list of values; databases limit what a query may hold. */
#define PNX_MAX_VALUES 500

typedef struct {
    int n;
    const char *item[PNX_MAX_VALUES];
    char *copy;                             /* holds the items of the command line */
} pnx_list_t;

typedef struct {
    const char *comment;                    /* comment that goes with each decision */
    int nodryrun;                           /* write; without it everything is only tried */
    const char *result;                     /* file with a line for each object and what became of it */
    int append;                             /* continue an existing result file */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    long max;                               /* stop after N changed objects; 0 is no limit */
    long stop_after;                        /* stop after N errors; 0 is never */
    long progress;                          /* report each N objects; 0 is never */
    const char *type;                       /* internal name of the type; subtypes included */
    pnx_list_t state;                       /* state of the task, such as started, pending or suspended */
    pnx_list_t task;                        /* task-name, compared exactly */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

void pnx_free_options(pnx_options_t *options);

#endif
