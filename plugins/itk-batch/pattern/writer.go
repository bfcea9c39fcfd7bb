package pattern

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// writer gives the program the parts of every change: the result file, the dry
// run, the objects, the filters. The keys end the columns of the result file.
// The options of the pattern itself come first.
func (b *builder) writer(keys ...string) {
	b.resultOptions()
	b.source()
	b.filters()
	b.latest()
	kind := b.plan.Spec.Select.Kind
	if len(b.plan.Spec.Select.Include) > 0 {
		kind = spec.KindObject
	}
	b.plan.Keys = append(kindKeys(kind), keys...)
}

// kindKeys are the result columns that name an object of the kind.
func kindKeys(kind spec.Kind) []string {
	switch kind {
	case spec.KindItem:
		return []string{"item_id"}
	case spec.KindRevision:
		return []string{"item_id", "rev_id"}
	case spec.KindTask:
		return taskKeys
	}
	return []string{"type", "object"}
}

// resultOptions are the options that every writer has.
func (b *builder) resultOptions() {
	s := b.plan.Spec
	b.flag("nodryrun", "write; without it everything is only tried")
	b.text("result", "FILE", b.resultFile(), "file with a line for each object and what became of it", b.originOf("output.file", s.Output.File != "" || s.Output.Directory != ""))
	b.flag("append", "continue an existing result file")
	b.text("log", "FILE", b.logFile(), "log file, or a directory for it", b.originOf("output.log", s.Output.Log != ""))
	b.delimiter()
	if s.Safety.Bypass == spec.BypassOption {
		b.flag("bypass", "switch access rules off; needs a dba")
	}
	if b.guards("keepModified") {
		if s.Safety.KeepModified {
			b.flag("new_moddate", "let the date of the last change move")
		} else {
			b.flag("keep_moddate", "leave the date of the last change as it is")
		}
	}
	// Of an indented list the lines above would be missing.
	if s.Select.From == spec.FromInput && !s.Input.Has(spec.RoleLevel) {
		help := "begin at this line of the input, as the result file counts them"
		if b.plan.Groups {
			help = "begin with the structure of this line of the input"
		}
		b.number("start", 1, help)
	}
	limit := "stop after N changed objects; 0 is no limit"
	if s.Pattern == spec.DeleteObjects {
		limit = "stop after N deleted objects; 0 is refused"
	}
	if b.plan.Groups {
		limit = "stop with the structure in which N lines are changed; 0 is no limit"
	}
	b.number("max", s.Safety.Limit, limit)
	b.number("stop_after", s.Safety.StopAfter, "stop after N errors; 0 is never")
	b.number("progress", 1000, "report each N objects; 0 is never")
}

func (b *builder) guards(member string) bool {
	return spec.Guards(b.plan.Spec.Pattern, member)
}

func (b *builder) resultFile() string {
	out := b.plan.Spec.Output
	file := out.File
	if file == "" {
		file = b.plan.Program + "_result.csv"
	}
	if out.Directory == "" || absolute(file) {
		return file
	}
	return join(out.Directory, file, b.plan.MSVC)
}

// values gives each column of the input that is no key an option, so that the
// first test can be one object, and a column that is in no file its value.
func (b *builder) values(in *spec.Input) {
	for _, c := range in.Columns {
		switch c.Role {
		case spec.RoleItemID, spec.RoleRevID, spec.RoleUID, spec.RoleIgnore, spec.RoleParentID:
			continue
		}
		if c.Role == spec.RoleType {
			// -type= stands for empty cells, and comes with the source.
			b.plan.Values = append(b.plan.Values, Value{InputColumn: c, Name: "type"})
			continue
		}
		o := Option{
			Name: valueName(c), Form: FormText, Value: "TEXT",
			Help: "with -" + b.key() + "=, in place of the column " + string(c.Role), Origin: "default",
		}
		if c.Role == spec.RoleFile && b.key() == "file" {
			o.Value, o.Help = "FILE", "this one file and no list of files"
		}
		if c.Value != "" {
			o.Help, o.Default, o.Origin = string(c.Role)+" of every line", []string{c.Value}, "prompt"
		}
		b.plan.Values = append(b.plan.Values, Value{InputColumn: c, Name: b.add(o)})
	}
}

