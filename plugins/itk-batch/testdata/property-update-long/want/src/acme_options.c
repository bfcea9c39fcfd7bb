/* acme_options.c - the command line */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>
#include <tc/tc_startup.h>

#include "acme_options.h"

static const char *const keys[] = {
    "-u=", "-p=", "-pf=", "-g=",            /* read by ITK_auto_login, never here */
    "-result=", "-log=", "-delimiter=", "-start=", "-max=", "-stop_after=", "-progress=",
    "-input=", "-uid=", "-property_name=", "-to=", "-type=",
};

static const char *const flags[] = {
    "-h",
    "-nodryrun", "-append", "-bypass", "-new_moddate",
};

void acme_usage(FILE *out)
{
    fputs("usage: acme_property_update [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]\n", out);
    fputs("  -u= -pf= -g=              login; -pf= names a file that holds the password\n", out);
    fputs("  -h                        this text, without login\n", out);
    fputs("  -nodryrun                 write; without it everything is only tried\n", out);
    fputs("  -result=FILE              file with a line for each object and what became of it\n", out);
    fputs("                            default: acme_property_update_result.csv\n", out);
    fputs("  -append                   continue an existing result file\n", out);
    fputs("  -log=FILE                 log file, or a directory for it\n", out);
    fputs("                            default: acme_property_update.log\n", out);
    fputs("  -delimiter=CHAR           character between the columns, or the word tab\n", out);
    fputs("                            default: ;\n", out);
    fputs("  -bypass                   switch access rules off; needs a dba\n", out);
    fputs("  -new_moddate              let the date of the last change move\n", out);
    fputs("  -start=N                  begin at this line of the input, as the result file counts them\n", out);
    fputs("                            default: 1\n", out);
    fputs("  -max=N                    stop after N changed objects; 0 is no limit\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -stop_after=N             stop after N errors; 0 is never\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -progress=N               report each N objects; 0 is never\n", out);
    fputs("                            default: 1000\n", out);
    fputs("  -input=FILE               file with one object per line\n", out);
    fputs("  -uid=UID                  this one object and no file\n", out);
    fputs("  -property_name=TEXT       with -uid=, in place of the column property-name\n", out);
    fputs("  -to=TEXT                  with -uid=, in place of the column value\n", out);
    fputs("  -type=NAME                internal name of the type; subtypes included\n", out);
    fputs("                            default: WorkspaceObject\n", out);
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

int acme_read_options(int argc, char *argv[], acme_options_t *options)
{
    memset(options, 0, sizeof *options);
    refuse_unknown(argc, argv);
    options->nodryrun = acme_has_flag(argc, argv, "-nodryrun");
    options->result = "acme_property_update_result.csv";
    read_text("-result=", &options->result);
    options->append = acme_has_flag(argc, argv, "-append");
    options->log = "acme_property_update.log";
    read_text("-log=", &options->log);
    options->delimiter = ';';
    read_delimiter("-delimiter=", &options->delimiter);
    options->bypass = acme_has_flag(argc, argv, "-bypass");
    options->new_moddate = acme_has_flag(argc, argv, "-new_moddate");
    options->start = 1;
    read_number("-start=", &options->start);
    read_number("-max=", &options->max);
    read_number("-stop_after=", &options->stop_after);
    options->progress = 1000;
    read_number("-progress=", &options->progress);
    read_text("-input=", &options->input);
    read_text("-uid=", &options->uid);
    read_text("-property_name=", &options->property_name);
    read_text("-to=", &options->to);
    options->type = "WorkspaceObject";
    read_text("-type=", &options->type);
    if (options->input == NULL && options->uid == NULL) mistake("-input= or -uid= is mandatory");
    return mistakes == 0;
}
