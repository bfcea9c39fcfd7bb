package emit

// folder writes the selection of what a folder contains.
func (w *writer) folder(c *cFile) {
	c.text(`/* @_select.c - finds the contents of a folder */

#include <stdlib.h>

\ITK

#include "@_report.h"
#include "@_select.h"
`)
	w.once(c)
	c.text(`
static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = MEM_realloc(*list, (size_t)(*n + 1) * sizeof **list);

    if (longer == NULL) {
        @_error("out of memory for %d object%s", *n + 1, @_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}
`)
	if w.plan.Spec.Select.Folder.Recursive {
		w.folderTree(c)
		return
	}
	c.text(`
int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found)
{
    tag_t *contents = NULL;
    int n_contents = 0, i = 0, done = 0;

    (void)options;
    *n = 0;
    *found = NULL;
    done = $_OK(FL_ask_references(names->folder, FL_fsc_as_ordered, &n_contents, &contents));
    for (i = 0; done && i < n_contents; i++) done = add(contents[i], n, found);
    MEM_free(contents);
    return done && keep_once(n, *found);
}
`)
}

// folderTree also lists what the folders inside contain.
func (w *writer) folderTree(c *cFile) {
	c.text(`
static int is_in(tag_t object, int n, const tag_t *list)
{
    int i = 0;

    for (i = 0; i < n; i++) {
        if (list[i] == object) return 1;
    }
    return 0;
}

/* Adds the contents of a folder, and the folders among them to those that are
   still to be opened. A folder may contain itself: each is opened once. */
static int open_folder(tag_t folder, int *n, tag_t **found, int *n_folders, tag_t **folders)
{
    tag_t *contents = NULL;
    tag_t type = NULLTAG;
    logical is_folder = FALSE;
    int n_contents = 0, i = 0, done = 0;

    done = $_OK(FL_ask_references(folder, FL_fsc_as_ordered, &n_contents, &contents));
    for (i = 0; done && i < n_contents; i++) {
        is_folder = FALSE;
        done = add(contents[i], n, found)
            && $_OK(TCTYPE_ask_object_type(contents[i], &type))
            && $_OK(TCTYPE_is_type_of_as_str(type, "Folder", &is_folder));
        if (done && is_folder && !is_in(contents[i], *n_folders, *folders)) done = add(contents[i], n_folders, folders);
    }
    MEM_free(contents);
    return done;
}

int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found)
{
    tag_t *folders = NULL;
    int n_folders = 0, i = 0, done = 0;

    (void)options;
    *n = 0;
    *found = NULL;
    done = add(names->folder, &n_folders, &folders);
    for (i = 0; done && i < n_folders; i++) done = open_folder(folders[i], n, found, &n_folders, &folders);
    MEM_free(folders);
    return done && keep_once(n, *found);
}
`)
}

// folderFinder writes the lookup of the folder: names are not unique, so that
// exactly one must fit.
func (w *writer) folderFinder(c *cFile) {
	c.text(findOwnerC)
}

const findOwnerC = `
static tag_t find_owner(@_options_t *options)
{
    tag_t owner = NULLTAG;
    char *name = NULL;

    if (options->folder_owner != NULL) {
        if (!$_OK(SA_find_user2(options->folder_owner, &owner))) owner = NULLTAG;
        if (owner == NULLTAG) missing("user", options->folder_owner, "-folder_owner=");
        return owner;
    }
    if (!$_OK(POM_get_user(&name, &owner))) {   /* who is logged in is always found */
        missing("user", "of this session", "the login");
        owner = NULLTAG;
    }
    MEM_free(name);
    return owner;
}

/* Whether the object is a folder of that name, of that owner unless NULLTAG. */
static int is_folder(tag_t object, const char *name, size_t length, tag_t owner)
{
    tag_t type = NULLTAG, user = NULLTAG;
    logical fits = FALSE;
    char *text = NULL;
    int same = 0;

    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, "Folder", &fits)) || !fits) return 0;
    if (!$_OK(AOM_ask_value_string(object, "object_name", &text))) return 0;
    same = text != NULL && strlen(text) == length && strncmp(text, name, length) == 0;
    MEM_free(text);
    if (!same || owner == NULLTAG) return same;
    return $_OK(AOM_ask_value_tag(object, "owning_user", &user)) && user == owner;
}

/* The one folder of that name among the objects. */
static tag_t one_of(int n, const tag_t *objects, const char *name, size_t length, tag_t owner)
{
    tag_t folder = NULLTAG;
    int i = 0, count = 0;

    for (i = 0; i < n; i++) {
        if (!is_folder(objects[i], name, length, owner)) continue;
        folder = objects[i];
        count++;
    }
    if (count == 1) return folder;
    @_error("%d folders are named \"%.*s\": correct -folder= or -folder_owner=", count, (int)length, name);
    mistakes++;
    return NULLTAG;
}

/* A name alone is looked for everywhere, A/B/C from the home folder down. */
static void find_folder(@_options_t *options, @_names_t *names)
{
    const char *name = options->folder;
    tag_t owner = find_owner(options);
    tag_t folder = NULLTAG;
    tag_t *objects = NULL;
    size_t length = 0;
    int n = 0;

    if (owner == NULLTAG) return;
    if (strchr(name, '/') == NULL) {
        if ($_OK(WSOM_find2(name, &n, &objects))) names->folder = one_of(n, objects, name, strlen(name), owner);
        else mistakes++;
        MEM_free(objects);
        return;
    }
    if (!$_OK(SA_ask_user_home_folder(owner, &folder))) folder = NULLTAG;
    if (folder == NULLTAG) missing("home folder", "of the owner", "-folder_owner=");
    while (folder != NULLTAG && *name != '\0') {
        length = strcspn(name, "/");
        objects = NULL;
        if (!$_OK(FL_ask_references(folder, FL_fsc_as_ordered, &n, &objects))) {
            mistakes++;
            n = 0;
        }
        folder = one_of(n, objects, name, length, NULLTAG);
        MEM_free(objects);
        name += length;
        if (*name == '/') name++;
    }
    names->folder = folder;
}
`
