/* What makes look-ups quick at a site with many objects. */
#include "sim.h"
#include <string.h>

enum { SLOTS = 65536 };
typedef struct entry_s { tag_t item; struct entry_s *next; } entry;
static entry *first[SLOTS], *last[SLOTS];

static unsigned slot_of(const char *text)
{
    unsigned hash = 5381;
    while (*text != '\0') hash = hash * 33 + (unsigned char)*text++;
    return hash % SLOTS;
}

void sim_index_item(tag_t item)
{
    unsigned slot = slot_of(sim_string(item, "item_id"));
    entry *e = sim_grow(NULL, sizeof *e);
    e->item = item;
    e->next = NULL;
    if (last[slot] != NULL) last[slot]->next = e;
    else first[slot] = e;
    last[slot] = e;
}

tag_t sim_item(const char *item_id, tag_t after)
{
    const entry *e;
    for (e = first[slot_of(item_id)]; e != NULL; e = e->next)
        if (e->item > after && !sim_get(e->item)->deleted && strcmp(sim_string(e->item, "item_id"), item_id) == 0)
            return e->item;
    return NULLTAG;
}

static void note(tag_t tag, int end, tag_t relation)
{
    sim_object *o = sim_get(tag);
    sim_touch(tag);
    o->relations[end] = sim_grow(o->relations[end], (size_t)(o->n_relations[end] + 1) * sizeof *o->relations[end]);
    o->relations[end][o->n_relations[end]++] = relation;
}

/* sim_relation_ends lists the relation at both its ends. */
void sim_relation_ends(tag_t relation)
{
    note(sim_tag(relation, "primary_object"), 0, relation);
    note(sim_tag(relation, "secondary_object"), 1, relation);
}

tag_t sim_relate(tag_t primary, sim_class *relation, tag_t secondary)
{
    tag_t t = sim_new(relation);
    sim_set_tag(t, "primary_object", primary);
    sim_set_tag(t, "secondary_object", secondary);
    sim_set_tag(t, "relation_type", sim_type_tag(relation));
    sim_relation_ends(t);
    return t;
}
