package sdk

import "strings"

// The forms of names are read by hand: this package is part of every plugin,
// which starts afresh for each generation, and compiling regular expressions
// in a sandbox takes longer than some stages.

// isWords reports whether s is made of lower-case words, each of letters and
// digits, with that separator between them and a letter at the beginning.
func isWords(s string, separator string) bool {
	if s == "" || isDigit(s[0]) {
		return false
	}
	for word := range strings.SplitSeq(s, separator) {
		if word == "" || strings.ContainsFunc(word, func(c rune) bool { return !isLower(c) && !('0' <= c && c <= '9') }) {
			return false
		}
	}
	return true
}

// isVersion reports whether s is a semantic version: https://semver.org
func isVersion(s string) bool {
	s, build, hasBuild := strings.Cut(s, "+")
	core, pre, hasPre := strings.Cut(s, "-")
	if hasBuild && !areIdentifiers(build) || hasPre && !areIdentifiers(pre) {
		return false
	}
	numbers := strings.Split(core, ".")
	for _, n := range numbers {
		if !isNumber(n) {
			return false
		}
	}
	return len(numbers) == 3
}

func areIdentifiers(s string) bool {
	for identifier := range strings.SplitSeq(s, ".") {
		if identifier == "" || strings.ContainsFunc(identifier, func(c rune) bool {
			return !isLower(c) && !('A' <= c && c <= 'Z') && !('0' <= c && c <= '9') && c != '-'
		}) {
			return false
		}
	}
	return true
}

// isNumber reports whether s is a decimal number without leading zeros.
func isNumber(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s == "0" || s != "" && s[0] != '0'
}

func isLower(c rune) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
