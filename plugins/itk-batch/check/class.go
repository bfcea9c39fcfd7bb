package check

import "strings"

// class is what a byte is part of.
type class uint8

const (
	otherByte class = iota
	blank
	openByte
	shutByte
	loneByte // a token by itself, wherever it stands
	quoteByte
	letterByte
	digitByte
)

// classes says what each byte is part of: one look-up where comparing would
// take several steps for each byte of a file.
var classes = classify()

func classify() (table [256]class) {
	for c := range table {
		switch b := byte(c); {
		case b == ' ' || b >= '\t' && b <= '\r' || b == '\\':
			table[c] = blank
		case b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80:
			table[c] = letterByte
		case b >= '0' && b <= '9':
			table[c] = digitByte
		case strings.IndexByte("([{", b) >= 0:
			table[c] = openByte
		case strings.IndexByte(")]}", b) >= 0:
			table[c] = shutByte
		case strings.IndexByte(",;?", b) >= 0:
			table[c] = loneByte
		case b == '"' || b == '\'':
			table[c] = quoteByte
		}
	}
	return table
}

// wordEnd returns where the letters and digits end that begin at a place.
func wordEnd(text string, at int) int {
	for at < len(text) && classes[text[at]] >= letterByte {
		at++
	}
	return at
}

func isLetter(c byte) bool { return classes[c] == letterByte }
func isDigit(c byte) bool  { return classes[c] == digitByte }
