package prompt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk/sdktest"
)

// TestReadGolden reads testdata/golden/*.txt: each prompt begins with "> " and
// is followed by what was understood.
func TestReadGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := rerun(string(want))
			if sdktest.Update() {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("-want +got (rewrite with -update after reading it):\n%s", diff)
			}
		})
	}
}

// rerun keeps the comments and prompts of a golden file and writes what is
// understood now. A prompt that begins with "explicit> " has the hint set.
func rerun(golden string) []byte {
	var out bytes.Buffer
	for _, line := range strings.Split(strings.TrimSpace(golden), "\n") {
		text, isPrompt := strings.CutPrefix(line, "> ")
		hint, isExplicit := strings.CutPrefix(line, "explicit> ")
		switch {
		case strings.HasPrefix(line, "#"):
			fmt.Fprintf(&out, "%s\n\n", line)
		case isPrompt:
			fmt.Fprintf(&out, "%s\n%s\n", line, describe(text, Context{}))
		case isExplicit:
			fmt.Fprintf(&out, "%s\n%s\n", line, describe(hint, Context{ExplicitPattern: spec.QueryExport}))
		}
	}
	return out.Bytes()
}

// describe writes a reading in a form that is easy to check by eye.
func describe(text string, context Context) string {
	reading, err := Read(text, context)
	var out strings.Builder
	var refusal *Refusal
	if errors.As(err, &refusal) {
		fmt.Fprintf(&out, "  refused %s\n", strings.Join(refusal.Jobs, ", "))
		for _, m := range refusal.Missing {
			fmt.Fprintf(&out, "    missing %s\n", m)
		}
		return out.String()
	}
	describeSpec(&out, reading.Spec)
	for _, remark := range reading.Remarks {
		fmt.Fprintf(&out, "  remark %s\n", remark)
	}
	return out.String()
}

func describeSpec(out *strings.Builder, s spec.Spec) {
	sel := s.Select
	given := "everyday"
	if sel.TypeGiven {
		given = "given"
	}
	if s.Pattern != spec.QueryExport {
		fmt.Fprintf(out, "  pattern %s\n", s.Pattern)
	}
	fmt.Fprintf(out, "  select %s %s %q %s %s\n", sel.From, sel.Kind, sel.Type, given, sel.Revision)
	if sel.Query != nil {
		fmt.Fprintf(out, "  query %q %q\n", sel.Query.Name, sel.Query.Entries)
	}
	if sel.Folder != nil {
		fmt.Fprintf(out, "  folder %+v\n", *sel.Folder)
	}
	if len(sel.Objects) > 0 {
		fmt.Fprintf(out, "  objects %+v\n", sel.Objects)
	}
	if len(sel.Include) > 0 {
		fmt.Fprintf(out, "  include %v\n", sel.Include)
	}
	if s.Input != nil {
		describeInput(out, *s.Input)
	}
	for _, block := range [...]string{"action", "structure"} {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(s.JSON(), &members); err == nil && len(members[block]) > 0 {
			fmt.Fprintf(out, "  %s %s\n", block, members[block])
		}
	}
	for _, f := range s.Where {
		fmt.Fprintf(out, "  where %s\n", describeFilter(f))
	}
	if !isDefault(s) {
		for _, c := range s.Columns {
			fmt.Fprintf(out, "  column %s\n", strings.TrimSpace(fmt.Sprintf("%s of %s %q %s %s", c.Property, c.Of, c.Header, c.Relation, c.Type)))
		}
	}
	describeOutput(out, s)
	for _, n := range s.Notes {
		fmt.Fprintf(out, "  note %s %s: %s\n", n.Path, n.Kind, n.Text)
	}
}

func describeInput(out *strings.Builder, in spec.Input) {
	fmt.Fprintf(out, "  input %q %q header %v %s", in.File, in.Delimiter, in.Header, in.Repeat)
	for _, more := range [...]string{string(in.Empty), in.Decimal} {
		if more != "" {
			fmt.Fprintf(out, " %s", more)
		}
	}
	out.WriteString("\n")
	for _, c := range in.Columns {
		text := fmt.Sprintf("    %s %q", c.Role, c.Header)
		if c.Property != "" {
			text += " sets " + c.Property
		}
		if c.Value != "" {
			text += fmt.Sprintf(" is always %q", c.Value)
		}
		out.WriteString(text + "\n")
	}
}

func isDefault(s spec.Spec) bool {
	for _, n := range s.Notes {
		if n.Path == "columns" {
			return true
		}
	}
	return s.Output.CountOnly
}

func describeFilter(f spec.Filter) string {
	text := fmt.Sprintf("%s %s", f.Field, f.Op)
	if len(f.Values) > 0 {
		text += fmt.Sprintf(" %q", f.Values)
	}
	if f.From+f.To != "" {
		text += " " + f.From + ".." + f.To
	}
	if f.Unit != "" {
		text += fmt.Sprintf(" %d %s", f.Last, f.Unit)
	}
	if f.Calendar {
		text += " calendar"
	}
	if f.Option {
		text += " option"
	}
	return text
}

func describeOutput(out *strings.Builder, s spec.Spec) {
	plain := spec.New(s.Pattern).WithDefaults().Output
	o := s.Output
	fmt.Fprintf(out, "  output %s %q", o.Format, o.Delimiter)
	for _, part := range [...]struct {
		differs bool
		text    string
	}{
		{o.File != "", "file " + o.File}, {o.Directory != "", "directory " + o.Directory}, {o.Log != "", "log " + o.Log},
		{!o.Header, "no header"}, {o.Quote != plain.Quote, "quote " + string(o.Quote)}, {o.Encoding != plain.Encoding, string(o.Encoding)},
		{o.Newline != plain.Newline, string(o.Newline)}, {o.Decimal != plain.Decimal, "decimal " + o.Decimal}, {len(o.Sort) > 0, fmt.Sprint("sort ", o.Sort)},
		{o.CountOnly, "count only"}, {o.EmptyExit != 0, fmt.Sprint("empty exit ", o.EmptyExit)}, {s.Safety.Limit != 0, fmt.Sprint("limit ", s.Safety.Limit)},
		{s.Safety.StopAfter != 0, fmt.Sprint("stop after ", s.Safety.StopAfter)},
	} {
		if part.differs {
			out.WriteString(", " + part.text)
		}
	}
	out.WriteString("\n")
}
