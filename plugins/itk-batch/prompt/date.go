package prompt

import (
	"fmt"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// date is a date as written: a day, or a span such as a month or a year.
type date struct {
	year, month, day int // year 0: not said
	// monthLast and dayLast end the span; equal to month and day for a day.
	monthLast, dayLast int
	yearLast           int
	time               string // "T18:00" or ""
	// unclear is true while day and month of 03/04/2024 may be swapped.
	unclear bool
	// open is true for a span that needs a clock, such as Q3 without a year.
	open bool
	// invalid is true when the calendar has no such day.
	invalid bool
	text    string
}

func oneDay(year, month, day int) date {
	d := date{year: year, month: month, day: day, yearLast: year, monthLast: month, dayLast: day}
	d.invalid = month < 1 || month > 12 || day < 1 ||
		year > 0 && day > spec.DaysIn(year, min(max(month, 1), 12)) || day > 31 || year > 0 && year < 1900
	return d
}

func months(year, first, last int) date {
	d := date{year: year, month: first, day: 1, yearLast: year, monthLast: last, open: year == 0}
	d.dayLast = spec.DaysIn(year, last)
	return d
}

// withYear completes a date from the other end of its range.
func (d date) withYear(year int) date {
	if d.year != 0 || year == 0 {
		return d
	}
	text := d.text
	if d.month == 0 {
		return d // a week or quarter keeps open which days it means
	}
	if d.day == 1 && d.open {
		d = months(year, d.month, d.monthLast)
	} else {
		d = oneDay(year, d.month, d.day)
	}
	d.text = text
	return d
}

// swapped reads 03/04/2024 as month first.
func (d date) swapped() date {
	s := oneDay(d.year, d.day, d.month)
	s.text, s.time = d.text, d.time
	return s
}

// fixed reports whether the date needs no clock and no guess.
func (d date) fixed() bool { return d.year != 0 && !d.unclear && !d.open && !d.invalid }

func (d date) first() string { return iso(d.year, d.month, d.day) + d.time }
func (d date) last() string  { return iso(d.yearLast, d.monthLast, d.dayLast) + d.time }

func iso(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }

// next is the day after the span.
func (d date) next() string {
	year, month, day := d.yearLast, d.monthLast, d.dayLast+1
	if day > spec.DaysIn(year, month) {
		day, month = 1, month+1
	}
	if month > 12 {
		month, year = 1, year+1
	}
	return iso(year, month, day)
}

// isoWeek returns Monday to Sunday of a calendar week, without a clock: the
// fourth of January always lies in week 1.
func isoWeek(year, week int) date {
	start := dayNumber(year, 1, 4)
	start += 7*(week-1) - (start+6)%7 // Monday is 1 in dayNumber's remainder
	y1, m1, d1 := fromDayNumber(start)
	y2, m2, d2 := fromDayNumber(start + 6)
	d := date{year: y1, month: m1, day: d1, yearLast: y2, monthLast: m2, dayLast: d2}
	thursday, _, _ := fromDayNumber(start + 3)
	d.invalid = thursday != year // only some years have a week 53
	return d
}

// dayNumber counts days from the Sunday before 0001-01-01, which was a Monday.
func dayNumber(year, month, day int) int {
	y := year - 1
	n := y*365 + y/4 - y/100 + y/400
	for m := 1; m < month; m++ {
		n += spec.DaysIn(year, m)
	}
	return n + day
}

func fromDayNumber(n int) (year, month, day int) {
	year = n/366 + 1
	for dayNumber(year+1, 1, 1) <= n {
		year++
	}
	month = 1
	for month < 12 && dayNumber(year, month+1, 1) <= n {
		month++
	}
	return year, month, n - dayNumber(year, month, 1) + 1
}

// dateToken reads a date that is one written word: 2024-03-01, 01.03.24,
// 03/04/2024, 01-Mar-2024, 2024-03.
func dateToken(w string) (date, bool) {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return date{}, false
	}
	day, clock, timed := strings.Cut(w, "t")
	if timed && len(clock) == 5 && clock[2] == ':' {
		if d, ok := dateToken(day); ok {
			d.time = "T" + clock
			return d, true
		}
	}
	for _, separator := range [...]string{"-", ".", "/"} {
		if parts := strings.Split(w, separator); len(parts) == 2 || len(parts) == 3 {
			if d, ok := dateParts(parts, separator); ok {
				d.text = w
				return d, true
			}
		}
	}
	return date{}, false
}

func dateParts(parts []string, separator string) (date, bool) {
	a, ok1 := digits(parts[0], 4)
	b, ok2 := digits(parts[1], 2)
	if !ok2 {
		b = monthNumber(parts[1])
		ok2 = b > 0 && len(parts) == 3
	}
	if !ok1 || !ok2 {
		return date{}, false
	}
	named := !allDigits(parts[1])
	if len(parts) == 2 {
		// 2024-03 is a month; 1.2 without its last dot is a number
		if separator == "-" && len(parts[0]) == 4 && b >= 1 && b <= 12 {
			return months(a, b, b), true
		}
		return date{}, false
	}
	if len(parts[0]) == 4 {
		c, ok := digits(parts[2], 2)
		return oneDay(a, b, c), ok && separator != "."
	}
	if parts[2] == "" {
		return oneDay(0, b, a), separator == "."
	}
	c, ok := digits(parts[2], 4)
	if !ok || len(parts[2]) != 2 && len(parts[2]) != 4 || len(parts[0]) > 2 {
		return date{}, false
	}
	if separator == "/" {
		return slashed(a, b, fullYear(parts[2], c)), true
	}
	return oneDay(fullYear(parts[2], c), b, a), separator == "." || named || separator == "-"
}

// slashed keeps the order open unless one of the numbers is no month.
func slashed(a, b, year int) date {
	if a <= 12 && b > 12 {
		return oneDay(year, a, b)
	}
	d := oneDay(year, b, a)
	d.unclear = a <= 12 && b <= 12 && a != b
	return d
}

// fullYear completes a year of two digits: 70 to 99 belong to the last century.
func fullYear(written string, year int) int {
	switch {
	case len(written) == 4:
		return year
	case year >= 70:
		return 1900 + year
	}
	return 2000 + year
}
