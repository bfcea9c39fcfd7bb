package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

var propertyReportWords = []entry{
	{property, "property@run", "internal name, internal names, property name, interner name, interne namen"},
	{property, "display_name@run", "display name, display names, anzeigename, angezeigter name"},
	{property, "value_type@run", "value type, data type, wertetyp, datentyp, werttyp"},
	{property, "value@run", "value, values, wert, werte"},
	{special, "raw", "real values, raw values, real values not display values, stored values, not display values, echte werte, rohwerte"},
	{special, "selected", "properties, attributes, eigenschaften, attribute"},
	{filler, "", "property report, property dump, complete, full, vollstaendig, komplett, all properties, every property, property"},
}

// readPropertyReport reads what is written of each property.
func readPropertyReport(r *reader, p phrase, n int) bool {
	switch {
	case p.sense == special && p.arg == "raw":
		r.raw = true
		r.took(n)
		return true
	case p.sense == special:
		r.skip(n)
		return true
	case p.sense == property && (p.arg == "value@run" || p.arg == "property@run" || p.arg == "display_name@run" || p.arg == "value_type@run"):
		r.skip(n)
		r.column(p.arg, "")
		r.took(0)
		return true
	}
	return r.uidArgument(p, n)
}

// settlePropertyReport completes the columns: one line per property.
func settlePropertyReport(r *reader) {
	if len(r.spec.Columns) == 0 && r.raw {
		for _, name := range [...]string{"uid", "object", "property", "display_name", "value_type", "value"} {
			r.spec.Columns = append(r.spec.Columns, spec.Column{Property: name, Of: spec.OfRun})
		}
	}
	for i := range r.spec.Columns {
		c := &r.spec.Columns[i]
		if c.Property == "value" && r.raw {
			c.As = spec.AsRaw
		}
	}
	if len(r.spec.Columns) > 0 && !r.hasColumn("property") && !r.hasColumn("display_name") {
		r.spec.Columns = append([]spec.Column{{Property: "property", Of: spec.OfRun}}, r.spec.Columns...)
		r.note("columns[0]", spec.NoteDefault, "the name of the property stands before the columns that are named")
	}
	r.placeColumns()
}
