package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// whereUsed plans a program that writes one row for each place where an object
// is used.
func (b *builder) whereUsed() {
	s := b.plan.Spec
	if b.plan.Climbs() {
		b.text("rule", "NAME", s.Structure.Rule, "only uses that this revision rule configures; every revision without it", b.originOf("structure.rule", s.Structure.Rule != ""))
	}
	b.depth()
	if b.plan.Climbs() {
		b.toggleBy(s.Structure.By)
	}
	b.output()
	b.source()
	b.filters()
	b.latest()
	b.columns()
	b.calls.all("WSOM_where_referenced", "TCTYPE_ask_object_type", "AOM_ask_displayable_values")
	if b.plan.Climbs() {
		b.calls.all("CFM_find", "PS_where_used_all", "PS_where_used_configured")
		b.calls.add("ITEM_ask_latest_rev", s.Select.Kind == spec.KindItem && s.Select.Revision == spec.RevisionLatest)
		b.calls.add("ITEM_list_all_revs", s.Select.Kind == spec.KindItem && s.Select.Revision != spec.RevisionLatest)
	}
}

// toggleBy adds the flag that follows the other way up.
func (b *builder) toggleBy(by spec.By) {
	if by == spec.ByReferences {
		b.flag("structure", "follow structures, not references")
		return
	}
	b.flag("references", "follow references of any kind, not structures")
}

// Climbs reports whether the objects can be part of a structure.
func (p *Plan) Climbs() bool {
	return p.Spec.Select.Kind == spec.KindItem || p.Spec.Select.Kind == spec.KindRevision
}
