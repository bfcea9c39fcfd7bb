package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// relationCreate relates an object to another.
var relationCreate = job{
	modules:  func(w *writer) { w.source("relation", w.relationHeader, w.relationSource) },
	includes: []string{"relation"},
	each:     "        @_relate(object, options, names);\n",
	does:     "relates each to another object",
	results:  "| `secondary_id` `secondary_rev` | the other object, as the line names it |\n| `relation` | type of the relation |\n| `relation_uid` | UID of the new relation |\n",
	limits:   "The object of the key is the primary one, which holds the other. Whether users look for the relation at the item or at a revision is a habit of the site: see `-secondary_level=`.",
	undo:     "The result file holds the UID of each relation that was created; a person deletes them in a client.",
	again:    "A second run skips what is related already.",
}

func (w *writer) relationHeader(c *cFile) {
	c.text(`/* @_relation.h - a relation from an object to another */

\ITK

#include "@_names.h"
#include "@_options.h"

/* Relates the object to the other of the line, or finds out that it could be
   related, and ends its row. */
void @_relate(tag_t object, @_options_t *options, @_names_t *names);
`)
}

func (w *writer) relationSource(c *cFile) {
	c.text(`/* @_relation.c - a relation from an object to another */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_item.h"
#include "@_relation.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
`)
	w.findSecondary(c)
	w.findRelationOf(c)
	existing := expand(w, `        @_end_row(options, $_SKIPPED, "they are related already");
`)
	if w.plan.Spec.Action.Existing == spec.ExistingError {
		existing = expand(w, `        @_error("they are related already");
        @_end_row(options, $_FAILED, NULL);
`)
	}
	options := "options, "
	if _, byRev := w.plan.ValueOf(spec.RoleSecondaryRev, ""); byRev {
		options = ""
	}
	c.text(relationC, "existing", existing, "options", options)
}

// findSecondary writes the function that finds the other end.
func (w *writer) findSecondary(c *cFile) {
	rev, byRev := w.plan.ValueOf(spec.RoleSecondaryRev, "")
	find := `    if (!@_find_item(id, secondary)) return 0;
    if (strcmp(options->secondary_level, "latest") != 0) return 1;
    return $_OK(ITEM_ask_latest_rev(*secondary, secondary)) && *secondary != NULLTAG;
`
	options := expand(w, "@_options_t *options, ")
	if byRev {
		options = ""
		find = `    if (rev[0] == '\0') return @_find_item(id, secondary);
    return @_find_revision(id, rev, secondary);
`
	}
	c.text("\n/* The other object, as the line names it. */\nstatic int find_secondary(%{options}tag_t *secondary)\n{\n    const char *id = "+w.field(spec.RoleSecondaryID)+";\n", "options", options)
	if byRev {
		c.text("    const char *rev = @_field(" + w.fieldName(rev) + ");\n")
	}
	c.text("\n    *secondary = NULLTAG;\n    @_set_key($_KEY_SECONDARY_ID, id);\n")
	if byRev {
		c.text("    @_set_key($_KEY_SECONDARY_REV, rev);\n")
	}
	c.text(`    if (id[0] == '\0') {
        @_error("the line names no other object");
        return 0;
    }
` + find + "}\n")
}

// findRelationOf writes the function that finds the relation type of a line.
func (w *writer) findRelationOf(c *cFile) {
	v, byLine := w.plan.ValueOf(spec.RoleRelation, "")
	if !byLine {
		c.text(`
static int find_type(@_options_t *options, @_names_t *names, tag_t *type)
{
    @_set_key($_KEY_RELATION, options->%{option});
    *type = names->%{option};
    return 1;
}
`, "option", w.plan.Lookups[0].Name)
		return
	}
	c.text(`
/* The relation type of the line, looked up when it is another than that
   before; that of the command line where the cell is empty. */
static int find_type(@_options_t *options, @_names_t *names, tag_t *type)
{
    static tag_t last_type = NULLTAG;
    static char last[128] = "";
    const char *name = @_field(%{field});

    *type = names->%{option};
    @_set_key($_KEY_RELATION, name[0] != '\0' ? name : options->%{option});
    if (name[0] == '\0') {
        if (*type == NULLTAG) @_error("the line names no relation");
        return *type != NULLTAG;
    }
    if (strcmp(name, last) != 0) {
        memset(last, 0, sizeof last);
        if (!$_OK(GRM_find_relation_type(name, &last_type))) last_type = NULLTAG;
        if (last_type == NULLTAG) {
            @_error("relation type \"%s\" does not exist at this site", name);
            return 0;
        }
        strncpy(last, name, sizeof last - 1);
    }
    *type = last_type;
    return 1;
}
`, "field", w.fieldName(v), "option", v.Name)
}

const relationC = `
/* A second relation of the same kind would be of no use, and ITK makes it. */
static int is_related(tag_t primary, tag_t secondary, tag_t type, int *yes)
{
    tag_t *related = NULL;
    int n = 0, i = 0;

    *yes = 0;
    if (!$_OK(GRM_list_secondary_objects_only(primary, type, &n, &related))) return 0;
    for (i = 0; i < n; i++) *yes = *yes || related[i] == secondary;
    MEM_free(related);
    return 1;
}

static @_change_t create(tag_t primary, tag_t secondary, tag_t type)
{
    tag_t relation = NULLTAG;
    char *uid = NULL;
    int mark = 0, done = 0;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    done = $_OK(GRM_create_relation(primary, secondary, type, NULLTAG, &relation)) && $_OK(GRM_save_relation(relation))
        && $_OK(ITK__convert_tag_to_uid(relation, &uid));
    if (done) @_set_key($_KEY_RELATION_UID, uid);
    MEM_free(uid);
    return @_end_change(mark, done);
}

void @_relate(tag_t object, @_options_t *options, @_names_t *names)
{
    tag_t secondary = NULLTAG, type = NULLTAG;
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int related = 0;

    if (!find_type(options, names, &type) || !find_secondary(%{options}&secondary)
        || !is_related(object, secondary, type, &related)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (secondary == object) {
        @_error("it would be related to itself");
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (related) {
%{existing}        return;
    }
    outcome = @_guard(object, options, &why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(create(object, secondary, type), &why);
    @_end_row(options, outcome, why);
}
`
