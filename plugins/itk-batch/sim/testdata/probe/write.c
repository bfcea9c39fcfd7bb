/* The area of calls that change objects. */
#include <ae/ae.h>
#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <pom/pom/pom.h>
#include <sa/am.h>
#include <sa/sa.h>
#include <sa/tcfile.h>
#include <ss/ss_const.h>
#include <tc/emh.h>
#include <tc/folder.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tccore/project.h>
#include <tccore/releasestatus.h>
#include <tccore/tctype.h>
#include <tccore/uom.h>
#include <tccore/workspaceobject.h>
#include <tcinit/tcinit.h>
#include <stdio.h>
#include <string.h>
#include "probe.h"

static void show_property(const char *what, tag_t object, const char *prop)
{
    char *text = NULL;
    if (OK(AOM_UIF_ask_value(object, prop, &text))) show(what, text);
}

static void properties(void)
{
    tag_t rev = rev_of("000123", "A");
    date_t day = NULLDATE;
    logical may = FALSE;

    day.year = 2024;
    day.month = 11;
    day.day = 24;
    printf("-- properties\n");
    OK(AM_check_privilege(rev, "WRITE", &may));
    printf("may write %d\n", may);
    OK(AOM_refresh(rev, TRUE));
    rev = rev_of("000123", "B");
    OK(AM_check_privilege(rev, "WRITE", &may));
    printf("may write %d\n", may);
    OK(AOM_set_value_string(rev, "object_desc", "without a lock"));
    OK(AOM_refresh(rev, TRUE));
    OK(AOM_set_value_string(rev, "object_desc", "new"));
    OK(AOM_set_value_double(rev, "pnx_weight", 2.5));
    OK(AOM_set_value_int(rev, "pnx_count", 3));
    OK(AOM_set_value_logical(rev, "pnx_critical", TRUE));
    OK(AOM_set_value_date(rev, "pnx_due", day));
    OK(AOM_set_value_string(rev, "owning_user", "jsmith"));
    OK(AOM_set_value_string(rev, "no_such", "x"));
    OK(AOM_UIF_set_value(rev, "pnx_weight", "light"));
    OK(AOM_UIF_set_value(rev, "pnx_weight", "3.25"));
    OK(AOM_save_with_extensions(rev));
    OK(AOM_refresh(rev, FALSE));
    show_property("desc", rev, "object_desc");
    show_property("weight", rev, "pnx_weight");
    show_property("due", rev, "pnx_due");
    OK(AOM_refresh(rev, TRUE));
    OK(AOM_set_value_string(rev, "object_desc", "dropped"));
    OK(AOM_refresh(rev, FALSE));
    show_property("desc", rev, "object_desc");
}

static void marks(void)
{
    tag_t rev = rev_of("000123", "B"), status = NULLTAG;
    int mark = 0;
    logical changed = FALSE;

    printf("-- marks\n");
    OK(POM_place_markpoint(&mark));
    OK(AOM_refresh(rev, TRUE));
    OK(AOM_set_value_string(rev, "object_name", "under a mark"));
    OK(AOM_save_with_extensions(rev));
    OK(RELSTAT_create_release_status("TCM Released", &status));
    OK(POM_roll_to_markpoint(mark, &changed));
    printf("changed %d\n", changed);
    OK(AOM_refresh(rev, FALSE));
    OK(POM_forget_markpoint(mark));
    show_property("name", rev, "object_name");
    OK(POM_place_markpoint(&mark));
    OK(POM_forget_markpoint(mark));
    OK(POM_forget_markpoint(mark));
}

static void owners(void)
{
    tag_t item = item_of("000125"), user = NULLTAG, group = NULLTAG, *members = NULL;
    int n = 0;

    printf("-- owners\n");
    OK(SA_find_user2("jsmith", &user));
    OK(SA_find_group("Design", &group));
    OK(SA_find_groupmember_by_user(user, &n, &members));
    printf("memberships %d\n", n);
    MEM_free(members);
    OK(AOM_refresh(item, TRUE));
    OK(AOM_set_ownership(item, user, group));
    OK(AOM_save_without_extensions(item));
    OK(AOM_refresh(item, FALSE));
    show_property("owner", item, "owning_user");
    show_property("modified by", item, "last_mod_user");
}

