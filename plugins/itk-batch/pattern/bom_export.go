package pattern

import (
	"strconv"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// bomExport plans a program that writes one row for each line of a structure.
func (b *builder) bomExport() {
	s := b.plan.Spec.Structure
	b.text("rule", "NAME", s.Rule, "revision rule; the one of the session without it", b.originOf("structure.rule", s.Rule != ""))
	b.text("view", "NAME", s.View, "type of the BOM view; the default view without it", b.originOf("structure.view", s.View != ""))
	b.depth()
	b.add(Option{Name: "skip_types", Form: FormList, Value: "NAME", Default: s.SkipTypes,
		Help: "leave out lines of these types; their children move up", Origin: b.originOf("structure.skipTypes", len(s.SkipTypes) > 0)})
	b.toggle(s.Total, "total", "each part once, with its quantity in one of the top", "each line by itself, without totals")
	b.toggle(s.Pack, "pack", "equal lines packed into one, as the site packs them", "equal lines one by one")
	b.toggle(s.Unconfigured == spec.UnconfiguredSkip, "skip_unconfigured", "leave out lines without a revision by the rule", "list lines without a revision by the rule")
	b.output()
	b.source()
	b.filters()
	b.latest()
	b.bomColumns()
	b.calls.all("BOM_create_window", "BOM_close_window", "BOM_set_window_config_rule", "BOM_set_window_pack_all", "BOM_set_window_top_line",
		"BOM_line_ask_child_lines", "CFM_find", "ITEM_rev_list_bom_view_revs", "PS_ask_bom_view_of_bvr", "PS_ask_bom_view_type",
		"PS_ask_view_type_name", "AOM_ask_value_tag", "AOM_ask_displayable_values", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str", "TCTYPE_find_type")
}

func (b *builder) depth() {
	o := Option{Name: "depth", Form: FormNumber, Value: "N", Default: []string{strconv.Itoa(b.plan.Spec.Structure.Depth)},
		Help: "so many levels; 0 is all", Origin: b.originOf("structure.depth", b.plan.Spec.Structure.Depth > 0)}
	b.add(o)
}

// toggle adds the flag that turns round what holds without it.
func (b *builder) toggle(on bool, name, help, otherwise string) {
	if on {
		name, help = "no_"+name, otherwise
	}
	b.flag(name, help)
}

// bomColumns reads everything from lines. The quantity is the program's own: it
// may be a total.
func (b *builder) bomColumns() {
	for _, c := range b.plan.Spec.Columns {
		if c.Of == spec.OfParent {
			c.Property = lineProperty(c.Property)
		}
		if c.Of == spec.OfLine && c.Property == "bl_quantity" {
			c.Of = spec.OfRun
		}
		b.plan.Columns = append(b.plan.Columns, Column{Column: c})
	}
}

// lineProperty is the property of a line that shows one of its item or its
// revision.
func lineProperty(property string) string {
	switch {
	case len(property) > 3 && property[:3] == "bl_":
		return property
	case property == "item_id":
		return "bl_item_item_id"
	}
	return "bl_rev_" + property
}
