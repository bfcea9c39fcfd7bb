package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// enquiry writes the selection by a POM enquiry.
func (w *writer) enquiry(c *cFile) {
	states := ""
	if w.plan.Narrows(pattern.NarrowState) {
		states = expand(w, "#include \"@_task.h\"\n")
	}
	c.text(alsoC, "program", w.plan.Program, "states", states)
	w.narrowWays(c)
	w.narrowType(c)
	for i, f := range w.plan.Filters {
		w.narrowFilter(c, i, f)
	}
	w.narrowAll(c)
	w.runEnquiry(c)
	w.once(c)
	c.text(selectC)
}

const alsoC = `/* @_select.c - finds the objects with a POM enquiry

   The enquiry narrows, and what it cannot decide is tested on each object
   (@_match.c). It selects nothing but puid: an enquiry does not ask the
   access rules, and its dates are not local time. What is written is read
   through AOM, which minds both. All values are bound, none is part of the
   enquiry's text. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_report.h"
#include "@_select.h"
%{states}
#define ENQUIRY "%{program}"
#define $_MAX_TYPES 500                     /* databases limit what a query may hold */

typedef struct {
    const char *class_name;                 /* one class only: another would be a join */
    char where[16];                         /* the expression so far; "" at first */
    int ands;
    char *types[$_MAX_TYPES];               /* kept until the enquiry has run */
    int n_types;
} enquiry_t;

/* Adds a condition: all of them must hold. */
static int also(enquiry_t *enquiry, const char *expression)
{
    char both[16];

    if (enquiry->where[0] == '\0') {
        strcpy(enquiry->where, expression);
        return 1;
    }
    sprintf(both, "and%d", ++enquiry->ands);
    if (!$_OK(POM_enquiry_set_expr(ENQUIRY, both, enquiry->where, POM_enquiry_and, expression))) return 0;
    strcpy(enquiry->where, both);
    return 1;
}

/* Compares an attribute with the value that is bound to the same id. */
static int compare(enquiry_t *enquiry, const char *id, const char *class_name, const char *attribute, int op)
{
    char value[16], expression[16];

    sprintf(value, "v_%s", id);
    sprintf(expression, "x_%s", id);
    return $_OK(POM_enquiry_set_attr_expr(ENQUIRY, expression, class_name, attribute, op, value))
        && also(enquiry, expression);
}
`

const selectC = `
int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found)
{
    static enquiry_t enquiry;
    int i = 0, done = 0;

    memset(&enquiry, 0, sizeof enquiry);
    enquiry.class_name = names->class_name;
    if (!$_OK(POM_enquiry_create(ENQUIRY))) return 0;
    done = narrow(&enquiry, options, names) && run(n, found);
    if (!$_OK(POM_enquiry_delete(ENQUIRY))) @_info("the enquiry lasts until the session ends");
    for (i = 0; i < enquiry.n_types; i++) MEM_free(enquiry.types[i]);
    return done && keep_once(n, *found);
}
`

// narrowAll writes the function that adds all conditions.
func (w *writer) narrowAll(c *cFile) {
	c.text(`
static int narrow(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    const char *puid[1];

    puid[0] = "puid";
    return $_OK(POM_enquiry_add_select_attrs(ENQUIRY, enquiry->class_name, 1, puid))
        && $_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && narrow_type(enquiry, options, names)`)
	for i, f := range w.plan.Filters {
		if f.Narrow != pattern.NarrowNot {
			c.text("\n        && "+w.narrowCall(f), "id", "f"+itoa(i), "func", functionOf(i, f), "name", f.Member, "attribute", cString(f.Attribute))
		}
	}
	c.text(`
        && (enquiry->where[0] == '\0' || $_OK(POM_enquiry_set_where_expr(ENQUIRY, enquiry->where)));
}
`)
}

func (w *writer) narrowCall(f pattern.Filter) string {
	switch f.Narrow {
	case pattern.NarrowText:
		return w.textCondition(f)
	case pattern.NarrowItemID:
		return "narrow_%{func}(enquiry, options)"
	case pattern.NarrowTags:
		return "narrow_tags(enquiry, \"%{id}\", enquiry->class_name, %{attribute}, options->%{name}.n, names->%{name})"
	case pattern.NarrowStatus, pattern.NarrowReleased, pattern.NarrowState:
		return "narrow_%{func}(enquiry, options)"
	case pattern.NarrowDate:
		return "narrow_%{func}(enquiry, &options->%{name})"
	case pattern.NarrowDateSet:
		return "narrow_%{func}(enquiry)"
	case pattern.NarrowRelation:
		if w.scans(f) {
			return "narrow_%{func}(enquiry, options, names)"
		}
		return "narrow_%{func}(enquiry, names)"
	}
	return "narrow_%{func}(enquiry, options, names)"
}

func (w *writer) textCondition(f pattern.Filter) string {
	call := "narrow_texts(enquiry, \"%{id}\", enquiry->class_name, %{attribute}, " + operator(f) + ", &options->%{name})"
	if f.Op == spec.OpLike {
		// "or" is left to the test of each object.
		return "(options->%{name}.n > 1 || " + call + ")"
	}
	return call
}

func (w *writer) runEnquiry(c *cFile) {
	c.text(`
/* The result comes as a whole; with puid alone it is small. */
static int run(int *n, tag_t **found)
{
    void ***rows = NULL;
    int n_rows = 0, n_columns = 0, i = 0;

    *n = 0;
    *found = NULL;
    if (!$_OK(POM_enquiry_execute(ENQUIRY, &n_rows, &n_columns, &rows))) return 0;
    if (n_rows > 0 && n_columns == 1) {
        *found = (tag_t *)MEM_alloc((size_t)n_rows * sizeof(tag_t));
        if (*found == NULL) {
            @_error("out of memory for %d object%s", n_rows, @_plural(n_rows));
            MEM_free(rows);
            return 0;
        }
        for (i = 0; i < n_rows; i++) (*found)[i] = *(tag_t *)rows[i][0];
        *n = n_rows;
    }
    MEM_free(rows);
    return 1;
}
`)
}
