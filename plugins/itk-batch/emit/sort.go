package emit

// rowSorter writes the functions that keep rows and put them in order.
func (w *writer) rowSorter(c *cFile) {
	c.text(keepRowC)
	for i, key := range w.plan.Spec.Output.Sort {
		if i > 0 {
			c.text(",")
		}
		if key.Descending {
			c.text(" -1")
		} else {
			c.text(" 1")
		}
	}
	c.text(putRowsC)
}

const keepRowC = `
typedef struct {
    char *cells[$_N_CELLS];
    long place;
} row_t;

static row_t *rows = NULL;
static long n_rows = 0, n_places = 0;

static int keep_row(const @_text_t *cells)
{
    row_t *more = NULL;
    row_t *row = NULL;
    int i = 0;

    if (n_rows == n_places) {
        more = realloc(rows, (size_t)(2 * n_places + 64) * sizeof *rows);
        if (more == NULL) {
            @_error("out of memory for %ld row%s", n_rows, @_plural(n_rows));
            failed = 1;
            return 0;
        }
        rows = more;
        n_places = 2 * n_places + 64;
    }
    row = &rows[n_rows];
    memset(row, 0, sizeof *row);
    row->place = n_rows++;
    for (i = 0; i < $_N_CELLS; i++) {
        row->cells[i] = malloc(cells[i].used + 1);
        if (row->cells[i] == NULL) {
            @_error("out of memory for %ld row%s", n_rows, @_plural(n_rows));
            failed = 1;
            return 0;
        }
        strcpy(row->cells[i], @_string(&cells[i]));
    }
    return 1;
}

/* Numbers begin with the byte 1 and come before texts. */
static int compare_keys(const char *a, const char *b)
{
    double x = 0.0, y = 0.0;

    if (a[0] != '\001' || b[0] != '\001') return strcmp(a, b);
    x = strtod(a + 1, NULL);
    y = strtod(b + 1, NULL);
    return x < y ? -1 : x > y;
}

static int compare_rows(const void *a, const void *b)
{
    static const int direction[$_N_KEYS] = {`

const putRowsC = ` };
    const row_t *x = a, *y = b;
    int i = 0, order = 0;

    for (i = 0; i < $_N_KEYS; i++) {
        order = compare_keys(x->cells[$_N_COLUMNS + i], y->cells[$_N_COLUMNS + i]);
        if (order != 0) return direction[i] * order;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

static void put_rows(@_options_t *options)
{
    long i = 0;

    if (n_rows > 0) qsort(rows, (size_t)n_rows, sizeof *rows, compare_rows);
    for (i = 0; i < n_rows; i++) put_row(options, rows[i].cells);
}

static void free_rows(void)
{
    long i = 0;
    int k = 0;

    for (i = 0; i < n_rows; i++) {
        for (k = 0; k < $_N_CELLS; k++) free(rows[i].cells[k]);
    }
    free(rows);
    rows = NULL;
    n_rows = n_places = 0;
}
`
