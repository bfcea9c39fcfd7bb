package emit

import "strings"

// valueHeader declares properties as texts, in both directions.
func (w *writer) valueHeader(c *cFile) {
	c.text(`/* @_value.h - the value of a property as a text, read and set */

\ITK

#include "@_text.h"

/* What is set, and how; found out for each object, since subtypes differ. */
typedef struct {
    const char *property;
    int displayed;                          /* as users see it, not as it is stored */
    PROP_value_type_t type;
    const char *text;                       /* the new value in the form of the old one */
    int whole;
    double real;
    logical truth;
    date_t date;
} @_value_t;

/* Reads the value that the object has as a text, and finds its type. 0 on
   failure, which is reported. */
int @_read_value(tag_t object, @_value_t *value, @_text_t *old);

/* Reads a text as a new value; the form is that of @_read_value. 0 when it is
   none of that type, which is reported. */
int @_parse_value(const char *text, @_value_t *value, @_text_t *form);

/* Sets the value; the object is locked. 0 on failure. */
int @_set_value(tag_t object, const @_value_t *value);
`)
}

func (w *writer) valueSource(c *cFile) {
	c.text(valueTopC)
	c.text(readValueC)
	w.parseDate(c)
	w.parseNumber(c)
	c.text(parseValueC)
	c.text(setValueC)
}

const valueTopC = `/* @_value.c - the value of a property as a text, read and set

   Numbers have a decimal point and dates the form YYYY-MM-DD HH:MM:SS here,
   whatever the input looks like, so that old and new can be compared. */

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_names.h"
#include "@_report.h"
#include "@_value.h"

static int put_date(date_t date, @_text_t *form)
{
    date_t none = NULLDATE;
    char text[128];

    if (date.year == none.year && date.month == none.month && date.day == none.day) return 1;
    sprintf(text, "%04d-%02d-%02d %02d:%02d:%02d", (int)date.year, (int)date.month + 1, (int)date.day,
        (int)date.hour, (int)date.minute, (int)date.second);
    return @_puts(form, text);
}

/* The property as this object has it; 0 when it cannot be set, which is
   reported. */
static int find_type_of(tag_t object, @_value_t *value)
{
    tag_t type = NULLTAG, descriptor = NULLTAG;
    char *name = NULL;
    int elements = 0, found = 0;

    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    descriptor = @_property_of(type, value->property);
    if (descriptor == NULLTAG) {
        @_error("the object has no property %s", value->property);
        return 0;
    }
    found = $_OK(PROPDESC_ask_value_type(descriptor, &value->type, &name))
        && $_OK(PROPDESC_ask_max_num_elements(descriptor, &elements));
    MEM_free(name);
    if (found && elements != 1) @_error("%s holds several values: such a property is not set here", value->property);
    return found && elements == 1;
}
`

const readValueC = `
static int read_displayed(tag_t object, const char *property, @_text_t *old)
{
    char **values = NULL;
    int n = 0, done = 1;

    if (!$_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    if (n > 0 && values[0] != NULL) done = @_puts(old, values[0]);
    MEM_free(values);
    return done;
}

int @_read_value(tag_t object, @_value_t *value, @_text_t *old)
{
    char *text = NULL;
    char number[64];
    int done = 0;

    @_empty(old);
    if (!find_type_of(object, value)) return 0;
    if (value->displayed) return read_displayed(object, value->property, old);
    switch (value->type) {
    case PROP_string:
        done = $_OK(AOM_ask_value_string(object, value->property, &text)) && (text == NULL || @_puts(old, text));
        MEM_free(text);
        return done;
    case PROP_int:
        if (!$_OK(AOM_ask_value_int(object, value->property, &value->whole))) return 0;
        sprintf(number, "%d", value->whole);
        return @_puts(old, number);
    case PROP_double:
        if (!$_OK(AOM_ask_value_double(object, value->property, &value->real))) return 0;
        sprintf(number, "%.15g", value->real);
        return @_puts(old, number);
    case PROP_logical:
        if (!$_OK(AOM_ask_value_logical(object, value->property, &value->truth))) return 0;
        return @_puts(old, value->truth ? "true" : "false");
    case PROP_date:
        return $_OK(AOM_ask_value_date(object, value->property, &value->date)) && put_date(value->date, old);
    default:                                /* a reference, or a type without a setter of its own */
        value->displayed = 1;
        return read_displayed(object, value->property, old);
    }
}
`

