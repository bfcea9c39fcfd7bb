/* acme_options.c - the command line */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <tc/emh.h>
#include <tc/tc_startup.h>

#include "acme_options.h"

static const char *const keys[] = {
    "-u=", "-p=", "-pf=", "-g=",            /* read by ITK_auto_login, never here */
    "-result=", "-log=", "-delimiter=", "-max=", "-stop_after=", "-progress=", "-type=",
    "-modified_after=", "-modified_until=", "-modified_older_than=",
};

static const char *const flags[] = {
    "-h",
    "-nodryrun", "-append",
};

void acme_usage(FILE *out)
{
    fputs("Purge UGMASTER: modified older-than 1 year\n", out);
    fputs("usage: acme_dataset_purge [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]\n", out);
    fputs("  -u= -pf= -g=              login; -pf= names a file that holds the password\n", out);
    fputs("  -h                        this text, without login\n", out);
    fputs("  -nodryrun                 write; without it everything is only tried\n", out);
    fputs("  -result=FILE              file with a line for each object and what became of it\n", out);
    fputs("                            default: acme_dataset_purge_result.csv\n", out);
    fputs("  -append                   continue an existing result file\n", out);
    fputs("  -log=FILE                 log file, or a directory for it\n", out);
    fputs("                            default: acme_dataset_purge.log\n", out);
    fputs("  -delimiter=CHAR           character between the columns, or the word tab\n", out);
    fputs("                            default: ,\n", out);
    fputs("  -max=N                    stop after N changed objects; 0 is no limit\n", out);
    fputs("                            default: 500\n", out);
    fputs("  -stop_after=N             stop after N errors; 0 is never\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -progress=N               report each N objects; 0 is never\n", out);
    fputs("                            default: 1000\n", out);
    fputs("  -type=NAME                internal name of the type; subtypes included\n", out);
    fputs("                            default: UGMASTER\n", out);
    fputs("  -modified_after=DATE      modified from this day on, YYYY-MM-DD or YYYY-MM-DDTHH:MM\n", out);
    fputs("  -modified_until=DATE      modified to the end of this day\n", out);
    fputs("  -modified_older_than=SPAN modified longer ago than N h, d, w, m or y\n", out);
    fputs("                            default: 1y\n", out);
    fputs("exit code: 0 all good, also with skipped objects; 1 nothing done: usage, login, a name, a file; 2 errors or not all objects\n", out);
}

static int mistakes = 0;

static void mistake(const char *format, ...)
{
    va_list arguments;

    mistakes++;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int acme_has_flag(int argc, char *argv[], const char *flag)
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], flag) == 0) return 1;
    }
    return 0;
}

static int is_known(const char *word)
{
    size_t i = 0;

    for (i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strncmp(word, keys[i], strlen(keys[i])) == 0) return 1;
    }
    for (i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (strcmp(word, flags[i]) == 0) return 1;
    }
    return 0;
}

/* A misspelt option would silently change what is selected. */
static void refuse_unknown(int argc, char *argv[])
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (!is_known(argv[i])) mistake("%s: unknown option", argv[i]);
    }
}

/* The value of an option, or NULL without it. An empty one is a mistake: it
   would mean "any". */
static const char *value_of(const char *key)
{
    const char *value = ITK_ask_cli_argument(key);

    if (value != NULL && value[0] == '\0') mistake("%s has no value: give one or leave it out", key);
    return value;
}

static void read_text(const char *key, const char **text)
{
    const char *value = value_of(key);

    if (value != NULL) *text = value;
}

static void read_number(const char *key, long *number)
{
    const char *value = value_of(key);
    char *end = NULL;

    if (value == NULL) return;
    *number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || *number < 0) mistake("%s%s: must be a number, 0 or more", key, value);
}

/* Quotation marks and line ends would make the file unreadable. */
static void read_delimiter(const char *key, char *delimiter)
{
    const char *value = value_of(key);

    if (value == NULL) return;
    if (strcmp(value, "tab") == 0) {
        *delimiter = '\t';
    } else if (strlen(value) == 1 && strchr("\"\r\n", value[0]) == NULL) {
        *delimiter = value[0];
    } else {
        mistake("%s%s: must be one character, or the word tab", key, value);
    }
}

static void narrow(const char *key, acme_date_form_t form, const char *value, time_t now, acme_range_t *range)
{
    if (!acme_narrow_range(range, form, value, now)) {
        mistake("%s%s: %s", key, value, acme_date_help(form));
    }
}

/* Whether the option is there; it narrows the range then. */
static int read_date(const char *key, acme_date_form_t form, time_t now, acme_range_t *range)
{
    const char *value = value_of(key);

    if (value == NULL) return 0;
    narrow(key, form, value, now, range);
    return 1;
}

int acme_read_options(int argc, char *argv[], acme_options_t *options)
{
    time_t now = time(NULL);                /* one moment for all relative dates */
    int given = 0;

    memset(options, 0, sizeof *options);
    refuse_unknown(argc, argv);
    options->nodryrun = acme_has_flag(argc, argv, "-nodryrun");
    options->result = "acme_dataset_purge_result.csv";
    read_text("-result=", &options->result);
    options->append = acme_has_flag(argc, argv, "-append");
    options->log = "acme_dataset_purge.log";
    read_text("-log=", &options->log);
    options->delimiter = ',';
    read_delimiter("-delimiter=", &options->delimiter);
    options->max = 500;
    read_number("-max=", &options->max);
    read_number("-stop_after=", &options->stop_after);
    options->progress = 1000;
    read_number("-progress=", &options->progress);
    options->type = "UGMASTER";
    read_text("-type=", &options->type);
    given = read_date("-modified_after=", ACME_AFTER, now, &options->modified);
    given += read_date("-modified_until=", ACME_UNTIL, now, &options->modified);
    given += read_date("-modified_older_than=", ACME_OLDER_THAN, now, &options->modified);
    if (!given) {
        narrow("-modified_older_than=", ACME_OLDER_THAN, "1y", now, &options->modified);
    }
    return mistakes == 0;
}
