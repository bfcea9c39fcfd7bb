package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// source gives the program the options that say where objects come from.
func (b *builder) source() {
	s := b.plan.Spec.Select
	switch s.From {
	case spec.FromInput:
		b.inputOptions()
	case spec.FromArguments:
		b.argumentOptions()
	case spec.FromQuery:
		b.queryOptions(s.Query)
	case spec.FromFolder:
		b.text("folder", "PATH", s.Folder.Name, "folder, or folders from the home folder down with / between them", "prompt")
		b.text("folder_owner", "USER", s.Folder.Owner, "owner of the folder; who runs the program without it", b.originOf("select.folder.owner", s.Folder.Owner != ""))
	}
	b.text("type", "NAME", b.typeName(), "internal name of the type; subtypes "+included(s.Subtypes), b.typeOrigin())
}

func included(subtypes bool) string {
	if subtypes {
		return "included"
	}
	return "excluded"
}

// typeName is the type that the program looks for: without one in the Spec
// the class of the whole kind.
func (b *builder) typeName() string {
	if t := b.plan.Spec.Select.Type; t != "" {
		return t
	}
	return b.plan.Spec.Select.Kind.RootClass()
}

func (b *builder) typeOrigin() string {
	switch s := b.plan.Spec.Select; {
	case s.Type == "":
		return "default"
	case s.TypeGiven:
		return "prompt"
	}
	return "assumed"
}

func (b *builder) inputOptions() {
	in := b.plan.Spec.Input
	b.text("input", "FILE", in.File, b.inputHelp(), b.originOf("input.file", in.File != ""))
	b.keyOptions(in)
	b.values(in)
}

func (b *builder) inputHelp() string {
	if b.plan.Spec.FindsByName() {
		return "list of files, one per line"
	}
	if b.plan.Groups {
		return "file with one component per line"
	}
	return "file with one object per line"
}

// keyOptions name one object in place of a file.
func (b *builder) keyOptions(in *spec.Input) {
	if in.Has(spec.RoleUID) {
		b.text("uid", "UID", "", "this one object and no file", "default")
		return
	}
	if b.plan.Groups {
		b.text("parent_id", "ID", "", "this one parent and no file", "default")
		if in.Has(spec.RoleLevel) && b.plan.Spec.Select.Revision == spec.RevisionGiven {
			b.text("parent_rev", "ID", "", "its revision", "default")
		}
		return
	}
	if b.plan.Spec.FindsByName() {
		return // the option of the column names the one file
	}
	b.text("item_id", "ID", "", "this one item and no file", "default")
	if in.Has(spec.RoleRevID) {
		b.text("rev_id", "ID", "", "its revision", "default")
	}
}

// argumentOptions name the objects on the command line, in lists that go
// together.
func (b *builder) argumentOptions() {
	s := b.plan.Spec.Select
	var items, revisions, uids []string
	for _, o := range s.Objects {
		if o.UID != "" {
			uids = append(uids, o.UID)
			continue
		}
		items = append(items, o.ItemID)
		if o.RevID != "" {
			revisions = append(revisions, o.RevID)
		}
	}
	origin := b.originOf("select.objects", len(s.Objects) > 0)
	byItem := s.Kind == spec.KindItem || s.Kind == spec.KindRevision
	if byItem && len(uids) == 0 {
		b.add(Option{Name: "item_id", Form: FormList, Value: "ID", Default: items, Help: "these items", Origin: origin})
		if s.Revision == spec.RevisionGiven {
			b.add(Option{Name: "rev_id", Form: FormList, Value: "ID", Default: revisions, Help: "their revisions, in the same order", Origin: origin})
		}
	}
	b.add(Option{Name: "uid", Form: FormList, Value: "UID", Default: uids, Help: "objects with these UIDs", Origin: origin})
}

func (b *builder) queryOptions(q *spec.Query) {
	b.text("query", "NAME", q.Name, "saved query", "prompt")
	var entries, values []string
	for _, e := range q.Entries {
		entries, values = append(entries, e.Entry), append(values, e.Value)
	}
	b.add(Option{Name: "entries", Form: FormList, Value: "A;B", Default: entries, Help: "entries of the query as users see them", Origin: "prompt"})
	b.add(Option{Name: "values", Form: FormList, Value: "X;Y", Default: values, Help: "their values, in the same order", Origin: "prompt"})
}
