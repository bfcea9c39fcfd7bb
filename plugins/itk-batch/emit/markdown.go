package emit

import "strings"

// mdText returns the text as plain words of Markdown in one line: whatever
// could begin a mark, a link, a tag, a formula or a cell is escaped, and at the
// beginning also what could make it a list or a heading.
func mdText(text string) string {
	var b strings.Builder
	text = strings.TrimSpace(text)
	b.Grow(len(text) + 16)
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r == ' ': // most of it
			b.WriteByte(byte(r))
		case hidden(r):
			b.WriteByte(' ')
		case r == '_' && insideWord(text, i):
			b.WriteByte('_')
		case isMark(r), opensLine(r) && strings.Trim(text[:i], "0123456789+-=") == "":
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isMark tells what may begin or end a mark of Markdown anywhere in a line.
func isMark(r rune) bool {
	switch r {
	case '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '~', '&', '$':
		return true
	}
	return false
}

// opensLine tells what makes a list or a heading of a line that begins with it,
// or with a number and it.
func opensLine(r rune) bool {
	switch r {
	case '+', '-', '=', '.', ')':
		return true
	}
	return false
}

// insideWord reports whether letters or digits stand on both sides of a byte:
// an underscore there marks nothing.
func insideWord(text string, at int) bool {
	return at > 0 && at+1 < len(text) && isAlphanumeric(text[at-1]) && isAlphanumeric(text[at+1])
}

func isAlphanumeric(b byte) bool { return b != '_' && isNameByte(b) }

// mdCode returns the text as a code span that fits into a table: the fence is
// longer than any run of backticks in it, and a bar is escaped, which tables
// undo even in code.
func mdCode(text string) string {
	if isPlainCode(text) {
		return "`" + text + "`"
	}
	longest, run := 0, 0
	var b strings.Builder
	for _, r := range text {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
		switch {
		case hidden(r):
			b.WriteByte(' ')
		case r == '|':
			b.WriteString(`\|`)
		default:
			b.WriteRune(r)
		}
	}
	body := b.String()
	if strings.TrimSpace(body) == "" {
		return ""
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		body = " " + body + " "
	}
	return fence + body + fence
}

// isPlainCode reports whether a text only needs the shortest fence.
func isPlainCode(text string) bool {
	for i := range len(text) {
		if b := text[i]; b < ' ' || b > '~' || b == '`' || b == '|' {
			return false
		}
	}
	return strings.Trim(text, " ") != ""
}

// hidden reports whether a character has no shape or turns others around.
func hidden(r rune) bool {
	return r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xad || r == 0xfeff || r == 0xfffd ||
		0x200b <= r && r <= 0x200f || 0x2028 <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f
}
