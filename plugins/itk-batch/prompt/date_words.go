package prompt

import "strings"

// readDate reads a date at tokens[i:] and returns how many tokens it covers.
// Near is true after a word such as since or in, where a bare year or month
// is a date.
func readDate(tokens []token, i int, near bool) (d date, n int) {
	if i >= len(tokens) || tokens[i].kind == mark {
		return date{}, 0
	}
	if near && isArticle(tokens[i]) && i+1 < len(tokens) && !isArticle(tokens[i+1]) {
		if d, n = readDate(tokens, i+1, near); n > 0 {
			return d, n + 1
		}
		return date{}, 0
	}
	w := tokens[i].fold
	if d, ok := dateToken(w); ok {
		return d.at(tokens, i+1)
	}
	for _, read := range [...]func([]token, int) (date, int){edge, week, quarter, dayMonth} {
		if d, n = read(tokens, i); n > 0 {
			return d, n
		}
	}
	if !near {
		return date{}, 0
	}
	return spanOrBasic(tokens, i)
}

// at adds a time of day that follows the date.
func (d date) at(tokens []token, i int) (date, int) {
	n := 1
	for i < len(tokens) && (tokens[i].fold == "at" || tokens[i].fold == "um") {
		i, n = i+1, n+1
	}
	if i >= len(tokens) {
		return d, 1
	}
	if w := tokens[i].fold; len(w) == 5 && w[2] == ':' && allDigits(w[:2]+w[3:]) {
		d.time = "T" + w
		return d, n + 1
	}
	return d, 1
}

// spanOrBasic reads what is a date only next to a date word: 2023, 20240301,
// March 2024, March.
func spanOrBasic(tokens []token, i int) (date, int) {
	w := tokens[i].fold
	n := 0
	if w == "year" || w == "jahr" || w == "jahre" || w == "month" || w == "monat" {
		if i++; i >= len(tokens) {
			return date{}, 0
		}
		w, n = tokens[i].fold, 1
	}
	if year, ok := yearNumber(w); ok {
		d := months(year, 1, 12)
		d.text = w
		return d, n + 1
	}
	if basic, ok := digits(w, 8); ok && len(w) == 8 && basic/10000 >= 1900 {
		d := oneDay(basic/10000, basic/100%100, basic%100)
		d.text = w
		return d, 1
	}
	m := monthNumber(w)
	if m == 0 {
		return date{}, 0
	}
	d := months(0, m, m)
	if i+1 < len(tokens) {
		if year, ok := yearNumber(tokens[i+1].fold); ok {
			d, n = months(year, m, m), n+1
		}
	}
	d.text = tokens[i].text
	return d, n + 1
}

func yearNumber(w string) (int, bool) {
	year, ok := digits(w, 4)
	return year, ok && len(w) == 4 && year >= 1900 && year <= 2199
}

// dayMonth reads "1 March 2024", "1. März 2024" and "March 1, 2024".
func dayMonth(tokens []token, i int) (date, int) {
	if i+1 >= len(tokens) {
		return date{}, 0
	}
	day, ok := ordinal(tokens[i].fold)
	m, n := monthNumber(tokens[i+1].fold), 2
	if ok && tokens[i+1].fold == "of" {
		m, n = monthNumber(at(tokens, i+2).fold), 3
	}
	if !ok || m == 0 {
		m = monthNumber(tokens[i].fold)
		if day, ok = ordinal(tokens[i+1].fold); m == 0 || !ok {
			return date{}, 0
		}
	}
	year := 0
	k := i + n
	if k < len(tokens) && tokens[k].text == "," {
		k++
	}
	if k < len(tokens) {
		if y, ok := yearNumber(tokens[k].fold); ok {
			year, n = y, k+1-i
		}
	}
	d := oneDay(year, m, day)
	d.text = tokens[i].text + " " + tokens[i+1].text
	return d, n
}

