/* The area of processes, people, check-outs and classification. */
#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <epm/epm_task_template_itk.h>
#include <epm/signoff.h>
#include <ics/ics.h>
#include <pom/pom/pom.h>
#include <res/res_itk.h>
#include <sa/sa.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <stdio.h>
#include <string.h>
#include "probe.h"

static void show_task(tag_t task, int depth)
{
    EPM_state_t state = EPM_unassigned;
    tag_t *tasks = NULL, party = NULLTAG;
    char *name = NULL;
    int i, n = 0;
    OK(EPM_ask_state(task, &state));
    OK(EPM_ask_responsible_party(task, &party));
    if (OK(EPM_ask_name2(task, &name))) printf("%*s%s ", 2 * depth, "", name);
    MEM_free(name);
    if (OK(EPM_ask_state_string2(state, &name))) show("state", name);
    if (party != NULLTAG) show_object("responsible", party);
    OK(EPM_ask_sub_tasks(task, &n, &tasks));
    for (i = 0; i < n; i++) show_task(tasks[i], depth + 1);
    MEM_free(tasks);
}

static tag_t job_of(tag_t target)
{
    tag_t *jobs = NULL, job = NULLTAG;
    int n = 0;
    OK(EPM_ask_active_job_for_target(target, &n, &jobs));
    if (n > 0) job = jobs[0];
    MEM_free(jobs);
    return job;
}

/* task_at finds a task by its place below the root task: 0, 1, or 11 for the second below the second. */
static tag_t task_at(tag_t job, int place)
{
    tag_t task = NULLTAG, *tasks = NULL;
    int n = 0;
    OK(EPM_ask_root_task(job, &task));
    do {
        OK(EPM_ask_sub_tasks(task, &n, &tasks));
        task = n > place % 10 ? tasks[place % 10] : NULLTAG;
        MEM_free(tasks);
        tasks = NULL;
        place /= 10;
    } while (place > 0 && task != NULLTAG);
    return task;
}

static void tasks(void)
{
    tag_t job = job_of(rev_of("DOC-1", "001")), root = NULLTAG, user = NULLTAG, *objects = NULL;
    char *name = NULL;
    int n = 0;
    printf("-- tasks\n");
    OK(EPM_ask_root_task(job, &root));
    show_task(root, 0);
    if (OK(EPM_ask_procedure_name2(job, &name))) show("template", name);
    if (OK(EPM_ask_attachments(root, EPM_target_attachment, &n, &objects))) show_all("targets", n, objects);
    OK(EPM_trigger_action(task_at(job, 0), EPM_complete_action, "mine?"));
    OK(SA_find_user2("infodba", &user));
    OK(EPM_assign_responsible_party(task_at(job, 0), user));
    OK(EPM_trigger_action(task_at(job, 0), EPM_complete_action, "no result"));
    OK(EPM_set_task_result(task_at(job, 0), EPM_RESULT_Completed));
    OK(EPM_trigger_action(task_at(job, 0), EPM_complete_action, "done"));
    show_task(root, 0);
}

static void signoffs(void)
{
    tag_t job = job_of(rev_of("000124", "A")), perform = task_at(job, 11), *list = NULL, member = NULLTAG, user = NULLTAG;
    SIGNOFF_TYPE_t kind = 0;
    int i, n = 0;
    printf("-- sign-offs\n");
    OK(EPM_ask_attachments(perform, EPM_signoff_attachment, &n, &list));
    for (i = 0; i < n; i++) {
        OK(EPM_ask_signoff_member(list[i], &member, &kind));
        OK(SA_ask_groupmember_user(member, &user));
        show_object("member", user);
        OK(EPM_set_task_decision3(perform, list[i], EPM_approve_decision, "good"));
    }
    MEM_free(list);
    OK(EPM_trigger_action(perform, EPM_complete_action, "push"));
}

