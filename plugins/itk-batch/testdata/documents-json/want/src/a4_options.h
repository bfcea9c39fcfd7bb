/* a4_options.h - the command line */
#ifndef A4_OPTIONS_H
#define A4_OPTIONS_H

#include <stdio.h>

/* The longest list of values; databases limit what a query may hold. */
#define A4_MAX_VALUES 500

typedef struct {
    int n;
    const char *item[A4_MAX_VALUES];
    char *copy;                             /* holds the items of the command line */
} a4_list_t;

typedef struct {
    const char *output;                     /* file to write */
    const char *log;                        /* log file, or a directory for it */
    int count;                              /* print the number of objects and write no file */
    long max;                               /* stop after N rows; 0 is no limit */
    long progress;                          /* report each N objects; 0 is never */
    const char *type;                       /* internal name of the type; subtypes included */
    a4_list_t prop_a4_doc_class;            /* property a4_doc_class, compared exactly */
    a4_list_t site;                         /* owning site; local is this one */
    const char *revision;                   /* which of an item: all, latest, latest-released or latest-working */
} a4_options_t;

void a4_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int a4_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int a4_read_options(int argc, char *argv[], a4_options_t *options);

void a4_free_options(a4_options_t *options);

#endif