func ordinal(w string) (int, bool) {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	for _, suffix := range [...]string{".", "st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	n, ok := digits(w, 2)
	return n, ok && n >= 1 && n <= 31
}

// week reads "KW 12/2024", "CW12 2024" and "calendar week 12".
func week(tokens []token, i int) (date, int) {
	w, n := tokens[i].fold, 1
	rest := ""
	switch {
	case (w == "calendar" || w == "iso") && i+2 < len(tokens) && tokens[i+1].fold == "week":
		rest, n = tokens[i+2].fold, 3
	case (w == "kw" || w == "cw" || w == "kalenderwoche") && i+1 < len(tokens):
		rest, n = tokens[i+1].fold, 2
	case strings.HasPrefix(w, "kw") || strings.HasPrefix(w, "cw"):
		rest = w[2:]
	}
	return numberOfYear(tokens, i, n, rest, 53, isoWeek)
}

// quarter reads "Q3/2023", "Q3 2023" and "third quarter of 2023", and the
// halves of a year in the same way.
func quarter(tokens []token, i int) (date, int) {
	w := tokens[i].fold
	if number := quarterNumber(w); number != "" && i+1 < len(tokens) {
		n := 2
		if i+2 < len(tokens) && (tokens[i+2].fold == "of" || tokens[i+2].fold == "des") {
			n = 3
		}
		switch tokens[i+1].fold {
		case "quarter", "quartal":
			return numberOfYear(tokens, i, n, number, 4, quarterOf)
		case "half", "halbjahr", "haelfte", "jahreshaelfte":
			return numberOfYear(tokens, i, n, number, 2, halfOf)
		}
	}
	if len(w) < 2 {
		return date{}, 0
	}
	switch _, yearFollows := yearNumber(at(tokens, i+1).fold); {
	case w[0] == 'q':
		return numberOfYear(tokens, i, 1, w[1:], 4, quarterOf)
	case w[0] == 'h' && (yearFollows || strings.Contains(w, "/")):
		return numberOfYear(tokens, i, 1, w[1:], 2, halfOf)
	}
	return date{}, 0
}

func quarterOf(year, number int) date { return months(year, 3*number-2, 3*number) }
func halfOf(year, number int) date    { return months(year, 6*number-5, 6*number) }

func quarterNumber(w string) string {
	switch w {
	case "first", "1st", "1.", "erste", "ersten", "erstes":
		return "1"
	case "second", "2nd", "2.", "zweite", "zweiten", "zweites":
		return "2"
	case "third", "3rd", "3.", "dritte", "dritten", "drittes":
		return "3"
	case "fourth", "4th", "4.", "vierte", "vierten", "viertes":
		return "4"
	}
	return ""
}

// numberOfYear reads "12/2024", "12 2024" or "12" and makes the span.
func numberOfYear(tokens []token, i, n int, written string, most int, span func(year, number int) date) (date, int) {
	first, second, slash := strings.Cut(written, "/")
	number, ok := digits(first, 2)
	if !ok || number < 1 || number > most {
		return date{}, 0
	}
	year, hasYear := yearNumber(second)
	if !slash && i+n < len(tokens) {
		if year, hasYear = yearNumber(tokens[i+n].fold); hasYear {
			n++
		}
	}
	text := tokens[i].text
	for _, t := range tokens[i+1 : i+n] {
		text += " " + t.text
	}
	d := date{open: true}
	if hasYear {
		d = span(year, number)
	}
	d.text = text
	return d, n
}

// edge reads "end of March 2024", "Ende 2023", "beginning of 2024".
func edge(tokens []token, i int) (date, int) {
	end := false
	switch tokens[i].fold {
	case "end", "ende":
		end = true
	case "beginning", "start", "anfang", "beginn":
	default:
		return date{}, 0
	}
	k := i + 1
	for k < len(tokens) && (tokens[k].fold == "of" || tokens[k].fold == "des" || tokens[k].fold == "von") {
		k++
	}
	if k >= len(tokens) {
		return date{}, 0
	}
	d, n := spanOrBasic(tokens, k)
	if n == 0 {
		return date{}, 0
	}
	day := oneDay(d.year, d.month, d.day)
	if end {
		day = oneDay(d.yearLast, d.monthLast, d.dayLast)
	}
	day.open, day.text = d.open, d.text
	return day, k - i + n
}
