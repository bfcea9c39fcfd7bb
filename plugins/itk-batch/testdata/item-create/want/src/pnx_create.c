/* pnx_create.c - an item from a line of the input */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/tctype.h>

#include "pnx_change.h"
#include "pnx_create.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

/* What a line says. */
typedef struct {
    const char *item_id, *name, *type, *description, *rev_id, *uom;
    tag_t type_tag, uom_tag;
} line_t;

static int count_items(const char *item_id, int *n)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int code = ITK_ok;

    names[0] = "item_id";
    values[0] = item_id;
    code = ITEM_find_items_by_key_attributes(1, names, values, n, &items);
    MEM_free(items);
    return code;
}

/* Some sites answer "there is none" with an error code. A failure that is
   none comes once and not again. */
static int exists(const char *item_id, int *yes)
{
    int n = 0, code = count_items(item_id, &n);

    *yes = code == ITK_ok && n > 0;
    if (code == ITK_ok) return 1;
    if (count_items(item_id, &n) == ITK_ok) return PNX_OK(code);
    if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
    return 1;
}

/* The names of the line, looked up. */
static int take_line(pnx_options_t *options, line_t *line)
{
    logical fits = FALSE;

    line->item_id = pnx_field(PNX_ITEM_ID);
    line->rev_id = "";
    line->name = pnx_field(PNX_FIELD_NAME);
    line->description = pnx_field(PNX_FIELD_DESCRIPTION);
    line->uom = "";
    line->type = pnx_field_or(PNX_FIELD_TYPE, options->type);
    line->type_tag = line->uom_tag = NULLTAG;
    pnx_set_key(PNX_KEY_ITEM_ID, line->item_id);
    pnx_set_key(PNX_KEY_REV_ID, line->rev_id);
    pnx_set_key(PNX_KEY_TYPE, line->type);
    if (line->name[0] == '\0') {
        pnx_error("the line gives no name");
        return 0;
    }
    if (!PNX_OK(TCTYPE_find_type(line->type, NULL, &line->type_tag)) || line->type_tag == NULLTAG) {
        pnx_error("type \"%s\" does not exist at this site", line->type);
        return 0;
    }
    if (!PNX_OK(TCTYPE_is_type_of_as_str(line->type_tag, "Item", &fits))) return 0;
    if (!fits) pnx_error("type \"%s\" is no Item", line->type);
    return fits ? 1 : 0;
}

static int put(tag_t input, const char *property, const char *value)
{
    return value[0] == '\0' || PNX_OK(AOM_set_value_string(input, property, value));
}

static int create_item(const line_t *line, tag_t *item)
{
    tag_t input = NULLTAG;

    return PNX_OK(TCTYPE_construct_create_input(line->type_tag, &input))
        && put(input, "item_id", line->item_id) && put(input, "object_name", line->name)
        && put(input, "object_desc", line->description)
        && PNX_OK(TCTYPE_create_object(input, item)) && PNX_OK(AOM_save_with_extensions(*item));
}

static int name_item(long line, tag_t item, tag_t revision, const line_t *from)
{
    char *item_id = NULL, *rev_id = NULL;
    int done = pnx_begin_row(line, item) && PNX_OK(ITEM_ask_id2(item, &item_id)) && PNX_OK(ITEM_ask_rev_id2(revision, &rev_id));

    pnx_set_key(PNX_KEY_ITEM_ID, done ? item_id : from->item_id);
    pnx_set_key(PNX_KEY_REV_ID, done ? rev_id : from->rev_id);
    pnx_set_key(PNX_KEY_TYPE, from->type);
    MEM_free(item_id);
    MEM_free(rev_id);
    return done;
}

static pnx_change_t create(long number, const line_t *line, pnx_names_t *names)
{
    tag_t item = NULLTAG, revision = NULLTAG;
    int mark = 0, done = 0;

    (void)names;
    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = create_item(line, &item) && PNX_OK(ITEM_ask_latest_rev(item, &revision))
        && PNX_OK(AOM_refresh(item, FALSE)) && PNX_OK(AOM_refresh(revision, FALSE))
        && name_item(number, item, revision, line);
    return pnx_end_change(mark, done);
}

void pnx_create(long number, pnx_options_t *options, pnx_names_t *names)
{
    line_t line;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int there = 0;

    (void)pnx_begin_row(number, NULLTAG);
    if (!take_line(options, &line)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (line.item_id[0] != '\0' && !exists(line.item_id, &there)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (there) {
        pnx_end_row(options, PNX_SKIPPED, "there is such an item already");
        return;
    }
    if (options->nodryrun) outcome = pnx_outcome_of(create(number, &line, names), &why);
    pnx_end_row(options, outcome, why);
}
