package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// LookupKind is the kind of a name that the site must know.
type LookupKind int

// The kinds of names.
const (
	LookupUser LookupKind = iota + 1
	LookupGroup
	LookupProject
	LookupStatus
	LookupRelation
)

// Lookup is an option whose name is looked up before the first object, beside
// those of filters and columns.
type Lookup struct {
	Kind LookupKind
	// Name is the option and the member of the tags in C.
	Name string
	// List is set when the option takes several names.
	List bool
}

// lookUp has the names of an option tested at the start.
func (b *builder) lookUp(kind LookupKind, name string, list bool) {
	b.plan.Lookups = append(b.plan.Lookups, Lookup{kind, name, list})
	switch kind {
	case LookupUser:
		b.calls.all("SA_find_user2", "POM_get_user")
	case LookupGroup:
		b.calls.all("SA_find_group", "POM_ask_group")
	case LookupProject:
		b.calls.all("PROJ_find")
	case LookupStatus:
		b.calls.all("EPM_find_status_type")
	case LookupRelation:
		b.calls.all("GRM_find_relation_type")
	}
}

// parameter is a value of the action that one option gives to all objects,
// or a column of the input to each. It returns the option's name.
func (b *builder) parameter(role spec.Role, name, value, help, path string, mandatory bool) string {
	if v, ok := b.plan.ValueOf(role, ""); ok {
		for i := range b.plan.Options {
			if o := &b.plan.Options[i]; o.Name == v.Name && value != "" {
				o.Default, o.Origin = []string{value}, b.originOf(path, true)
				o.Help = help + ", where the column is empty"
			}
		}
		return v.Name
	}
	return b.add(Option{Name: name, Form: FormText, Value: "NAME", Default: list(value), Help: help,
		Origin: b.originOf(path, value != ""), Mandatory: mandatory && value == ""})
}

// names is a list of names of the action, as one option.
func (b *builder) names(name string, values []string, help, path string, mandatory bool) string {
	return b.add(Option{Name: name, Form: FormList, Value: "NAME", Default: values, Help: help,
		Origin: b.originOf(path, len(values) > 0), Mandatory: mandatory && len(values) == 0})
}
