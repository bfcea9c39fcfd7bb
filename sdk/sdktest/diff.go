package sdktest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	maxDiffLines = 20
	context      = 2
)

// lineDiff shows where two texts differ: the lines between their common
// beginning and their common end, with a little of what stands around. "-" is
// wanted, "+" came out.
func lineDiff(want, got string) string {
	a, b := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	head := common(len(a), len(b), func(i int) bool { return a[i] == b[i] })
	tail := common(len(a)-head, len(b)-head, func(i int) bool { return a[len(a)-1-i] == b[len(b)-1-i] })
	var out strings.Builder
	fmt.Fprintf(&out, "line %d:\n", head+1)
	show(&out, "  ", a[max(0, head-context):head])
	show(&out, "- ", a[head:len(a)-tail])
	show(&out, "+ ", b[head:len(b)-tail])
	show(&out, "  ", a[len(a)-tail:min(len(a), len(a)-tail+context)])
	return out.String()
}

// common counts for how many of the first numbers same holds.
func common(n, m int, same func(int) bool) int {
	i := 0
	for i < n && i < m && same(i) {
		i++
	}
	return i
}

// show quotes lines that hold what cannot be seen.
func show(out *strings.Builder, mark string, lines []string) {
	for i, line := range lines {
		if i == maxDiffLines {
			fmt.Fprintf(out, "%s… and %d more lines\n", mark, len(lines)-i)
			return
		}
		text, ended := strings.CutSuffix(line, "\n")
		if strings.TrimRight(text, " ") != text || strings.ContainsFunc(text, unicode.IsControl) {
			text = strconv.Quote(text)
		}
		if !ended && text != "" {
			text += " (no line end)"
		}
		if ended || text != "" {
			fmt.Fprintf(out, "%s%s\n", mark, text)
		}
	}
}

// difference tells where two results of one request part.
func difference(a, b Result) string {
	for i := range min(len(a.Files), len(b.Files)) {
		f, g := a.Files[i], b.Files[i]
		if f.Path != g.Path || f.Mode != g.Mode {
			return fmt.Sprintf("file %q (%#o) against %q (%#o)", f.Path, f.Mode, g.Path, g.Mode)
		}
		if !bytes.Equal(f.Body, g.Body) {
			return fmt.Sprintf("file %q, %s", f.Path, lineDiff(string(f.Body), string(g.Body)))
		}
	}
	if len(a.Files) != len(b.Files) {
		return fmt.Sprintf("%d files against %d", len(a.Files), len(b.Files))
	}
	return lineDiff(indented(a), indented(b))
}

// indented holds all of a result but the files.
func indented(r Result) string {
	text, err := json.MarshalIndent(struct {
		Result
		Progress, Logs []string
	}{r, r.Progress, r.Logs}, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}
