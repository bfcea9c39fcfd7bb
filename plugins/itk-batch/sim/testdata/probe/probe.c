/* Calls what the simulator has and prints what comes back, so that a test can
   compare it. It does not do what a good program does: it goes on after errors. */
#include <ae/ae.h>
#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <fclasses/tc_date.h>
#include <pom/enq/enq.h>
#include <pom/pom/pom.h>
#include <property/propdesc.h>
#include <qry/qry.h>
#include <res/res_itk.h>
#include <sa/am.h>
#include <sa/sa.h>
#include <sa/tcfile.h>
#include <tc/emh.h>
#include <tc/folder.h>
#include <tc/tc_startup.h>
#include <tc/tc_util.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tccore/item.h>
#include <tccore/project.h>
#include <tccore/releasestatus.h>
#include <tccore/tctype.h>
#include <tccore/uom.h>
#include <tccore/workspaceobject.h>
#include <tcinit/tcinit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "probe.h"

int ok(int code, const char *call)
{
    if (code != ITK_ok) printf("! %.*s: %d\n", (int)strcspn(call, "("), call, code);
    EMH_clear_errors();
    return code == ITK_ok;
}

void show(const char *what, char *text)
{
    printf("%s: %s\n", what, text != NULL ? text : "(null)");
    MEM_free(text);
}

void show_object(const char *what, tag_t object)
{
    char *text = NULL;
    if (object == NULLTAG) printf("%s: NULLTAG\n", what);
    else if (OK(AOM_UIF_ask_value(object, "object_string", &text))) show(what, text);
}

void show_all(const char *what, int n, tag_t *objects)
{
    int i;
    printf("%s: %d%s\n", what, n, n == 0 && objects != NULL ? " in an array" : "");
    for (i = 0; i < n; i++) show_object("  ", objects[i]);
    MEM_free(objects);
}

tag_t item_of(const char *id)
{
    const char *names[1], *values[1];
    tag_t *items = NULL, item = NULLTAG;
    int n = 0;
    names[0] = "item_id";
    values[0] = id;
    OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items));
    if (n > 0) item = items[0];
    MEM_free(items);
    return item;
}

tag_t rev_of(const char *id, const char *rev_id)
{
    tag_t rev = NULLTAG;
    OK(ITEM_find_revision(item_of(id), rev_id, &rev));
    return rev;
}

static void types(void)
{
    static const char *const names[] = {"Part", "Note", "Part Revision", "Nothing"};
    tag_t type = NULLTAG, descriptor = NULLTAG, *all = NULL;
    logical yes = FALSE;
    PROP_value_type_t value = PROP_string;
    char *text = NULL;
    int i, n = 0;

    for (i = 0; i < 4; i++) {
        OK(TCTYPE_find_type(names[i], NULL, &type));
        printf("type %s %d\n", names[i], type != NULLTAG);
        OK(POM_class_id_of_class(names[i], &type));
        printf("class %s %d\n", names[i], type != NULLTAG);
    }
    OK(TCTYPE_find_type("Standard Part", "Item", &type));
    OK(TCTYPE_is_type_of_as_str(type, "Part", &yes));
    printf("Standard Part is Part %d\n", yes);
    OK(TCTYPE_is_type_of_as_str(type, "Dataset", &yes));
    printf("Standard Part is Dataset %d\n", yes);
    OK(TCTYPE_find_type("Part", "Dataset", &type));
    printf("Part below Dataset %d\n", type != NULLTAG);
    OK(POM_attr_exists("pnx_material", "Part Revision", &yes));
    printf("stored %d\n", yes);
    OK(POM_attr_exists("object_string", "Part Revision", &yes));
    printf("computed %d\n", yes);
    OK(POM_attr_exists("pnx_material", "Item", &yes));
    printf("other class %d\n", yes);
    OK(TCTYPE_find_type("Part Revision", NULL, &type));
    OK(TCTYPE_ask_property_by_name(type, "pnx_tags", &descriptor));
    if (descriptor != NULLTAG && OK(PROPDESC_ask_value_type(descriptor, &value, &text))) show("tags", text);
    OK(PROPDESC_ask_max_num_elements(descriptor, &n));
    printf("tags %d\n", n);
    OK(TCTYPE_ask_property_by_name(type, "no_such", &descriptor));
    printf("no_such %d\n", descriptor != NULLTAG);
    OK(TCTYPE_extent(&n, &all));
    printf("extent %d\n", n > 30);
    MEM_free(all);
}

