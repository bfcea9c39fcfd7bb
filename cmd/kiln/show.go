package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/mattn/go-runewidth"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// showSummary says what was made.
func showSummary(w io.Writer, o outcome) error {
	size := 0
	for _, f := range o.files {
		size += len(f.Body)
	}
	what := printable(o.ArtifactType + " / " + o.Pattern)
	if o.ID != "" {
		what += " (" + printable(o.ID) + ")"
	}
	_, err := fmt.Fprintf(w, "%s: %s, %s\n\n%s\n\n", what, plural(len(o.files), "file"),
		humanize.Bytes(uint64(size)), printableLines(strings.TrimSpace(o.Summary)))
	return err
}

// showDiagnostics says what a person should know, on the side.
func showDiagnostics(w io.Writer, o outcome, onlyWarnings bool) {
	for _, d := range o.Diagnostics {
		if onlyWarnings && d.Severity == sdk.Info {
			continue
		}
		severity := printable(string(d.Severity))
		if d.Severity == sdk.Info {
			severity = "note"
		}
		text := severity + ": "
		if d.File != "" {
			text += d.File + ":"
			if d.Line > 0 {
				text += fmt.Sprint(d.Line, ":")
			}
			text += " "
		}
		text += d.Message
		text = printable(text)
		if d.Hint != "" {
			text += "\n  " + printable(d.Hint)
		}
		// Nobody is left to tell if standard error is gone.
		_, _ = fmt.Fprintln(w, text)
	}
	if q := o.Usage.Quota; q != nil && q.Limit > 0 && !onlyWarnings {
		_, _ = fmt.Fprintf(w, "note: %d of %d generations are used\n", q.Used, q.Limit)
	}
}

// branch is a folder or a file in a tree.
type branch struct {
	name     string
	file     *host.File // nil for a folder
	branches []*branch
}

// showTree draws the files, which are sorted by path, with their sizes.
func showTree(w io.Writer, files []host.File) error {
	top := &branch{}
	for i := range files {
		top.add(strings.Split(files[i].Path, "/"), &files[i])
	}
	var lines [][2]string
	top.draw("", &lines)
	width := 0
	for _, l := range lines {
		width = max(width, runewidth.StringWidth(l[0]))
	}
	for _, l := range lines {
		if _, err := fmt.Fprintln(w, strings.TrimRight(runewidth.FillRight(l[0], width)+"  "+l[1], " ")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\nNothing was written; --out DIR writes the files.")
	return err
}

func (b *branch) add(parts []string, f *host.File) {
	if len(parts) == 1 {
		b.branches = append(b.branches, &branch{name: parts[0], file: f})
		return
	}
	if n := len(b.branches); n == 0 || b.branches[n-1].file != nil || b.branches[n-1].name != parts[0] {
		b.branches = append(b.branches, &branch{name: parts[0]})
	}
	b.branches[len(b.branches)-1].add(parts[1:], f)
}

// draw appends a line for each branch: what stands in the tree, and the size.
func (b *branch) draw(indent string, lines *[][2]string) {
	for i, below := range b.branches {
		knot, more := "├── ", "│   "
		if i == len(b.branches)-1 {
			knot, more = "└── ", "    "
		}
		if below.file == nil {
			*lines = append(*lines, [2]string{indent + knot + below.name + "/"})
			below.draw(indent+more, lines)
			continue
		}
		name := below.name
		if below.file.Mode&0o100 != 0 {
			name += "*"
		}
		*lines = append(*lines, [2]string{indent + knot + name, humanize.Bytes(uint64(len(below.file.Body)))})
	}
}

// changeKinds are the kinds of changes and what is said of them.
var changeKinds = []struct{ kind, done, planned string }{
	{"create", "created", "to create"},
	{"update", "updated", "to update"},
	{"unchanged", "unchanged", "unchanged"},
	{"remove", "removed", "to remove"},
	{"keep", "kept", "to keep"},
}

// showChanges lists what was written, or would be.
func showChanges(w io.Writer, folder string, changes []change, dryRun bool) error {
	var counts []string
	for _, k := range changeKinds {
		n := 0
		for _, c := range changes {
			if c.Kind == k.kind {
				n++
			}
		}
		if n == 0 {
			continue
		}
		said := k.done
		if dryRun {
			said = k.planned
		}
		counts = append(counts, fmt.Sprintf("%d %s", n, said))
	}
	var text strings.Builder
	for _, c := range changes {
		switch {
		case c.Why != "":
			fmt.Fprintf(&text, "  %-7s %s (%s)\n", c.Kind, c.Path, c.Why)
		case c.Kind != "unchanged":
			fmt.Fprintf(&text, "  %-7s %s\n", c.Kind, c.Path)
		}
	}
	fmt.Fprintf(&text, "%s: %s", folder, strings.Join(counts, ", "))
	if dryRun {
		text.WriteString("; nothing was written (--dry-run)")
	}
	_, err := fmt.Fprintln(w, text.String())
	return err
}
