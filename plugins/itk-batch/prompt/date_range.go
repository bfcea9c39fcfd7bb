package prompt

import "strings"

// dayRange reads two days that share their month, which is written once:
// "1 and 15 March 2024", "1.-15.3.2024", "March 1 to 15, 2024". The role is
// that of the preposition before it.
func dayRange(tokens []token, i int, role string) (first, second date, n int) {
	start := i
	for i-start < maxFilling && isArticle(at(tokens, i)) {
		i++
	}
	if at(tokens, i).kind != word {
		return date{}, date{}, 0
	}
	for _, read := range [...]func([]token, int, string) (date, date, int){hyphenated, daysOfMonth, monthOfDays} {
		if first, second, n := read(tokens, i, role); n > 0 {
			return first, second, i - start + n
		}
	}
	return date{}, date{}, 0
}

// hyphenated reads a range that is one written word, with the month in it or
// behind it: "1.-15.3.2024", "1.3.-15.3.2024", "1-15 March 2024".
func hyphenated(tokens []token, i int, _ string) (first, second date, n int) {
	left, right, ok := strings.Cut(strings.ReplaceAll(tokens[i].fold, "–", "-"), "-")
	if !ok || strings.Contains(right, "-") {
		return date{}, date{}, 0
	}
	end := []token{{kind: word, text: right, fold: right}}
	end = append(end, tokens[i+1:min(i+5, len(tokens))]...)
	second, n = readDate(end, 0, true)
	if n == 0 || !second.isDay() {
		return date{}, date{}, 0
	}
	if first, ok = dateToken(left); ok {
		return first, second, n
	}
	first, ok = second.sameMonth(left)
	return first, second, either(ok, n, 0)
}

// daysOfMonth reads "1 and 15 March 2024" and "1. bis 15. März".
func daysOfMonth(tokens []token, i int, role string) (first, second date, n int) {
	k := joiner(tokens, i+1, role)
	if k == 0 {
		return date{}, date{}, 0
	}
	k++
	for k < maxFilling && isArticle(at(tokens, i+k)) {
		k++
	}
	second, m := readDate(tokens, i+k, true)
	if m == 0 || !second.isDay() {
		return date{}, date{}, 0
	}
	first, ok := second.sameMonth(tokens[i].fold)
	return first, second, either(ok, k+m, 0)
}

// monthOfDays reads "March 1 to 15, 2024" and "March 1-15, 2024".
func monthOfDays(tokens []token, i int, role string) (first, second date, n int) {
	month := monthNumber(tokens[i].fold)
	if month == 0 || at(tokens, i+1).kind != word {
		return date{}, date{}, 0
	}
	from, to, ok := strings.Cut(strings.ReplaceAll(tokens[i+1].fold, "–", "-"), "-")
	n = 2
	if !ok {
		k := joiner(tokens, i+2, role)
		if k == 0 || at(tokens, i+2+k).kind != word {
			return date{}, date{}, 0
		}
		to, n = tokens[i+2+k].fold, 3+k
	}
	begin, ok1 := ordinal(from)
	end, ok2 := ordinal(to)
	if !ok1 || !ok2 {
		return date{}, date{}, 0
	}
	year := 0
	for _, comma := range [...]int{0, 1} {
		if comma == 1 && at(tokens, i+n).text != "," || at(tokens, i+n+comma).kind != word {
			continue
		}
		if y, ok := yearNumber(at(tokens, i+n+comma).fold); ok {
			year, n = y, n+comma+1
			break
		}
	}
	first, second = oneDay(year, month, begin), oneDay(year, month, end)
	first.text, second.text = textOf(tokens, i, n), textOf(tokens, i, n)
	return first, second, n
}

func textOf(tokens []token, i, n int) string {
	var words []string
	for _, t := range tokens[i : i+n] {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// isDay reports a single day with its month.
func (d date) isDay() bool {
	return d.month > 0 && !d.open && !d.unclear && d.month == d.monthLast && d.day == d.dayLast
}

// sameMonth is a day of the month of d, written as a number alone.
func (d date) sameMonth(written string) (date, bool) {
	day, ok := ordinal(written)
	if !ok {
		return date{}, false
	}
	first := oneDay(d.year, d.month, day)
	first.text = written + " " + d.text
	return first, true
}
