package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// place reads where something is written to, or read from.
func (r *reader) place(p phrase, n int) {
	role := p.arg
	if p.sense == logWord {
		role = "log"
	}
	i := r.pos + n
	explicit := role == "out file" || role == "out folder" || role == "log"
	for r.at(i).text == ":" || r.at(i).text == "=" || r.at(i).kind == word && (isArticle(r.at(i)) || explicit && (r.at(i).fold == "to" || r.at(i).fold == "in" || r.at(i).fold == "file" || r.at(i).fold == "into" || r.at(i).fold == "is" || r.at(i).fold == "named" || r.at(i).fold == "called" || r.at(i).fold == "nach" || r.at(i).fold == "datei")) {
		i++
	}
	t := r.at(i)
	if t.kind == mark || !(looksPath(t.text) || explicit && (t.kind == quoted || t.literal) || t.kind == quoted && role == "out" && looksPath(t.text)) {
		r.skip(n)
		r.role = role
		return
	}
	r.skip(i - r.pos)
	r.put(role, t.text)
	r.took(1)
}

// put takes a path in its role.
func (r *reader) put(role, path string) {
	switch role {
	case "log":
		r.spec.Output.Log = path
	case "out folder":
		r.putDirectory(path)
	case "in":
		r.inputFile(path)
		r.inputColumns()
	default:
		r.putFile(path)
	}
}

func (r *reader) putDirectory(path string) {
	r.spec.Output.Directory = path
	r.exported = true
}

