package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// inputHeader declares the reader of a file with one object per line.
func (w *writer) inputHeader(c *cFile) {
	if w.plan.Groups {
		w.lineHeader(c)
		c.text(groupedHeaderC)
		return
	}
	next := w.plan.Prefix + "_line_t *line"
	repeated := ""
	if w.plan.Writes {
		w.lineHeader(c)
		next, repeated = w.plan.Prefix+"_options_t *options, "+next, "    int repeated;                           /* an earlier line is the same */\n"
	}
	c.text(`/* One line of the input, and the objects that it names. */
typedef struct {
    long number;                            /* of the first text line, from 1 */
%{repeated}    int n;
    tag_t *objects;
} @_line_t;

/* Opens the input and finds its columns; 0 on failure, which is reported. */
int @_open_input(@_options_t *options);

/* Reads the next line. 1 with its objects, 0 at the end, -1 when the line is
   wrong, which is reported. */
int @_next_line(%{next});

/* The one object of the command line, in the same way. */
int @_single_line(@_options_t *options, @_line_t *line);

void @_close_input(void);
`, "next", next, "repeated", repeated)
}

// hasSingle reports whether one object can be given in place of a file, and by
// which option.
func (w *writer) single() string {
	if w.plan.Spec.Input.Has(spec.RoleUID) {
		return "uid"
	}
	if w.plan.Groups {
		return "parent_id"
	}
	if w.findsByName() {
		return "file"
	}
	return "item_id"
}

func (w *writer) inputSource(c *cFile) {
	in := w.plan.Spec.Input
	c.text(`/* @_select.c - reads the objects from a file

   One object per line, with quotation marks as spreadsheets write them. A byte
   order mark and line ends of either kind are no part of a value. Excel eats
   leading zeros: import the columns there as text. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

%{find}#include "@_report.h"
%{result}#include "@_select.h"
#include "@_text.h"

#define DELIMITER %{delimiter}

%{roles}
static FILE *file = NULL;
static long line_number = 0;
static int n_columns = 0;                   /* of the first line; 0 before it */
`, "delimiter", cChar(in.Delimiter[0]), "roles", w.roles(),
		"result", w.ifResumes(expand(w, "#include \"@_result.h\"\n")), "find", w.findIncludes())
	w.fieldTable(c)
	if w.plan.Writes {
		w.lineTop(c)
	}
	w.fieldReader(c)
	if w.checksRepeats() {
		w.repeats(c)
	}
	w.openInput(c)
	w.resolve(c)
	w.nextLine(c)
}

// roles declares the columns that are read; those of a writer are declared in
// the header.
func (w *writer) roles() string {
	if w.plan.Writes {
		return "#define N_ROLES " + w.upper + "_N_ROLES\n"
	}
	names := ""
	for _, r := range w.inputRoles() {
		names += r.name + ", "
	}
	return "/* What the program needs of a line. */\nenum { " + names + "N_ROLES };\n"
}

// hasTitles reports whether columns are found by their titles.
func (w *writer) hasTitles() bool {
	in := w.plan.Spec.Input
	if !in.Header {
		return false
	}
	for _, column := range in.Columns {
		if column.Role != spec.RoleIgnore && column.Header != "" {
			return true
		}
	}
	return false
}

// fieldTable writes which field of a line has which role.
func (w *writer) fieldTable(c *cFile) {
	c.text("\n/* The place of each of them in a line, from 0. */\nstatic int place[N_ROLES] = {")
	for i, r := range w.inputRoles() {
		if i > 0 {
			c.text(",")
		}
		c.text(" " + itoa(r.place))
	}
	c.text(" };\n")
	if w.hasTitles() {
		c.text("\n/* Their titles in the first line; NULL where the place decides. */\nstatic const char *const title[N_ROLES] = {")
		for i, r := range w.inputRoles() {
			if i > 0 {
				c.text(",")
			}
			if r.header == "" || r.place < 0 {
				c.text(" NULL")
			} else {
				c.WriteString(" " + cString(r.header))
			}
		}
		c.text(" };\n")
	}
}

