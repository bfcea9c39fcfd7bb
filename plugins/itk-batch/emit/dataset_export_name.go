package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

const fileNameC = `
static const char *const marks[] = {
    "{item_id}", "{rev}", "{name}", "{dataset}", "{original}", "{stem}", "{ext}", "{status}", "{uid}"
};

#define N_MARKS ((int)(sizeof marks / sizeof marks[0]))

/* The mark at the beginning of the text; -1 if there is none. */
static int mark_at(const char *text)
{
    int i = 0;

    for (i = 0; i < N_MARKS; i++) {
        if (strncmp(text, marks[i], strlen(marks[i])) == 0) return i;
    }
    return -1;
}

static int make_path(const char *dir, const char *name, @_text_t *path)
{
    size_t n = strlen(dir);

    @_empty(path);
    if (!@_puts(path, dir)) return 0;
    if (n > 0 && dir[n - 1] != '/' && dir[n - 1] != '\\' && !@_puts(path, %{slash})) return 0;
    return @_puts(path, name);
}

int @_check_export(const @_options_t *options)
{
    static @_text_t path;
    const char *at = NULL;
    FILE *probe = NULL;

    for (at = strchr(options->name, '{'); at != NULL; at = strchr(at + 1, '{')) {
        if (mark_at(at) >= 0) continue;
        @_error("-name=%s: what stands at %s is no value that is known; see -h", options->name, at);
        return 0;
    }
    if (!make_path(options->dir, %{probe}, &path)) return 0;
    probe = fopen(path.data, "wb");
    if (probe == NULL) {
        @_error("no file can be written to %s: %s; correct -dir=", options->dir, strerror(errno));
        return 0;
    }
    (void)fclose(probe);
    (void)remove(path.data);
    return 1;
}

/* A file on its way out. */
typedef struct {
    tag_t dataset, file;
    const char *original;                   /* its name in the volume */
    const char *dataset_name;
} source_t;
`

// fileOwner finds the item and the revision that the names of files come from.
func (w *writer) fileOwner(c *cFile) {
	switch w.plan.Spec.Select.Kind {
	case spec.KindItem:
		c.text(`
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    *item = object;
    *revision = NULLTAG;
    return 1;
}
`)
	case spec.KindRevision:
		c.text(`
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    *revision = object;
    return $_OK(ITEM_ask_item_of_rev(object, item));
}
`)
	default:
		c.text(`
/* The first revision that the dataset hangs on by any relation. */
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    tag_t *owners = NULL;
    tag_t type = NULLTAG;
    logical fits = FALSE;
    int n = 0, i = 0, done = 0;

    *item = *revision = NULLTAG;
    done = $_OK(GRM_list_primary_objects_only(object, NULLTAG, &n, &owners));
    for (i = 0; done && *revision == NULLTAG && i < n; i++) {
        fits = FALSE;
        done = $_OK(TCTYPE_ask_object_type(owners[i], &type)) && $_OK(TCTYPE_is_type_of_as_str(type, "ItemRevision", &fits));
        if (done && fits) *revision = owners[i];
    }
    MEM_free(owners);
    if (done && *revision != NULLTAG) done = $_OK(ITEM_ask_item_of_rev(*revision, item));
    return done;
}
`)
	}
}

const fileValueC = `
static int put_string(tag_t object, const char *property, @_text_t *name)
{
    char *text = NULL;
    int done = 0;

    if (object == NULLTAG) return 1;
    done = $_OK(AOM_ask_value_string(object, property, &text)) && (text == NULL || @_puts(name, text));
    MEM_free(text);
    return done;
}

/* The last status; "" for an object in work. */
static int put_status(tag_t object, @_text_t *name)
{
    char **values = NULL;
    int n = 0, done = 0;

    if (!$_OK(AOM_ask_displayable_values(object, "release_status_list", &n, &values))) return 0;
    done = n == 0 || values[n - 1] == NULL || @_puts(name, values[n - 1]);
    MEM_free(values);
    return done;
}

static int put_uid(tag_t object, @_text_t *name)
{
    char *uid = NULL;
    int done = $_OK(ITK__convert_tag_to_uid(object, &uid)) && (uid == NULL || @_puts(name, uid));

    MEM_free(uid);
    return done;
}

static int put_mark(tag_t object, const source_t *source, int mark, @_text_t *name)
{
    const char *point = strrchr(source->original, '.');
    tag_t item = NULLTAG, revision = NULLTAG;

    switch (mark) {
    case 0:
        return find_owner(object, &item, &revision) && put_string(item, "item_id", name);
    case 1:
        return find_owner(object, &item, &revision) && put_string(revision, "item_revision_id", name);
    case 2:
        return put_string(object, "object_name", name);
    case 3:
        return @_puts(name, source->dataset_name);
    case 4:
        return @_puts(name, source->original);
    case 5:
        return @_put(name, source->original, point == NULL ? strlen(source->original) : (size_t)(point - source->original));
    case 6:
        return point == NULL || @_puts(name, point + 1);
    case 7:
        return put_status(object, name);
    default:
        return put_uid(source->dataset, name);
    }
}
`

