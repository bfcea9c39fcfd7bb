package emit

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// wishes turns the filters into what each object gets, so that it is selected.
func (t *trySite) wishes() {
	released, statuses := "", []string(nil)
	for _, f := range t.plan.Spec.Where {
		value := ""
		if len(f.Values) > 0 && f.Op != spec.OpIsNot && f.Values[0] != "@me" {
			value = fitting(f, f.Values[0])
		}
		switch f.Field {
		case spec.FieldOwner:
			if f.Op == spec.OpIsNot {
				value = sampleUser
			}
			t.key("owner", value)
		case spec.FieldGroup:
			if f.Op == spec.OpIsNot {
				value = otherGroup
			}
			t.key("group", lastGroup(value))
		case spec.FieldModifiedBy:
			if f.Op == spec.OpIsNot {
				value = sampleUser
			}
			t.key("modifier", value)
		case spec.FieldProject:
			t.project(value)
		case spec.FieldDescription:
			t.key("desc", value)
		case spec.FieldCreated:
			t.key("created", tryDate(f))
		case spec.FieldModified:
			t.key("modified", tryDate(f))
		case spec.FieldReleased:
			released = tryDate(f)
		case spec.FieldStatus:
			if f.Op == spec.OpSet && len(statuses) == 0 && t.plan.Spec.Pattern != spec.StatusRemove {
				value = "Released"
			}
			if f.Op != spec.OpUnset && value != "" {
				statuses = appendOnce(statuses, value)
			}
		}
		name, ok := f.Field.Property()
		if ok && f.Op == spec.OpSet && (!slices.Contains(standardProperties[:], name) || name == "object_desc") {
			value = "Text"
		}
		if ok && value != "" && f.Of == spec.OfSelf {
			t.settings += " " + name + "=" + fixtureText(value)
		}
	}
	if t.plan.Spec.Pattern == spec.StatusRemove {
		statuses = appendOnce(statuses, t.plan.Spec.Action.Status[0])
	}
	if len(statuses) == 0 && (released != "" || t.plan.Spec.Select.Revision == spec.RevisionLatestReleased) {
		statuses = []string{"Released"}
	}
	if len(statuses) > 0 {
		t.status(released, statuses...)
	}
	if _, filtered := t.plan.Spec.Filter(spec.FieldStatus); t.plan.Spec.Pattern == spec.Revise && !filtered {
		t.status("", "Released") // what is in work already is passed over
	}
	if a := t.plan.Spec.Action; len(a.Remove) > 0 && t.inProject == "" {
		t.project(a.Remove[0])
	}
	t.keys += t.inProject
	t.key("owner", t.entry("owning_user.user_id"))
	if t.plan.Spec.Pattern == spec.ChangeOwnership && t.plan.Spec.Action.User == "infodba" {
		t.key("owner", sampleUser) // who has made the site owns the rest of it
	}
	t.transformed()
	if t.plan.Spec.Pattern == spec.CheckoutReport {
		t.checkOut()
	}
}

// transformed gives the properties that are set to their own values in another
// form a value that is not in that form yet.
func (t *trySite) transformed() {
	for _, s := range t.plan.Settings {
		if s.Transform != "" && s.Of == spec.OfSelf && !strings.Contains(t.settings, " "+s.Property+"=") && s.Property != "object_name" { // which stands in the object's line
			t.settings += " " + s.Property + "=" + fixtureText(" Text ")
		}
	}
}

// fitting is a text that a value of the filter accepts.
func fitting(f spec.Filter, value string) string {
	if f.Op == spec.OpLike {
		return strings.ReplaceAll(value, "*", "x")
	}
	return value
}

// project puts the objects into one more project.
func (t *trySite) project(name string) {
	switch {
	case name == "" || strings.Contains(name, "*"):
	case t.inProject == "":
		t.inProject = " project=" + fixtureText(name)
	default:
		t.inProject += "," + fixtureText(name)
	}
}

func (t *trySite) key(name, value string) {
	if value != "" && !strings.Contains(t.keys, " "+name+"=") {
		t.keys += " " + name + "=" + fixtureText(value)
	}
}

func (t *trySite) status(date string, names ...string) {
	if date == "" {
		date = "2024-01-10T12:00:00"
	}
	if strings.Contains(t.keys, " status=") {
		return
	}
	for i, name := range names {
		separator := ","
		if i == 0 {
			separator = " status="
		}
		t.keys += separator + fixtureText(name) + "@" + date
	}
	t.keys += " released=" + date
}

func (t *trySite) checkOut() {
	user, date := "infodba", "2024-03-01T10:00:00"
	for _, f := range t.plan.Spec.Where {
		if f.Field == spec.FieldCheckedOutBy && len(f.Values) > 0 && f.Values[0] != "@me" {
			user = f.Values[0]
		}
		if f.Field == spec.FieldCheckedOut && tryDate(f) != "" {
			date = tryDate(f)
		}
	}
	t.keys += " checkedout=" + fixtureText(user) + "@" + date
}

// tryDate is a date that the filter accepts at the moment of the site.
func tryDate(f spec.Filter) string {
	switch {
	case f.Option: // the command names an early day
		return "2024-01-10T12:00:00"
	case f.Op == spec.OpOlderThan, f.Op == spec.OpBefore:
		return "2000-01-03T12:00:00"
	case (f.Op == spec.OpAfter || f.Op == spec.OpBetween) && f.From != "":
		return f.From[:len("2006-01-02")] + "T23:30:00"
	case f.Op == spec.OpWithin && f.Calendar && f.Last > 0:
		return map[spec.Unit]string{spec.UnitDay: "2024-03-14T12:00:00", spec.UnitWeek: "2024-03-06T12:00:00", spec.UnitMonth: "2024-02-15T12:00:00", spec.UnitYear: "2023-06-15T12:00:00"}[f.Unit]
	case f.Op == spec.OpWithin:
		return "2024-03-15T09:30:00"
	}
	return ""
}
