/* Mark points: what an object was like before the first change under a mark is
   kept, and rolling back puts it there again. Locks are no part of it. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <stdlib.h>
#include <string.h>

enum { MARKS = 16 };

typedef struct {
    tag_t tag;
    int created;                               /* there was nothing before */
    sim_value *values, *saved;
    int n_values, n_saved, new_object, changed, deleted, touched;
    int n_relations[2];
} image;

typedef struct { int id, first, rolled_back, attempted; } mark;

static image *images;
static int n_images;
static mark marks[MARKS];
static int n_marks, last_id, roll_failed;

static image *take(tag_t tag)
{
    image *m;
    images = sim_grow(images, (size_t)(n_images + 1) * sizeof *images);
    m = &images[n_images++];
    memset(m, 0, sizeof *m);
    m->tag = tag;
    return m;
}

void sim_created(tag_t tag)
{
    if (n_marks == 0) return;
    take(tag)->created = 1;
    sim_get(tag)->touched = marks[n_marks - 1].id;
}

void sim_touch(tag_t tag)
{
    sim_object *o = sim_get(tag);
    image *m;
    if (n_marks == 0 || o == NULL || o->touched == marks[n_marks - 1].id) return;
    m = take(tag);
    m->values = sim_copy_values(o->values, o->n_values);
    m->n_values = o->n_values;
    m->saved = sim_copy_values(o->saved, o->n_saved);
    m->n_saved = o->n_saved;
    m->new_object = o->new_object;
    m->changed = o->changed;
    m->deleted = o->deleted;
    m->touched = o->touched;
    memcpy(m->n_relations, o->n_relations, sizeof m->n_relations);
    o->touched = marks[n_marks - 1].id;
}

static void put_back(const image *m)
{
    sim_object *o = sim_get(m->tag);
    if (m->created) {
        o->deleted = SIM_DELETED;
        o->lock = SIM_UNLOCKED;
        o->new_object = o->changed = 0;
        o->doomed = sim_harsh(SW_ROLLED_BACK_TAGS) ? sim_calls() + 1 : 0;
        return;
    }
    sim_free_values(o->values, o->n_values);
    sim_free_values(o->saved, o->n_saved);
    o->values = m->values;
    o->n_values = m->n_values;
    o->saved = m->saved;
    o->n_saved = m->n_saved;
    o->new_object = m->new_object;
    o->changed = m->changed;
    o->deleted = m->deleted;
    o->touched = m->touched;
    memcpy(o->n_relations, m->n_relations, sizeof o->n_relations);
}

/* keep drops the images of a mark; below another mark they belong to that one. */
static void keep(int first)
{
    int i;
    if (n_marks > 0) return;
    for (i = first; i < n_images; i++) {
        sim_free_values(images[i].values, images[i].n_values);
        sim_free_values(images[i].saved, images[i].n_saved);
        sim_get(images[i].tag)->touched = 0;
    }
    n_images = first;
}

static int find(int id)
{
    int i;
    for (i = n_marks - 1; i >= 0 && marks[i].id != id; i--) ;
    if (i >= 0 && i != n_marks - 1) sim_watch("%s of mark point %d while a later one is open", sim_current(), id);
    return i;
}

static void forget(int id)
{
    int i = find(id);
    if (i < 0) return;
    n_marks = i;
    keep(marks[i].first);
}

static void note_attempt(int id)
{
    int i = find(id);
    if (i >= 0) marks[i].attempted = 1;
}

/* failed_roll: what the objects are like is unknown now, so nobody can be blamed for it. */
static void failed_roll(int id)
{
    note_attempt(id);
    roll_failed = 1;
}

int sim_roll_failed(void) { return roll_failed; }

int sim_marks_open(void) { return n_marks; }

int POM_place_markpoint(int *markpoint)
{
    SIM_CALL();
    SIM_OUT(markpoint);
    if (n_marks == MARKS) return sim_error(515150, "there are %d mark points", MARKS);
    memset(&marks[n_marks], 0, sizeof *marks);
    marks[n_marks].id = ++last_id;
    marks[n_marks++].first = n_images;
    *markpoint = last_id;
    return ITK_ok;
}

int POM_forget_markpoint(int markpoint)
{
    SIM_GIVING_BACK(forget(markpoint), note_attempt(markpoint));
    if (find(markpoint) < 0) return sim_error(515151, "there is no mark point %d", markpoint);
    forget(markpoint);
    return ITK_ok;
}

int POM_roll_to_markpoint(int markpoint, logical *state_changed)
{
    int i, k;
    SIM_GIVING_BACK(failed_roll(markpoint), failed_roll(markpoint));
    SIM_OUT(state_changed);
    i = find(markpoint);
    if (i < 0) return sim_error(515151, "there is no mark point %d", markpoint);
    if (marks[i].rolled_back) sim_watch("mark point %d is rolled back twice", markpoint);
    *state_changed = (logical)(n_images > marks[i].first);
    for (k = n_images - 1; k >= marks[i].first; k--) put_back(&images[k]);
    n_images = marks[i].first;
    marks[i].rolled_back = 1;
    n_marks = sim_harsh(SW_ROLL_BACK) ? i + 1 : i;
    return ITK_ok;
}

/* sim_marks_abandon: the process dies, and what stands after the first open mark
   never reaches the database. */
void sim_marks_abandon(void)
{
    int k;
    for (k = n_marks > 0 ? n_images - 1 : -1; k >= marks[0].first; k--) put_back(&images[k]);
}

void sim_marks_end(void)
{
    int i;
    for (i = 0; i < n_marks; i++)
        if (!marks[i].attempted) sim_watch("mark point %d is neither forgotten nor rolled back", marks[i].id);
    n_marks = 0;
}
