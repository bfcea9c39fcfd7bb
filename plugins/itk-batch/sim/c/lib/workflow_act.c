/* EPM_*: starting processes and acting on tasks. Nothing of it rolls back at a
   site, so a mark point around it is told. */
#include "workflow.h"
#include <epm/epm.h>
#include <stdlib.h>
#include <string.h>

static void outside_marks(void)
{
    if (sim_marks_open() > 0) sim_watch("%s inside a mark point: a started workflow does not roll back", sim_current());
}

static int attachment(tag_t object, int type)
{
    sim_object *o;
    SIM_OBJECT(object, "WorkspaceObject", &o);
    if (type != EPM_target_attachment && type != EPM_reference_attachment)
        return sim_error(515250, "there are no attachments of the type %d", type);
    if (type == EPM_reference_attachment) return ITK_ok;
    if (o->locked_by != NULL) return sim_error(515110, "%s is locked by %s", sim_object_string(object), o->locked_by);
    if (sim_tag(object, "checked_out_user") != NULLTAG) return sim_error(515113, "%s is checked out", sim_object_string(object));
    if (sim_denied("WRITE", object) || sim_denied("ADD_TO_PROCESS", object))
        return sim_error(515111, "the access to %s is denied", sim_object_string(object));
    return ITK_ok;
}

static tag_t first_task(tag_t job)
{
    const sim_value *v = sim_attr_of(sim_tag(job, "root_task"), "child_tasks");
    return v != NULL && v->n > 0 ? v->cells[0].tag : NULLTAG;
}

int EPM_create_process(const char *name, const char *desc, tag_t process_template, int n_attachments, tag_t *attachments,
                       int *attachment_types, tag_t *process)
{
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OUT(process);
    *process = NULLTAG;
    SIM_ARG(sim_text_arg(name, "name"));
    SIM_OBJECT(process_template, "EPMTaskTemplate", &o);
    for (i = 0; i < n_attachments; i++) SIM_ARG(attachment(attachments[i], attachment_types[i]));
    outside_marks();
    *process = wf_process(name, process_template);
    sim_set_string(*process, "object_desc", desc != NULL ? desc : "");
    for (i = 0; i < n_attachments; i++) {
        if (attachment_types[i] == EPM_target_attachment) wf_add_target(*process, attachments[i]);
        else sim_add_tag(sim_tag(*process, "root_task"), "root_reference_attachments", attachments[i]);
    }
    if (first_task(*process) != NULLTAG) wf_start(first_task(*process), sim_site.user);
    return ITK_ok;
}

/* acting checks that the task waits for the session's user. */
static int acting(tag_t task)
{
    sim_object *o;
    SIM_OBJECT(task, "EPMTask", &o);
    outside_marks();
    if (sim_number(task, "state_value") != EPM_started) return sim_error(515252, "the task %s is not started", sim_string(task, "object_name"));
    if (sim_tag(task, "responsible_party") != sim_site.user)
        return sim_error(515253, "the task %s belongs to %s", sim_string(task, "object_name"), sim_object_string(sim_tag(task, "responsible_party")));
    return ITK_ok;
}

int EPM_set_task_result(tag_t task, const char *result)
{
    SIM_CALL();
    SIM_ARG(sim_text_arg(result, "result"));
    SIM_ARG(acting(task));
    sim_set_string(task, "task_result", result);
    return ITK_ok;
}

int EPM_trigger_action(tag_t task, EPM_action_t action, const char *comment)
{
    const sim_class *c;
    SIM_CALL();
    (void)comment;
    SIM_ARG(acting(task));
    if (action != EPM_complete_action) return sim_error(515254, "there is no action %d", (int)action);
    c = sim_get(task)->class;
    if (sim_class_is(c, "EPMReviewTask") || sim_class_is(c, "EPMPerformSignoffTask"))
        return sim_error(515255, "the task %s waits for sign-offs", sim_string(task, "object_name"));
    if (sim_string(task, "task_result")[0] == '\0') return sim_error(515256, "the task %s has no result", sim_string(task, "object_name"));
    if (sim_class_is(c, "EPMConditionTask") && strcmp(sim_string(task, "task_result"), EPM_RESULT_Completed) == 0)
        return sim_error(515257, "the condition %s needs a path", sim_string(task, "object_name"));
    wf_complete(task);
    return ITK_ok;
}

/* approved: a review that one reviewer rejects stays where it is. */
static int approved(tag_t task)
{
    const sim_value *v = sim_attr_of(task, "signoff_attachments");
    int i;
    for (i = 0; v != NULL && i < v->n; i++)
        if (sim_number(v->cells[i].tag, "decision") != EPM_approve_decision) return 0;
    return 1;
}

int EPM_set_task_decision3(tag_t task, tag_t signoff, EPM_signoff_decision_t decision, const char *comment)
{
    const sim_value *v;
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OBJECT(task, "EPMPerformSignoffTask", &o);
    SIM_OBJECT(signoff, "Signoff", &o);
    outside_marks();
    if (sim_number(task, "state_value") != EPM_started) return sim_error(515252, "the task %s is not started", sim_string(task, "object_name"));
    v = sim_attr_of(task, "signoff_attachments");
    for (i = 0; v != NULL && i < v->n && v->cells[i].tag != signoff; i++) ;
    if (v == NULL || i == v->n) return sim_error(515258, "the sign-off is none of the task's");
    if (sim_tag(sim_tag(signoff, "group_member"), "the_user") != sim_site.user) {
        sim_watch("EPM_set_task_decision3 on the sign-off of somebody else");
        return sim_error(515259, "the sign-off belongs to %s", sim_object_string(sim_tag(sim_tag(signoff, "group_member"), "the_user")));
    }
    sim_set_int(signoff, "decision", (int)decision);
    sim_set_date(signoff, "decision_date", sim_site.now);
    sim_set_string(signoff, "comments", comment != NULL ? comment : "");
    if (approved(task)) wf_complete(task);
    return ITK_ok;
}

int EPM_assign_responsible_party(tag_t task, tag_t party)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(task, "EPMTask", &o);
    SIM_OBJECT(party, "POM_user", &o);
    outside_marks();
    if (sim_number(task, "state_value") == EPM_completed) return sim_error(515252, "the task %s is completed", sim_string(task, "object_name"));
    if (sim_tag(task, "responsible_party") != sim_site.user && strcmp(sim_string(sim_site.group, "name"), "dba") != 0)
        return sim_error(515253, "the task %s belongs to %s", sim_string(task, "object_name"), sim_object_string(sim_tag(task, "responsible_party")));
    sim_set_tag(task, "responsible_party", party);
    return ITK_ok;
}
