/* The inside of the simulator: one generic object store with a class table;
   every ITK function is a thin layer over it. */
#ifndef SIM_H
#define SIM_H

#include <itk_types.h>
#include <stdarg.h>

/* ---- text and numbers (text.c) ---- */

void *sim_grow(void *ptr, size_t bytes);       /* never returns NULL */
char *sim_keep(const char *text);              /* a copy that lives as long as the run */
char *sim_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
int sim_like(const char *text, const char *pattern, int fold);
int sim_same(const char *a, const char *b, int fold);

typedef long long sim_date;                    /* YYYYMMDDhhmmss in the zone of the site; 0 is none */
sim_date sim_date_of(const date_t *d);
date_t sim_date_to(sim_date d);
sim_date sim_date_parse(const char *text);     /* 2024-03-01T10:00:00, or 01-Mar-2024 10:00; -1 if neither */
char *sim_date_text(sim_date d, const char *format);

/* ---- classes (class.c) ---- */

typedef enum { SIM_STRING, SIM_INT, SIM_DOUBLE, SIM_LOGICAL, SIM_DATE, SIM_TAG } sim_type;

typedef struct {
    const char *name, *display;
    sim_type type;
    int array, runtime, fails;                 /* fails: code that reading it returns */
    int length;                                /* of a text; 0 is any */
    const char *lov;                           /* the list that has the values, or NULL */
} sim_attr;

typedef struct sim_class_s {
    const char *name, *display, *revision;     /* revision: class of the revisions of an item type */
    const char *primary, *secondary;           /* of a relation: what may stand there, NULL for anything */
    struct sim_class_s *parent;
    sim_attr *attrs;
    int n_attrs;
    int bare;                                  /* a type without a class of its own */
    int transient;                             /* its objects live in the session only */
    tag_t tag;
    tag_t *instances;                          /* those of exactly this class, in order of creation */
    int n_instances;
} sim_class;

sim_class *sim_class_find(const char *name);
sim_class *sim_class_add(const char *name, sim_class *parent);
sim_class *sim_class_at(int index);
int sim_class_count(void);
int sim_class_is(const sim_class *c, const char *parent);
sim_attr *sim_attr_add(sim_class *c, const char *name, sim_type type, int array);
sim_attr *sim_attr_find(const sim_class *c, const char *name);

/* ---- objects (store.c) ---- */

typedef union { char *s; int i; double d; sim_date t; tag_t tag; } sim_cell;

typedef struct { const sim_attr *attr; int n; sim_cell *cells; } sim_value;

typedef enum { SIM_UNLOCKED, SIM_MODIFY, SIM_DELETE } sim_lock;
enum { SIM_DELETED = 1, SIM_GONE = 2 };        /* GONE: by somebody else, the program could not know */

typedef struct {
    char uid[15];
    sim_class *class;
    sim_value *values;
    int n_values;
    sim_value *saved;                          /* as in the database, while changed */
    int n_saved;
    int loaded, new_object, changed, deleted;
    sim_lock lock;
    int attempted;                             /* an unlock failed: the program did try */
    int doomed;                                /* rolled back: the last call that still finds it */
    int touched;                               /* the mark that keeps its state */
    const char *locked_by;                     /* another session holds it */
    tag_t *relations[2];                       /* those that the object is primary and secondary of */
    int n_relations[2];
} sim_object;

tag_t sim_new(sim_class *c);
sim_object *sim_get(tag_t tag);                /* NULL for no object */
tag_t sim_count(void);
tag_t sim_by_uid(const char *uid);
sim_value *sim_attr_of(tag_t tag, const char *attr);   /* NULL when never set */
void sim_set_string(tag_t tag, const char *attr, const char *text);
void sim_set_int(tag_t tag, const char *attr, int value);
void sim_set_date(tag_t tag, const char *attr, sim_date value);
void sim_set_tag(tag_t tag, const char *attr, tag_t value);
void sim_add_tag(tag_t tag, const char *attr, tag_t value);
int sim_set_text(tag_t tag, const char *attr, const char *text);  /* text of any type; 0 if bad */
const char *sim_string(tag_t tag, const char *attr);   /* "" when never set */
tag_t sim_tag(tag_t tag, const char *attr);
sim_date sim_date_attr(tag_t tag, const char *attr);
tag_t sim_relate(tag_t primary, sim_class *relation, tag_t secondary);
void sim_relation_ends(tag_t relation);        /* once its ends are set */
void sim_index_item(tag_t item);               /* once its ID is set */
tag_t sim_item(const char *item_id, tag_t after);      /* the next item with that ID */
tag_t sim_find(const char *class_name, const char *attr, const char *text);
int sim_all(const char *class_name, tag_t **tags);     /* in order of creation; free() them */
void sim_clear(tag_t tag, const char *attr);
void sim_copy_value(tag_t tag, const sim_value *from);
void sim_drop_tag(tag_t tag, const char *attr, tag_t value);
int sim_number(tag_t tag, const char *attr);   /* 0 when never set */
sim_value *sim_copy_values(const sim_value *values, int n);
void sim_free_values(sim_value *values, int n);
void sim_load(tag_t tag);
void sim_unload_all(void);
int sim_loaded_most(void);

/* ---- changes (change.c, mark.c, delete.c) ---- */

