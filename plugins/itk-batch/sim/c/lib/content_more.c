/* Turns the lines of a fixture into objects: structures, processes, classification. */
#include "fixture.h"
#include "structure.h"
#include "workflow.h"
#include <stdlib.h>
#include <string.h>

tag_t fx_new(const fx_line *line, const char *class_name);

static void on_bom(fx_line *line, const fx_line *parent)
{
    const char *view = fx_text(line, "view", "view");
    tag_t rev = parent->subject, bom_view;
    if (rev == NULLTAG || !sim_class_is(sim_get(rev)->class, "ItemRevision")) fx_bad(line, "bom stands below no rev");
    bom_view = ps_bom_view(sim_tag(rev, "items_tag"), fx_named(line, "PSViewType", "name", view));
    sim_set_tag(bom_view, "owning_user", sim_tag(rev, "owning_user"));
    line->subject = ps_create_bvr(bom_view, rev, fx_flag(line, "precise"));
    sim_set_tag(line->subject, "owning_user", sim_tag(rev, "owning_user"));
    sim_set_tag(line->subject, "owning_group", sim_tag(rev, "owning_group"));
    sim_get(bom_view)->loaded = sim_get(line->subject)->loaded = 0;
}

static void on_line(const fx_line *line, const fx_line *parent)
{
    tag_t child = fx_reference(line, fx_value(line, 0)), occurrence = sim_new(sim_class_find("PSOccurrence"));
    const char *qty = fx_text(line, "qty", NULL), *find = fx_text(line, "find", NULL), *uom = fx_text(line, "uom", NULL);
    if (sim_number(parent->subject, "is_precise") != sim_class_is(sim_get(child)->class, "ItemRevision"))
        fx_bad(line, "a precise bom has revisions, an imprecise one items");
    sim_set_tag(occurrence, "child_item", child);
    sim_set_int(occurrence, "seq_no", find != NULL ? atoi(find) : ps_next_find_number(parent->subject));
    if (qty != NULL && !sim_set_text(occurrence, "qty_value", qty)) fx_bad(line, "qty=%s is no number", qty);
    if (uom != NULL) sim_set_tag(occurrence, "occ_uom", fx_named(line, "UnitOfMeasure", "symbol", uom));
    if (fx_pair_of(line, "refdes") != NULL) sim_set_string(occurrence, "ref_designator", fx_text(line, "refdes", ""));
    sim_add_tag(parent->subject, "occurrences", occurrence);
}

static void on_process(fx_line *line)
{
    const char *started = fx_text(line, "started", NULL);
    tag_t owner = fx_named(line, "POM_user", "user_id", fx_text(line, "owner", "infodba"));
    tag_t template = fx_named(line, "EPMTaskTemplate", "object_name", fx_text(line, "template", "")), root;
    line->subject = wf_process(fx_value(line, 0), template);
    root = sim_tag(line->subject, "root_task");
    sim_set_tag(line->subject, "owning_user", owner);
    sim_set_tag(root, "owning_user", owner);
    sim_set_date(line->subject, "creation_date", sim_site.now);
    if (started != NULL && !sim_set_text(line->subject, "creation_date", started)) fx_bad(line, "started=%s is no date", started);
    sim_set_date(root, "creation_date", sim_date_attr(line->subject, "creation_date"));
}

static tag_t member_of(const fx_line *line, const char *user_id)
{
    tag_t user = fx_named(line, "POM_user", "user_id", user_id), *all, member = NULLTAG;
    int i, n = sim_all("GroupMember", &all);
    for (i = 0; i < n && member == NULLTAG; i++)
        if (sim_tag(all[i], "the_user") == user) member = all[i];
    free(all);
    if (member == NULLTAG) fx_bad(line, "%s is a member of no group", user_id);
    return member;
}

/* signoffs_of adds those of the users behind a key, with their decision; 0 is none. */
static void signoffs_of(const fx_line *line, tag_t task, const char *key, int decision)
{
    const fx_pair *users = fx_pair_of(line, key);
    tag_t signoff;
    int k;
    if (users != NULL && wf_perform(task) == NULLTAG) fx_bad(line, "only a review task has sign-offs");
    for (k = 0; users != NULL && k < users->n; k++) {
        signoff = wf_add_signoff(task, member_of(line, users->list[k].text));
        if (decision == 0) continue;
        sim_set_int(signoff, "decision", decision);
        sim_set_date(signoff, "decision_date", sim_site.now);
    }
}

static void signoffs(const fx_line *line, tag_t task)
{
    const fx_pair *pools = fx_pair_of(line, "pool");
    tag_t pool;
    int k;
    signoffs_of(line, task, "signoff", 0);
    signoffs_of(line, task, "approved", EPM_approve_decision);
    signoffs_of(line, task, "rejected", EPM_reject_decision);
    if (pools != NULL && wf_perform(task) == NULLTAG) fx_bad(line, "only a review task has sign-offs");
    for (k = 0; pools != NULL && k < pools->n; k++) {
        pool = sim_new(sim_class_find("ResourcePool"));
        sim_set_string(pool, "name", pools->list[k].text);
        wf_add_signoff(task, pool);
    }
}

