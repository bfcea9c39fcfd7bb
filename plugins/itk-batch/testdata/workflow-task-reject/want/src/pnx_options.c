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
    "-comment=", "-result=", "-log=", "-delimiter=", "-max=", "-stop_after=",
    "-progress=", "-type=", "-state=", "-task=",
};

static const char *const flags[] = {
    "-h",
    "-nodryrun", "-append",
};

static const char *const state_default[] = {
    "started",
};

static const char *const task_default[] = {
    "Approve drawing",
};

void pnx_usage(FILE *out)
{
    fputs("Work on tasks: task-state is started, task-name is Approve drawing\n", out);
    fputs("usage: pnx_workflow_task [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]\n", out);
    fputs("  -u= -pf= -g=              login; -pf= names a file that holds the password\n", out);
    fputs("  -h                        this text, without login\n", out);
    fputs("  -comment=TEXT             comment that goes with each decision\n", out);
    fputs("                            default: wrong title block\n", out);
    fputs("  -nodryrun                 write; without it everything is only tried\n", out);
    fputs("  -result=FILE              file with a line for each object and what became of it\n", out);
    fputs("                            default: pnx_workflow_task_result.csv\n", out);
    fputs("  -append                   continue an existing result file\n", out);
    fputs("  -log=FILE                 log file, or a directory for it\n", out);
    fputs("                            default: pnx_workflow_task.log\n", out);
    fputs("  -delimiter=CHAR           character between the columns, or the word tab\n", out);
    fputs("                            default: ,\n", out);
    fputs("  -max=N                    stop after N changed objects; 0 is no limit\n", out);
    fputs("                            default: 50\n", out);
    fputs("  -stop_after=N             stop after N errors; 0 is never\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -progress=N               report each N objects; 0 is never\n", out);
    fputs("                            default: 1000\n", out);
    fputs("  -type=NAME                internal name of the type; subtypes included\n", out);
    fputs("                            default: EPMTask\n", out);
    fputs("  -state=NAME               state of the task, such as started, pending or suspended\n", out);
    fputs("                            default: started\n", out);
    fputs("  -task=TEXT                task-name, compared exactly\n", out);
    fputs("                            default: Approve drawing\n", out);
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

static void add_item(const char *key, pnx_list_t *list, const char *item)
{
    if (item[0] == '\0') {
        mistake("%s holds an empty value", key);
    } else if (list->n == PNX_MAX_VALUES) {
        mistake("%s holds more than %d values", key, PNX_MAX_VALUES);
    } else {
        list->item[list->n++] = item;
    }
}

/* Values with ; between them. The defaults count only without the option. */
static void read_list(const char *key, pnx_list_t *list, int n, const char *const *defaults)
{
    const char *value = value_of(key);
    char *item = NULL, *end = NULL;
    int i = 0;

    if (value == NULL) {
        for (i = 0; i < n; i++) list->item[list->n++] = defaults[i];
        return;
    }
    list->copy = malloc(strlen(value) + 1);
    if (list->copy == NULL) {
        mistake("%s: out of memory", key);
        return;
    }
    strcpy(list->copy, value);
    for (item = list->copy; item != NULL; item = end) {
        end = strchr(item, ';');
        if (end != NULL) *end++ = '\0';
        add_item(key, list, item);
    }
}

int pnx_read_options(int argc, char *argv[], pnx_options_t *options)
{
    memset(options, 0, sizeof *options);
    refuse_unknown(argc, argv);
    options->comment = "wrong title block";
    read_text("-comment=", &options->comment);
    options->nodryrun = pnx_has_flag(argc, argv, "-nodryrun");
    options->result = "pnx_workflow_task_result.csv";
    read_text("-result=", &options->result);
    options->append = pnx_has_flag(argc, argv, "-append");
    options->log = "pnx_workflow_task.log";
    read_text("-log=", &options->log);
    options->delimiter = ',';
    read_delimiter("-delimiter=", &options->delimiter);
    options->max = 50;
    read_number("-max=", &options->max);
    read_number("-stop_after=", &options->stop_after);
    options->progress = 1000;
    read_number("-progress=", &options->progress);
    options->type = "EPMTask";
    read_text("-type=", &options->type);
    read_list("-state=", &options->state, 1, state_default);
    read_list("-task=", &options->task, 1, task_default);
    return mistakes == 0;
}

static void free_list(pnx_list_t *list)
{
    free(list->copy);
    memset(list, 0, sizeof *list);
}

void pnx_free_options(pnx_options_t *options)
{
    free_list(&options->state);
    free_list(&options->task);
}
