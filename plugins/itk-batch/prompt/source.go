package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// source reads where the objects come from.
func (r *reader) source(p phrase, n int) {
	switch p.sense {
	case queryWord:
		r.savedQuery(p, n)
	case folderWord:
		r.folder(p, n)
	case recursive:
		if r.spec.Select.Folder != nil {
			r.spec.Select.Folder.Recursive = !r.negate
		} else {
			r.missing = append(r.missing, "the folder that is to be read recursively")
		}
		r.open = nil
		r.took(n)
	case listWord:
		r.inputList(p, n)
	}
}

// savedQuery reads the name of a saved query and its entries. The bare word
// "query" counts only with a quoted name behind it.
func (r *reader) savedQuery(p phrase, n int) {
	i := r.pos + n
	for r.at(i).text == ":" || r.at(i).kind == word && (r.at(i).fold == "named" || r.at(i).fold == "called" || r.at(i).fold == "namens") {
		i++
	}
	t := r.at(i)
	if p.arg == "maybe" && t.kind != quoted && !strings.HasSuffix(t.text, "...") {
		r.exported = true
		r.skip(n)
		return
	}
	name, m := t.text, 1
	switch {
	case t.kind == mark:
		r.missing = append(r.missing, "the name of the saved query")
		r.took(n)
		return
	case t.kind == word:
		for i+m < len(r.tokens) && r.at(i+m).kind == word && isUpperFirst(r.at(i+m).text) {
			m++
		}
		name = r.slice(i, i+m)
	}
	r.skip(i - r.pos + m)
	r.exported = true
	r.spec.Select.From = spec.FromQuery
	r.spec.Select.Query = &spec.Query{Name: name}
	r.entries()
	r.took(0)
}

// entries reads "with Item ID = 4711* and Type = "Part Revision"".
func (r *reader) entries() {
	start := r.pos
	for p, n := r.next(); n > 0 && (p.sense == with || p.sense == marker || p.sense == filler || p.sense == and); p, n = r.next() {
		r.skip(n)
	}
	if r.at(r.pos).text == ":" || r.at(r.pos).text == "(" {
		r.pos++
	}
	found := false
	for {
		end := r.entryName()
		if end == 0 {
			break
		}
		found = true
		e := spec.Entry{Entry: strings.Trim(r.slice(r.pos, end), "\"'“”„`")}
		r.skip(end + 1 - r.pos)
		if v, n := r.entryValue(); n > 0 {
			e.Value = v
			r.skip(n)
			r.spec.Select.Query.Entries = append(r.spec.Select.Query.Entries, e)
		} else {
			r.missing = append(r.missing, "a value for the query entry \""+e.Entry+"\": an empty one would widen the result")
		}
		for r.at(r.pos).text == "," || r.at(r.pos).text == ";" || isConjunction(r.at(r.pos)) {
			if r.pos++; r.pos >= len(r.tokens) {
				break
			}
		}
	}
	if !found {
		r.pos = start
	}
}

func (r *reader) next() (phrase, int) {
	if r.pos >= len(r.tokens) {
		return phrase{}, 0
	}
	return match(r.tokens, r.pos)
}

// entryName returns the place of the equals sign after an entry's name of up
// to five words, or 0.
func (r *reader) entryName() int {
	for i := r.pos; i < len(r.tokens) && i-r.pos <= 5; i++ {
		if r.tokens[i].text == "=" && i > r.pos {
			return i
		}
		if r.tokens[i].kind == mark {
			return 0
		}
	}
	return 0
}

// entryValue reads quoted text or the words up to the next separator.
func (r *reader) entryValue() (string, int) {
	t := r.at(r.pos)
	if t.kind != word {
		return t.text, boolToInt(t.kind == quoted && t.text != "")
	}
	end := r.pos + 1
	for end < len(r.tokens) && r.tokens[end].kind == word && !isConjunction(r.tokens[end]) {
		if p, _ := match(r.tokens, end); p.sense == format || p.sense == columnsWord || p.sense == preposition || p.sense == sortWord || p.sense == with || p.sense == delimiterWord {
			break
		}
		end++
	}
	return r.slice(r.pos, end), end - r.pos
}

// folder reads the name of a folder and whose it is.
func (r *reader) folder(p phrase, n int) {
	if r.at(r.pos+n-1).fold == "folders" {
		r.skip(n - 1)
		r.object(phrase{"folder", object, "folder|Folder|given"}, 1)
		return
	}
	r.skip(n)
	name := p.arg
	if name == "" {
		if r.at(r.pos).text == ":" {
			r.pos++
		}
		t := r.at(r.pos)
		switch {
		case t.kind == mark:
			r.missing = append(r.missing, "the name of the folder")
			return
		case strings.HasPrefix(t.text, "/") || strings.Contains(t.text, `:\`) || strings.HasPrefix(t.text, `\\`):
			r.putDirectory(t.text)
			r.took(1)
			return
		}
		end := r.pos + 1
		for t.kind == word && r.at(end).kind == word && (r.at(end).joined || isUpperFirst(r.at(end).text)) {
			if q, _ := match(r.tokens, end); q.sense != nothing && q.sense != object {
				break
			}
			end++
		}
		name = t.text
		if t.kind == word {
			name = r.slice(r.pos, end)
		}
		r.skip(end - r.pos)
	}
	r.spec.Select.From = spec.FromFolder
	r.spec.Select.Folder = &spec.Folder{Name: name}
	r.folderOwner()
	r.exported = true
	r.took(0)
}

func (r *reader) folderOwner() {
	p, n := r.next()
	if p.sense != author || p.arg != "owner" {
		return
	}
	if owner, m := r.nameAt(r.pos+n, spec.FieldOwner); m > 0 && owner != "@me" {
		r.spec.Select.Folder.Owner = owner
		r.skip(n + m)
	}
}

// inputList reads "from list ids.txt (item_id;rev)".
func (r *reader) inputList(p phrase, n int) {
	if arg, ok := strings.CutPrefix(p.arg, "object:"); ok {
		file := r.at(r.pos + n)
		for isArticle(file) {
			n++
			file = r.at(r.pos + n)
		}
		next, _ := match(r.tokens, min(r.pos+n, len(r.tokens)-1))
		if !looksPath(file.text) && next.sense != listWord && file.fold != "list" && file.fold != "liste" {
			// "items in folder X": only the object is meant
			o := phrase{p.words, object, arg}
			r.object(o, 1)
			return
		}
		if !r.objectSeen {
			r.setObject(arg)
		}
	}
	r.skip(n)
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	for r.pos < len(r.tokens) {
		t := r.at(r.pos)
		if p, m := r.next(); m > 0 && !looksPath(t.text) && (p.sense == filler || p.sense == withFiles || p.sense == listWord || p.words == "list" || p.words == "liste" || p.words == "csv" || p.words == "csv file" || p.words == "text file" || p.words == "csv datei") {
			r.skip(m)
			continue
		}
		if t.kind == word && looksPath(t.text) || t.kind == quoted && looksPath(t.text) {
			r.inputFile(t.text)
			r.skip(1)
		}
		break
	}
	r.inputColumns()
	r.took(0)
}
