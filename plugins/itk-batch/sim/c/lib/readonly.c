/* A site whose fixture says "readonly" complains of every call that changes
   something or tries to: a rehearsal and a report make none. */
#include "sim.h"
#include <string.h>

/* Calls that change, or prepare a change, whatever comes of them. */
static const char *const writing[] = {
    "AE_create_dataset_with_id", "AE_import_named_ref", "AE_purge_dataset_revs", "AE_remove_dataset_named_ref_by_tag2",
    "AE_save_myself", "AE_set_dataset_tool", "AOM_UIF_set_value", "AOM_delete", "AOM_lock", "AOM_lock_for_delete",
    "AOM_save", "AOM_save_with_extensions", "AOM_save_without_extensions", "AOM_set_ownership", "AOM_set_value_date",
    "AOM_set_value_double", "AOM_set_value_int", "AOM_set_value_logical", "AOM_set_value_string", "BOM_line_add",
    "BOM_line_cut", "BOM_line_set_attribute_string", "BOM_save_window", "EPM_assign_responsible_party", "EPM_create_process",
    "EPM_get_resource_pool", "EPM_set_task_decision3", "EPM_set_task_result", "EPM_trigger_action", "FL_insert", "FL_remove",
    "GRM_create_relation", "GRM_save_relation", "ITEM_copy_rev", "ITEM_delete_item", "ITEM_delete_rev",
    "ITEM_perform_deepcopy", "ITEM_set_unit_of_measure", "NR_next_value", "POM_place_markpoint",
    "POM_refresh_instances_any_class", "POM_remove_from_attr", "POM_save_instances", "POM_set_env_info",
    "PROJ_assign_objects", "PROJ_remove_objects", "PS_create_bom_view", "PS_create_bvr", "RELSTAT_add_release_status",
    "RELSTAT_create_release_status", "TCTYPE_create_object"
};

void sim_writing(const char *function)
{
    size_t i;
    for (i = 0; sim_site.readonly && i < sizeof writing / sizeof writing[0]; i++)
        if (strcmp(writing[i], function) == 0) sim_watch("%s is called in a run that must change nothing", function);
}

/* sim_written: an object or the site changes, through whatever call. */
void sim_written(const char *what)
{
    if (sim_site.readonly) sim_watch("%s: %s in a run that must change nothing", sim_current(), what);
}
