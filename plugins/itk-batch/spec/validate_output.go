package spec

import (
	"slices"
	"strings"
)

func (s Spec) validateColumns(e *Errors, r *rule) {
	if len(r.of) == 0 && len(s.Columns) > 0 {
		e.add("columns", r.id+" writes a result file with fixed columns, so that what was changed can be checked and a run resumed: let query-export write other columns of the same objects, before or after it")
		return
	}
	if len(s.Columns) > 100 {
		e.add("columns", "holds more than 100 columns")
	}
	for i, c := range s.Columns {
		e.column(index("columns", i), c, s.Select.Kind, r)
	}
}

func (e *Errors) column(path string, c Column, kind Kind, r *rule) {
	e.identifier(path+".property", c.Property)
	oneOf(e, path+".of", c.Of, r.of...)
	if c.Of != OfItem || !r.structure {
		e.reach(path+".of", c.Of, kind)
	}
	e.line(path+".header", c.Header, 0, 64)
	oneOf(e, path+".as", c.As, AsDisplay, AsRaw)
	e.line(path+".type", c.Type, 0, 64)
	if c.Of == OfRun && !slices.Contains(r.run, c.Property) {
		e.add(path+".property", "of the run there are only "+strings.Join(r.run, ", "))
	}
	related := c.Of == OfRelated || c.Of == OfFile
	switch {
	case c.Relation != "":
		e.identifier(path+".relation", c.Relation)
		if !related {
			e.add(path+".relation", `is allowed only for "related" and "file"`)
		}
	case c.Of == OfRelated, c.Of == OfFile && kind != KindDataset:
		e.add(path+".relation", "is missing: it leads to the "+string(c.Of))
	}
}

// reach reports an object that cannot be reached from the kind.
func (e *Errors) reach(path string, of Of, kind Kind) {
	switch {
	case of == OfItem && kind != KindRevision && kind != KindDataset:
		e.add(path, `"item" can be reached only from revisions and datasets`)
	case of == OfRevision && kind != KindItem && kind != KindDataset:
		e.add(path, `"revision" can be reached only from items and datasets`)
	}
}

func (s Spec) validateOutput(e *Errors, r *rule) {
	o := s.Output
	if s.Writes() && o.Format != FormatCSV {
		e.add("output.format", "a result file is always \"csv\"")
	}
	if o.CountOnly && r.id != QueryExport {
		e.add("output.countOnly", "is allowed only for "+QueryExport)
	}
	if s.Writes() && (o.EmptyExit != 0 || len(o.Sort) > 0) {
		e.add("output", "a result file has neither an order of its own nor an exit code when it is empty")
	}
	oneOf(e, "output.format", o.Format, FormatCSV, FormatText, FormatJSON)
	e.line("output.file", o.File, 0, 200)
	e.line("output.directory", o.Directory, 0, 200)
	e.line("output.log", o.Log, 0, 200)
	oneOf(e, "output.delimiter", o.Delimiter, ",", ";", "\t", "|", "^")
	oneOf(e, "output.quote", o.Quote, QuoteMinimal, QuoteAll)
	oneOf(e, "output.encoding", o.Encoding, EncodingSite, EncodingUTF8, EncodingUTF8BOM, EncodingLatin1, EncodingWindows1252)
	if o.Format == FormatJSON && o.Encoding != EncodingUTF8 {
		e.add("output.encoding", `JSON is always "utf-8"`)
	}
	oneOf(e, "output.siteEncoding", o.SiteEncoding, EncodingUnknown, EncodingUTF8, EncodingLatin1, EncodingWindows1252)
	oneOf(e, "output.newline", o.Newline, NewlineLF, NewlineCRLF)
	e.line("output.dates", o.Dates, 1, 32)
	e.line("output.list", o.List, 1, 4)
	oneOf(e, "output.decimal", o.Decimal, ".", ",")
	for i, key := range o.Sort {
		if !s.writes(key.Property) {
			e.add(index("output.sort", i)+".property", quoted(key.Property)+" is not among the columns")
		}
	}
	if o.EmptyExit < 0 || o.EmptyExit > 9 {
		e.add("output.emptyExit", "must be 0 to 9")
	}
}

func (s Spec) writes(property string) bool {
	return slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Property == property })
}
