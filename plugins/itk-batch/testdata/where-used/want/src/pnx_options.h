/* pnx_options.h - the command line */
#ifndef PNX_OPTIONS_H
#define PNX_OPTIONS_H

#include <stdio.h>

typedef struct {
    const char *rule;                       /* only uses that this revision rule configures; every revision without it */
    long depth;                             /* so many levels; 0 is all */
    int references;                         /* follow references of any kind, not structures */
    const char *output;                     /* file to write */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    int noheader;                           /* write no line with the column titles */
    long max;                               /* stop after N rows; 0 is no limit */
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