const expandNameC = `
/* Names that Windows keeps for devices, with any ending. */
static int is_reserved(const char *name)
{
    static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
    char start[8];
    size_t n = strcspn(name, "."), i = 0;

    if (n != 3 && n != 4) return 0;
    for (i = 0; i < n; i++) start[i] = (char)tolower((unsigned char)name[i]);
    start[n] = '\0';
    for (i = 0; i < 6; i++) {
        if (n == 3 && i < 4 && strcmp(start, devices[i]) == 0) return 1;
        if (n == 4 && i >= 4 && strncmp(start, devices[i], 3) == 0 && isdigit((unsigned char)start[3])) return 1;
    }
    return 0;
}

/* Values of the site become part of a file name: nothing in them may leave the
   directory or name a device. */
static void clean(@_text_t *name)
{
    size_t i = 0;

    for (i = 0; i < name->used; i++) {
        if ((unsigned char)name->data[i] < 0x20 || strchr("/\\:*\?\"<>|", name->data[i]) != NULL) name->data[i] = '_';
    }
    for (i = name->used; i > 0 && (name->data[i - 1] == '.' || name->data[i - 1] == ' '); i--) name->data[i - 1] = '_';
}

static int expand(tag_t object, const source_t *source, const char *form, @_text_t *name)
{
    static @_text_t plain;
    int mark = 0;

    @_empty(&plain);
    @_empty(name);
    while (*form != '\0') {
        mark = *form == '{' ? mark_at(form) : -1;
        if (mark < 0) {
            if (!@_put(&plain, form++, 1)) return 0;
            continue;
        }
        if (!put_mark(object, source, mark, &plain)) return 0;
        form += strlen(marks[mark]);
    }
    if (plain.used == 0 && !@_puts(&plain, "file")) return 0;
    clean(&plain);
    if (is_reserved(plain.data) && !@_puts(name, "_")) return 0;
    if (plain.used <= 200) return @_puts(name, plain.data);
    @_error("the file name would have %lu bytes: shorten -name=", (unsigned long)plain.used);
    return 0;
}
`

const uniqueNameC = `
#define N_CHAINS 4096

/* The names that this run has given, in lower case: on Windows A.pdf and a.pdf
   are one file. */
typedef struct given_s {
    struct given_s *next;
    char name[1];                           /* as long as it has to be */
} given_t;

static given_t *chains[N_CHAINS];

/* 1 for a new name, 0 for one that was given, -1 when memory is short. */
static int take(const char *name)
{
    static @_text_t lower;
    unsigned long hash = 5381;
    given_t *given = NULL;
    size_t i = 0;

    @_empty(&lower);
    if (!@_puts(&lower, name)) return -1;
    for (i = 0; i < lower.used; i++) {
        lower.data[i] = (char)tolower((unsigned char)lower.data[i]);
        hash = hash * 33 + (unsigned char)lower.data[i];
    }
    hash %= N_CHAINS;
    for (given = chains[hash]; given != NULL; given = given->next) {
        if (strcmp(given->name, @_string(&lower)) == 0) return 0;
    }
    given = malloc(sizeof *given + lower.used);
    if (given == NULL) return -1;
    strcpy(given->name, @_string(&lower));
    given->next = chains[hash];
    chains[hash] = given;
    return 1;
}

/* Gives a name that is used already a number before its ending. */
static int make_unique(@_text_t *name)
{
    static @_text_t wanted;
    const char *point = NULL;
    char number[32];
    int new_name = take(@_string(name)), count = 2;

    if (new_name == 0) {
        @_empty(&wanted);
        if (!@_puts(&wanted, name->data)) return 0;
        point = strrchr(wanted.data, '.');
        if (point == NULL) point = wanted.data + wanted.used;
    }
    for (count = 2; new_name == 0; count++) {
        sprintf(number, "_%d", count);
        @_empty(name);
        if (!@_put(name, wanted.data, (size_t)(point - wanted.data)) || !@_puts(name, number) || !@_puts(name, point)) return 0;
        new_name = take(name->data);
    }
    if (new_name < 0) @_error("out of memory for the names of files");
    return new_name > 0;
}
`
