package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// resumes reports whether a run that stopped can go on at a line. Only a file
// stays the same while the run changes objects: what a filter or a query finds
// next time lacks those that are done, and skipping as many would leave others out.
func (w *writer) resumes() bool {
	return w.plan.Writes && w.plan.Spec.Select.From == spec.FromInput && w.hasStart()
}

const knowInputH = `
/* Notes beside the result file which input is read, or, with -append and
   -start=, makes sure that it is the one that was begun. 0 on failure, which is
   reported. */
int @_know_input(@_options_t *options, FILE *input);
`

const forgetInputC = "        if (note.used > 0) (void)remove(note.data);\n"

const knowInputC = `
/* The name of the note and the one line in it. */
static @_text_t note;

static int describe(FILE *input, char *text)
{
    unsigned long sum = 2166136261UL, size = 0;
    int character = 0;

    while ((character = fgetc(input)) != EOF) {
        sum = ((sum ^ (unsigned long)character) * 16777619UL) & 0xffffffffUL;
        size++;
    }
    if (ferror(input)) return 0;
    rewind(input);
    sprintf(text, "%lu bytes, checksum %08lx\n", size, sum);
    return 1;
}

static int is_same_input(const char *input, const char *text)
{
    char before[64] = "";
    FILE *old = fopen(note.data, "r");

    if (old == NULL || fgets(before, (int)sizeof before, old) == NULL) {
        @_error("%s cannot be read: it says which input the earlier run had; without it run all lines again, without -start=", note.data);
        if (old != NULL) (void)fclose(old);
        return 0;
    }
    (void)fclose(old);
    if (strcmp(before, text) == 0) return 1;
    @_error("%s is not the input that the earlier run read (%s): its lines may be others; run all of them, without -start=", input, note.data);
    return 0;
}

int @_know_input(@_options_t *options, FILE *input)
{
    char text[64] = "";
    FILE *out = NULL;
    int written = 0;

    @_empty(&note);
    if (!@_puts(&note, name) || !@_puts(&note, ".input")) return 0;
    if (!describe(input, text)) {
        @_error("%s cannot be read: %s", options->input, strerror(errno));
        return 0;
    }
    if (!is_new && options->start > 1) return is_same_input(options->input, text);
    out = fopen(note.data, "w");
    written = out != NULL && fputs(text, out) != EOF;
    if (out != NULL && fclose(out) != 0) written = 0;
    if (!written) @_error("%s cannot be written: %s", note.data, strerror(errno));
    return written;
}
`
