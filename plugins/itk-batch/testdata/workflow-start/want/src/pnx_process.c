/* pnx_process.c - workflow processes on objects

   A process that has started sends mails and runs handlers, so there is no mark
   point around it: nothing of that could be taken back. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <epm/epm_task_template_itk.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_process.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_text.h"

#define MAX_NAME 128                        /* bytes of the name of an object */

static pnx_text_t process_name;

static int put_property(tag_t object, const char *property)
{
    char *text = NULL;
    int done = PNX_OK(AOM_ask_value_string(object, property, &text));

    if (done && text != NULL) done = pnx_puts(&process_name, text);
    MEM_free(text);
    return done;
}

static int put_part(tag_t object, const char *name, size_t n)
{
    tag_t item = NULLTAG;

    if (n == 4 && strncmp(name, "name", n) == 0) return put_property(object, "object_name");
    if (n == 5 && strncmp(name, "title", n) == 0) return pnx_puts(&process_name, "Start a workflow for revisions: from a list");
    if (n == 3 && strncmp(name, "rev", n) == 0) return put_property(object, "item_revision_id");
    if (n == 7 && strncmp(name, "item_id", n) == 0) {
        return PNX_OK(ITEM_ask_item_of_rev(object, &item)) && put_property(item, "item_id");
    }
    pnx_error("-process_name= has no value for {%s}", name);
    return 0;
}

/* The name of the object's process. One that is too long loses its end, but no
   part of a character of UTF-8. */
static int name_process(tag_t object, const char *form)
{
    const char *end = NULL;
    size_t n = 0;

    pnx_empty(&process_name);
    while (form[0] != '\0') {
        end = form[0] == '{' ? strchr(form, '}') : NULL;
        if (end != NULL) {
            if (!put_part(object, form + 1, (size_t)(end - form - 1))) return 0;
            form = end + 1;
            continue;
        }
        n = 1 + strcspn(form + 1, "{");
        if (!pnx_put(&process_name, form, n)) return 0;
        form += n;
    }
    if (process_name.used > MAX_NAME) {
        process_name.used = MAX_NAME;
        while (process_name.used > 0 && ((unsigned char)process_name.data[process_name.used] & 0xc0) == 0x80) process_name.used--;
        process_name.data[process_name.used] = '\0';
    }
    while (process_name.used > 0 && process_name.data[process_name.used - 1] == ' ') process_name.data[--process_name.used] = '\0';
    if (process_name.used == 0) pnx_error("the process has no name: correct -process_name=");
    return process_name.used > 0;
}

static int find_template(const char *name, tag_t *template)
{
    static tag_t found = NULLTAG;

    if (found == NULLTAG && !PNX_OK(EPM_find_process_template(name, &found))) found = NULLTAG;
    if (found == NULLTAG) pnx_error("workflow template \"%s\" does not exist at this site", name);
    *template = found;
    return found != NULLTAG;
}

/* Starts a process on n targets and tells its UID. */
static pnx_change_t create_process(int n, tag_t *targets, const char *template_name, char **uid)
{
    tag_t template = NULLTAG, process = NULLTAG;
    int *types = NULL;
    int i = 0, created = 0;

    if (!find_template(template_name, &template)) return PNX_TAKEN_BACK;
    types = malloc((size_t)n * sizeof *types);
    if (types == NULL) {
        pnx_error("out of memory for %d targets", n);
        return PNX_TAKEN_BACK;
    }
    for (i = 0; i < n; i++) types[i] = EPM_target_attachment;
    created = PNX_OK(EPM_create_process(pnx_string(&process_name), "", template, n, targets, types, &process));
    free(types);
    if (!created) return PNX_TAKEN_BACK;
    return PNX_OK(ITK__convert_tag_to_uid(process, uid)) ? PNX_KEPT : PNX_KEPT_BUT;
}

void pnx_start(tag_t object, long line, pnx_options_t *options)
{
    const char *why = NULL;
    char *uid = NULL;
    pnx_outcome_t outcome = PNX_FAILED;

    (void)line;
    if (name_process(object, options->process_name)) {
        pnx_set_key(PNX_KEY_PROCESS, pnx_string(&process_name));
        outcome = pnx_guard(object, options, &why);
    }
    if (outcome == PNX_DONE && options->nodryrun) {
        outcome = pnx_outcome_of(create_process(1, &object, options->template, &uid), &why);
        pnx_set_key(PNX_KEY_PROCESS_UID, uid);
        MEM_free(uid);
    }
    pnx_end_row(options, outcome, why);
}
