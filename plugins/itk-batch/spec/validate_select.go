package spec

import (
	"slices"
	"strings"
)

func (s Spec) validateSelect(e *Errors, r *rule) {
	sel := s.Select
	oneOf(e, "select.from", sel.From, r.from...)
	oneOf(e, "select.kind", sel.Kind, r.kinds...)
	e.line("select.type", sel.Type, 0, 64)
	if sel.TypeGiven && sel.Type == "" {
		e.add("select.typeGiven", "is true, but there is no type")
	}
	s.validateRevision(e)
	s.validateObjects(e)
	e.block("select.query", sel.Query != nil, sel.From, FromQuery)
	if sel.Query != nil {
		e.query(*sel.Query)
	}
	e.block("select.folder", sel.Folder != nil, sel.From, FromFolder)
	if sel.Folder != nil {
		e.line("select.folder.name", sel.Folder.Name, 1, 128)
		e.line("select.folder.owner", sel.Folder.Owner, 0, 128)
	}
	for i, include := range sel.Include {
		path := index("select.include", i)
		if len(r.include) == 0 {
			e.add(path, r.id+" takes the selected objects alone: select what belongs to them by its own kind and type, or name it in a list")
			continue
		}
		oneOf(e, path, include, r.include...)
		if slices.Contains(sel.Include[:i], include) {
			e.add(path, quoted(string(include))+" is given twice")
		}
	}
}

func (s Spec) validateObjects(e *Errors) {
	objects := s.Select.Objects
	if len(objects) > 0 && s.Select.From != FromArguments {
		e.add("select.objects", "is allowed only when select.from is "+quoted(string(FromArguments)))
	}
	if len(objects) > 100 {
		e.add("select.objects", "holds more than 100 objects; put them into an input file")
	}
	for i, o := range objects {
		path := index("select.objects", i)
		e.line(path+".itemId", o.ItemID, 0, 128)
		e.line(path+".revId", o.RevID, 0, 128)
		switch {
		case o.UID == "" && o.ItemID == "":
			e.add(path, `needs an "itemId" or a "uid"`)
		case o.UID != "" && (o.ItemID != "" || o.RevID != ""):
			e.add(path, `has a "uid" and an id: one of them names the object`)
		case o.UID != "" && !isUID(o.UID):
			e.add(path+".uid", quoted(o.UID)+" is no UID: 1 to 32 letters, digits, _ and $")
		case o.RevID != "" && s.Select.Kind != KindRevision:
			e.add(path+".revId", "a revision id identifies revisions only")
		case o.ItemID != "" && s.Select.Kind != KindItem && s.Select.Kind != KindRevision:
			e.add(path+".itemId", `an item id identifies items and revisions only; use "uid"`)
		}
		if i > 0 && (o.UID == "") != (objects[0].UID == "") {
			e.add(path, "mixes item ids and UIDs; name all objects in one way")
		}
	}
}

func isUID(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) && s[i] != '_' && s[i] != '$' {
			return false
		}
	}
	return len(s) <= 32
}

func (s Spec) validateRevision(e *Errors) {
	const path = "select.revision"
	if s.Select.Revision == "" && s.Select.Kind != KindRevision {
		return
	}
	if s.Select.Revision == "" && Writes(s.Pattern) {
		e.add(path, "is missing: a change needs to know which revisions of an item are meant")
		return
	}
	if s.Select.Kind != KindRevision && (s.Pattern != WhereUsed || s.Select.Kind != KindItem) {
		e.add(path, "is allowed only for the kind "+quoted(string(KindRevision)))
		return
	}
	oneOf(e, path, s.Select.Revision, RevisionGiven, RevisionLatest,
		RevisionLatestReleased, RevisionLatestWorking, RevisionAll)
	if s.Select.Revision == RevisionGiven && s.Select.From != FromArguments && !s.namesRevision() {
		e.add(path, `"given" needs an input column with the role "rev-id" or "uid"`)
	}
}

func (e *Errors) query(q Query) {
	e.line("select.query.name", q.Name, 1, 128)
	for i, entry := range q.Entries {
		path := index("select.query.entries", i)
		e.line(path+".entry", entry.Entry, 1, 128)
		e.value(path+".value", entry.Value)
	}
}

func (s Spec) validateInput(e *Errors, r *rule) {
	e.block("input", s.Input != nil, s.Select.From, FromInput)
	if s.Input == nil {
		return
	}
	in := s.Input
	e.line("input.file", in.File, 0, 200)
	oneOf(e, "input.delimiter", in.Delimiter, ",", ";", "\t", "|", "^")
	oneOf(e, "input.encoding", in.Encoding, EncodingSite, EncodingUTF8, EncodingLatin1, EncodingWindows1252)
	oneOf(e, "input.repeat", in.Repeat, RepeatEach, RepeatOnce, RepeatError)
	if in.Empty != "" && !r.setsValues() {
		e.add("input.empty", r.id+" sets no values")
	} else if r.setsValues() {
		oneOf(e, "input.empty", in.Empty, EmptyKeep, EmptyClear, EmptyError)
	}
	e.inputDates(in.Dates)
	if in.Decimal != "" {
		oneOf(e, "input.decimal", in.Decimal, ".", ",")
		if in.Decimal == in.Delimiter {
			e.add("input.decimal", "is the delimiter as well")
		}
	}
	e.inputColumns(in.Columns, s.Select.Kind, r)
}

// inputDates wants a form that programs can read: digits for day, month and
// year, perhaps for a time, and signs between them.
func (e *Errors) inputDates(form string) {
	const path = "input.dates"
	e.line(path, form, 0, 32)
	if form == "" {
		return // the default
	}
	parts := ""
	for i := 0; i < len(form); i++ {
		if form[i] != '%' {
			continue
		}
		i++
		if i == len(form) || strings.IndexByte("dmYyHMS", form[i]) < 0 {
			e.add(path, quoted(form)+" holds what no program reads; choose %d, %m, %Y, %y, %H, %M and %S: digits")
			return
		}
		parts += form[i : i+1]
	}
	if !strings.Contains(parts, "d") || !strings.Contains(parts, "m") || !strings.ContainsAny(parts, "Yy") {
		e.add(path, quoted(form)+" must hold %d, %m and %Y or %y")
	}
}
