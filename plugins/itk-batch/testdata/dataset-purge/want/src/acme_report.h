/* acme_report.h - messages on the console and in the log; errors of ITK */
#ifndef ACME_REPORT_H
#define ACME_REPORT_H

#include <tc/emh.h>

/* Runs an ITK call. A failure is reported with the whole error stack and
   counted. The value is 1 on success and 0 on failure. */
#define ACME_OK(call) acme_ok((call), #call, __FILE__, __LINE__)

/* Opens the log for appending; path may be a directory. 0 on failure. */
int acme_open_log(const char *path);

/* 0 when the end of the log could not be written. */
int acme_close_log(void);

/* Messages go to the error channel: the standard output holds results alone. */
void acme_info(const char *format, ...);

/* Like acme_info, and counted. */
void acme_error(const char *format, ...);

/* The number of errors so far. */
long acme_errors(void);

/* The end of the noun behind that number: "1 row", "2 rows". */
const char *acme_plural(long n);

int acme_ok(int code, const char *call, const char *file, int line);

/* Why the object failed: its first error, or "". */
const char *acme_reason(void);

/* Begins with the next object. */
void acme_forget_reason(void);

/* Ends the run after this object: what follows would not be safe. */
void acme_give_up(void);
int acme_gave_up(void);

#endif