static void people(void)
{
    tag_t user = NULLTAG, group = NULLTAG, parent = NULLTAG, folder = NULLTAG, *all = NULL;
    char *text = NULL;
    int n = 0;

    if (OK(POM_get_user(&text, &user))) show("user", text);
    if (OK(POM_ask_group(&text, &group))) show("group", text);
    OK(SA_find_user2("o'neil", &user));
    if (OK(SA_ask_user_person_name2(user, &text))) show("person", text);
    OK(SA_find_user2("gone", &user));
    OK(SA_get_user_status(user, &n));
    printf("gone %d\n", n);
    OK(SA_ask_user_home_folder(user, &folder));
    show_object("home", folder);
    OK(SA_find_user2("nobody", &user));
    printf("nobody %d\n", user != NULLTAG);
    OK(SA_find_group("Mechanics", &group));
    OK(SA_ask_group_parent(group, &parent));
    if (OK(SA_ask_group_full_name(group, &text))) show("full", text);
    if (OK(SA_ask_group_name2(parent, &text))) show("parent", text);
    OK(SA_find_group("Design.Engineering", &group));
    show_object("by full name", group);
    OK(SA_extent_group(&n, &all));
    printf("groups %d\n", n);
    MEM_free(all);
    OK(PROJ_find("PRJ-99", &parent));
    show_object("project", parent);
}

static void read_all(tag_t rev)
{
    static const char *const names[] = {"object_desc", "pnx_tags", "pnx_weight", "pnx_critical", "pnx_due", "release_status_list",
        "last_release_status", "items_tag", "item_id", "IMAN_specification", "pnx_state", "project_ids", "pnx_broken", "no_such"};
    char **texts = NULL, *text = NULL;
    int i, k, n = 0, whole = 0;
    double weight = 0;
    logical yes = FALSE;
    date_t due = NULLDATE;
    tag_t item = NULLTAG;

    for (i = 0; i < 14; i++) {
        if (!OK(AOM_ask_displayable_values(rev, names[i], &n, &texts))) continue;
        printf("%s %d", names[i], n);
        for (k = 0; k < n; k++) printf(" <%s>", texts[k]);
        printf("\n");
        MEM_free(texts);
        texts = NULL;
    }
    if (OK(AOM_ask_value_string(rev, "pnx_material", &text))) show("material", text);
    text = NULL;
    if (OK(AOM_ask_value_string(rev, "pnx_weight", &text))) show("weight as text", text);
    OK(AOM_ask_value_double(rev, "pnx_weight", &weight));
    OK(AOM_ask_value_int(rev, "pnx_count", &whole));
    OK(AOM_ask_value_logical(rev, "pnx_critical", &yes));
    OK(AOM_ask_value_date(rev, "pnx_due", &due));
    OK(AOM_ask_value_tag(rev, "items_tag", &item));
    printf("%g %d %d %d-%d-%d\n", weight, whole, yes, due.year, due.month, due.day);
    show_object("item", item);
    if (OK(AOM_ask_value_strings(rev, "pnx_tags", &n, &texts))) {
        for (k = 0; k < n; k++) show("tag", texts[k]);
        MEM_free(texts);
    }
    if (OK(AOM_UIF_ask_name(rev, "pnx_weight", &text))) show("label", text);
}