/* on_task is the state of a task in a process; without one it is started. */
static void on_task(fx_line *line, const fx_line *parent)
{
    static const char *const states[] = {"unassigned", "pending", "started", "completed", "skipped", "suspended", "aborted"};
    const char *state = fx_text(line, "state", "started"), *responsible = fx_text(line, "responsible", NULL);
    const fx_pair *reviewers = fx_pair_of(line, "signoff");
    tag_t task = wf_task(parent->subject, fx_value(line, 0));
    int i;
    if (task == NULLTAG) fx_bad(line, "the template has no task \"%s\"", fx_value(line, 0));
    for (i = 0; i < 7 && strcmp(states[i], state) != 0; i++) ;
    if (i == 7) fx_bad(line, "there is no state \"%s\"", state);
    line->subject = task;
    signoffs(line, task);
    if (responsible == NULL && reviewers != NULL) responsible = reviewers->list[0].text;
    if (i == 2)
        wf_start(task, responsible != NULL ? fx_named(line, "POM_user", "user_id", responsible) : sim_tag(parent->subject, "owning_user"));
    else
        wf_set_state(task, (EPM_state_t)(EPM_unassigned + i));
    if (responsible != NULL) sim_set_tag(task, "responsible_party", fx_named(line, "POM_user", "user_id", responsible));
    sim_set_date(task, "creation_date", sim_date_attr(parent->subject, "creation_date"));
    if (i == 2) sim_set_date(task, "fnd0StartDate", sim_date_attr(task, "creation_date"));
}

/* on_template_task is a task of a template. */
static void on_template_task(const fx_line *line, const fx_line *parent)
{
    const char *type = fx_text(line, "type", "EPMDoTask");
    const sim_class *c = sim_class_find(type);
    if (c == NULL || !sim_class_is(c, "EPMTask")) fx_bad(line, "there is no type \"%s\" below EPMTask", type);
    sim_set_text(parent->subject, "task_names", fx_value(line, 0));
    sim_set_text(parent->subject, "task_types", type);
}

static void on_class(fx_line *line)
{
    const char *above = fx_text(line, "parent", NULL);
    line->subject = fx_new(line, "ICSClass");
    sim_set_string(line->subject, "class_id", fx_value(line, 0));
    sim_set_string(line->subject, "class_name", line->n_values > 1 ? fx_value(line, 1) : fx_value(line, 0));
    if (above != NULL) sim_set_tag(line->subject, "class_parent", fx_named(line, "ICSClass", "class_id", above));
}

static void on_classified(const fx_line *line)
{
    tag_t object = fx_reference(line, fx_value(line, 0)), ico = sim_new(sim_class_find("icm0"));
    int i;
    sim_set_tag(ico, "ico_class", fx_named(line, "ICSClass", "class_id", fx_value(line, 1)));
    for (i = 0; i < line->n_pairs; i++) {
        if (strcmp(line->pairs[i].key, "id") == 0) {
            sim_set_string(ico, "ico_id", line->pairs[i].list[0].text);
            continue;
        }
        sim_set_text(ico, "ico_names", line->pairs[i].key);
        sim_set_text(ico, "ico_values", line->pairs[i].list[0].text);
    }
    sim_relate(object, sim_class_find("IMAN_classification"), ico);
}

/* fx_more handles those keywords; 0 when it is none. */
int fx_more(fx_line *line, fx_line *parent)
{
    const char *k = line->keyword;
    int in_process = parent != NULL && parent->keyword != NULL && strcmp(parent->keyword, "process") == 0;
    if (strcmp(k, "bom") == 0 && parent != NULL) on_bom(line, parent);
    else if (strcmp(k, "process") == 0) on_process(line);
    else if (strcmp(k, "task") == 0 && in_process) on_task(line, parent);
    else if (strcmp(k, "task") == 0 && parent != NULL && strcmp(parent->keyword, "template") == 0) on_template_task(line, parent);
    else if (strcmp(k, "icsclass") == 0) on_class(line);
    else return 0;
    return 1;
}

/* fx_more_late handles what waits until every object is there; 0 when it is none. */
int fx_more_late(const fx_line *line, const fx_line *parent)
{
    const char *k = line->keyword;
    if (strcmp(k, "line") == 0) on_line(line, parent);
    else if (strcmp(k, "target") == 0) wf_add_target(parent->subject, fx_reference(line, fx_value(line, 0)));
    else if (strcmp(k, "classified") == 0) on_classified(line);
    else return 0;
    return 1;
}
