/* pnx_result.h - the file that says what became of each object */
#ifndef PNX_RESULT_H
#define PNX_RESULT_H

#include <tc/emh.h>

#include "pnx_options.h"

typedef enum { PNX_DONE, PNX_SKIPPED, PNX_FAILED } pnx_outcome_t;

/* The columns after line, mode, result, reason and uid. */
enum {
    PNX_KEY_PROCESS,
    PNX_KEY_TASK,
    PNX_KEY_TASK_TYPE,
    PNX_KEY_STATE,
    PNX_KEY_RESPONSIBLE,
    PNX_KEY_TARGETS,
    PNX_N_KEYS
};

/* Begins the file or continues it; an old one is kept unless -append. 0 on
   failure, which is reported. */
int pnx_open_result(pnx_options_t *options);

/* Begins the row of an object; NULLTAG where there is none. 0 on failure,
   which is reported. */
int pnx_begin_row(long line, tag_t object);

/* Fills the keys that name the object; 0 on failure, which is reported. */
int pnx_name_row(tag_t object);
void pnx_set_key(int key, const char *text);

/* Writes the row at once, so that a stopped run can be continued. Without a
   reason a failure has that of pnx_reason. A row that cannot be written ends
   the run. */
void pnx_end_row(pnx_options_t *options, pnx_outcome_t outcome, const char *why);

/* The number of rows with that outcome. */
long pnx_rows(pnx_outcome_t outcome);

/* 0 when the end of the file could not be written. A new file without rows is
   removed: it would stand in the way of the next run. */
int pnx_close_result(void);

#endif
