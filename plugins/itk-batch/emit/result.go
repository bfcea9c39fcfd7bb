package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// resultHeader declares the file with a row for each object of a change.
func (w *writer) resultHeader(c *cFile) {
	c.text(`/* @_result.h - the file that says what became of each object */

%{stdio}\ITK

#include "@_options.h"

typedef enum { $_DONE, $_SKIPPED, $_FAILED } @_outcome_t;

/* The columns after line, mode, result, reason and uid. */
enum {
`, "stdio", w.ifResumes("#include <stdio.h>\n\n"))
	for _, key := range w.plan.Keys {
		c.text("    $_" + upperName(key) + ",\n")
	}
	c.text(`    $_N_KEYS
};

/* Begins the file or continues it; an old one is kept unless -append. 0 on
   failure, which is reported. */
int @_open_result(@_options_t *options);
%{resume}
/* Begins the row of an object; NULLTAG where there is none. 0 on failure,
   which is reported. */
int @_begin_row(long line, tag_t object);
%{namer}void @_set_key(int key, const char *text);

/* Writes the row at once, so that a stopped run can be continued. Without a
   reason a failure has that of @_reason. A row that cannot be written ends
   the run. */
void @_end_row(@_options_t *options, @_outcome_t outcome, const char *why);

/* The number of rows with that outcome. */
long @_rows(@_outcome_t outcome);

/* 0 when the end of the file could not be written. A new file without rows is
   removed: it would stand in the way of the next run. */
int @_close_result(void);
`, "namer", w.namerDeclaration(), "resume", w.ifResumes(expand(w, knowInputH)))
}

// ifResumes is the text in programs that can go on at a line.
func (w *writer) ifResumes(text string) string {
	if w.resumes() {
		return text
	}
	return ""
}

func (w *writer) namerDeclaration() string {
	if w.plan.Makes || w.plan.Groups {
		return ""
	}
	return expand(w, "\n/* Fills the keys that name the object; 0 on failure, which is reported. */\nint @_name_row(tag_t object);\n")
}

func (w *writer) resultSource(c *cFile) {
	tasks := ""
	if w.plan.Spec.Select.Kind == spec.KindTask {
		tasks = expand(w, "#include \"@_task.h\"\n")
	}
	c.text(resultTopC, "tasks", tasks)
	for i, key := range w.plan.Keys {
		if i > 0 {
			c.text(",")
		}
		c.text(" \"" + key + "\"")
	}
	c.text(resultC, "newline", w.newline(), "namer", w.objectNamer(),
		"know_input", w.ifResumes(expand(w, knowInputC)), "forget_input", w.ifResumes(forgetInputC), "free_note", w.ifResumes(expand(w, "    @_free_text(&note);\n")))
}

// objectNamer is the C function that fills the keys which name an object.
func (w *writer) objectNamer() string {
	if w.plan.Makes || w.plan.Groups {
		return ""
	}
	if w.plan.Spec.Select.Kind == spec.KindTask {
		return "\n" + expand(w, taskNamerC)
	}
	c := cFile{prefix: w.plan.Prefix, upper: w.upper}
	c.text(`
static int name_part(tag_t object, const char *property, int key)
{
    char *text = NULL;
    int done = $_OK(AOM_ask_value_string(object, property, &text));

    if (done) @_set_key(key, text);
    MEM_free(text);
    return done;
}

int @_name_row(tag_t object)
{
`)
	switch keys := w.plan.Keys; {
	case keys[0] == "item_id" && len(keys) > 1 && keys[1] == "rev_id":
		c.text(`    tag_t item = NULLTAG;

    return $_OK(ITEM_ask_item_of_rev(object, &item)) && name_part(item, "item_id", $_KEY_ITEM_ID)
        && name_part(object, "item_revision_id", $_KEY_REV_ID);
}
`)
	case keys[0] == "item_id":
		c.text("    return name_part(object, \"item_id\", $_KEY_ITEM_ID);\n}\n")
	default:
		c.text(`    tag_t type = NULLTAG;
    char *name = NULL;
    int done = $_OK(TCTYPE_ask_object_type(object, &type)) && $_OK(TCTYPE_ask_name2(type, &name));

    if (done) @_set_key($_KEY_TYPE, name);
    MEM_free(name);
    return done && name_part(object, "object_string", $_KEY_OBJECT);
}
`)
	}
	return c.String()
}

// upperName is a column of the result file as a constant in C.
func upperName(key string) string {
	name := []byte("KEY_" + key)
	for i, b := range name {
		if 'a' <= b && b <= 'z' {
			name[i] = b - 'a' + 'A'
		}
	}
	return string(name)
}

const resultTopC = `/* @_result.c - the file that says what became of each object */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_report.h"
#include "@_result.h"
%{tasks}#include "@_text.h"

static const char *const titles[$_N_KEYS] = {`

