/* ITEM_copy_rev and what follows it: revising. */
#include "sim.h"
#include <tccore/item.h>
#include <stdlib.h>
#include <string.h>

static int exists(tag_t item, const char *rev_id)
{
    const sim_value *revs = sim_attr_of(item, "revision_list");
    int i;
    for (i = 0; revs != NULL && i < revs->n; i++)
        if (strcmp(sim_string(revs->cells[i].tag, "item_revision_id"), rev_id) == 0) return 1;
    return 0;
}

/* next_rev_id counts A, B … Z, AA, AB …; texts of digits count as numbers. */
static const char *next_rev_id(tag_t item, const char *from)
{
    char text[32];
    size_t n = strlen(from);
    sim_consume_id();
    if (n == 0 || n >= sizeof text - 1) return "A";
    strcpy(text, from);
    do {
        size_t i = n;
        while (i > 0 && (text[i - 1] == 'Z' || text[i - 1] == '9')) {
            text[i - 1] = text[i - 1] == 'Z' ? 'A' : '0';
            i--;
        }
        if (i > 0) {
            text[i - 1]++;
        } else {
            memmove(text + 1, text, n + 1);
            text[0] = text[1] == '0' ? '1' : 'A';
            n++;
        }
    } while (exists(item, text) && n < sizeof text - 1);
    return sim_keep(text);
}

/* copies tells whether the new revision gets the value of the old one. */
static int copies(const char *attr)
{
    static const char *const own[] = {"item_revision_id", "items_tag", "owning_user", "owning_group", "creation_date", "last_mod_date",
                                      "last_mod_user", "release_status_list", "date_released", "checked_out_user", "checked_out_date",
                                      "process_stage_list", "structure_revisions", "sequence_id", "object_type"};
    size_t k;
    for (k = 0; k < sizeof own / sizeof own[0]; k++)
        if (strcmp(own[k], attr) == 0) return 0;
    return 1;
}

int ITEM_copy_rev(tag_t source_rev, const char *new_rev_id, tag_t *new_rev)
{
    const sim_object *from;
    sim_object *o;
    tag_t item;
    int i;
    SIM_CALL();
    SIM_OUT(new_rev);
    *new_rev = NULLTAG;
    SIM_OBJECT(source_rev, "ItemRevision", &o);
    item = sim_tag(source_rev, "items_tag");
    if (new_rev_id != NULL && exists(item, new_rev_id)) return sim_error(515220, "the revision %s exists", new_rev_id);
    if (sim_get(item)->locked_by != NULL) return sim_error(515110, "%s is locked by %s", sim_object_string(item), sim_get(item)->locked_by);
    if (sim_denied("WRITE", item)) return sim_error(515111, "the access to %s is denied: WRITE", sim_object_string(item));
    if (sim_tag(source_rev, "checked_out_user") != NULLTAG) return sim_error(515113, "%s is checked out", sim_object_string(source_rev));
    *new_rev = sim_create_revision(item, new_rev_id != NULL && new_rev_id[0] != '\0' ? new_rev_id
                                   : next_rev_id(item, sim_string(source_rev, "item_revision_id")));
    from = sim_get(source_rev);
    for (i = 0; i < from->n_values; i++)
        if (copies(from->values[i].attr->name)) sim_copy_value(*new_rev, &from->values[i]);
    return ITK_ok;
}

/* The rules of a simulated site: a specification is copied as a reference to
   the same object, everything else stays behind. */
int ITEM_perform_deepcopy(tag_t new_rev, const char *operation, tag_t old_rev, int *n, tag_t **copied)
{
    tag_t *tags = NULL;
    sim_object *o, *from;
    int i, count = 0, rc;
    SIM_CALL();
    SIM_OBJECT(new_rev, "ItemRevision", &o);
    SIM_OBJECT(old_rev, "ItemRevision", &from);
    SIM_ARG(sim_text_arg(operation, "operation"));
    if (strcmp(operation, ITEM_revise_operation) != 0 && strcmp(operation, ITEM_saveas_operation) != 0)
        return sim_error(515221, "there is no operation \"%s\"", operation);
    for (i = 0; i < from->n_relations[0]; i++) {
        tag_t r = from->relations[0][i];
        if (sim_get(r)->deleted || !sim_class_is(sim_get(r)->class, "IMAN_specification")) continue;
        sim_relate(new_rev, sim_get(r)->class, sim_tag(r, "secondary_object"));
        tags = sim_grow(tags, (size_t)(count + 1) * sizeof *tags);
        tags[count++] = sim_tag(r, "secondary_object");
    }
    rc = sim_out_tags(count, tags, n, copied);
    free(tags);
    return rc;
}
