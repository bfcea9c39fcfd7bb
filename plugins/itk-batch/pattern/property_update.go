package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// propertyUpdate plans a program that sets properties, one row for each.
func (b *builder) propertyUpdate() {
	b.plan.Privilege = "WRITE"
	b.narrowing()
	b.writer("property", "old", "new")
	b.settings()
	b.calls.all("AOM_refresh", "AOM_save_with_extensions")
	b.calls.all(valueCalls...)
	b.calls.add("TCTYPE_extent", len(b.plan.Settings) > 0)
	for _, s := range b.plan.Settings {
		b.calls.add("ITEM_ask_item_of_rev", s.Of == spec.OfItem)
		b.calls.add("ITEM_ask_latest_rev", s.Of == spec.OfRevision)
	}
}

// narrowing makes the name a mandatory option where the request named no
// filter: such a program would change everything of a kind.
func (b *builder) narrowing() {
	s := &b.plan.Spec
	if s.Select.From == spec.FromFilter && len(s.Where) == 0 {
		s.Where = []spec.Filter{{Field: spec.FieldName, Of: spec.OfSelf, Op: spec.OpLike, Option: true}}
		b.warn("selection_unbounded", "The request names no filter: the program does nothing without -name=.",
			"Name what is to be changed: an owner, a project, a status, a date, or a list of IDs.")
	}
}

// settings are the properties that are set, each with where its value comes
// from.
func (b *builder) settings() {
	for _, a := range b.plan.Spec.Action.Set {
		setting := Setting{Assignment: a}
		if v, ok := b.plan.ValueOf(spec.RoleProperty, a.Property); ok && v.Of == a.Of {
			setting.Column = v.Name
		} else if a.Transform == "" {
			setting.Option = b.add(Option{Name: "value", Form: FormText, Value: "TEXT", Default: list(a.Value),
				Help: "new value of " + a.Property, Origin: b.originOf("action.set", a.Value != ""), Mandatory: a.Value == ""})
		}
		b.plan.Settings = append(b.plan.Settings, setting)
	}
}

func list(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// valueCalls read and set properties as texts.
var valueCalls = []string{
	"TCTYPE_ask_object_type", "TCTYPE_ask_property_by_name", "TCTYPE_find_type", "TCTYPE_is_type_of_as_str",
	"PROPDESC_ask_value_type", "PROPDESC_ask_max_num_elements", "AOM_ask_displayable_values", "AOM_UIF_set_value",
	"AOM_ask_value_string", "AOM_set_value_string", "AOM_ask_value_int", "AOM_set_value_int",
	"AOM_ask_value_double", "AOM_set_value_double", "AOM_ask_value_logical", "AOM_set_value_logical",
	"AOM_ask_value_date", "AOM_set_value_date",
}
