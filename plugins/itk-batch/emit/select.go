package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

func (w *writer) selectHeader(c *cFile) {
	c.text(`/* @_select.h - the objects to look at */

#include "@_names.h"
#include "@_options.h"

`)
	if w.plan.Spec.Select.From == spec.FromInput {
		w.inputHeader(c)
		return
	}
	c.text(`/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found);
`)
}

func (w *writer) selectSource(c *cFile) {
	switch w.plan.Spec.Select.From {
	case spec.FromQuery:
		w.savedQuery(c)
	case spec.FromFolder:
		w.folder(c)
	case spec.FromArguments:
		w.arguments(c)
	case spec.FromInput:
		w.inputSource(c)
	default:
		w.enquiry(c)
	}
}

// once writes the function that keeps each object once.
func (w *writer) once(c *cFile) {
	c.text(`
typedef struct {
    tag_t object;
    int place;
} seen_t;

static int by_object(const void *a, const void *b)
{
    const seen_t *x = a, *y = b;

    if (x->object != y->object) return x->object < y->object ? -1 : 1;
    return x->place - y->place;
}

/* Several statuses, versions or relations of one object make several rows.
   Keeps the first of each and the order. */
static int keep_once(int *n, tag_t *objects)
{
    seen_t *seen = NULL;
    int i = 0, kept = 0;

    if (*n < 2) return 1;
    seen = malloc((size_t)*n * sizeof *seen);
    if (seen == NULL) {
        @_error("out of memory for %d object%s", *n, @_plural(*n));
        return 0;
    }
    for (i = 0; i < *n; i++) {
        seen[i].object = objects[i];
        seen[i].place = i;
    }
    qsort(seen, (size_t)*n, sizeof *seen, by_object);
    for (i = 1; i < *n; i++) {
        if (seen[i].object == seen[i - 1].object) objects[seen[i].place] = NULLTAG;
    }
    free(seen);
    for (i = 0; i < *n; i++) {
        if (objects[i] != NULLTAG) objects[kept++] = objects[i];
    }
    *n = kept;
    return 1;
}
`)
}
