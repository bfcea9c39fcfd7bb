/* Finders that look something up by its name. */
#include "sim.h"
#include <epm/epm.h>
#include <epm/epm_task_template_itk.h>
#include <tccore/project.h>
#include <tccore/workspaceobject.h>
#include <cfm/cfm.h>
#include <tccore/uom.h>
#include <stdlib.h>
#include <string.h>

/* sim_find_by looks an object up by a text that is its name. */
int sim_find_by(const char *what, const char *class_name, const char *attr, const char *text, tag_t *out)
{
    SIM_OUT(out);
    *out = NULLTAG;
    SIM_ARG(sim_text_arg(text, what));
    *out = sim_find(class_name, attr, text);
    return *out == NULLTAG ? sim_not_found(what, text) : ITK_ok;
}

int EPM_find_status_type(const char *name, tag_t *type) { SIM_CALL(); return sim_find_by("status type", "TCReleaseStatusType", "name", name, type); }
int PROJ_find(const char *project_id, tag_t *project) { SIM_CALL(); return sim_find_by("project", "TC_Project", "project_id", project_id, project); }
int EPM_find_process_template(const char *name, tag_t *t) { SIM_CALL(); return sim_find_by("process template", "EPMTaskTemplate", "object_name", name, t); }
int CFM_find(const char *name, tag_t *rule) { SIM_CALL(); return sim_find_by("revision rule", "RevisionRule", "object_name", name, rule); }
int UOM_find_by_symbol(const char *symbol, tag_t *uom) { SIM_CALL(); return sim_find_by("unit", "UnitOfMeasure", "symbol", symbol, uom); }

int WSOM_find2(const char *name, int *n, tag_t **objects)
{
    tag_t t, *found = NULL;
    int rc, count = 0;
    SIM_CALL();
    SIM_ARG(sim_text_arg(name, "name"));
    for (t = 1; t <= sim_count(); t++) {
        if (!sim_class_is(sim_get(t)->class, "WorkspaceObject") || !sim_like(sim_string(t, "object_name"), name, 0)) continue;
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = sim_out_tags(count, found, n, objects);
    free(found);
    return rc;
}
