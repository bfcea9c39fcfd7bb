package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// classificationReport plans a program that writes one row for each attribute
// of a classified object.
func (b *builder) classificationReport() {
	if _, ok := b.plan.Spec.Filter(spec.FieldClassID); !ok {
		b.add(Option{Name: "class", Form: FormList, Value: "ID", Help: "only in these classes, by their ID", Origin: "default"})
	}
	b.flag("wide", "one row for each classification, with all attributes in it")
	b.output()
	b.source()
	b.linked("class_relation", "IMAN_classification", "relation from an object to its classification", TestNot)
	b.filters()
	b.latest()
	b.columns()
	b.calls.all("GRM_list_secondary_objects_only", "ICS_find_class", "ICS_ask_class_of_classification_obj", "ICS_ask_id_name")
	for _, c := range b.plan.Columns {
		b.calls.add("ICS_ask_attributes_of_classification_obj", c.Of == spec.OfClass && (c.Property == "attribute" || c.Property == "value"))
	}
}
