package main

import (
	"strconv"
	"strings"
	"unicode"
)

// printable makes text from elsewhere safe to show: control characters could
// move the cursor, hide what stands there or fake a line of ours.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' {
			return ' '
		}
		return visible(r)
	}, text)
}

// printableLines is [printable] for text of several lines.
func printableLines(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return visible(r)
	}, strings.ReplaceAll(text, "\t", "    "))
}

func visible(r rune) rune {
	// Cf reverses the direction of writing, among other things.
	if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
		return unicode.ReplacementChar
	}
	return r
}

// plural counts in words: "1 file", "2 files".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// shellWord quotes text for a shell where it has to be.
func shellWord(text string) string {
	special := func(r rune) bool {
		return !strings.ContainsRune("/.-_:", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	if text != "" && !strings.ContainsFunc(text, special) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
