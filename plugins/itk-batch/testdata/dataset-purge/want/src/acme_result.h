/* acme_result.h - the file that says what became of each object */
#ifndef ACME_RESULT_H
#define ACME_RESULT_H

#include <tc/emh.h>

#include "acme_options.h"

typedef enum { ACME_DONE, ACME_SKIPPED, ACME_FAILED } acme_outcome_t;

/* The columns after line, mode, result, reason and uid. */
enum {
    ACME_KEY_TYPE,
    ACME_KEY_OBJECT,
    ACME_KEY_VERSIONS_BEFORE,
    ACME_KEY_VERSIONS_AFTER,
    ACME_N_KEYS
};

/* Begins the file or continues it; an old one is kept unless -append. 0 on
   failure, which is reported. */
int acme_open_result(acme_options_t *options);

/* Begins the row of an object; NULLTAG where there is none. 0 on failure,
   which is reported. */
int acme_begin_row(long line, tag_t object);

/* Fills the keys that name the object; 0 on failure, which is reported. */
int acme_name_row(tag_t object);
void acme_set_key(int key, const char *text);

/* Writes the row at once, so that a stopped run can be continued. Without a
   reason a failure has that of acme_reason. A row that cannot be written ends
   the run. */
void acme_end_row(acme_options_t *options, acme_outcome_t outcome, const char *why);

/* The number of rows with that outcome. */
long acme_rows(acme_outcome_t outcome);

/* 0 when the end of the file could not be written. A new file without rows is
   removed: it would stand in the way of the next run. */
int acme_close_result(void);

#endif
