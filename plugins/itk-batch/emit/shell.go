package emit

import "strings"

// shString returns the text as one word of a POSIX shell: in single quotes
// nothing has a meaning, and a single quote is written outside of them. What
// ends a line or no terminal should see cannot be in a script.
func shString(text string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range text {
		switch {
		case r == '\'':
			b.WriteString(`'\''`)
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// batString returns the text as one quoted word of a batch file. cmd has no way
// to write a quotation mark inside one, percent signs are doubled, and
// exclamation marks are safe because the scripts never turn on delayed
// expansion. The code page is unknown, so that only ASCII goes through.
func batString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '%':
			b.WriteString("%%")
		case r == '"':
			b.WriteByte('\'')
		case r < ' ' || r > '~':
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
