/* pnx_options.c - the command line */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>
#include <tc/tc_startup.h>

#include "pnx_options.h"

static const char *const keys[] = {
    "-u=", "-p=", "-pf=", "-g=",            /* read by ITK_auto_login, never here */
    "-rule=", "-depth=", "-output=", "-log=", "-delimiter=", "-max=", "-progress=",
    "-input=", "-item_id=", "-type=",
};

static const char *const flags[] = {
    "-h",
    "-references", "-noheader",
};

void pnx_usage(FILE *out)
{
    fputs("Where-used of items: from a list\n", out);
    fputs("usage: pnx_where_used [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]\n", out);
    fputs("  -u= -pf= -g=              login; -pf= names a file that holds the password\n", out);
    fputs("  -h                        this text, without login\n", out);
    fputs("  -rule=NAME                only uses that this revision rule configures; every revision without it\n", out);
    fputs("  -depth=N                  so many levels; 0 is all\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -references               follow references of any kind, not structures\n", out);
    fputs("  -output=FILE              file to write\n", out);
    fputs("                            default: pnx_where_used.csv\n", out);
    fputs("  -log=FILE                 log file, or a directory for it\n", out);
    fputs("                            default: pnx_where_used.log\n", out);
    fputs("  -delimiter=CHAR           character between the columns, or the word tab\n", out);
    fputs("                            default: ,\n", out);
    fputs("  -noheader                 write no line with the column titles\n", out);
    fputs("  -max=N                    stop after N rows; 0 is no limit\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -progress=N               report each N objects; 0 is never\n", out);
    fputs("                            default: 1000\n", out);
    fputs("  -input=FILE               file with one object per line\n", out);
    fputs("  -item_id=ID               this one item and no file\n", out);
    fputs("  -type=NAME                internal name of the type; subtypes included\n", out);
    fputs("                            default: Item\n", out);
    fputs("exit code: 0 all good; 1 nothing done: usage, login, a name, a file; 2 errors or not all rows\n", out);
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

int pnx_has_flag(int argc, char *argv[], const char *flag)
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

int pnx_read_options(int argc, char *argv[], pnx_options_t *options)
{
    memset(options, 0, sizeof *options);
    refuse_unknown(argc, argv);
    read_text("-rule=", &options->rule);
    read_number("-depth=", &options->depth);
    options->references = pnx_has_flag(argc, argv, "-references");
    options->output = "pnx_where_used.csv";
    read_text("-output=", &options->output);
    options->log = "pnx_where_used.log";
    read_text("-log=", &options->log);
    options->delimiter = ',';
    read_delimiter("-delimiter=", &options->delimiter);
    options->noheader = pnx_has_flag(argc, argv, "-noheader");
    read_number("-max=", &options->max);
    options->progress = 1000;
    read_number("-progress=", &options->progress);
    read_text("-input=", &options->input);
    read_text("-item_id=", &options->item_id);
    options->type = "Item";
    read_text("-type=", &options->type);
    if (options->input == NULL && options->item_id == NULL) mistake("-input= or -item_id= is mandatory");
    return mistakes == 0;
}
