package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// settleColumns decides on which object each property is read.
func (r *reader) settleColumns() {
	if len(r.spec.Columns) == 0 {
		r.spec.Columns = spec.DefaultColumns(r.spec.Pattern, r.spec.Select.Kind)
		if !r.spec.Output.CountOnly {
			r.note("columns", spec.NoteDefault, "no columns named: the usual ones of the kind")
		}
	}
	if r.spec.Pattern == spec.QueryExport && r.addsColumns() && !r.hasColumn("item_id") && !r.hasColumn("object_string") && !r.hasColumn("object_name") && !r.hasColumn("uid") {
		r.spec.Columns = r.besidesUsual()
		r.note("columns[0]", spec.NoteAssumed, "what is wished with the objects stands behind the usual columns of the kind")
	}
	if r.spec.Select.From == spec.FromInput && !r.hasColumn("item_id") && !r.hasColumn("object_string") && !r.hasColumn("object_name") && !r.hasColumn("uid") {
		r.spec.Columns = append(r.keyColumns(), r.spec.Columns...)
		r.note("columns[0]", spec.NoteDefault, "the object of the list stands before the columns that are named")
	}
	for i := range r.spec.Columns {
		c := &r.spec.Columns[i]
		if c.Of == "" {
			c.Of = r.placeOf(c.Property)
		}
		path := pathAt("columns", i)
		r.checkedNote(path, c.Property)
		if c.Of != spec.OfFile {
			continue
		}
		if c.Property == "byte_size" {
			r.note(path, spec.NoteUncertain, "the size is read from the file object; its attribute is checked at the site")
		}
		if r.spec.Select.Kind != spec.KindDataset {
			c.Relation = r.relation
			if c.Relation == "" {
				c.Relation = defaultRelation
				r.note(path+".relation", spec.NoteAssumed, "relation of the "+fileWordOf(c.Type)+" not named: "+defaultRelation+", option -relation=")
			}
		}
	}
}

// addsColumns reports "parts with their owner", which asks for the parts and
// that; "parts with owner" names the columns.
func (r *reader) addsColumns() bool {
	for i, t := range r.tokens {
		if t.isOneOf("with", "including", "mit", "samt") && r.at(i+1).isOneOf("their", "its", "ihrem", "ihren", "ihrer", "deren", "dessen") {
			return true
		}
	}
	return false
}

// besidesUsual are the usual columns of the kind and then those that are named.
func (r *reader) besidesUsual() []spec.Column {
	named := func(usual spec.Column) bool { return r.hasColumn(usual.Property) }
	return append(slices.DeleteFunc(spec.DefaultColumns(r.spec.Pattern, r.spec.Select.Kind), named), r.spec.Columns...)
}

func fileWordOf(typ string) string {
	if typ == "" {
		return "files"
	}
	return typ
}

// placeOf returns the object that has the property.
func (r *reader) placeOf(property string) spec.Of {
	switch r.spec.Select.Kind {
	case spec.KindRevision:
		if property == "item_id" || property == "uom_tag" {
			return spec.OfItem
		}
	case spec.KindDataset:
		switch property {
		case "item_id", "uom_tag":
			return spec.OfItem
		case "item_revision_id":
			return spec.OfRevision
		}
	case spec.KindItem:
		switch property {
		case "item_revision_id", "release_status_list", "date_released", "last_release_status", "sequence_id":
			return spec.OfRevision
		}
	}
	return spec.OfSelf
}

// checkedNote marks properties that not every site has.
func (r *reader) checkedNote(path, property string) {
	switch property {
	case "uom_tag", "project_ids", "owning_site":
		r.note(path, spec.NoteUncertain, property+" is looked up at the site before the first object")
	}
}

// settleOutput completes the shape of the files.
func (r *reader) settleOutput() {
	o := &r.spec.Output
	if o.Format == "" {
		o.Format = spec.FormatCSV
		if o.Delimiter == "\t" && !r.readsList() {
			o.Format = spec.FormatText
		}
		if !r.readsList() {
			r.note("output.format", spec.NoteDefault, "no format named: "+string(o.Format))
		}
	}
	if o.Format == spec.FormatJSON {
		if o.Encoding != "" && o.Encoding != spec.EncodingUTF8 {
			r.missing = append(r.missing, "an encoding that JSON allows: it is always UTF-8")
		}
		o.Encoding = spec.EncodingUTF8
	}
	if o.Decimal == "," && o.Delimiter == "" {
		o.Delimiter = ";"
		r.note("output.delimiter", spec.NoteAssumed, "; because a decimal comma needs it")
	}
	switch o.Encoding {
	case "":
		r.note("output.encoding", spec.NoteDefault, "as the site's server delivers it")
	case spec.EncodingSite:
	default:
		r.note("output.siteEncoding", spec.NoteUncertain, "the server's own encoding is not known: every value is checked, and a row that does not fit is an error line")
	}
	if o.Newline == "" && r.context.Compiler == "msvc" {
		o.Newline = spec.NewlineCRLF
	}
	for _, path := range [...]string{o.File, o.Directory, o.Log} {
		if strings.ContainsFunc(path, isControl) {
			r.missing = append(r.missing, "a path without control characters")
		}
	}
}

func isControl(c rune) bool { return c < 0x20 || 0x7f <= c && c < 0xa0 }

// keyColumns name the object of a list, as its lines do.
func (r *reader) keyColumns() []spec.Column {
	if kind := r.spec.Select.Kind; kind != spec.KindItem && kind != spec.KindRevision {
		return []spec.Column{{Property: "object_string"}}
	}
	keys := []spec.Column{{Property: "item_id"}}
	if r.spec.Select.Kind == spec.KindRevision && !r.hasColumn("item_revision_id") {
		keys = append(keys, spec.Column{Property: "item_revision_id"})
	}
	return keys
}
