/* pnx_lines.h - structures, as the lines of the input give them */
#ifndef PNX_LINES_H
#define PNX_LINES_H

#include <tc/emh.h>

/* A component as its line names it, and what becomes of it. */
typedef struct {
    long line;
    char *texts;                            /* holds the next ones */
    const char *child_id, *child_rev, *find_no, *quantity, *uom;
    char number[32];                        /* the quantity with a point; "" for none */
    int is_found, is_new, has_failed;
    tag_t item, revision;
    int what;                               /* is planned, see pnx_build.c */
    int entry;                              /* its line in the structure */
    int sets_quantity, sets_uom;
    char *old_quantity, *old_uom, *why;
} pnx_component_t;

/* The lines that name one parent, and what they are built on. */
typedef struct {
    char *texts;
    const char *parent_id, *parent_rev;
    char *rev_id;                           /* of the revision that is built */
    long last;                              /* line of it, or below it */
    long broken;                            /* a wrong line that may belong to it; 0 for none */
    int n, size;
    pnx_component_t *components;
    tag_t item, revision, view, bvr;        /* NULLTAG for what is not there, or not yet */
    logical precise;
} pnx_structure_t;

/* The next structure that is complete with the line that was read, or with the
   end of the file when state is 0; NULL when there is none. */
pnx_structure_t *pnx_complete(int state);

/* Keeps the line that was read for its structure: 1, or 0 when it is wrong, which
   is reported. */
int pnx_keep(long line);

/* No structure that is open is complete without that line. */
void pnx_break(long line);

/* Frees what a structure holds; all that are open. */
void pnx_drop(pnx_structure_t *structure);
void pnx_drop_all(void);

#endif
