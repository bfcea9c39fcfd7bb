package prompt

import (
	"errors"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// finish fills in the defaults and checks the whole. A Spec that does not
// pass is a refusal as well: the prompt asked for what no Spec can say.
func (r *reader) finish() (Reading, error) {
	if len(r.unknown) > 0 {
		r.note("prompt", spec.NoteUncertain, "not understood and left out: "+strings.Join(firstOf(r.unknown, 12), ", "))
	}
	s := r.spec
	s.Title = title(s, r.g.title)
	s = s.WithDefaults()
	if err := s.Validate(); err != nil {
		var problems spec.Errors
		errors.As(err, &problems)
		for _, p := range problems {
			r.missing = append(r.missing, p.Path+" "+p.Text)
		}
		return Reading{}, r.missingRefusal()
	}
	return Reading{Spec: s, Remarks: r.remarks, Fit: r.fit()}, nil
}

func (r *reader) fit() float64 {
	if r.grasped == 0 {
		return 0
	}
	return float64(r.grasped) / float64(r.grasped+len(r.unknown))
}

// title says what the program does, in one line.
func title(s spec.Spec, verb string) string {
	what := s.Select.Type
	if what == "" {
		what = string(s.Select.Kind) + "s"
	}
	verb += " "
	switch {
	case s.Output.CountOnly:
		verb = "Count of "
	case s.Pattern == spec.WorkflowTask && s.Action.Do == spec.DoReport:
		verb = "Report of "
	}
	var parts []string
	switch s.Select.From {
	case spec.FromArguments:
		for _, o := range s.Select.Objects {
			parts = append(parts, objectTitle(o))
		}
	case spec.FromQuery:
		parts = append(parts, "from query "+s.Select.Query.Name)
	case spec.FromFolder:
		parts = append(parts, "from folder "+s.Select.Folder.Name)
	case spec.FromInput:
		parts = append(parts, "from a list")
	}
	for _, f := range s.Where {
		parts = append(parts, filterTitle(f))
	}
	if len(parts) > 0 {
		what += ": " + strings.Join(parts, ", ")
	}
	return clip(strings.Map(printable, verb+what), 120)
}

func objectTitle(o spec.Object) string {
	switch {
	case o.UID != "":
		return o.UID
	case o.RevID != "":
		return o.ItemID + "/" + o.RevID
	}
	return o.ItemID
}

func printable(c rune) rune {
	if isControl(c) || c == '\u2028' || c == '\u2029' {
		return ' '
	}
	return c
}

func filterTitle(f spec.Filter) string {
	name := string(f.Field)
	if p, ok := f.Field.Property(); ok {
		name = p
	}
	switch {
	case f.Field == spec.FieldStatus && f.Op == spec.OpSet:
		return "released"
	case f.Field == spec.FieldStatus && f.Op == spec.OpUnset:
		return "in work"
	case len(f.Values) > 0:
		return name + " " + string(f.Op) + " " + strings.Join(f.Values, " or ")
	case f.Op == spec.OpBetween && !f.Option:
		return name + " " + f.From + " to " + f.To
	case f.From != "" || f.To != "":
		return name + " " + string(f.Op) + " " + f.From + f.To
	}
	return name + " " + string(f.Op) + span(f)
}

func span(f spec.Filter) string {
	if f.Unit == "" {
		return ""
	}
	text := " " + smallText(f.Last) + " " + string(f.Unit)
	if f.Last != 1 {
		text += "s"
	}
	if f.Calendar {
		text += " (calendar)"
	}
	return text
}
