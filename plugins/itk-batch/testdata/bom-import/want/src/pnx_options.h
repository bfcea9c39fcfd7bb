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
    long start;                             /* begin with the structure of this line of the input */
    long max;                               /* stop with the structure in which N lines are changed; 0 is no limit */
    long stop_after;                        /* stop after N errors; 0 is never */
    long progress;                          /* report each N objects; 0 is never */
    const char *input;                      /* file with one component per line */
    const char *parent_id;                  /* this one parent and no file */
    const char *child_id;                   /* with -parent_id=, in place of the column child-id */
    const char *quantity;                   /* with -parent_id=, in place of the column quantity */
    const char *find_no;                    /* with -parent_id=, in place of the column find-no */
    const char *uom;                        /* with -parent_id=, in place of the column uom */
    const char *type;                       /* internal name of the type; subtypes included */
    const char *rule;                       /* revision rule of the window; the one of the session without it */
    const char *view;                       /* type of the BOM view; without it an assembly may have one only */
    int precise;                            /* make new structures precise: their lines hold revisions */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

#endif
