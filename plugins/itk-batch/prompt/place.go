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
	r.skip(i + 1 - r.pos)
	r.put(role, t.text)
	r.took(0)
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
