package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// checkoutReport writes a row for each object that is checked out.
var checkoutReport = job{
	table:   true,
	modules: (*writer).columnModules,
	each:    eachRow,
	rows:    &ownRows{source: (*writer).checkoutRows},
	does:    "writes one line for each that is checked out",
	limits: "It checks nothing in and cancels no check-out: cancelling loses the work of the user who holds it, so ask that user first. " +
		"It lists the object that is checked out itself: when a dataset is, its revision is not in the list. There is nothing to undo.",
}

// checkoutRows writes the one row of an object.
func (w *writer) checkoutRows(c *cFile) {
	days := w.hasRun("days")
	w.rowsTop(c, "the row of an object that is checked out", when(days, "#include <time.h>\n"), "")
	if days {
		c.text(daysC)
	}
	c.text(`
int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    @_row_t row;

` + beginRun + `    return put_row(&run, &row);
}
`)
}

const daysC = `
/* The whole days since the check-out; an object that says no date has none. */
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)
{
    date_t date, none = NULLDATE;
    struct tm day;
    time_t then = 0;
    char text[32];

    (void)row;
    (void)level;
    (void)property;
    if (!$_OK(AOM_ask_value_date(object, "checked_out_date", &date))) return 0;
    if (date.year == none.year && date.month == none.month && date.day == none.day) return 1;
    memset(&day, 0, sizeof day);
    day.tm_year = date.year - 1900;
    day.tm_mon = date.month;
    day.tm_mday = date.day;
    day.tm_hour = date.hour;
    day.tm_min = date.minute;
    day.tm_sec = date.second;
    day.tm_isdst = -1;
    then = mktime(&day);
    if (then == (time_t)-1) return 0;
    sprintf(text, "%ld", (long)(difftime(time(NULL), then) / 86400.0));
    return @_puts(cell, text);
}
`

// checkoutTests writes the tests of reservations.
func (w *writer) checkoutTests(c *cFile) {
	if w.plan.Tests(pattern.TestCheckedOut) {
		c.text(`
static int is_checked_out(tag_t object, int *yes)
{
    logical out = FALSE;

    if (!$_OK(RES_is_checked_out(object, &out))) return 0;
    *yes = out ? 1 : 0;
    return 1;
}
`)
	}
	if w.plan.Tests(pattern.TestHolder) {
		c.text(`
/* Whether one of the users holds the object; it is checked out. */
static int is_held_by(tag_t object, int n, const tag_t *users, int wanted, int *yes)
{
    tag_t reservation = NULLTAG, user = NULLTAG;
    int i = 0, found = 0;

    if (!$_OK(RES_ask_reservation_object(object, &reservation))) return 0;
    if (reservation != NULLTAG && !$_OK(RES_ask_user(reservation, &user))) return 0;
    for (i = 0; i < n; i++) {
        if (user == users[i]) found = 1;
    }
    *yes = found == wanted;
    return 1;
}
`)
	}
}

// scans reports whether the program can do without the enquiry's narrowing by
// the relation of the pattern.
func (w *writer) scans(f pattern.Filter) bool {
	_, ok := w.plan.Option("scan")
	return ok && f.Field.Kind() == spec.RelationField && f.Test == pattern.TestCheckedOut
}
