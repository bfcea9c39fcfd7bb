/* pnx_delete.c - deleting what nothing refers to

   There is no way back, so what goes is written to the log before it goes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <ps/ps.h>
#include <tc/emh.h>
#include <tc/folder.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/tctype.h>
#include <tccore/workspaceobject.h>

#include "pnx_change.h"
#include "pnx_delete.h"
#include "pnx_guard.h"
#include "pnx_report.h"
#include "pnx_result.h"

typedef struct {
    int n;
    tag_t *item;
} list_t;

static int add(list_t *list, tag_t object)
{
    tag_t *longer = realloc(list->item, (size_t)(list->n + 1) * sizeof *longer);

    if (longer == NULL) {
        pnx_error("out of memory for %d object%s", list->n + 1, pnx_plural(list->n + 1));
        return 0;
    }
    longer[list->n++] = object;
    list->item = longer;
    return 1;
}

static int has(const list_t *list, tag_t object)
{
    int i = 0;

    for (i = 0; i < list->n; i++) {
        if (list->item[i] == object) return 1;
    }
    return 0;
}

static int is_folder(tag_t object, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    *yes = 0;
    if (!PNX_OK(TCTYPE_ask_object_type(object, &type)) || !PNX_OK(TCTYPE_is_type_of_as_str(type, "Folder", &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}

/* Counts what refers to the object and is none of the parts. The folders that
   do not count are kept, each with the object behind it. */
static int count_references(tag_t object, pnx_options_t *options, const list_t *parts, list_t *folders, int *count)
{
    tag_t *found = NULL;
    int *levels = NULL;
    char **relations = NULL;
    int n = 0, i = 0, folder = 0, done = 0;

    done = PNX_OK(WSOM_where_referenced(object, 1, &n, &levels, &found, &relations));
    for (i = 0; done && i < n; i++) {
        if (has(parts, found[i])) continue;
        done = is_folder(found[i], &folder);
        if (done && folder && options->ignore_folders) {
            done = add(folders, found[i]) && add(folders, object);
        } else {
            (*count)++;
        }
    }
    MEM_free(levels);
    MEM_free(found);
    MEM_free(relations);
    return done;
}

static int add_all(list_t *list, int n, const tag_t *found)
{
    int i = 0, done = 1;

    for (i = 0; done && i < n; i++) done = add(list, found[i]);
    return done;
}

/* The item and its revisions, which go, and behind them its structures, whose
   references are its own. */
static int find_parts(tag_t object, list_t *parts, int *n_going)
{
    tag_t *found = NULL;
    int n = 0, i = 0, done = 0;

    done = add(parts, object) && PNX_OK(ITEM_list_all_revs(object, &n, &found)) && add_all(parts, n, found);
    MEM_free(found);
    *n_going = parts->n;
    found = NULL;
    done = done && PNX_OK(ITEM_list_bom_views(object, &n, &found)) && add_all(parts, n, found);
    MEM_free(found);
    for (i = 1; done && i < *n_going; i++) {
        found = NULL;
        done = PNX_OK(ITEM_rev_list_bom_view_revs(parts->item[i], &n, &found)) && add_all(parts, n, found);
        MEM_free(found);
    }
    return done;
}

/* Counts the structures of others that the revision is built into. */
static int count_uses(tag_t revision, const list_t *parts, int *count)
{
    tag_t *parents = NULL;
    int *levels = NULL;
    int n = 0, i = 0, done = 0;

    done = PNX_OK(PS_where_used_all(revision, 1, &n, &levels, &parents));
    for (i = 0; done && i < n; i++) {
        if (!has(parts, parents[i])) (*count)++;
    }
    MEM_free(levels);
    MEM_free(parents);
    return done;
}

static int name(tag_t object, const char *property, int key)
{
    char *text = NULL;
    int done = PNX_OK(AOM_ask_value_string(object, property, &text));

    if (done) pnx_set_key(key, text);
    MEM_free(text);
    return done;
}

/* Each part that goes is looked at by itself: an item may be free while one of
   its revisions is not. */
