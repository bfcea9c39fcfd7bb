package prompt

import "testing"

// TestReadWhen reads date conditions in both languages and all notations.
func TestReadWhen(t *testing.T) {
	for text, want := range map[string]string{
		"after 2024-03-01":                           " after 2024-03-01..",
		"since March 1, 2024":                        " after 2024-03-01..",
		"seit dem 1. März 2024":                      " after 2024-03-01..",
		"ab 01.03.2024":                              " after 2024-03-01..",
		"after 20240301":                             " after 2024-03-01..",
		"since 1st March 2024":                       " after 2024-03-01..",
		"since 2024":                                 " after 2024-01-01..",
		"since March":                                " after option",
		"since Monday":                               " after option",
		"since yesterday":                            " within 48 hour",
		"seit 3 Tagen":                               " within 3 day",
		"seit Jahresbeginn":                          " within 0 year calendar",
		"before 2024-03-01":                          " before ..2024-03-01",
		"vor dem 1.3.2024":                           " before ..2024-03-01",
		"before 2019":                                " before ..2019-01-01",
		"until 2023-12-31":                           " before ..2024-01-01",
		"bis zum 28.02.2024":                         " before ..2024-02-29",
		"up to 2024-02-29":                           " before ..2024-03-01",
		"bis März 2024":                              " before ..2024-04-01",
		"bis 2023":                                   " before ..2024-01-01",
		"between 01-Jan-2023 and 31-Dec-2023":        " between 2023-01-01..2023-12-31",
		"zwischen dem 1.2. und 15.2.24":              " between 2024-02-01..2024-02-15",
		"between 1 and 15 March 2024":                " between 2024-03-01..2024-03-15",
		"between the 1st and the 15th of March 2024": " between 2024-03-01..2024-03-15",
		"zwischen dem 1. und 15. März 2024":          " between 2024-03-01..2024-03-15",
		"zwischen dem 1. und dem 15.3.2024":          " between 2024-03-01..2024-03-15",
		"zwischen 1. und 15.3.2024":                  " between 2024-03-01..2024-03-15",
		"1.-15.3.2024":                               " between 2024-03-01..2024-03-15",
		"vom 1.-15.3.2024":                           " between 2024-03-01..2024-03-15",
		"1.3.-15.3.2024":                             " between 2024-03-01..2024-03-15",
		"1.–15.3.2024":                               " between 2024-03-01..2024-03-15",
		"from 3 to 9 May 2023":                       " between 2023-05-03..2023-05-09",
		"3rd to 9th May 2023":                        " between 2023-05-03..2023-05-09",
		"vom 1. bis 15. März 2024":                   " between 2024-03-01..2024-03-15",
		"vom 1. bis zum 15. März 2024":               " between 2024-03-01..2024-03-15",
		"1-15 March 2024":                            " between 2024-03-01..2024-03-15",
		"March 1-15, 2024":                           " between 2024-03-01..2024-03-15",
		"between March 1 and 15, 2024":               " between 2024-03-01..2024-03-15",
		"between 1 and 15 March":                     " between option",
		"from 2024-01-01 to 2024-03-31":              " between 2024-01-01..2024-03-31",
		"von Januar bis März 2024":                   " between 2024-01-01..2024-03-31",
		"from 1 May 2024 until 3 May 2024":           " between 2024-05-01..2024-05-03",
		"2024-01-01 .. 2024-01-31":                   " between 2024-01-01..2024-01-31",
		"2024-01-01 - 2024-01-31":                    " between 2024-01-01..2024-01-31",
		"13/02/2024 to 03/04/2024":                   " between 2024-02-13..2024-04-03",
		"02/13/2024 to 03/04/2024":                   " between 2024-02-13..2024-03-04",
		"03/04/2024 to 05/06/2024":                   " between option",
		"on 05/05/2024":                              " between 2024-05-05..2024-05-05",
		"on 01.03.24":                                " between 2024-03-01..2024-03-01",
		"am 01.03.99":                                " between 1999-03-01..1999-03-01",
		"in 2023":                                    " between 2023-01-01..2023-12-31",
		"im Jahr 2023":                               " between 2023-01-01..2023-12-31",
		"in March 2024":                              " between 2024-03-01..2024-03-31",
		"im Februar 2024":                            " between 2024-02-01..2024-02-29",
		"in March":                                   " between option",
		"in the first half of 2023":                  " between 2023-01-01..2023-06-30",
		"im 2. Halbjahr 2023":                        " between 2023-07-01..2023-12-31",
		"in H2 2023":                                 " between 2023-07-01..2023-12-31",
		"in Q3 2023":                                 " between 2023-07-01..2023-09-30",
		"in KW 1/2021":                               " between 2021-01-04..2021-01-10",
		"in CW 53 2020":                              " between 2020-12-28..2021-01-03",
		"in KW 12":                                   " between option",
		"until end of March 2024":                    " before ..2024-04-01",
		"bis Ende 2023":                              " before ..2024-01-01",
		"since beginning of 2024":                    " after 2024-01-01..",
		"after 2024-03-01 18:00":                     " after 2024-03-01T18:00..",
		"after 2024-03-01T18:00":                     " after 2024-03-01T18:00..",
		"today":                                      " within 0 day calendar",
		"gestern":                                    " within 1 day calendar",
		"this week":                                  " within 0 week calendar",
		"diesen Monat":                               " within 0 month calendar",
		"YTD":                                        " within 0 year calendar",
		"last week":                                  " within 1 week calendar",
		"letzten Monat":                              " within 1 month calendar",
		"im Vorjahr":                                 " within 1 year calendar",
		"last 7 days":                                " within 7 day",
		"in the past 24h":                            " within 24 hour",
		"in den letzten drei Monaten":                " within 3 month",
		"past week":                                  " within 1 week",
		"within 30 days":                             " within 30 day",
		"innerhalb der letzten 2 Wochen":             " within 2 week",
		"older than 180 days":                        " older-than 180 day",
		"älter als 2 Jahre":                          " older-than 2 year",
		"more than two weeks ago":                    " older-than 2 week",
		"vor mehr als 3 Monaten":                     " older-than 3 month",
		"two weeks ago":                              " between option",
		"last quarter":                               " between option",
		"bis einschließlich 31.12.2023":              " before ..2024-01-01",
		"during 2022":                                " between 2022-01-01..2022-12-31",
		"before Dez 2023":                            " before ..2023-12-01",
		"after 31.04.2024":                           "invalid 31.04.2024",
		"later than 2024-01-01":                      " after 2024-01-01..",
		"jünger als 10 Tage":                         " within 10 day",
		"2024-02":                                    " between 2024-02-01..2024-02-29",
		"named x":                                    "none",
		"in list.txt":                                "none",
		"from folder":                                "none",
		"may":                                        "none",
		"2024":                                       "none",
		"12":                                         "none",
		"between 5 and 7":                            "none",
		"last status":                                "none",
		"in":                                         "none",
		"99.99.9999":                                 "invalid 99.99.9999",
		"since 36501 days":                           "none",
		"within 99999999999999999999 days":           "none",
	} {
		tokens := tokenize(text)
		w, n := readWhen(tokens, 0)
		got := describeFilter(w.Filter)
		switch {
		case n == 0:
			got = "none"
		case w.invalid != "":
			got = "invalid " + w.invalid
		case n != len(tokens):
			t.Errorf("%q: only %d of %d tokens", text, n, len(tokens))
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestISOWeek compares with weeks from a calendar.
func TestISOWeek(t *testing.T) {
	for _, test := range [...]struct {
		year, week  int
		first, last string
		invalid     bool
	}{
		{2024, 12, "2024-03-18", "2024-03-24", false}, {2020, 53, "2020-12-28", "2021-01-03", false}, {2021, 1, "2021-01-04", "2021-01-10", false},
		{2026, 53, "2026-12-28", "2027-01-03", false}, {2024, 53, "2024-12-30", "2025-01-05", true}, {2019, 1, "2018-12-31", "2019-01-06", false},
	} {
		d := isoWeek(test.year, test.week)
		if d.first() != test.first || d.last() != test.last || d.invalid != test.invalid {
			t.Errorf("%d/%d: %s to %s, %v", test.week, test.year, d.first(), d.last(), d.invalid)
		}
	}
}
