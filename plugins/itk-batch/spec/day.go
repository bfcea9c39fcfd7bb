package spec

// Day is a calendar day of the Gregorian calendar, perhaps with a time.
type Day struct {
	Year, Month, Day int // Month from 1
	Hour, Minute     int
	// Timed is true when the day has a time.
	Timed bool
}

// ParseDay reads YYYY-MM-DD or YYYY-MM-DDTHH:MM and reports whether the day
// exists.
func ParseDay(s string) (Day, bool) {
	if len(s) != 10 && len(s) != 16 || s[4] != '-' || s[7] != '-' {
		return Day{}, false
	}
	year, ok1 := number(s[:4])
	month, ok2 := number(s[5:7])
	day, ok3 := number(s[8:10])
	d := Day{Year: year, Month: month, Day: day}
	if len(s) == 16 {
		hour, ok4 := number(s[11:13])
		minute, ok5 := number(s[14:16])
		if s[10] != 'T' || s[13] != ':' || !ok4 || !ok5 || hour > 23 || minute > 59 {
			return Day{}, false
		}
		d.Hour, d.Minute, d.Timed = hour, minute, true
	}
	return d, ok1 && ok2 && ok3 && d.exists()
}

// exists keeps to the years that a server's date type and mktime both hold.
func (d Day) exists() bool {
	return d.Year >= 1900 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 &&
		d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// DaysIn returns the number of days of a month (from 1).
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func number(digits string) (int, bool) {
	n := 0
	for i := 0; i < len(digits); i++ {
		if !isDigit(digits[i]) {
			return 0, false
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n, true
}
