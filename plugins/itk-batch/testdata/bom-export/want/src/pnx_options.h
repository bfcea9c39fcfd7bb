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
    const char *rule;                       /* revision rule; the one of the session without it */
    const char *view;                       /* type of the BOM view; the default view without it */
    long depth;                             /* so many levels; 0 is all */
    pnx_list_t skip_types;                  /* leave out lines of these types; their children move up */
    int total;                              /* each part once, with its quantity in one of the top */
    int pack;                               /* equal lines packed into one, as the site packs them */
    int skip_unconfigured;                  /* leave out lines without a revision by the rule */
    const char *output;                     /* file to write */
    const char *log;                        /* log file, or a directory for it */
    char delimiter;                         /* character between the columns, or the word tab */
    int noheader;                           /* write no line with the column titles */
    long max;                               /* stop after N rows; 0 is no limit */
    long progress;                          /* report each N objects; 0 is never */
    pnx_list_t item_id;                     /* these items */
    pnx_list_t rev_id;                      /* their revisions, in the same order */
    pnx_list_t uid;                         /* objects with these UIDs */
    const char *type;                       /* internal name of the type; subtypes included */
} pnx_options_t;

void pnx_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int pnx_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int pnx_read_options(int argc, char *argv[], pnx_options_t *options);

void pnx_free_options(pnx_options_t *options);

#endif
