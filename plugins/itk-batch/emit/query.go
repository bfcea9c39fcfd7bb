package emit

// savedQuery writes the selection by a saved query of the site.
func (w *writer) savedQuery(c *cFile) {
	c.text(`/* @_select.c - finds the objects with a saved query

   The query decides first; what the command line adds is tested on each object
   (@_match.c). The names of its entries are those that users see, so that they
   depend on the language of the site. */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_report.h"
#include "@_select.h"
`)
	w.once(c)
	c.text(copyOfC)
}

const copyOfC = `
/* The query takes writable texts. */
static char *copy_of(const char *text)
{
    char *copy = malloc(strlen(text) + 1);

    if (copy == NULL) {
        @_error("out of memory for the entries of the query");
        return NULL;
    }
    strcpy(copy, text);
    return copy;
}

int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found)
{
    static char *entries[$_MAX_VALUES], *values[$_MAX_VALUES];
    int i = 0, done = 1;

    *n = 0;
    *found = NULL;
    for (i = 0; i < options->entries.n; i++) {
        entries[i] = copy_of(options->entries.item[i]);
        values[i] = copy_of(options->values.item[i]);
        if (entries[i] == NULL || values[i] == NULL) done = 0;
    }
    done = done && $_OK(QRY_execute(names->query, options->entries.n, entries, values, n, found));
    for (i = 0; i < options->entries.n; i++) {
        free(entries[i]);
        free(values[i]);
        entries[i] = values[i] = NULL;
    }
    return done && keep_once(n, *found);
}
`

// queryFinder writes the lookup of the saved query and its entries.
func (w *writer) queryFinder(c *cFile) {
	c.text(`
/* An entry that the query does not have may be ignored, which would find more
   than was asked for; so would an entry without a value. */
static void find_query(@_options_t *options, @_names_t *names)
{
    char **entries = NULL, **defaults = NULL;
    int n = 0, i = 0, k = 0;

    if (options->entries.n != options->values.n) {
        @_error("-entries= has %d names and -values= has %d values", options->entries.n, options->values.n);
        mistakes++;
        return;
    }
    if (!$_OK(QRY_find2(options->query, &names->query))) names->query = NULLTAG;
    if (names->query == NULLTAG) {
        missing("saved query", options->query, "-query=");
        return;
    }
    if (!$_OK(QRY_find_user_entries(names->query, &n, &entries, &defaults))) {
        mistakes++;
        return;
    }
    for (i = 0; i < options->entries.n; i++) {
        for (k = 0; k < n && strcmp(entries[k], options->entries.item[i]) != 0; k++) continue;
        if (k < n) continue;
        missing("entry", options->entries.item[i], "-entries=; the query has:");
        for (k = 0; k < n; k++) @_info("      %s", entries[k]);
    }
    MEM_free(entries);
    MEM_free(defaults);
}
`)
}
