package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
)

func (w *writer) optionsHeader(c *cFile) {
	c.text(`/* @_options.h - the command line */

#include <stdio.h>
`)
	if w.hasRanges() {
		c.text("\n#include \"@_dates.h\"\n")
	}
	if w.hasLists() {
		c.text(`
/* The longest list of values; databases limit what a query may hold. */
#define $_MAX_VALUES 500

typedef struct {
    int n;
    const char *item[$_MAX_VALUES];
    char *copy;                             /* holds the items of the command line */
} @_list_t;
`)
	}
	c.text("\ntypedef struct {\n")
	w.members(c)
	c.text(`} @_options_t;

void @_usage(FILE *out);

/* Whether a word of the command line is this flag. */
int @_has_flag(int argc, char *argv[], const char *flag);

/* Reads the command line. All mistakes are reported at once; 0 if there are any. */
int @_read_options(int argc, char *argv[], @_options_t *options);
`)
	if w.hasLists() {
		c.text("\nvoid @_free_options(@_options_t *options);\n")
	}
}

// hasLists reports whether an option takes several values.
func (w *writer) hasLists() bool {
	for _, o := range w.plan.Options {
		if o.Form == pattern.FormList {
			return true
		}
	}
	return false
}

// cType is the type of an option's member.
func (w *writer) cType(o pattern.Option) string {
	switch o.Form {
	case pattern.FormList:
		return w.plan.Prefix + "_list_t "
	case pattern.FormFlag:
		return "int "
	case pattern.FormNumber:
		return "long "
	case pattern.FormChar:
		return "char "
	case pattern.FormDate:
		return w.plan.Prefix + "_range_t "
	}
	return "const char *"
}

func (w *writer) members(c *cFile) {
	last := ""
	for _, o := range w.plan.Options {
		member, help := o.Name, o.Help
		if o.Form == pattern.FormDate {
			if o.Range == last {
				continue
			}
			last, member, help = o.Range, o.Range, "from all options of this name"
		}
		line := "    " + w.cType(o) + member + ";"
		c.WriteString(line)
		c.WriteString(strings.Repeat(" ", max(1, 44-len(line))))
		c.WriteString("/* " + cComment(help) + " */\n")
	}
}

func (w *writer) optionsSource(c *cFile) {
	c.text(`/* @_options.c - the command line */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
`)
	if w.hasRanges() {
		c.text("#include <time.h>\n")
	}
	c.text(`
\ITK

#include "@_options.h"

static const char *const keys[] = {
    "-u=", "-p=", "-pf=", "-g=",            /* read by ITK_auto_login, never here */
`)
	w.words(c, func(o pattern.Option) bool { return o.Form != pattern.FormFlag }, "=")
	c.text("};\n\nstatic const char *const flags[] = {\n    \"-h\",\n")
	w.words(c, func(o pattern.Option) bool { return o.Form == pattern.FormFlag }, "")
	c.text("};\n\n")
	w.defaults(c)
	w.usage(c)
	c.text(mistakeC)
	w.readers(c)
	w.readOptions(c)
	if w.hasLists() {
		w.freeOptions(c)
	}
}

const mistakeC = `static int mistakes = 0;

static void mistake(const char *format, ...)
{
    va_list arguments;

    mistakes++;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int @_has_flag(int argc, char *argv[], const char *flag)
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], flag) == 0) return 1;
    }
    return 0;
}

static int is_known(const char *word)
{
    size_t i = 0;

    for (i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strncmp(word, keys[i], strlen(keys[i])) == 0) return 1;
    }
    for (i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (strcmp(word, flags[i]) == 0) return 1;
    }
    return 0;
}

/* A misspelt option would silently change what is selected. */
static void refuse_unknown(int argc, char *argv[])
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (!is_known(argv[i])) mistake("%s: unknown option", argv[i]);
    }
}

/* The value of an option, or NULL without it. An empty one is a mistake: it
   would mean "any". */
static const char *value_of(const char *key)
{
    const char *value = ITK_ask_cli_argument(key);

    if (value != NULL && value[0] == '\0') mistake("%s has no value: give one or leave it out", key);
    return value;
}
`

func (w *writer) words(c *cFile, want func(pattern.Option) bool, end string) {
	line := "   "
	for _, o := range w.plan.Options {
		if !want(o) {
			continue
		}
		word := " \"-" + o.Name + end + "\","
		if len(line)+len(word) > 90 {
			c.WriteString(line + "\n")
			line = "   "
		}
		line += word
	}
	if line != "   " {
		c.WriteString(line + "\n")
	}
}

// defaults writes the values of lists; a value may hold any character, so
// that it must not go through the reader of the command line.
func (w *writer) defaults(c *cFile) {
	for _, o := range w.plan.Options {
		if o.Form != pattern.FormList || len(o.Default) == 0 {
			continue
		}
		c.text("static const char *const " + o.Name + "_default[] = {\n")
		for _, value := range o.Default {
			c.WriteString("    " + cString(w.name(value)) + ",\n")
		}
		c.text("};\n\n")
	}
}

// usage writes the help text line by line: C90 promises no longer literals.
func (w *writer) usage(c *cFile) {
	c.text("void @_usage(FILE *out)\n{\n")
	say := func(line string) { c.WriteString("    fputs(" + cString(line+"\n") + ", out);\n") }
	if title := w.plan.Spec.Title; title != "" {
		say(title)
	}
	say("usage: " + w.plan.Program + " [-u=USER -pf=FILE|-p=PASSWORD -g=GROUP] [options]")
	say("  -u= -pf= -g=              login; -pf= names a file that holds the password")
	say("  -h                        this text, without login")
	for _, o := range w.plan.Options {
		w.usageLine(say, o)
	}
	good, empty := "", ""
	if w.plan.Writes {
		good = ", also with skipped objects"
	}
	if exit := w.plan.Spec.Output.EmptyExit; exit != 0 {
		empty = "; " + itoa(exit) + " nothing found"
	}
	say("exit code: 0 all good" + good + "; 1 nothing done: usage, login, a name, a file; 2 errors or not all " + w.things() + empty)
	c.text("}\n\n")
}

func (w *writer) usageLine(say func(string), o pattern.Option) {
	word := "  -" + o.Name
	if o.Form != pattern.FormFlag {
		word += "=" + o.Value
	}
	say(word + strings.Repeat(" ", max(1, 28-len(word))) + o.Help)
	const indent = "                            "
	switch {
	case o.Mandatory && o.Form == pattern.FormDate:
		say(indent + "one of the " + o.Range + " options is mandatory")
	case o.Mandatory:
		say(indent + "mandatory")
	}
	for i, value := range o.Default {
		if i == 3 && len(o.Default) > 4 {
			say(indent + "and " + itoa(len(o.Default)-i) + " more")
			break
		}
		say(indent + "default: " + shown(value))
	}
}

// shown names the characters that one does not see.
func shown(value string) string {
	if value == "\t" {
		return "tab"
	}
	return value
}