static int look(pnx_options_t *options, const list_t *parts, int n_going, list_t *folders, int *references)
{
    int i = 0, done = 1;

    for (i = 0; done && i < n_going; i++) {
        done = count_references(parts->item[i], options, parts, folders, references)
            && (i == 0 || count_uses(parts->item[i], parts, references));
    }
    return done;
}

static int describe(tag_t object, int n_going, const list_t *folders, int references)
{
    char text[96], number[32];

    sprintf(text, "item with %d revision%s", n_going - 1, n_going == 2 ? "" : "s");
    if (folders->n > 0) sprintf(text + strlen(text), ", out of %d folder%s", folders->n / 2, folders->n == 2 ? "" : "s");
    sprintf(number, "%d", references);
    pnx_set_key(PNX_KEY_REFERENCERS, number);
    pnx_set_key(PNX_KEY_WHAT, text);
    return name(object, "object_type", PNX_KEY_TYPE) && name(object, "object_name", PNX_KEY_NAME);
}

static pnx_outcome_t may_go(const list_t *parts, int n_going, int references, pnx_options_t *options, const char **why)
{
    static char text[160];
    pnx_outcome_t outcome = PNX_DONE;
    int i = 0;

    for (i = 0; outcome == PNX_DONE && i < n_going; i++) outcome = pnx_guard(parts->item[i], options, why);
    if (outcome != PNX_DONE && i > 1 && *why != NULL) {
        strcpy(text, "a revision of it: ");
        strncat(text, *why, sizeof text - strlen(text) - 1);
        *why = text;
    }
    if (outcome == PNX_DONE && references > 0) {
        *why = "something refers to it";
        return PNX_SKIPPED;
    }
    return outcome;
}

/* What goes, with its UID, in the log. */
static int record(const list_t *parts, int n_going)
{
    char *text = NULL, *uid = NULL;
    int i = 0, done = 1;

    for (i = 0; done && i < n_going; i++) {
        text = NULL;
        uid = NULL;
        done = PNX_OK(AOM_ask_value_string(parts->item[i], "object_string", &text)) && PNX_OK(ITK__convert_tag_to_uid(parts->item[i], &uid));
        if (done) pnx_info("deletes %s, UID %s", text, uid);
        MEM_free(text);
        MEM_free(uid);
    }
    return done;
}

static int take_out(tag_t folder, tag_t object)
{
    int locked = PNX_OK(AOM_refresh(folder, TRUE));
    int done = locked && PNX_OK(FL_remove(folder, object)) && PNX_OK(AOM_save_with_extensions(folder));

    if (locked && !PNX_OK(AOM_refresh(folder, FALSE))) done = 0;
    return done;
}

static pnx_change_t delete_all(tag_t object, const list_t *folders)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    int mark = 0, i = 0, locked = 0, done = 1;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    for (i = 0; done && i + 1 < folders->n; i += 2) done = take_out(folders->item[i], folders->item[i + 1]);
    locked = done && PNX_OK(AOM_lock_for_delete(object));
    done = locked && PNX_OK(ITEM_delete_item(object));
    change = pnx_end_change(mark, done);
    if (locked && !done && !PNX_OK(AOM_refresh(object, FALSE))) pnx_info("the lock stays until the session ends");
    return change;
}

int pnx_delete(tag_t object, pnx_options_t *options)
{
    list_t parts, folders;
    pnx_change_t change = PNX_TAKEN_BACK;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_FAILED;
    int n_going = 0, references = 0;

    memset(&parts, 0, sizeof parts);
    memset(&folders, 0, sizeof folders);
    if (find_parts(object, &parts, &n_going) && look(options, &parts, n_going, &folders, &references)
        && describe(object, n_going, &folders, references)) {
        outcome = may_go(&parts, n_going, references, options, &why);
    }
    if (outcome == PNX_DONE && options->nodryrun) {
        if (record(&parts, n_going)) change = delete_all(object, &folders);
        outcome = pnx_outcome_of(change, &why);
    }
    pnx_end_row(options, outcome, why);
    free(parts.item);
    free(folders.item);
    return change != PNX_TAKEN_BACK;
}

int pnx_is_limited(pnx_options_t *options)
{
    if (options->max > 0) return 1;
    pnx_error("-max=0: nothing is deleted without a limit");
    return 0;
}