// parseDate writes the reader of dates in the form of the input.
func (w *writer) parseDate(c *cFile) {
	form := "%Y-%m-%d"
	if in := w.plan.Spec.Input; in != nil && in.Dates != "" {
		form = in.Dates
	}
	century := ""
	if strings.Contains(form, "%y") {
		century = "    part['Y'] = 2000 + part['y'];\n"
	}
	c.text(`
static const char *digits(const char *text, int most, int *number)
{
    int n = 0;

    *number = 0;
    for (n = 0; n < most && isdigit((unsigned char)text[n]); n++) *number = *number * 10 + (text[n] - '0');
    return n == 0 ? NULL : text + n;
}

static int days_in(int year, int month)
{
    static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0)) return 29;
    return days[month - 1];
}

/* A date, perhaps followed by a time; 0 when the text is none. */
static int parse_date(const char *text, date_t *date)
{
    static const char form[] = %{form};
    const char *at = form;
    int part[128], hour = 0, minute = 0, second = 0, used = 0;

    memset(part, 0, sizeof part);
    part['d'] = part['m'] = 1;
    for (; *at != '\0' && text != NULL; at++) {
        if (*at == '%' && at[1] != '\0') {
            at++;
            text = digits(text, *at == 'Y' ? 4 : 2, &part[*at & 127]);
        } else if (*text++ != *at) {
            return 0;
        }
    }
    if (text == NULL) return 0;
    if (*text != '\0') {
        if (sscanf(text, " %2d:%2d:%2d%n", &hour, &minute, &second, &used) < 3) {
            second = used = 0;
            if (sscanf(text, " %2d:%2d%n", &hour, &minute, &used) < 2) return 0;
        }
        if (text[used] != '\0') return 0;
        part['H'] = hour;
        part['M'] = minute;
        part['S'] = second;
    }
%{century}    if (part['Y'] < 1900 || part['m'] < 1 || part['m'] > 12 || part['d'] < 1 || part['d'] > days_in(part['Y'], part['m'])) return 0;
    if (part['H'] < 0 || part['H'] > 23 || part['M'] < 0 || part['M'] > 59 || part['S'] < 0 || part['S'] > 59) return 0;
    memset(date, 0, sizeof *date);
    date->year = (short)part['Y'];
    date->month = (unsigned char)(part['m'] - 1);
    date->day = (unsigned char)part['d'];
    date->hour = (unsigned char)part['H'];
    date->minute = (unsigned char)part['M'];
    date->second = (unsigned char)part['S'];
    return 1;
}
`, "form", cString(form), "century", century)
}

// parseNumber writes the reader of numbers with the decimal sign of the input.
func (w *writer) parseNumber(c *cFile) {
	decimal, group, groups := ".", "", ""
	if in := w.plan.Spec.Input; in != nil && in.Decimal == "," {
		decimal, group = ",", "."
		groups = " A point\n   that groups thousands has three digits after it."
	}
	c.text(`
/* A number as it is written in the input; 0 when the text is none.%{groups} */
static int parse_real(const char *text, double *real)
{
    char plain[64];
    size_t n = 0;
    int decimals = 0;
    char *end = NULL;

    for (; *text != '\0' && n < sizeof plain - 1; text++) {
        if (*text == %{decimal} && decimals++ == 0) {
            plain[n++] = '.';
`, "decimal", cChar(decimal[0]), "groups", groups)
	if group != "" {
		c.text(`        } else if (*text == %{group} && decimals == 0 && n > 0 && strspn(text + 1, "0123456789") == 3) {
            continue;
`, "group", cChar(group[0]))
	}
	c.text(`        } else if (isdigit((unsigned char)*text) || strchr("+-eE", *text) != NULL) {
            plain[n++] = *text;
        } else {
            return 0;
        }
    }
    if (n == 0 || *text != '\0') return 0;
    plain[n] = '\0';
    errno = 0;                              /* tells the largest number from one beyond it */
    *real = strtod(plain, &end);
    return errno == 0 && *end == '\0';
}
`)
}

const parseValueC = `
static int parse_whole(const char *text, int *whole)
{
    char *end = NULL;
    long number = 0;

    errno = 0;
    number = strtol(text, &end, 10);
    *whole = (int)number;
    return errno == 0 && end != text && *end == '\0' && (long)*whole == number;
}

static int parse_truth(const char *text, logical *truth)
{
    static const char *const words[] = { "true", "TRUE", "True", "yes", "1", "false", "FALSE", "False", "no", "0" };
    int i = 0;

    for (i = 0; i < 10 && strcmp(text, words[i]) != 0; i++) continue;
    *truth = i < 5 ? TRUE : FALSE;
    return i < 10;
}

static int wrong(const char *text, const char *kind)
{
    @_error("\"%s\" is no %s", text, kind);
    return 0;
}

int @_parse_value(const char *text, @_value_t *value, @_text_t *form)
{
    char number[64];

    @_empty(form);
    if (text[0] == '\0' && !value->displayed && value->type != PROP_string) {
        @_error("%s is no text: how it is emptied is not known", value->property);
        return 0;
    }
    if (value->displayed) return @_puts(form, text);
    switch (value->type) {
    case PROP_int:
        if (!parse_whole(text, &value->whole)) return wrong(text, "whole number");
        sprintf(number, "%d", value->whole);
        return @_puts(form, number);
    case PROP_double:
        if (!parse_real(text, &value->real)) return wrong(text, "number");
        sprintf(number, "%.15g", value->real);
        return @_puts(form, number);
    case PROP_logical:
        if (!parse_truth(text, &value->truth)) return wrong(text, "truth value");
        return @_puts(form, value->truth ? "true" : "false");
    case PROP_date:
        if (!parse_date(text, &value->date)) return wrong(text, "date of the input's form");
        return put_date(value->date, form);
    default:
        return @_puts(form, text);
    }
}
`

const setValueC = `
int @_set_value(tag_t object, const @_value_t *value)
{
    if (value->displayed) return $_OK(AOM_UIF_set_value(object, value->property, value->text));
    switch (value->type) {
    case PROP_int:
        return $_OK(AOM_set_value_int(object, value->property, value->whole));
    case PROP_double:
        return $_OK(AOM_set_value_double(object, value->property, value->real));
    case PROP_logical:
        return $_OK(AOM_set_value_logical(object, value->property, value->truth));
    case PROP_date:
        return $_OK(AOM_set_value_date(object, value->property, value->date));
    default:
        return $_OK(AOM_set_value_string(object, value->property, value->text));
    }
}
`
