package prompt

// dateWords begin date expressions; when.go reads them. They are listed here
// for the correction of misspelt words and as the end of free values.
var dateWords = [...]entry{
	{dateWord, "", "today, heute, yesterday, gestern, last, past, previous, letzte, letzter, letztes, vergangene, " +
		"vorigen, current month, current week, current year, this month, this week, this year, dieser, " +
		"diese, dieses, diesen, ytd, vormonat, vorjahr, vorwoche, older than, aelter als, more than, " +
		"mehr als, within, innerhalb, during, waehrend, since, seit, after, starting, ab, before, " +
		"prior to, earlier than, vor, until, till, up to, through, bis, between, zwischen, not before, " +
		"seit jahresbeginn, days, weeks, months, years, hours, tage, wochen, monate, jahre, stunden, " +
		"quarter, quartal, kw, cw, calendar week, kalenderwoche, later than, newer than, younger than, " +
		"juenger als, january, february, september, october, november, december, januar, februar, oktober, " +
		"dezember, august"},
}

// monthNumber returns 1 to 12 for a folded month name of either language, or 0.
func monthNumber(w string) int {
	if len(w) > 3 && w[len(w)-1] == '.' {
		w = w[:len(w)-1]
	}
	switch w {
	case "january", "januar", "jan", "jaenner":
		return 1
	case "february", "februar", "feb":
		return 2
	case "march", "maerz", "mar", "maer", "mrz":
		return 3
	case "april", "apr":
		return 4
	case "may", "mai":
		return 5
	case "june", "juni", "jun":
		return 6
	case "july", "juli", "jul":
		return 7
	case "august", "aug":
		return 8
	case "september", "sept", "sep":
		return 9
	case "october", "oktober", "oct", "okt":
		return 10
	case "november", "nov":
		return 11
	case "december", "dezember", "dec", "dez":
		return 12
	}
	return 0
}

// unitOf returns the unit that a folded word names.
func unitOf(w string) (unit string, ok bool) {
	switch w {
	case "h", "hour", "hours", "hrs", "hr", "stunde", "stunden", "std":
		return "hour", true
	case "d", "day", "days", "tag", "tage", "tagen", "tages":
		return "day", true
	case "w", "week", "weeks", "woche", "wochen":
		return "week", true
	case "month", "months", "monat", "monate", "monaten", "monats":
		return "month", true
	case "y", "year", "years", "jahr", "jahre", "jahren", "jahres", "yr", "yrs":
		return "year", true
	}
	return "", false
}

// smallNumber reads digits or a number word of either language.
func smallNumber(w string) (int, bool) {
	switch w {
	case "one", "a", "an", "ein", "eine", "einem", "einer", "einen", "eines":
		return 1, true
	case "two", "zwei", "couple":
		return 2, true
	case "three", "drei":
		return 3, true
	case "four", "vier":
		return 4, true
	case "five", "fuenf":
		return 5, true
	case "six", "sechs":
		return 6, true
	case "seven", "sieben":
		return 7, true
	case "eight", "acht":
		return 8, true
	case "nine", "neun":
		return 9, true
	case "ten", "zehn":
		return 10, true
	case "eleven", "elf":
		return 11, true
	case "twelve", "zwoelf":
		return 12, true
	case "fourteen", "vierzehn":
		return 14, true
	case "thirty", "dreissig":
		return 30, true
	case "sixty", "sechzig":
		return 60, true
	case "ninety", "neunzig":
		return 90, true
	}
	return digits(w, 5)
}

// digits reads a decimal number of at most that many digits.
func digits(w string, most int) (int, bool) {
	if !allDigits(w) || len(w) > most {
		return 0, false
	}
	n := 0
	for i := 0; i < len(w); i++ {
		n = n*10 + int(w[i]-'0')
	}
	return n, true
}
