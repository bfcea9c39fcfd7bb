/* pnx_report.h - messages on the console and in the log; errors of ITK */
#ifndef PNX_REPORT_H
#define PNX_REPORT_H

#include <tc/emh.h>

/* Runs an ITK call. A failure is reported with the whole error stack and
   counted. The value is 1 on success and 0 on failure. */
#define PNX_OK(call) pnx_ok((call), #call, __FILE__, __LINE__)

/* Opens the log for appending; path may be a directory. 0 on failure. */
int pnx_open_log(const char *path);

/* 0 when the end of the log could not be written. */
int pnx_close_log(void);

/* Messages go to the error channel: the standard output holds results alone. */
void pnx_info(const char *format, ...);

/* Like pnx_info, and counted. */
void pnx_error(const char *format, ...);

/* Counts an error at an object, with its UID: tags mean nothing to a reader. */
void pnx_error_at(tag_t object, const char *what);

/* The number of errors so far. */
long pnx_errors(void);

/* The end of the noun behind that number: "1 row", "2 rows". */
const char *pnx_plural(long n);

int pnx_ok(int code, const char *call, const char *file, int line);

#endif