static void relations(void)
{
    tag_t primary = rev_of("000123", "B"), secondary = rev_of("DOC-1", "001"), type = NULLTAG, relation = NULLTAG;
    GRM_relation_t *list = NULL;
    int n = 0;

    printf("-- relations\n");
    OK(GRM_find_relation_type("TC_Attaches", &type));
    OK(GRM_find_relation(primary, secondary, type, &relation));
    printf("there %d\n", relation != NULLTAG);
    OK(GRM_create_relation(primary, secondary, type, NULLTAG, &relation));
    OK(GRM_save_relation(relation));
    OK(GRM_find_relation(primary, secondary, type, &relation));
    printf("there %d\n", relation != NULLTAG);
    if (OK(GRM_create_relation(primary, secondary, type, NULLTAG, &relation))) OK(GRM_save_relation(relation));
    OK(GRM_list_secondary_objects(primary, type, &n, &list));
    printf("relations %d\n", n);
    MEM_free(list);
}

static void projects(void)
{
    tag_t project = NULLTAG, closed = NULLTAG, item = item_of("000125");
    printf("-- projects\n");
    OK(PROJ_find("PRJ-77", &project));
    OK(PROJ_find("PRJ-99", &closed));
    OK(PROJ_assign_objects(1, &project, 1, &item));
    OK(PROJ_assign_objects(1, &closed, 1, &item));
    show_property("projects", item, "project_ids");
    OK(PROJ_remove_objects(1, &project, 1, &item));
    show_property("projects", item, "project_ids");
}

static void items(void)
{
    tag_t type = NULLTAG, input = NULLTAG, rev_type = NULLTAG, rev_input = NULLTAG, item = NULLTAG, rev = NULLTAG, unit = NULLTAG;
    const char *values[1];
    char *text = NULL;

    printf("-- items\n");
    OK(TCTYPE_find_type("Part", NULL, &type));
    OK(TCTYPE_find_type("Part Revision", NULL, &rev_type));
    OK(TCTYPE_construct_create_input(type, &input));
    OK(TCTYPE_construct_create_input(rev_type, &rev_input));
    OK(AOM_set_value_string(input, "object_name", "Bolt"));
    OK(AOM_set_value_string(input, "item_id", "000900"));
    OK(AOM_set_value_string(rev_input, "item_revision_id", "001"));
    values[0] = "4.5";
    OK(TCTYPE_set_create_display_value(rev_input, "pnx_weight", 1, values));
    OK(TCTYPE_set_create_display_value(rev_input, "no_such", 1, values));
    OK(AOM_tag_to_string(rev_input, &text));
    values[0] = text;
    OK(TCTYPE_set_create_display_value(input, "revision", 1, values));
    MEM_free(text);
    if (OK(TCTYPE_create_object(input, &item))) {
        OK(UOM_find_by_symbol("kg", &unit));
        OK(ITEM_set_unit_of_measure(item, unit));
        OK(AOM_save_with_extensions(item));
        OK(ITEM_ask_latest_rev(item, &rev));
        show_object("new", rev);
        show_property("weight", rev, "pnx_weight");
    }
    OK(TCTYPE_create_object(input, &item));
    OK(TCTYPE_construct_create_input(type, &input));
    OK(TCTYPE_create_object(input, &item));
    OK(AOM_set_value_string(input, "object_name", "Nut"));
    if (OK(TCTYPE_create_object(input, &item))) {
        OK(AOM_save_with_extensions(item));
        show_object("numbered", item);
    }
}

static void revising(void)
{
    tag_t old = rev_of("000900", "001"), rev = NULLTAG, *copied = NULL;
    int n = 0;
    printf("-- revising\n");
    OK(ITEM_copy_rev(old, NULL, &rev));
    OK(ITEM_perform_deepcopy(rev, "Revise", old, &n, &copied));
    MEM_free(copied);
    OK(AOM_save_with_extensions(rev));
    show_object("revised", rev);
    OK(ITEM_copy_rev(old, "002", &rev));
}

static void statuses(void)
{
    tag_t rev = rev_of("000900", "001"), status = NULLTAG, type = NULLTAG, attr = NULLTAG, *list = NULL;
    int n = 0;

    printf("-- statuses\n");
    OK(EPM_find_status_type("Obsolete", &type));
    OK(RELSTAT_create_release_status("No Such", &status));
    OK(RELSTAT_create_release_status("Obsolete", &status));
    OK(RELSTAT_add_release_status(status, 1, &rev, FALSE));
    show_property("statuses", rev, "release_status_list");
    show_property("released", rev, "date_released");
    OK(POM_attr_id_of_attr("release_status_list", "WorkspaceObject", &attr));
    OK(POM_refresh_instances_any_class(1, &rev, POM_modify_lock));
    OK(ITK_set_bypass(TRUE));
    OK(POM_refresh_instances_any_class(1, &rev, POM_modify_lock));
    OK(POM_remove_from_attr(1, &rev, attr, 1, 1));
    OK(POM_remove_from_attr(1, &rev, attr, 0, 1));
    OK(POM_save_instances(1, &rev, TRUE));
    OK(AOM_lock_for_delete(status));
    OK(AOM_delete(status));
    OK(ITK_set_bypass(FALSE));
    OK(WSOM_ask_release_status_list(rev, &n, &list));
    printf("statuses %d\n", n);
    MEM_free(list);
}

