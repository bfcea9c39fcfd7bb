/* Processes and their tasks: how they are made and how they go on. */
#include "workflow.h"
#include <stdlib.h>
#include <string.h>

static tag_t new_task(const char *class_name, const char *name, tag_t job, tag_t parent)
{
    tag_t task = sim_create(sim_class_find(class_name));
    sim_set_string(task, "object_name", name);
    sim_set_string(task, "task_template_name", name);
    sim_set_int(task, "state_value", EPM_pending);
    sim_set_tag(task, "parent_process", job);
    if (parent != NULLTAG) {
        sim_set_tag(task, "parent_task", parent);
        sim_add_tag(parent, "child_tasks", task);
    }
    sim_get(task)->new_object = 0;
    return task;
}

tag_t wf_process(const char *name, tag_t template)
{
    const sim_value *names = sim_attr_of(template, "task_names"), *types = sim_attr_of(template, "task_types");
    tag_t job = sim_create(sim_class_find("EPMJob")), root;
    int i;

    sim_get(job)->new_object = 0;
    sim_set_string(job, "object_name", name);
    sim_set_tag(job, "job_template", template);
    root = new_task("EPMTask", sim_string(template, "object_name"), job, NULLTAG);
    sim_set_tag(job, "root_task", root);
    for (i = 0; names != NULL && i < names->n; i++) {
        tag_t task = new_task(types->cells[i].s, names->cells[i].s, job, root);
        if (strcmp(types->cells[i].s, "EPMReviewTask") != 0) continue;
        new_task("EPMSelectSignoffTask", "select-signoff-team", job, task);
        new_task("EPMPerformSignoffTask", "perform-signoffs", job, task);
    }
    wf_set_state(root, EPM_started);
    return job;
}

void wf_add_target(tag_t job, tag_t object)
{
    tag_t root = sim_tag(job, "root_task");
    sim_add_tag(root, "root_target_attachments", object);
    if (sim_number(root, "state_value") == EPM_started) sim_add_tag(object, "process_stage_list", root);
}

tag_t wf_task(tag_t job, const char *name)
{
    const sim_value *v = sim_attr_of(sim_tag(job, "root_task"), "child_tasks");
    int i;
    for (i = 0; v != NULL && i < v->n; i++)
        if (strcmp(sim_string(v->cells[i].tag, "object_name"), name) == 0) return v->cells[i].tag;
    return NULLTAG;
}

tag_t wf_perform(tag_t task)
{
    const sim_value *v = sim_attr_of(task, "child_tasks");
    if (sim_class_is(sim_get(task)->class, "EPMPerformSignoffTask")) return task;
    return v != NULL && v->n == 2 ? v->cells[1].tag : NULLTAG;
}

tag_t wf_add_signoff(tag_t task, tag_t member)
{
    tag_t signoff = sim_new(sim_class_find("Signoff"));
    sim_set_tag(signoff, "group_member", member);
    sim_add_tag(wf_perform(task), "signoff_attachments", signoff);
    return signoff;
}

void wf_set_state(tag_t task, EPM_state_t state) { sim_set_int(task, "state_value", (int)state); }

static tag_t member_of(tag_t user)
{
    tag_t *all, member = NULLTAG;
    int i, n = sim_all("GroupMember", &all);
    for (i = 0; i < n && member == NULLTAG; i++)
        if (sim_tag(all[i], "the_user") == user) member = all[i];
    free(all);
    return member;
}

void wf_start(tag_t task, tag_t responsible)
{
    tag_t perform = sim_class_is(sim_get(task)->class, "EPMReviewTask") ? wf_perform(task) : NULLTAG;
    wf_set_state(task, EPM_started);
    sim_set_date(task, "fnd0StartDate", sim_site.now);
    sim_set_tag(task, "responsible_party", responsible);
    if (perform == NULLTAG) return;
    wf_set_state(sim_attr_of(task, "child_tasks")->cells[0].tag, EPM_completed);
    wf_set_state(perform, EPM_started);
    sim_set_tag(perform, "responsible_party", responsible);
    if (sim_attr_of(perform, "signoff_attachments") == NULL) wf_add_signoff(perform, member_of(responsible));
}

/* end_process: the targets leave the process with its root task. */
static void end_process(tag_t root)
{
    const sim_value *targets = sim_attr_of(root, "root_target_attachments");
    int i;
    wf_set_state(root, EPM_completed);
    for (i = 0; targets != NULL && i < targets->n; i++) sim_drop_tag(targets->cells[i].tag, "process_stage_list", root);
}

/* wf_complete ends a task, and starts the next one or ends what stands above. */
void wf_complete(tag_t task)
{
    tag_t parent = sim_tag(task, "parent_task");
    const sim_value *tasks = parent != NULLTAG ? sim_attr_of(parent, "child_tasks") : NULL;
    int i;
    wf_set_state(task, EPM_completed);
    for (i = 0; tasks != NULL && i < tasks->n; i++)
        if (sim_number(tasks->cells[i].tag, "state_value") == EPM_pending) {
            wf_start(tasks->cells[i].tag, sim_tag(sim_tag(task, "parent_process"), "owning_user"));
            return;
        }
    if (parent == NULLTAG) return;
    if (sim_tag(parent, "parent_task") != NULLTAG) wf_complete(parent);
    else end_process(parent);
}