static void references(tag_t object)
{
    int *levels = NULL, *where = NULL, *class_levels = NULL, *class_where = NULL, n = 0, n_classes = 0, i;
    tag_t *from = NULL, *classes = NULL;
    char **relations = NULL;

    if (OK(WSOM_where_referenced(object, 1, &n, &levels, &from, &relations))) {
        for (i = 0; i < n; i++) printf("%d %s\n", levels[i], relations[i]);
        show_all("where referenced", n, from);
        MEM_free(levels);
        MEM_free(relations);
    }
    levels = NULL;
    from = NULL;
    if (OK(POM_referencers_of_instance(object, 1, POM_in_ds_and_db, &n, &from, &levels, &where, &n_classes, &classes, &class_levels, &class_where)))
        printf("referencers %d, classes %d\n", n, n_classes);
    MEM_free(from);
    MEM_free(levels);
    MEM_free(where);
    MEM_free(classes);
    MEM_free(class_levels);
    MEM_free(class_where);
}

static void guards(tag_t object)
{
    char *user = NULL, *node = NULL, **names = NULL;
    date_t when = NULLDATE;
    logical yes = FALSE;
    int n = 0;

    OK(AM_check_privilege(object, "WRITE", &yes));
    printf("may write %d\n", yes);
    if (OK(POM_who_locked_instance(object, &user, &when, &node))) {
        show("locked by", user);
        show("at", node);
    }
    if (OK(AOM_ask_prop_names(object, &n, &names))) printf("%s and %d more\n", names[0], n - 1);
    MEM_free(names);
    OK(AOM_unload(object));
}

static void objects(void)
{
    tag_t item = item_of("000123"), rev = NULLTAG, *all = NULL, *files = NULL, dataset = NULLTAG, file = NULLTAG, relation = NULLTAG, back = NULLTAG;
    AE_reference_type_t kind = AE_ASSOCIATION;
    char *text = NULL, *uid = NULL;
    logical yes = FALSE;
    int n = 0;

    show_object("found", item);
    guards(item);
    show_object("missing", item_of("4711"));
    if (OK(ITEM_list_all_revs(item, &n, &all))) show_all("revisions", n, all);
    OK(ITEM_ask_latest_rev(item, &rev));
    show_object("latest", rev);
    OK(RES_is_checked_out(rev, &yes));
    printf("checked out %d\n", yes);
    OK(ITEM_find_revision(item, "Z", &rev));
    show_object("revision Z", rev);
    OK(ITEM_ask_latest_rev(item_of("EMPTY"), &rev));
    show_object("latest of none", rev);
    OK(ITEM_find_revision(item, "B", &rev));
    read_all(rev);
    OK(ITEM_find_revision(item, "A", &rev));
    read_all(rev);
    if (OK(WSOM_ask_release_status_list(rev, &n, &all))) {
        if (OK(RELSTAT_ask_release_status_type(all[0], &text))) show("status", text);
        MEM_free(all);
    }
    if (OK(ITK__convert_tag_to_uid(rev, &uid))) {
        OK(ITK__convert_uid_to_tag(uid, &back));
        printf("uid %lu %d\n", (unsigned long)strlen(uid), back == rev);
        MEM_free(uid);
    }
    OK(GRM_find_relation_type("IMAN_specification", &relation));
    if (OK(GRM_list_secondary_objects_only(rev, relation, &n, &all))) {
        dataset = n > 0 ? all[0] : NULLTAG;
        show_all("secondary", n, all);
    }
    if (OK(GRM_list_secondary_objects_only(rev, NULLTAG, &n, &all))) show_all("secondary of any", n, all);
    if (OK(GRM_list_primary_objects_only(dataset, relation, &n, &all))) show_all("primary", n, all);
    OK(AE_ask_dataset_latest_rev(dataset, &back));
    printf("latest version %d\n", back == dataset);
    OK(AE_ask_dataset_ref_count(dataset, &n));
    printf("references %d\n", n);
    if (OK(AE_find_dataset_named_ref2(dataset, 0, &text, &kind, &file))) show("reference", text);
    if (OK(IMF_ask_original_file_name2(file, &text))) show("file", text);
    OK(AE_find_dataset_named_ref2(dataset, 1, &text, &kind, &file));
    if (OK(AE_ask_dataset_named_refs(dataset, &n, &files))) show_all("files", n, files);
    references(rev);
    references(dataset);
    if (OK(WSOM_find2("Migration*", &n, &all))) {
        back = n > 0 ? all[0] : NULLTAG;
        show_all("by name", n, all);
    }
    if (OK(FL_ask_references(back, FL_fsc_as_ordered, &n, &all))) show_all("contents", n, all);
    OK(WSOM_find2("Empty", &n, &all));
    back = n > 0 ? all[0] : NULLTAG;
    MEM_free(all);
    if (OK(FL_ask_references(back, FL_fsc_as_ordered, &n, &all))) show_all("empty", n, all);
}