// putFile takes the output file, or the directory when the path has no
// extension. Its extension decides the format when nothing else does.
func (r *reader) putFile(path string) {
	if strings.HasSuffix(path, "/") || strings.HasSuffix(path, `\`) || !hasExtension(path) {
		r.putDirectory(path)
		return
	}
	if ext := extension(path); ext == "xlsx" || ext == "xls" {
		r.soft = append(r.soft, "xlsx")
		return
	} else if r.spec.Output.Format == "" {
		r.spec.Output.Format = formatOf(ext)
		if ext == "tsv" && r.spec.Output.Delimiter == "" {
			r.spec.Output.Delimiter = "\t"
		}
	}
	r.exported = true
	r.spec.Output.File = r.runDay(path)
}

// runDay turns a written-out date in a file name into the day of the run.
func (r *reader) runDay(path string) string {
	for _, form := range [...]string{"{yyyymmdd}", "{YYYYMMDD}", "YYYYMMDD", "yyyymmdd", "%Y%m%d", "YYYY-MM-DD", "yyyy-mm-dd"} {
		if strings.Contains(path, form) {
			r.note("output.file", spec.NoteAssumed, "the date in the name is the date of the run")
			return strings.Replace(path, form, "{yyyymmdd}", 1)
		}
	}
	return path
}

func formatOf(ext string) spec.Format {
	switch ext {
	case "json":
		return spec.FormatJSON
	case "txt", "dat", "tsv", "out":
		return spec.FormatText
	}
	return spec.FormatCSV
}

func extension(path string) string {
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return strings.ToLower(name[i+1:])
	}
	return ""
}

func hasExtension(path string) bool {
	ext := extension(path)
	return ext != "" && len(ext) <= 5 && !strings.ContainsAny(ext, " *")
}

// looksPath reports a file name or a path.
func looksPath(s string) bool {
	switch {
	case strings.HasPrefix(s, "/") && len(s) > 1, strings.HasPrefix(s, `\\`), strings.HasPrefix(s, "./"), strings.HasPrefix(s, "../"),
		strings.HasPrefix(s, "~/"), strings.HasPrefix(s, "$") && len(s) > 1, strings.HasPrefix(s, `.\`):
		return true
	case len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/'):
		return true
	}
	switch extension(s) {
	case "csv", "txt", "json", "log", "dat", "tsv", "lst", "out", "xlsx", "xls":
		return true
	}
	return false
}

// literal reads a word that no phrase begins with: a path, an identifier, a
// type, or something unknown.
func (r *reader) literal(t token) {
	switch {
	case looksPath(t.text):
		r.path(t)
	case r.relationName(t):
	case spec.IsIdentifier(t.text) && t.literal:
		r.identifier(t)
	case t.literal && r.objectSeen && r.isItemID(t):
		r.bareItemIDs()
	case !t.literal && r.typeBefore(1):
	default:
		r.loose(t)
	}
}

// path takes a path by the preposition before it; without one it is the
// output when it stands after other things, and the input after "in".
func (r *reader) path(t token) {
	role := r.role
	r.role = ""
	before := r.at(r.pos - 1).fold
	if role == "" && (before == "in" || before == "im") && r.spec.Select.From == "" && len(r.spec.Where) == 0 && !r.spec.Output.CountOnly && r.spec.Output.Format == "" && formatOf(extension(t.text)) != spec.FormatJSON {
		role = "in"
		r.note("input.file", spec.NoteAssumed, "the file after \"in\" taken as the list of objects; write \"to file\" for the output")
	}
	r.skip(1)
	r.put(role, t.text)
	r.took(0)
}

func (r *reader) relationName(t token) bool {
	if !strings.HasPrefix(t.fold, "iman_") && !strings.HasPrefix(t.fold, "tc_") && !strings.HasPrefix(t.text, "CMHas") {
		return false
	}
	if !spec.IsIdentifier(t.text) || strings.HasSuffix(t.fold, "revision") {
		return false
	}
	guarded, negated := r.isGuarded(), r.negate
	r.useRelation(t.text, guarded, negated)
	r.took(1)
	return true
}

// identifier reads an internal name: a filter, a type or a column.
func (r *reader) identifier(t token) {
	if r.typeBefore(1) {
		return
	}
	if r.filter(t.text, 1) {
		return
	}
	if !r.objectSeen && !strings.Contains(t.text, "_") && isUpperFirst(t.text) && !r.listing ||
		strings.HasSuffix(t.fold, "revision") && !r.objectSeen {
		r.setType(t.text)
		r.took(1)
		return
	}
	if !strings.Contains(t.text, "_") && !r.listing && r.guard != "columns" && !r.isColumnGuard() {
		r.loose(t)
		return
	}
	if r.negate || r.emptyOp != "" {
		r.emptiness(t.text, 1)
		return
	}
	r.column(t.text, "")
	r.took(1)
	r.guard = "columns"
}

func (r *reader) isColumnGuard() bool { return r.guard == "with" || r.guard == "mit" }

// typeBefore reads "PNX4Part revisions": a name before the word of its kind.
func (r *reader) typeBefore(n int) bool {
	t := r.at(r.pos)
	next, m := match(r.tokens, min(r.pos+n, len(r.tokens)-1))
	if r.pos+n >= len(r.tokens) || next.sense != object && !(next.sense == property && next.arg == "item_revision_id") || !isUpperFirst(t.text) && !t.literal || r.objectSeen {
		return false
	}
	kind, typ, _ := strings.Cut(next.arg, "|")
	typ, _, _ = strings.Cut(typ, "|")
	if next.sense == property {
		kind, typ = "revision", "ItemRevision"
	}
	if typ != "" && typ != "Item" && typ != "ItemRevision" || kind == "object" {
		return false
	}
	r.setObject(kind + "||given")
	r.spec.Select.Type = t.text
	if kind == "revision" && !strings.HasSuffix(t.fold, "revision") {
		r.spec.Select.Type = t.text + "Revision"
		if strings.Contains(t.text, " ") || !t.literal {
			r.spec.Select.Type = t.text + " Revision"
		}
		r.note("select.type", spec.NoteAssumed, "the revision type of \""+t.text+"\" taken as \""+r.spec.Select.Type+"\": option -type=")
	}
	r.took(n + m)
	return true
}

// isItemID reports numbers such as 4711 or P-2024 right after the objects.
func (r *reader) isItemID(t token) bool {
	before := r.at(r.pos - 1)
	p, _ := match(r.tokens, max(r.pos-1, 0))
	return strings.ContainsAny(t.text, "0123456789") && before.kind == word &&
		(p.sense == object || p.arg == "item_revision_id") && r.spec.Select.Kind != spec.KindDataset
}

func (r *reader) bareItemIDs() {
	negated := r.negate
	r.exactOrPattern(spec.FieldItemID, negated, r.ids(spec.FieldItemID))
	r.took(0)
}

// loose keeps a word that was not understood. After a word that announced a
// restriction or a column it must not be dropped.
func (r *reader) loose(t token) {
	text := "\"" + clip(t.text, 60) + "\""
	switch {
	case r.listing:
		r.missing = append(r.missing, "the internal name of the column "+text)
	case r.role != "" && t.kind == quoted && !r.isGuarded():
		r.put(r.role, t.text)
		r.role = ""
		r.took(1)
		return
	case r.isGuarded() || t.kind == quoted:
		r.missing = append(r.missing, "what "+text+" restricts: name the property, such as object_name = "+text)
	default:
		r.unknown = append(r.unknown, text)
	}
	r.pos++
}
