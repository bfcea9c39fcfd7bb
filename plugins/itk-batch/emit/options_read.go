package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// readers writes one function for each form of option that the program has.
func (w *writer) readers(c *cFile) {
	forms := [pattern.FormDate + 1]bool{}
	for _, o := range w.plan.Options {
		forms[o.Form] = true
	}
	if forms[pattern.FormText] {
		c.text(`
static void read_text(const char *key, const char **text)
{
    const char *value = value_of(key);

    if (value != NULL) *text = value;
}
`)
	}
	if forms[pattern.FormNumber] {
		c.text(`
static void read_number(const char *key, long *number)
{
    const char *value = value_of(key);
    char *end = NULL;

    if (value == NULL) return;
    *number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || *number < 0) mistake("%s%s: must be a number, 0 or more", key, value);
}
`)
	}
	if forms[pattern.FormChar] {
		c.text(readDelimiterC)
	}
	if forms[pattern.FormList] {
		w.listReader(c)
	}
	if forms[pattern.FormDate] {
		w.dateReaders(c)
	}
	if w.plan.ChoosesRevision {
		w.revisionChecker(c)
	}
}

const readDelimiterC = `
/* Quotation marks and line ends would make the file unreadable. */
static void read_delimiter(const char *key, char *delimiter)
{
    const char *value = value_of(key);

    if (value == NULL) return;
    if (strcmp(value, "tab") == 0) {
        *delimiter = '\t';
    } else if (strlen(value) == 1 && strchr("\"\r\n", value[0]) == NULL) {
        *delimiter = value[0];
    } else {
        mistake("%s%s: must be one character, or the word tab", key, value);
    }
}
`

func (w *writer) listReader(c *cFile) {
	c.text(`
static void add_item(const char *key, @_list_t *list, const char *item)
{
    if (item[0] == '\0') {
        mistake("%s holds an empty value", key);
    } else if (list->n == $_MAX_VALUES) {
        mistake("%s holds more than %d values", key, $_MAX_VALUES);
    } else {
        list->item[list->n++] = item;
    }
}

/* Values with ; between them. The defaults count only without the option. */
static void read_list(const char *key, @_list_t *list, int n, const char *const *defaults)
{
    const char *value = value_of(key);
    char *item = NULL, *end = NULL;
    int i = 0;

    if (value == NULL) {
        for (i = 0; i < n; i++) list->item[list->n++] = defaults[i];
        return;
    }
    list->copy = malloc(strlen(value) + 1);
    if (list->copy == NULL) {
        mistake("%s: out of memory", key);
        return;
    }
    strcpy(list->copy, value);
    for (item = list->copy; item != NULL; item = end) {
        end = strchr(item, ';');
        if (end != NULL) *end++ = '\0';
        add_item(key, list, item);
    }
}
`)
}

func (w *writer) dateReaders(c *cFile) {
	c.text(`
static void narrow(const char *key, @_date_form_t form, const char *value, time_t now, @_range_t *range)
{
    if (!@_narrow_range(range, form, value, now)) {
        mistake("%s%s: %s", key, value, @_date_help(form));
    }
}

/* Whether the option is there; it narrows the range then. */
static int read_date(const char *key, @_date_form_t form, time_t now, @_range_t *range)
{
    const char *value = value_of(key);

    if (value == NULL) return 0;
    narrow(key, form, value, now, range);
    return 1;
}
`)
}

func (w *writer) revisionChecker(c *cFile) {
	c.text(`
static void check_revision(const char *which)
{
    static const char *const choices[] = { "all", "latest", "latest-released", "latest-working" };
    size_t i = 0;

    for (i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp(which, choices[i]) == 0) return;
    }
    mistake("-revision=%s: must be all, latest, latest-released or latest-working", which);
}
`)
}

// readOptions writes the function that fills the structure.
func (w *writer) readOptions(c *cFile) {
	c.text("\nint @_read_options(int argc, char *argv[], @_options_t *options)\n{\n")
	if w.hasRanges() {
		c.text("    time_t now = time(NULL);                /* one moment for all relative dates */\n    int given = 0;\n\n")
	}
	c.text("    memset(options, 0, sizeof *options);\n    refuse_unknown(argc, argv);\n")
	for i, o := range w.plan.Options {
		switch {
		case o.Form != pattern.FormDate:
			w.readOption(c, o)
		case i == 0 || w.plan.Options[i-1].Range != o.Range:
			w.readRange(c, o.Range)
		}
	}
	w.mandatory(c)
	w.needInput(c)
	if w.plan.ChoosesRevision {
		c.text("    check_revision(options->revision);\n")
	}
	c.text("    return mistakes == 0;\n}\n")
}