static void starting(void)
{
    tag_t template = NULLTAG, targets[1], process = NULLTAG, root = NULLTAG;
    int types[1], mark = 0;
    printf("-- starting\n");
    OK(EPM_find_process_template("Release", &template));
    targets[0] = rev_of("000125", "A");
    types[0] = EPM_target_attachment;
    OK(EPM_create_process("checked out", "", template, 1, targets, types, &process));
    targets[0] = rev_of("000128", "A");
    OK(EPM_create_process("Release Spare", "", template, 1, targets, types, &process));
    OK(EPM_ask_root_task(process, &root));
    show_task(root, 0);
    show_object("job", job_of(targets[0]));
    OK(EPM_find_process_template("Empty", &template));
    OK(POM_place_markpoint(&mark));
    OK(EPM_create_process("under a mark", "", template, 1, targets, types, &process));
    OK(POM_forget_markpoint(mark));
}

static void users(void)
{
    tag_t user = NULLTAG, person = NULLTAG, group = NULLTAG, role = NULLTAG, folder = NULLTAG, *members = NULL;
    logical inactive = FALSE;
    char *text = NULL;
    int i, n = 0;
    printf("-- users\n");
    OK(SA_find_user2("jsmith", &user));
    OK(SA_ask_user_person(user, &person));
    if (OK(SA_ask_person_email_address(person, &text))) show("mail", text);
    OK(SA_ask_user_login_group(user, &group));
    if (OK(SA_ask_group_full_name(group, &text))) show("group", text);
    OK(SA_ask_user_mailbox(user, &folder));
    show_object("mailbox", folder);
    OK(SA_find_groupmember_by_user(user, &n, &members));
    for (i = 0; i < n; i++) {
        OK(SA_ask_groupmember_group(members[i], &group));
        OK(SA_ask_groupmember_role(members[i], &role));
        OK(SA_ask_groupmember_inactive(members[i], &inactive));
        if (OK(SA_ask_role_name2(role, &text))) show("role", text);
        printf("inactive %d\n", inactive);
        show_object("in", group);
    }
    MEM_free(members);
}

static void reserved(void)
{
    tag_t reservation = NULLTAG, user = NULLTAG;
    logical out = FALSE;
    printf("-- check-outs\n");
    OK(RES_is_checked_out(rev_of("000125", "A"), &out));
    printf("checked out %d\n", out);
    OK(RES_ask_reservation_object(rev_of("000125", "A"), &reservation));
    OK(RES_ask_user(reservation, &user));
    show_object("by", user);
    OK(RES_ask_reservation_object(rev_of("000124", "A"), &reservation));
}

static void classified(void)
{
    tag_t type = NULLTAG, class_tag = NULLTAG, *icos = NULL;
    char *id = NULL, *name = NULL, **names = NULL, **values = NULL;
    logical yes = FALSE;
    int i, n = 0;
    printf("-- classification\n");
    OK(ICS_is_wsobject_classified(rev_of("000124", "A"), &yes));
    printf("classified %d\n", yes);
    OK(ICS_is_wsobject_classified(rev_of("000123", "A"), &yes));
    printf("classified %d\n", yes);
    OK(GRM_find_relation_type("IMAN_classification", &type));
    OK(GRM_list_secondary_objects_only(rev_of("000124", "A"), type, &n, &icos));
    OK(ICS_ask_class_of_classification_obj(icos[0], &class_tag));
    if (OK(ICS_ask_id_name(class_tag, &id, &name))) {
        show("class", id);
        show("named", name);
    }
    OK(ICS_ask_attributes_of_classification_obj(icos[0], &n, &names, &values));
    for (i = 0; i < n; i++) printf("%s=%s\n", names[i], values[i]);
    MEM_free(names);
    MEM_free(values);
    MEM_free(icos);
    OK(ICS_find_class("ICM", &class_tag));
    OK(ICS_find_class("none", &class_tag));
}

void process_area(void)
{
    tasks();
    signoffs();
    starting();
    users();
    reserved();
    classified();
}