static void datasets(void)
{
    tag_t type = NULLTAG, tool = NULLTAG, dataset = NULLTAG, relation_type = NULLTAG, relation = NULLTAG, file = NULLTAG, *files = NULL;
    FILE *f = fopen("in.bin", "wb");
    int n = 0;
    char line[64] = "";

    printf("-- datasets\n");
    fwrite("a\0b\\\r\nc", 1, 7, f);
    fclose(f);
    OK(AE_find_datasettype2("PDF", &type));
    OK(AE_ask_datasettype_def_tool(type, &tool));
    if (!OK(AE_create_dataset_with_id(type, "Sheet", "", NULL, NULL, &dataset))) return;
    if (tool != NULLTAG) OK(AE_set_dataset_tool(dataset, tool));
    OK(AOM_save_with_extensions(dataset));
    OK(AOM_refresh(dataset, TRUE));
    OK(AE_import_named_ref(dataset, "No_Such", "in.bin", "sheet.pdf", SS_BINARY));
    OK(AE_import_named_ref(dataset, "PDF_Reference", "none.bin", "sheet.pdf", SS_BINARY));
    OK(AE_import_named_ref(dataset, "PDF_Reference", "in.bin", "sheet.pdf", SS_BINARY));
    OK(AE_save_myself(dataset));
    OK(AOM_refresh(dataset, FALSE));
    OK(GRM_find_relation_type("IMAN_specification", &relation_type));
    OK(GRM_create_relation(rev_of("000123", "B"), dataset, relation_type, NULLTAG, &relation));
    OK(GRM_save_relation(relation));
    OK(AE_ask_all_dataset_named_refs2(dataset, "PDF_Reference", &n, &files));
    if (n > 0) file = files[0];
    MEM_free(files);
    OK(IMF_export_file(file, "out.bin"));
    OK(IMF_export_file(file, "out.bin"));
    OK(IMF_export_file(file, "no/folder.bin"));
    f = fopen("out.bin", "rb");
    n = (int)fread(line, 1, sizeof line, f);
    fclose(f);
    printf("exported %d %d\n", n, memcmp(line, "a\0b\\\r\nc", 7));
    OK(AOM_refresh(dataset, TRUE));
    OK(AE_remove_dataset_named_ref_by_tag2(dataset, "PDF_Reference", file));
    OK(AE_import_named_ref(dataset, "PDF_Reference", "in.bin", "sheet.txt", SS_TEXT));
    OK(AOM_save_with_extensions(dataset));
    OK(AOM_refresh(dataset, FALSE));
    show_property("version", dataset, "revision_number");
    OK(AE_purge_dataset_revs(dataset));
    OK(AOM_refresh(dataset, TRUE));
    OK(AE_purge_dataset_revs(dataset));
    OK(AOM_refresh(dataset, FALSE));
}

static void folders_and_deletes(void)
{
    tag_t user = NULLTAG, home = NULLTAG, item = item_of("000900"), rev = rev_of("000900", "002");
    printf("-- folders and deletes\n");
    OK(SA_find_user2("infodba", &user));
    OK(SA_ask_user_newstuff_folder(user, &home));
    OK(AOM_refresh(home, TRUE));
    OK(FL_insert(home, item, 999));
    OK(FL_insert(home, item, 999));
    OK(AOM_save_with_extensions(home));
    OK(AOM_refresh(home, FALSE));
    show_property("newstuff", home, "contents");
    OK(AOM_delete(item));
    OK(AOM_lock_for_delete(item));
    OK(ITEM_delete_item(item));
    OK(AOM_refresh(item, FALSE));
    OK(AOM_lock_for_delete(rev));
    OK(ITEM_delete_rev(rev));
    OK(AOM_refresh(home, TRUE));
    OK(FL_remove(home, item));
    OK(AOM_save_with_extensions(home));
    OK(AOM_refresh(home, FALSE));
    OK(AOM_lock_for_delete(item));
    OK(ITEM_delete_item(item));
    printf("there %d\n", item_of("000900") != NULLTAG);
    OK(AOM_lock_for_delete(home));
    OK(AOM_delete(home));
    OK(AOM_refresh(home, FALSE));
}

void write_area(void)
{
    properties();
    marks();
    owners();
    relations();
    projects();
    items();
    revising();
    statuses();
    datasets();
    folders_and_deletes();
}
