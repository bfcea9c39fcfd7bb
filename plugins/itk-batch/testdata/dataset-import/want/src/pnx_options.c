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
    "-result=", "-log=", "-delimiter=", "-start=", "-max=", "-stop_after=", "-progress=",
    "-input=", "-item_id=", "-rev_id=", "-file=", "-dataset_name=", "-type=", "-dir=",
    "-reference=", "-dataset_type=", "-relation=",
};

static const char *const flags[] = {
    "-h",
    "-nodryrun", "-append", "-text",
};

void pnx_usage(FILE *out)
{
    fputs("Import files to revisions: from a list\n", out);
    fputs("usage: pnx_dataset_import [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]\n", out);
    fputs("  -u= -pf= -g=              login; -pf= names a file that holds the password\n", out);
    fputs("  -h                        this text, without login\n", out);
    fputs("  -nodryrun                 write; without it everything is only tried\n", out);
    fputs("  -result=FILE              file with a line for each object and what became of it\n", out);
    fputs("                            default: pnx_dataset_import_result.csv\n", out);
    fputs("  -append                   continue an existing result file\n", out);
    fputs("  -log=FILE                 log file, or a directory for it\n", out);
    fputs("                            default: pnx_dataset_import.log\n", out);
    fputs("  -delimiter=CHAR           character between the columns, or the word tab\n", out);
    fputs("                            default: ;\n", out);
    fputs("  -start=N                  begin at this line of the input, as the result file counts them\n", out);
    fputs("                            default: 1\n", out);
    fputs("  -max=N                    stop after N changed objects; 0 is no limit\n", out);
    fputs("                            default: 5000\n", out);
    fputs("  -stop_after=N             stop after N errors; 0 is never\n", out);
    fputs("                            default: 0\n", out);
    fputs("  -progress=N               report each N objects; 0 is never\n", out);
    fputs("                            default: 1000\n", out);
    fputs("  -input=FILE               file with one object per line\n", out);
    fputs("  -item_id=ID               this one item and no file\n", out);
    fputs("  -rev_id=ID                its revision\n", out);
    fputs("  -file=TEXT                with -item_id=, in place of the column file\n", out);
    fputs("  -dataset_name=TEXT        with -item_id=, in place of the column dataset-name\n", out);
    fputs("  -type=NAME                internal name of the type; subtypes included\n", out);
    fputs("                            default: ItemRevision\n", out);
    fputs("  -dir=DIR                  folder of files with a relative path; the working folder without it\n", out);
    fputs("  -reference=NAME           named reference; without it the one of the dataset type\n", out);
    fputs("                            default: PDF_Reference\n", out);
    fputs("  -text                     import as text: line ends change, which ruins any other file\n", out);
    fputs("  -dataset_type=NAME        type of new datasets\n", out);
    fputs("                            default: PDF\n", out);
    fputs("  -relation=NAME            relation to the dataset\n", out);
    fputs("                            default: IMAN_manifestation\n", out);
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

int pnx_read_options(int argc, char *argv[], pnx_options_t *options)
{
    memset(options, 0, sizeof *options);
    refuse_unknown(argc, argv);
    options->nodryrun = pnx_has_flag(argc, argv, "-nodryrun");
    options->result = "pnx_dataset_import_result.csv";
    read_text("-result=", &options->result);
    options->append = pnx_has_flag(argc, argv, "-append");
    options->log = "pnx_dataset_import.log";
    read_text("-log=", &options->log);
    options->delimiter = ';';
    read_delimiter("-delimiter=", &options->delimiter);
    options->start = 1;
    read_number("-start=", &options->start);
    options->max = 5000;
    read_number("-max=", &options->max);
    read_number("-stop_after=", &options->stop_after);
    options->progress = 1000;
    read_number("-progress=", &options->progress);
    read_text("-input=", &options->input);
    read_text("-item_id=", &options->item_id);
    read_text("-rev_id=", &options->rev_id);
    read_text("-file=", &options->file);
    read_text("-dataset_name=", &options->dataset_name);
    options->type = "ItemRevision";
    read_text("-type=", &options->type);
    read_text("-dir=", &options->dir);
    options->reference = "PDF_Reference";
    read_text("-reference=", &options->reference);
    options->text = pnx_has_flag(argc, argv, "-text");
    options->dataset_type = "PDF";
    read_text("-dataset_type=", &options->dataset_type);
    options->relation = "IMAN_manifestation";
    read_text("-relation=", &options->relation);
    if (options->input == NULL && options->item_id == NULL) mistake("-input= or -item_id= is mandatory");
    if ((options->item_id == NULL) != (options->rev_id == NULL)) mistake("-item_id= and -rev_id= go together");
    return mistakes == 0;
}