const resultC = ` };
static FILE *file = NULL;
static const char *name = NULL;
static @_text_t keys[$_N_KEYS];
static char uid[64] = "";
static long row_line = 0;
static int is_new = 0;
static long rows[$_FAILED + 1];

/* A cell that holds the delimiter, a quotation mark or a line end is quoted. */
static int put_cell(const char *text, char delimiter)
{
    int written = 1;

    if (strchr(text, delimiter) == NULL && strpbrk(text, "\"\r\n") == NULL) return fputs(text, file) != EOF;
    written = fputc('"', file) != EOF;
    for (; written && *text != '\0'; text++) {
        if (*text == '"') written = fputc('"', file) != EOF;
        written = written && fputc(*text, file) != EOF;
    }
    return written && fputc('"', file) != EOF;
}

static int put_next(const char *text, char delimiter)
{
    return fputc(delimiter, file) != EOF && put_cell(text, delimiter);
}

static int put_titles(@_options_t *options)
{
    static const char *const others[] = { "mode", "result", "reason", "uid" };
    int i = 0, written = put_cell("line", options->delimiter);

    for (i = 0; written && i < 4; i++) written = put_next(others[i], options->delimiter);
    for (i = 0; written && i < $_N_KEYS; i++) written = put_next(titles[i], options->delimiter);
    return written && fputs(%{newline}, file) != EOF && fflush(file) == 0;
}

/* Whether there is something in the file already. */
static int is_there(const char *path)
{
    FILE *old = fopen(path, "rb");
    int found = 0;

    if (old == NULL) return 0;
    found = fgetc(old) != EOF;
    if (fclose(old) != 0) @_info("%s could not be closed", path);
    return found;
}

int @_open_result(@_options_t *options)
{
    int old = is_there(options->result);

    is_new = !old;
    name = options->result;
    if (old && !options->append) {
        @_error("%s is there already: move it away, name another -result=, or continue it with -append", name);
        return 0;
    }
    file = fopen(name, "ab");
    if (file == NULL || (!old && !put_titles(options))) {
        @_error("%s cannot be written: %s", name, strerror(errno));
        return 0;
    }
    return 1;
}
%{know_input}
int @_begin_row(long line, tag_t object)
{
    char *text = NULL;
    int i = 0, done = 0;

    row_line = line;
    memset(uid, 0, sizeof uid);
    for (i = 0; i < $_N_KEYS; i++) @_empty(&keys[i]);
    if (object == NULLTAG) return 1;
    done = $_OK(ITK__convert_tag_to_uid(object, &text));
    if (done && text != NULL) strncpy(uid, text, sizeof uid - 1);
    MEM_free(text);
    return done;
}

void @_set_key(int key, const char *text)
{
    @_empty(&keys[key]);
    if (text != NULL) (void)@_puts(&keys[key], text);
}
%{namer}
/* The log says what failed: an error of ITK names the call, and not the object. */
static void log_failure(const char *why)
{
    char line[40] = "";

    if (row_line > 0) sprintf(line, "line %ld, ", row_line);
    @_info("failed: %s%s %s, UID %s: %s", line, titles[0], @_string(&keys[0]), uid[0] == '\0' ? "unknown" : uid, why);
}

void @_end_row(@_options_t *options, @_outcome_t outcome, const char *why)
{
    static const char *const results[] = { "OK", "SKIPPED", "ERROR" };
    char number[32] = "";
    int i = 0, written = 0;

    if (why == NULL) why = outcome == $_FAILED ? @_reason() : "";
    rows[outcome]++;
    if (outcome == $_FAILED) log_failure(why);
    if (row_line > 0) sprintf(number, "%ld", row_line);
    written = put_cell(number, options->delimiter) && put_next(options->nodryrun ? "write" : "dry-run", options->delimiter)
        && put_next(results[outcome], options->delimiter) && put_next(why, options->delimiter) && put_next(uid, options->delimiter);
    for (i = 0; written && i < $_N_KEYS; i++) written = put_next(@_string(&keys[i]), options->delimiter);
    if (written && fputs(%{newline}, file) != EOF && fflush(file) == 0) return;
    @_error("%s cannot be written: %s; the run stops. Its last row: line %ld, %s, %s, %s", name, strerror(errno),
        row_line, results[outcome], uid, why);
    @_give_up();
}

long @_rows(@_outcome_t outcome)
{
    return rows[outcome];
}

int @_close_result(void)
{
    int i = 0, closed = 1;

    if (file != NULL) closed = fclose(file) == 0;
    if (file != NULL && is_new && rows[$_DONE] + rows[$_SKIPPED] + rows[$_FAILED] == 0) {
        (void)remove(name);
%{forget_input}    }
    file = NULL;
    if (!closed) @_error("%s cannot be written: %s", name, strerror(errno));
    for (i = 0; i < $_N_KEYS; i++) @_free_text(&keys[i]);
%{free_note}    return closed;
}
`