// fieldReader writes the function that reads one record of the file.
func (w *writer) fieldReader(c *cFile) {
	given := ""
	if w.plan.Writes {
		given = "    if (one_object || place[role] < 0) return given[role] == NULL ? \"\" : given[role];\n    text = &fields[place[role]];\n"
	}
	first := "&fields[place[role]]"
	if w.plan.Writes {
		first = "NULL"
	}
	c.text(putCharC, "text", first, "given", given)
	if w.plan.Writes {
		c.text("\nconst char *@_field(int role)\n{\n    return field(role);\n}\n")
		if w.fallsBack() {
			c.text(fieldOrC)
		}
	}
}

const putCharC = `
#define MAX_FIELDS 200

static @_text_t fields[MAX_FIELDS];

static int put_char(int n, int character)
{
    char byte = (char)character;

    if (n >= MAX_FIELDS) return 1;                      /* no column that is needed */
    return @_put(&fields[n], &byte, 1);
}

static int is_blank(int n)
{
    int i = 0;

    for (i = 0; i < n && i < MAX_FIELDS; i++) {
        if (fields[i].used > 0) return 0;
    }
    return 1;
}

/* Reads a record, which may be several lines with quotation marks. The number
   of its fields; 0 at the end of the file, -1 on failure, which is reported. */
static int read_record(void)
{
    int character = 0, quoted = 0, n = 0, i = 0;
    long begin = line_number + 1;

    for (i = 0; i < MAX_FIELDS; i++) @_empty(&fields[i]);
    character = fgetc(file);
    if (character == EOF && !ferror(file)) return 0;
    line_number++;
    for (; character != EOF; character = fgetc(file)) {
        if (quoted && character == '"') {
            character = fgetc(file);
            if (character != '"') quoted = 0;           /* a doubled one is text */
            if (character == EOF) break;
        } else if (!quoted && character == '"' && (n >= MAX_FIELDS || fields[n].used == 0)) {
            quoted = 1;
            continue;
        }
        if (!quoted && (character == '\n' || character == '\r')) break;
        if (!quoted && character == DELIMITER) {
            n++;
            continue;
        }
        if (character == '\n') line_number++;
        if (!put_char(n, character)) return -1;
    }
    if (character == '\r') {
        character = fgetc(file);
        if (character != '\n' && character != EOF) ungetc(character, file);
    }
    if (ferror(file)) {
        @_error("line %ld: the input cannot be read: %s", begin, strerror(errno));
        return -1;
    }
    if (quoted) {
        @_error("line %ld: a quotation mark is not closed", begin);
        return -1;
    }
    if (n_columns == 0 && !is_blank(n + 1)) n_columns = n + 1;
    return n + 1;
}

/* Whether there are values behind the columns of the first line: a delimiter
   in a value that has no quotation marks moves what follows it. */
static int has_moved(int n)
{
    int i = 0;

    for (i = n_columns; i < n && i < MAX_FIELDS; i++) {
        if (fields[i].used > 0) return 1;
    }
    return 0;
}

/* Removes blanks on both sides. */
static const char *field(int role)
{
    @_text_t *text = %{text};
    size_t begin = 0;

%{given}    if (text->used == 0) return "";
    while (text->used > 0 && strchr(" \t", text->data[text->used - 1]) != NULL) text->used--;
    text->data[text->used] = '\0';
    begin = strspn(text->data, " \t");
    return text->data + begin;
}
`

// checksRepeats reports whether the keys of all lines are remembered. Lines
// that belong together are compared with each other, and those that name no
// object cannot be: each makes one.
func (w *writer) checksRepeats() bool {
	return w.plan.Spec.Input.Repeat != spec.RepeatEach && !w.plan.Groups && len(w.keyFields()) > 0
}