static int started(const char *cls)
{
    const char *attrs[1];
    attrs[0] = "puid";
    return OK(POM_enquiry_create("e")) && OK(POM_enquiry_add_select_attrs("e", cls, 1, attrs)) && OK(POM_enquiry_set_distinct("e", TRUE));
}

static void finish(const char *what)
{
    void ***report = NULL;
    int i, rows = 0, columns = 0;
    if (OK(POM_enquiry_execute("e", &rows, &columns, &report))) {
        printf("%s: %d\n", what, rows);
        for (i = 0; i < rows && i < 6; i++) show_object("  ", *(tag_t *)report[i][0]);
    }
    MEM_free(report);
    OK(POM_enquiry_delete("e"));
}

static void by_text(const char *what, const char *cls, const char *attr, int op, int n, const char **values, int fold)
{
    if (!started(cls)) return;
    OK(POM_enquiry_set_string_value("e", "v", n, values, POM_enquiry_bind_value));
    OK(POM_enquiry_set_attr_expr("e", "x", cls, attr, op, "v"));
    if (fold) OK(POM_enquiry_set_expr_proprety("e", "x", POM_case_insensitive));
    OK(POM_enquiry_set_where_expr("e", "x"));
    finish(what);
}

static void enquiries(void)
{
    const char *texts[2];
    date_t from = NULLDATE;
    tag_t user = NULLTAG, relation = NULLTAG;

    texts[0] = "abc-001";
    texts[1] = "DOC-1";
    by_text("equal", "Item", "item_id", POM_enquiry_equal, 1, texts, 0);
    by_text("equal, any case", "Item", "item_id", POM_enquiry_equal, 1, texts, 1);
    by_text("in", "Item", "item_id", POM_enquiry_in, 2, texts, 0);
    texts[0] = "B?acket";
    by_text("like", "Part Revision", "object_name", POM_enquiry_like, 1, texts, 0);
    by_text("like nothing", "Folder", "object_name", POM_enquiry_like, 1, texts, 0);
    by_text("no such attribute", "Item", "object_string", POM_enquiry_equal, 1, texts, 0);

    from.year = 2024;
    from.month = 1;
    from.day = 29;
    if (started("Part Revision")) {
        OK(POM_enquiry_set_date_value("e", "v", 1, &from, POM_enquiry_bind_value));
        OK(POM_enquiry_set_attr_expr("e", "x", "Part Revision", "date_released", POM_enquiry_greater_than_or_eq, "v"));
        OK(POM_enquiry_set_where_expr("e", "x"));
        OK(POM_enquiry_add_order_attr("e", "Part Revision", "date_released", POM_enquiry_desc_order));
        finish("released from 29 February");
    }
    if (started("Part Revision")) {
        OK(POM_enquiry_set_date_value("e", "v", 1, &from, POM_enquiry_bind_value));
        OK(POM_enquiry_set_attr_expr("e", "x", "Part Revision", "date_released", POM_enquiry_less_than_or_eq, "v"));
        OK(POM_enquiry_set_where_expr("e", "x"));
        finish("released by 29 February, 00:00");
    }
    if (started("Part Revision")) {
        OK(SA_find_user2("amueller", &user));
        OK(POM_enquiry_set_tag_value("e", "v", 1, &user, POM_enquiry_bind_value));
        OK(POM_enquiry_set_attr_expr("e", "a", "Part Revision", "owning_user", POM_enquiry_equal, "v"));
        OK(POM_enquiry_set_attr_expr("e", "b", "Part Revision", "last_mod_user", POM_enquiry_equal, "v"));
        OK(POM_enquiry_set_expr("e", "c", "a", POM_enquiry_or, "b"));
        OK(POM_enquiry_set_attr_expr("e", "d", "Part Revision", "date_released", POM_enquiry_is_not_null, ""));
        OK(POM_enquiry_set_expr("e", "w", "c", POM_enquiry_and, "d"));
        OK(POM_enquiry_set_where_expr("e", "w"));
        finish("of a user, released");
    }
    if (started("ItemRevision")) {
        OK(GRM_find_relation_type("IMAN_specification", &relation));
        texts[0] = "PDF";
        OK(POM_enquiry_set_join_expr("e", "j1", "ImanRelation", "primary_object", POM_enquiry_equal, "ItemRevision", "puid"));
        OK(POM_enquiry_set_join_expr("e", "j2", "ImanRelation", "secondary_object", POM_enquiry_equal, "Dataset", "puid"));
        OK(POM_enquiry_set_tag_value("e", "t", 1, &relation, POM_enquiry_bind_value));
        OK(POM_enquiry_set_attr_expr("e", "r", "ImanRelation", "relation_type", POM_enquiry_equal, "t"));
        OK(POM_enquiry_set_string_value("e", "p", 1, texts, POM_enquiry_bind_value));
        OK(POM_enquiry_set_attr_expr("e", "d", "Dataset", "object_type", POM_enquiry_equal, "p"));
        OK(POM_enquiry_set_expr("e", "a1", "j1", POM_enquiry_and, "j2"));
        OK(POM_enquiry_set_expr("e", "a2", "a1", POM_enquiry_and, "r"));
        OK(POM_enquiry_set_expr("e", "a3", "a2", POM_enquiry_and, "d"));
        OK(POM_enquiry_set_where_expr("e", "a3"));
        finish("with a PDF");
    }
    if (started("Dataset")) finish("all datasets");
}

