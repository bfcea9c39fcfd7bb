package prompt

import (
	"strings"
)

// texts reads one free text, or several that are joined by "or" or in
// parentheses.
func (r *reader) texts(op string) []string {
	v, n := r.freeText(r.pos)
	if n == 0 {
		return nil
	}
	values := []string{v}
	r.skip(n)
	for op == "is" || op == "is-not" {
		n := r.another(false)
		if n == 0 {
			break
		}
		v, m := r.freeText(r.pos + n)
		if m == 0 {
			break
		}
		values = append(values, v)
		r.skip(n + m)
	}
	return values
}

// another returns the tokens between two values of one list: "or", or a
// comma that a quoted or literal value follows. Names are also joined by "and"
// and by commas before an "or": nobody means an object with two owners.
func (r *reader) another(names bool) int {
	n := 0
	if r.at(r.pos).text == "," {
		n = 1
	}
	if names && r.namesGoOn(n) {
		return max(n, 1)
	}
	next := r.at(r.pos + n)
	if next.kind == word && (next.fold == "or" || next.fold == "oder") {
		after := r.at(r.pos + n + 1)
		if p, _ := match(r.tokens, min(r.pos+n+1, len(r.tokens)-1)); after.kind == quoted || after.kind == word && (p.sense == nothing || p.sense == participle && isUpperFirst(after.text)) {
			if _, k := readWhen(r.tokens, r.pos+n+1); k == 0 {
				return n + 1
			}
		}
		return 0
	}
	if n == 1 && next.kind == quoted {
		return 1
	}
	if n == 1 && next.kind == word && next.literal && r.at(r.pos-1).literal && !strings.Contains(next.text, "_") && !looksPath(next.text) {
		if op, _ := r.operator(r.pos + 2); op == "" {
			return 1
		}
	}
	return 0
}

// namesGoOn reports "jdoe and anna", and "jdoe, anna or bert" at its comma.
func (r *reader) namesGoOn(comma int) bool {
	i := r.pos + comma
	if comma == 0 {
		return isConjunction(r.at(i)) && r.isUnknownName(i+1)
	}
	for r.isUnknownName(i) {
		i++
		if f := r.at(i).fold; f == "or" || f == "oder" {
			return r.isUnknownName(i + 1)
		}
		if r.at(i).text != "," {
			return false
		}
		i++
	}
	return false
}

func (r *reader) isUnknownName(i int) bool {
	t := r.at(i)
	if t.kind == quoted {
		return t.text != ""
	}
	p, n := match(r.tokens, i)
	return t.kind == word && n == 0 && p.sense == nothing && !looksPath(t.text) && !strings.Contains(t.text, "_")
}

// freeText reads a value: quoted text, or everything up to the next clause
// that is understood.
func (r *reader) freeText(i int) (string, int) {
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == quoted {
		return t.text, boolToInt(t.kind == quoted && t.text != "")
	}
	if t.kind == mark {
		return "", 0
	}
	end := i + 1
	for end < len(r.tokens) && !r.clauseBegins(end) {
		end++
	}
	for end > i+1 && r.tokens[end-1].kind == mark {
		end--
	}
	return r.slice(i, end), end - i
}

// clauseBegins reports that a value ends before token i: a sentence ends, or
// something begins that the vocabulary knows as a clause of its own.
func (r *reader) clauseBegins(i int) bool {
	t := r.tokens[i]
	if t.kind == mark {
		switch t.text {
		case ".", ")", "(":
			return true
		case ",", ";", ":":
			return i+1 >= len(r.tokens) || r.anyPhrase(i+1)
		}
		return false
	}
	if t.kind == quoted {
		return false
	}
	if looksPath(t.text) {
		return true
	}
	p, n := match(r.tokens, i)
	switch p.sense {
	case and, or, then:
		return i+n >= len(r.tokens) || r.anyPhrase(i+n) || r.at(i+n).kind == quoted || r.at(i+n).literal
	case filler:
		if r.objectsFollow(i) {
			return true
		}
	}
	switch p.sense {
	case with, not, marker, format, delimiterWord, header, encoding, sortWord, columnsWord, author, participle,
		preposition, logWord, emptyResult, queryWord, folderWord, limitWord, login:
		return true
	case dateWord, filler, textOp:
		_, m := readWhen(r.tokens, i)
		return m > 0
	}
	return false
}

// objectsFollow reports "on all revisions" behind a value that is no phrase.
func (r *reader) objectsFollow(i int) bool {
	if !r.at(i-1).literal || !r.at(i).isOneOf("on", "of", "for", "in", "an", "bei", "von", "fuer", "auf") {
		return false
	}
	for i++; isArticle(r.at(i)) || isEvery(r.at(i)); i++ {
	}
	noun := r.nounAt(i)
	return noun == objectNoun || noun == revisionNoun || noun == fileNoun
}

// anyPhrase reports that something begins at token i that is more than filling.
func (r *reader) anyPhrase(i int) bool {
	if r.at(i).kind != word {
		return false
	}
	if r.at(i).literal && strings.Contains(r.at(i).text, "_") {
		return true
	}
	p, _ := match(r.tokens, i)
	if p.sense == nothing || p.sense == job {
		_, m := readWhen(r.tokens, i)
		return m > 0 || p.sense == job && isConjunction(r.at(i-1))
	}
	return true
}

func isConjunction(t token) bool {
	return t.kind == word && (t.fold == "and" || t.fold == "und" || t.fold == "then" || t.fold == "dann")
}