func (w *writer) readOption(c *cFile, o pattern.Option) {
	value := ""
	if len(o.Default) > 0 {
		value = o.Default[0]
	}
	args := []string{"name", o.Name, "text", cString(w.name(value)), "number", value, "n", itoa(len(o.Default))}
	switch o.Form {
	case pattern.FormText:
		if value != "" {
			c.text("    options->%{name} = %{text};\n", args...)
		}
		c.text("    read_text(\"-%{name}=\", &options->%{name});\n", args...)
	case pattern.FormNumber:
		if value != "0" {
			c.text("    options->%{name} = %{number};\n", args...)
		}
		c.text("    read_number(\"-%{name}=\", &options->%{name});\n", args...)
	case pattern.FormChar:
		c.text("    options->%{name} = %{char};\n", "name", o.Name, "char", cChar(value[0]))
		c.text("    read_delimiter(\"-%{name}=\", &options->%{name});\n", args...)
	case pattern.FormFlag:
		c.text("    options->%{name} = @_has_flag(argc, argv, \"-%{name}\");\n", args...)
	case pattern.FormList:
		if len(o.Default) == 0 {
			c.text("    read_list(\"-%{name}=\", &options->%{name}, 0, NULL);\n", args...)
			break
		}
		c.text("    read_list(\"-%{name}=\", &options->%{name}, %{n}, %{name}_default);\n", args...)
	}
}

// readRange reads all options of one range. Dates of the command line replace
// the defaults as a whole, so that a missed night can be run again.
func (w *writer) readRange(c *cFile, member string) {
	op := "="
	for _, o := range w.plan.Options {
		if o.Form == pattern.FormDate && o.Range == member {
			c.text("    given "+op+" read_date(\"-%{name}=\", %{form}, now, &options->%{range});\n",
				"name", o.Name, "form", w.dateForm(o.Date), "range", member)
			op = "+="
		}
	}
	opened := false
	for _, o := range w.plan.Options {
		if o.Form != pattern.FormDate || o.Range != member || len(o.Default) == 0 {
			continue
		}
		if !opened {
			c.text("    if (!given) {\n")
			opened = true
		}
		c.text("        narrow(\"-%{name}=\", %{form}, %{value}, now, &options->%{range});\n",
			"name", o.Name, "form", w.dateForm(o.Date), "value", cString(o.Default[0]), "range", member)
	}
	if opened {
		c.text("    }\n")
	} else if o, _ := w.plan.Option(member + "_after"); o.Mandatory {
		c.text("    if (!given) mistake(%{text});\n",
			"text", cString("one of the options -"+member+"_... is mandatory: see -h"))
	} else {
		c.text("    (void)given;\n")
	}
}

func (w *writer) dateForm(f pattern.DateForm) string {
	return w.upper + [...]string{"_AFTER", "_UNTIL", "_BEFORE", "_WITHIN", "_PREVIOUS", "_OLDER_THAN"}[f]
}

func (w *writer) mandatory(c *cFile) {
	for _, o := range w.plan.Options {
		if !o.Mandatory {
			continue
		}
		switch o.Form {
		case pattern.FormList:
			c.text("    if (options->%{name}.n == 0) mistake(\"-%{name}= is mandatory\");\n", "name", o.Name)
		case pattern.FormText:
			c.text("    if (options->%{name} == NULL) mistake(\"-%{name}= is mandatory\");\n", "name", o.Name)
		}
	}
}

// needInput refuses a command line that names neither a file nor an object.
func (w *writer) needInput(c *cFile) {
	if w.plan.Spec.Select.From == spec.FromArguments {
		w.needArguments(c)
	}
	if w.plan.Spec.Select.From != spec.FromInput {
		return
	}
	c.text("    if (options->input == NULL && options->%{single} == NULL) mistake(\"-input= or -%{single}= is mandatory\");\n", "single", w.single())
	if w.namesParentRev() {
		c.text("    if ((options->parent_id == NULL) != (options->parent_rev == NULL)) mistake(\"-parent_id= and -parent_rev= go together\");\n")
	}
	if _, ok := w.plan.Option("rev_id"); ok {
		c.text("    if ((options->item_id == NULL) != (options->rev_id == NULL)) mistake(\"-item_id= and -rev_id= go together\");\n")
	}
}

// needArguments refuses a command line that names no object.
func (w *writer) needArguments(c *cFile) {
	if _, ok := w.plan.Option("item_id"); !ok {
		c.text("    if (options->uid.n == 0) mistake(\"-uid= is mandatory\");\n")
		return
	}
	c.text("    if (options->item_id.n == 0 && options->uid.n == 0) mistake(\"-item_id= or -uid= is mandatory\");\n")
	if _, ok := w.plan.Option("rev_id"); ok {
		c.text("    if (options->item_id.n != options->rev_id.n) mistake(\"-item_id= has %d values and -rev_id= has %d\", options->item_id.n, options->rev_id.n);\n")
	}
}

func (w *writer) freeOptions(c *cFile) {
	c.text(`
static void free_list(@_list_t *list)
{
    free(list->copy);
    memset(list, 0, sizeof *list);
}

void @_free_options(@_options_t *options)
{
`)
	for _, o := range w.plan.Options {
		if o.Form == pattern.FormList {
			c.text("    free_list(&options->%{name});\n", "name", o.Name)
		}
	}
	c.text("}\n")
}
