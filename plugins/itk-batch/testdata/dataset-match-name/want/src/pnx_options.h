/* pnx_options.h - the command line */
#ifndef PNX_OPTIONS_H
#define PNX_OPTIONS_H

#include <stdio.h>

typedef struct {
    int nodryrun;                           /* write; without it everything is only tried */
    const char *result;                     /* file with a line for each object and what became of it */
    int append;                             /* continue an existing result file */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    long start;                             /* begin at this line of the input, as the result file counts them */
    long max;                               /* stop after N changed objects; 0 is no limit */
    long stop_after;                        /* stop after N errors; 0 is never */
    long progress;                          /* report each N objects; 0 is never */
    const char *input;                      /* list of files, one per line */
    const char *file;                       /* this one file and no list of files */
    const char *dataset_name;               /* with -file=, in place of the column dataset-name */
    const char *type;                       /* internal name of the type; subtypes included */
    const char *dir;                        /* folder of files with a relative path; the working folder without it */
    const char *reference;                  /* named reference; without it the one of the dataset type */
    int text;                               /* import as text: line ends change, which ruins any other file */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

#endif
