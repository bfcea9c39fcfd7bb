package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// propertyReport plans a program that writes one row for each property of an
// object.
func (b *builder) propertyReport() {
	b.add(Option{Name: "props", Form: FormList, Value: "A;B", Help: "only these properties; all without it", Origin: "default"})
	b.flag("real", "stored values, which do not depend on the language of the session")
	b.output()
	b.source()
	b.filters()
	b.latest()
	for _, c := range b.plan.Spec.Columns {
		b.plan.Columns = append(b.plan.Columns, Column{Column: c})
	}
	b.calls.all("AOM_ask_prop_names", "AOM_UIF_ask_name", "TCTYPE_ask_object_type", "TCTYPE_ask_property_by_name",
		"PROPDESC_ask_value_type", "PROPDESC_ask_max_num_elements", "AOM_ask_value_string", "AOM_ask_value_int",
		"AOM_ask_value_double", "AOM_ask_value_logical", "AOM_ask_value_date", "AOM_ask_displayable_values")
	b.calls.add("ITK__convert_tag_to_uid", b.plan.Reads(spec.OfRun))
}
