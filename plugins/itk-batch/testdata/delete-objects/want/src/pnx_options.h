/* pnx_options.h - the command line */
#ifndef PNX_OPTIONS_H
#define PNX_OPTIONS_H

#include <stdio.h>

typedef struct {
    int ignore_folders;                     /* a folder that holds an object does not count; the object is taken out of it */
    int nodryrun;                           /* write; without it everything is only tried */
    const char *result;                     /* file with a line for each object and what became of it */
    int append;                             /* continue an existing result file */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    long start;                             /* begin at this line of the input, as the result file counts them */
    long max;                               /* stop after N deleted objects; 0 is refused */
    long stop_after;                        /* stop after N errors; 0 is never */
    long progress;                          /* report each N objects; 0 is never */
    const char *input;                      /* file with one object per line */
    const char *item_id;                    /* this one item and no file */
    const char *type;                       /* internal name of the type; subtypes included */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

#endif