void sim_touch(tag_t tag);                     /* before every change, for the open marks */
void sim_created(tag_t tag);
int sim_may_lock(tag_t tag);                   /* ITK_ok, or why not */
int sim_begin_change(tag_t tag);               /* needs the lock, or a new object */
void sim_changing(tag_t tag);                  /* the same without a lock: keeps the saved values */
void sim_save(tag_t tag);
void sim_revert(tag_t tag);
void sim_unlock(tag_t tag);
tag_t sim_create(sim_class *c);                /* new and unsaved, owned by the session */
void sim_remove(tag_t tag);
int sim_referencers(tag_t tag, tag_t **tags);  /* free() them */
void sim_marks_end(void);
void sim_marks_abandon(void);
int sim_roll_failed(void);
int sim_marks_open(void);
int sim_set_bypass(int on);
sim_class *sim_create_input(tag_t tag);        /* NULL when it is none */
int sim_create_value(tag_t input, const char *prop, const char *text);
tag_t sim_create_revision(tag_t item, const char *rev_id);
void sim_save_revisions(tag_t item);
void sim_dataset_version(tag_t dataset);
void sim_bom_end(void);
void sim_state_start(void);
void sim_state_end(void);
void sim_state_load(const char *path);         /* what an earlier run of the same site left */
void sim_consume_id(void);
int sim_ids(void);

/* ---- properties (prop.c) ---- */

/* Reads a stored or computed property. Returns 0 when the class has none of that name. */
int sim_property(tag_t tag, const char *name, sim_value *value);
int sim_line_property(tag_t line, const char *name, sim_value *value);
sim_attr *sim_line_attr(const char *name);     /* of a BOM line */
char *sim_display(const sim_value *value, int index);
char *sim_object_string(tag_t tag);

/* ---- the site and its switches (fixture.c, site.c) ---- */

typedef struct {
    const char *name, *version, *language;
    sim_date now;
    tag_t user, group;                         /* of the session */
    int bypass, keep_dates, full;              /* full: the volume takes no more files */
    int readonly;                              /* every change is a complaint */
} sim_site_t;
extern sim_site_t sim_site;

typedef enum {
    SW_NOT_FOUND, SW_EMPTY_ARRAY, SW_EMPTY_TEXT, SW_EMPTY_DISPLAY, SW_CLI_FLAG, SW_DATASET_VERSIONS,
    SW_ACCESS, SW_QUERY_ENTRY, SW_DATE_CELL, SW_EQUAL_CASE, SW_RELEASE, SW_OWNERSHIP, SW_STATUS_LOCK,
    SW_RELATION_TWICE, SW_SAVE_UNLOCKS, SW_ROLL_BACK, SW_ROLLED_BACK_TAGS, SW_EXPORT_EXISTING,
    SW_ADD_WITHOUT_VIEW, SW_PACK, SW_LOCALE, SW_COUNT
} sim_switch;
int sim_harsh(sim_switch s);
int sim_set_switch(const char *name, int harsh);       /* "all" sets every one; 0 if unknown */

tag_t sim_type_tag(sim_class *c);
void sim_fixture_load(const char *path);
void sim_prelude(void);
int sim_denied(const char *privilege, tag_t object);
void sim_deny(tag_t user, const char *privilege, tag_t object);

/* ---- calls, faults, watching (call.c, watch.c, mem.c, emh.c) ---- */

enum { SIM_ANYTIME = 1, SIM_QUIET = 2 };       /* QUIET: not counted as a call */
int sim_enter(const char *function, int flags);        /* ITK_ok, or the code to return */
const char *sim_current(void);                 /* the function that runs */
int sim_calls(void);
void sim_writing(const char *function);
void sim_written(const char *what);
void sim_fault_add(int call, const char *function, int nth, int code, const char *text, int crash);
void sim_gone_add(int call, const char *function, int nth, tag_t object);
void sim_session(int logged_in);
int sim_logged_in(void);

void sim_watch(const char *format, ...) __attribute__((format(printf, 1, 2)));
void sim_watch_open(void);
void sim_watch_end(void);

int sim_error(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
int sim_not_found(const char *what, const char *name);  /* by switch: ITK_ok, or a code */

void *sim_alloc(size_t bytes);                 /* a block that the program must free */
void sim_mem_end(void);
int sim_out_text(const char *text, char **out);
int sim_out_value(const sim_value *v, int *n_out, tag_t **out);  /* the tags of an array */
int sim_out_ints(int n, const int *ints, int **out);
int sim_out_tags(int n, const tag_t *tags, int *n_out, tag_t **out);
int sim_out_texts(int n, char *const *texts, int *n_out, char ***out);  /* one block */
int sim_out_strings(int n, char *const *texts, int *n_out, char ***out);  /* a block each */

int sim_object_arg(tag_t tag, const char *class_name, sim_object **object);
int sim_text_arg(const char *text, const char *name);
int sim_find_by(const char *what, const char *class_name, const char *attr, const char *text, tag_t *out);
void sim_enquiry_end(void);

/* A call that gives something back: when it fails, a kind site has given it
   back all the same, and a harsh one notes that the program did try. */
#define SIM_GIVING_BACK(give_back, note) do { int sim_rc_ = sim_enter(__func__, 0); \
    if (sim_rc_ != ITK_ok) { if (sim_harsh(SW_RELEASE)) { note; } else { give_back; } return sim_rc_; } } while (0)
#define SIM_CALL() do { int sim_rc_ = sim_enter(__func__, 0); if (sim_rc_ != ITK_ok) return sim_rc_; } while (0)
#define SIM_ARG(expr) do { int sim_rc_ = (expr); if (sim_rc_ != ITK_ok) return sim_rc_; } while (0)
#define SIM_OBJECT(tag, class_name, object) SIM_ARG(sim_object_arg(tag, class_name, object))
#define SIM_OUT(ptr) SIM_ARG((ptr) != NULL ? ITK_ok : sim_error(7001, "output " #ptr " is NULL"))

#endif