func (w *writer) openInput(c *cFile) {
	in := w.plan.Spec.Input
	c.text(skipMarkC)
	if w.hasTitles() {
		c.text(findTitlesC)
	}
	c.text(`
int @_open_input(@_options_t *options)
{
`)
	if in.Header {
		c.text("    int n = 0;\n\n")
	}
	if w.plan.Writes {
		c.text("    take_options(options);\n    one_object = options->%{single} != NULL;\n    if (one_object) return 1;\n", "single", w.single())
	}
	c.text(`    file = fopen(options->input, "rb");
    if (file == NULL) {
        @_error("%s cannot be read: %s", options->input, strerror(errno));
        return 0;
    }
%{know}    if (!skip_mark(options->input)) return 0;
`, "know", w.ifResumes(expand(w, "    if (!@_know_input(options, file)) return 0;\n")))
	switch {
	case w.hasTitles():
		c.text(`    n = read_record();
    if (n <= 0) {
        @_error("%s has no first line with titles", options->input);
        return 0;
    }
    return find_titles(options->input, n);
}
`)
	case in.Header:
		c.text(`    n = read_record();                                  /* the titles; the places decide */
    if (n <= 0) @_error("%s has no first line with titles", options->input);
    return n > 0;
}
`)
	default:
		c.text("    return 1;\n}\n")
	}
	c.text(`
void @_close_input(void)
{
    int i = 0;

    if (file != NULL && fclose(file) != 0) @_error("the input cannot be closed: %s", strerror(errno));
    file = NULL;
    for (i = 0; i < MAX_FIELDS; i++) @_free_text(&fields[i]);
`)
	if w.checksRepeats() {
		c.text("    free_keys();\n")
	}
	c.text("}\n")
}

const skipMarkC = `
/* A byte order mark of UTF-8 is skipped; files in UTF-16 hold NUL bytes. */
static int skip_mark(const char *name)
{
    unsigned char mark[3] = { 0, 0, 0 };
    size_t n = fread(mark, 1, sizeof mark, file);

    if (n >= 2 && ((mark[0] == 0xff && mark[1] == 0xfe) || (mark[0] == 0xfe && mark[1] == 0xff))) {
        @_error("%s is in UTF-16: save it as CSV or as text in UTF-8", name);
        return 0;
    }
    if (n == 3 && mark[0] == 0xef && mark[1] == 0xbb && mark[2] == 0xbf) return 1;
    rewind(file);
    return 1;
}
`

const findTitlesC = `
static int find_titles(const char *name, int n)
{
    int role = 0, i = 0, found = 1;

    for (role = 0; role < N_ROLES; role++) {
        if (title[role] == NULL) continue;
        for (i = 0; i < n && i < MAX_FIELDS && strcmp(@_string(&fields[i]), title[role]) != 0; i++) continue;
        if (i < n && i < MAX_FIELDS) {
            place[role] = i;
        } else {
            @_error("%s has no column \"%s\" in its first line", name, title[role]);
            found = 0;
        }
    }
    return found;
}
`

// repeats writes the set of the keys that were read.
func (w *writer) repeats(c *cFile) {
	c.text(`
#define N_SLOTS 4096

typedef struct remembered {
    struct remembered *next;
    char key[1];                            /* as long as it is */
} remembered_t;

static remembered_t *slots[N_SLOTS];

/* Remembers the key: 1 if it is new, 0 if it was there, -1 without memory. */
static int remember(const char *key)
{
    unsigned long hash = 5381;
    const char *c = key;
    remembered_t *entry = NULL;

    for (; *c != '\0'; c++) hash = hash * 33 + (unsigned char)*c;
    hash %= N_SLOTS;
    for (entry = slots[hash]; entry != NULL; entry = entry->next) {
        if (strcmp(entry->key, key) == 0) return 0;
    }
    entry = malloc(sizeof *entry + strlen(key));
    if (entry == NULL) return -1;
    strcpy(entry->key, key);
    entry->next = slots[hash];
    slots[hash] = entry;
    return 1;
}

static void free_keys(void)
{
    remembered_t *entry = NULL;
    int i = 0;

    for (i = 0; i < N_SLOTS; i++) {
        while ((entry = slots[i]) != NULL) {
            slots[i] = entry->next;
            free(entry);
        }
    }
}
`)
}