func valueName(c spec.InputColumn) string {
	switch c.Role {
	case spec.RoleProperty:
		return "to_" + c.Property
	case spec.RoleValue:
		return "to"
	case spec.RoleUser:
		return "new_user"
	case spec.RoleGroup:
		return "new_group"
	case spec.RoleStatus:
		return "new_status"
	}
	return strings.ReplaceAll(string(c.Role), "-", "_")
}

// key is the option that names one object in place of a file.
func (b *builder) key() string {
	if b.plan.Spec.Input.Has(spec.RoleUID) {
		return "uid"
	}
	if b.plan.Groups {
		return "parent_id"
	}
	if b.plan.Spec.FindsByName() {
		return "file"
	}
	return "item_id"
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// mayBeDataset reports whether an object that is changed may be a dataset.
func (p *Plan) mayBeDataset() bool {
	for _, include := range p.Spec.Select.Include {
		if include == spec.IncludeDatasets {
			return true
		}
	}
	return p.Spec.Select.Kind == spec.KindDataset || p.Spec.Select.Kind == spec.KindObject
}

// widening lists the calls that find what belongs to an object.
func (c *callSet) widening(p *Plan) {
	include := p.Spec.Select.Include
	if len(include) == 0 {
		return
	}
	c.all("TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
	for _, what := range include {
		switch what {
		case spec.IncludeItem:
			c.add("ITEM_ask_item_of_rev", true)
		case spec.IncludeRevisions:
			c.add("ITEM_list_all_revs", true)
		case spec.IncludeForms, spec.IncludeDatasets:
			c.add("GRM_list_secondary_objects_only", true)
		case spec.IncludeBOMViews:
			c.all("ITEM_list_bom_views", "ITEM_rev_list_bom_view_revs")
		}
	}
}

// ValueOf returns the column of that role, and for a property that of the name.
func (p *Plan) ValueOf(role spec.Role, property string) (Value, bool) {
	for _, v := range p.Values {
		if v.Role == role && v.Property == property {
			return v, true
		}
	}
	return Value{}, false
}

// Marks reports whether each change stands in a mark point. What has left the
// database cannot be taken back: a process that started or went on, a version
// that is purged.
func (p *Plan) Marks() bool {
	switch p.Spec.Pattern {
	case spec.WorkflowStart, spec.WorkflowTask, spec.DatasetPurge:
		return false
	}
	return p.Writes
}

// writer lists the calls of every change.
func (c *callSet) writer(p *Plan) {
	if !p.Writes {
		return
	}
	s := p.Spec
	if p.Marks() {
		c.all("POM_place_markpoint", "POM_forget_markpoint", "POM_roll_to_markpoint")
	}
	c.add("AOM_ask_value_string", !p.Makes)
	if len(p.Keys) > 0 && p.Keys[0] == "type" {
		c.all("TCTYPE_ask_object_type", "TCTYPE_ask_name2")
	}
	c.add("ITEM_ask_item_of_rev", s.Select.Kind == spec.KindRevision && !p.Groups)
	c.add("AM_check_privilege", p.Privilege != "")
	c.widening(p)
	c.add("AE_ask_dataset_latest_rev", s.Select.Kind == spec.KindObject)
	if locks := contains(*c, "AOM_refresh"); locks && p.mayBeDataset() {
		c.all("AE_save_myself", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
	}
	c.add("RES_is_checked_out", s.Safety.CheckedOut != "")
	c.add("WSOM_ask_release_status_list", s.Safety.Released == spec.GuardSkip)
	c.add("EPM_ask_active_job_for_target", s.Safety.InProcess == spec.GuardSkip)
	c.add("ITK_set_bypass", s.Safety.Bypass == spec.BypassOption)
	if spec.Guards(s.Pattern, "keepModified") {
		c.add("POM_set_env_info", true)
	}
}
