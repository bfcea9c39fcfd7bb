package prompt

import "strings"

// list reads what names the file with the objects, and its columns.
func (r *reader) list(t token, p phrase, n int) bool {
	if p.sense == property && p.arg == "uid@run" && !r.titled && !r.listing && (r.readsList() || !r.columnContext(n)) {
		r.byUID = true
		r.skip(n)
		return true
	}
	if !r.readsList() {
		return false
	}
	switch {
	case r.columnPlace():
		return true
	case t.fold == "listed" || t.fold == "aufgelistet" || t.fold == "aufgefuehrt":
		r.listMentioned = true
		r.skip(1)
		return true
	case p.sense == columnsWord && (r.at(r.pos).fold == "column" || r.at(r.pos).fold == "spalte") && r.title(r.pos+n, false) > 0 && r.at(r.pos+n+1).text != ",":
		return r.namedColumn(n)
	case p.sense == columnsWord && !isIncluding(p.words):
		i := r.pos + n
		for r.at(i).text == ":" || isArticle(r.at(i)) || isCopula(r.at(i)) {
			i++
		}
		return r.takeHeaders(i, true)
	case p.sense == format && !r.isOutput(p.words), p.sense == listWord && p.arg == "":
		r.listMentioned = true
		r.inputList(phrase{p.words, listWord, ""}, n)
		r.afterFile()
		return true
	case n == 0 && looksPath(t.text) && r.role != "log" && r.role != "out file" && r.role != "out folder" && hasExtension(t.text) && (r.spec.Input == nil || r.spec.Input.File == ""):
		r.role, r.listMentioned = "", true
		r.inputFile(t.text)
		r.skip(1)
		r.afterFile()
		r.took(0)
		return true
	case p.sense == preposition && p.arg == "in" && looksPath(r.at(r.pos+n).text) && (r.spec.Input == nil || r.spec.Input.File == ""):
		r.skip(n)
		r.inputFile(r.at(r.pos).text)
		r.skip(1)
		r.afterFile()
		r.took(0)
		return true
	case !r.titled && (r.spec.Input != nil || r.afterMark(":") || r.at(r.pos+max(n, 1)).text == ";" || r.rolesBegin()):
		return r.takeHeaders(r.pos, false)
	}
	return false
}

// isCopula reports the verb of "the columns are a, b and c".
func isCopula(t token) bool {
	if t.kind != word {
		return false
	}
	switch t.fold {
	case "are", "is", "sind", "lauten", "heissen", "being", "namely", "naemlich":
		return true
	}
	return false
}

func (r *reader) afterMark(text string) bool { return r.at(r.pos-1).text == text }

// isOutput tells "to csv" from "from csv".
func (r *reader) isOutput(words string) bool {
	switch first, _, _ := strings.Cut(words, " "); first {
	case "to", "as", "als", "nach", "into", "output":
		return true
	}
	return false
}

// afterFile reads the titles behind the name of a file.
func (r *reader) afterFile() {
	i, free := r.pos, false
	for i < len(r.tokens) {
		t := r.at(i)
		switch {
		case t.text == ":" || t.text == "=":
			free = true
		case t.kind == word && (t.fold == "with" || t.fold == "mit" || t.fold == "columns" || t.fold == "spalten" || t.fold == "column" || t.fold == "has" || t.fold == "format" || t.fold == "header"):
			free = free || t.fold == "columns" || t.fold == "spalten" || t.fold == "header"
		default:
			if r.titled {
				return
			}
			r.takeHeaders(i, free)
			return
		}
		i++
	}
}

// rolesBegin reports two titles of roles with a comma between them, which
// nothing has announced: "import bom parent,child,qty".
func (r *reader) rolesBegin() bool {
	_, n := r.roleWords(r.pos)
	if n == 0 || r.at(r.pos+n).text != "," {
		return false
	}
	_, m := r.roleWords(r.pos + n + 1)
	return m > 0
}
