/* EPM_ask_*: reading processes and tasks. */
#include "workflow.h"
#include <epm/epm.h>
#include <epm/signoff.h>
#include <stdlib.h>
#include <string.h>

int EPM_ask_root_task(tag_t task_or_job, tag_t *root)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(root);
    SIM_OBJECT(task_or_job, NULL, &o);
    *root = NULLTAG;
    if (sim_class_is(o->class, "EPMTask")) task_or_job = sim_tag(task_or_job, "parent_process");
    SIM_OBJECT(task_or_job, "EPMJob", &o);
    *root = sim_tag(task_or_job, "root_task");
    return ITK_ok;
}

int EPM_ask_job(tag_t task, tag_t *job)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(job);
    SIM_OBJECT(task, "EPMTask", &o);
    *job = sim_tag(task, "parent_process");
    return ITK_ok;
}

int EPM_ask_sub_tasks(tag_t task, int *n, tag_t **tasks)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(task, "EPMTask", &o);
    return sim_out_value(sim_attr_of(task, "child_tasks"), n, tasks);
}

/* Targets and references hang on the root task, sign-offs on their own. */
int EPM_ask_attachments(tag_t task, int type, int *n, tag_t **objects)
{
    sim_object *o;
    tag_t root;
    SIM_CALL();
    SIM_OBJECT(task, "EPMTask", &o);
    root = sim_tag(sim_tag(task, "parent_process"), "root_task");
    if (type == EPM_target_attachment) return sim_out_value(sim_attr_of(root, "root_target_attachments"), n, objects);
    if (type == EPM_reference_attachment) return sim_out_value(sim_attr_of(root, "root_reference_attachments"), n, objects);
    if (type == EPM_signoff_attachment) return sim_out_value(sim_attr_of(task, "signoff_attachments"), n, objects);
    return sim_error(515250, "there are no attachments of the type %d", type);
}

int EPM_ask_name2(tag_t task, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(task, "EPMTask", &o);
    return sim_out_text(sim_string(task, "object_name"), name);
}

int EPM_ask_procedure_name2(tag_t process, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(process, NULL, &o);
    if (sim_class_is(o->class, "EPMTask")) process = sim_tag(process, "parent_process");
    SIM_OBJECT(process, "EPMJob", &o);
    return sim_out_text(sim_string(sim_tag(process, "job_template"), "object_name"), name);
}

int EPM_ask_state(tag_t task, EPM_state_t *state)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(state);
    SIM_OBJECT(task, "EPMTask", &o);
    *state = (EPM_state_t)sim_number(task, "state_value");
    return ITK_ok;
}

int EPM_ask_state_string2(EPM_state_t state, char **text)
{
    static const char *const names[] = {"Unassigned", "Pending", "Started", "Completed", "Skipped", "Suspended", "Aborted"};
    SIM_CALL();
    if (state < EPM_unassigned || state > EPM_aborted) return sim_error(515251, "there is no state %d", (int)state);
    return sim_out_text(names[state - EPM_unassigned], text);
}

int EPM_ask_responsible_party(tag_t task, tag_t *party)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(party);
    SIM_OBJECT(task, "EPMTask", &o);
    *party = sim_tag(task, "responsible_party");
    return ITK_ok;
}

int EPM_ask_signoff_member(tag_t signoff, tag_t *member, SIGNOFF_TYPE_t *kind)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(member);
    SIM_OUT(kind);
    SIM_OBJECT(signoff, "Signoff", &o);
    *member = sim_tag(signoff, "group_member");
    *kind = 1;
    return ITK_ok;
}

/* Without a decision the date is none, and the decision no approval. */
int EPM_ask_signoff_decision(tag_t signoff, EPM_signoff_decision_t *decision, char **comment, date_t *date)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(decision);
    SIM_OUT(date);
    SIM_OBJECT(signoff, "Signoff", &o);
    *decision = (EPM_signoff_decision_t)sim_number(signoff, "decision");
    *date = sim_date_to(sim_date_attr(signoff, "decision_date"));
    return sim_out_text(sim_string(signoff, "comments"), comment);
}

int EPM_ask_active_job_for_target(tag_t target, int *n, tag_t **jobs)
{
    const sim_value *v;
    sim_object *o;
    tag_t *found;
    int i, rc, count = 0;
    SIM_CALL();
    SIM_OBJECT(target, "WorkspaceObject", &o);
    v = sim_attr_of(target, "process_stage_list");
    found = sim_grow(NULL, (size_t)(v != NULL ? v->n : 0) * sizeof *found);
    for (i = 0; v != NULL && i < v->n; i++) found[count++] = sim_tag(v->cells[i].tag, "parent_process");
    rc = sim_out_tags(count, found, n, jobs);
    free(found);
    return rc;
}
