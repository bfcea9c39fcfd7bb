package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// checkoutReport plans a program that writes one row for each object that is
// checked out.
func (b *builder) checkoutReport() {
	b.flag("scan", "read every object of the type, where reservations cannot be queried")
	b.output()
	b.source()
	b.linked("checkout_relation", "IMAN_RES_checkout", "relation from an object to its reservation", TestCheckedOut)
	b.filters()
	b.latest()
	b.columns()
	b.calls.all("AOM_ask_value_date", "RES_is_checked_out")
}

// linked narrows the enquiry to objects with a relation that the pattern itself
// stands for.
func (b *builder) linked(option, relation, help string, test Test) {
	b.text(option, "NAME", relation, help, "default")
	f := Filter{
		Filter: spec.Filter{Field: spec.RelationFieldOf(relation), Of: spec.OfSelf, Op: spec.OpSet},
		Member: option, Attribute: relation, Narrow: NarrowRelation, Test: test,
	}
	if b.plan.Spec.Select.From != spec.FromFilter {
		f.Narrow = NarrowNot
	}
	b.plan.Filters = append(b.plan.Filters, f)
}