static void query(const char *what, const char *name, const char *entry, const char *value)
{
    char entries[64], values[64], *e[1], *v[1];
    tag_t q = NULLTAG, *all = NULL;
    int n = 0;
    if (!OK(QRY_find2(name, &q)) || q == NULLTAG) {
        printf("%s: no query\n", what);
        return;
    }
    e[0] = strcpy(entries, entry);
    v[0] = strcpy(values, value);
    if (OK(QRY_execute(q, 1, e, v, &n, &all))) show_all(what, n, all);
}

static void dates(void)
{
    date_t d = NULLDATE;
    char *text = NULL;
    time_t now = time(NULL);

    printf("%s", asctime(localtime(&now)));
    OK(ITK_string_to_date("29-Feb-2024 23:59", &d));
    printf("%d %d %d %d\n", d.year, d.month, d.day, d.hour);
    if (OK(DATE_date_to_string(d, "%Y/%m/%d %H:%M", &text))) show("date", text);
    if (OK(DATE_default_date_format(&text))) show("format", text);
    OK(ITK_string_to_date("yesterday", &d));
}

static void read_area(void)
{
    printf("flag %d %d\n", ITK_ask_cli_argument("-x") != NULL, ITK_ask_cli_argument("-xyz") != NULL);
    types();
    people();
    objects();
    enquiries();
    query("by name", "Item...", "Name", "bRack*");
    query("by list", "Item Revision...", "Item ID", "000123;DOC-1");
    query("by owner", "General...", "Owning User", "o'neil");
    query("by date", "General...", "Released After", "29-Feb-2024 00:00");
    query("unknown entry", "Released \"Parts\" 100%", "Colour", "red");
    query("no query", "Nothing...", "Name", "x");
    dates();
}

int ITK_user_main(int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    OK(ITK_initialize_text_services(ITK_BATCH_TEXT_MODE));
    if (!OK(ITK_auto_login())) return 1;
    if (ITK_ask_cli_argument("-area=write") != NULL) write_area();
    else if (ITK_ask_cli_argument("-area=structure") != NULL) structure_area();
    else if (ITK_ask_cli_argument("-area=process") != NULL) process_area();
    else if (ITK_ask_cli_argument("-area=") == NULL) read_area();
    return OK(ITK_exit_module(TRUE)) ? 0 : 1;
}
