package prompt

// verbObject returns what the verb of n tokens at the current place acts on:
// the first noun behind it, or in German order the first one of its clause.
func (r *reader) verbObject(n int) noun {
	from, to := r.clause()
	for i := r.pos + n; i < to; i++ {
		if found := r.nounAt(i); found != noNoun {
			return found
		}
		if r.ends(i) {
			break
		}
	}
	for i := from; i < r.pos; i++ {
		if found := r.nounAt(i); found != noNoun {
			return found
		}
	}
	return noNoun
}

// ends reports a word behind which the object of a verb does not stand.
func (r *reader) ends(i int) bool {
	t := r.tokens[i]
	if t.kind != word {
		return true
	}
	switch t.fold {
	case "of", "for", "on", "to", "in", "from", "with", "where", "whose", "that", "which", "by", "at",
		"von", "fuer", "bei", "auf", "zu", "im", "mit", "aus", "an", "and", "und":
		return true
	}
	return false
}

// longestClause bounds what is looked at on either side of a word, so that a
// text of verbs alone is read in linear time.
const longestClause = 120

// clause returns the tokens of the sentence around the current place, up to
// a conjunction that another verb follows.
func (r *reader) clause() (from, to int) {
	if c := &r.around; c.at != r.pos || c.to == 0 {
		c.at = r.pos
		c.from, c.to = r.findClause()
	}
	return r.around.from, r.around.to
}

func (r *reader) findClause() (from, to int) {
	for from = r.pos; from > 0 && r.pos-from < longestClause; from-- {
		if before := r.tokens[from-1]; before.kind == mark && (before.text == "." || before.text == ";" || before.text == "!" || before.text == "?") || r.verbFollows(from-1) {
			break
		}
	}
	for to = r.pos + 1; to < len(r.tokens) && to-r.pos < longestClause; to++ {
		if t := r.tokens[to]; t.kind == mark && (t.text == "." || t.text == ";" || t.text == "!" || t.text == "?") || r.verbFollows(to) {
			break
		}
	}
	return from, to
}

// verbFollows reports a conjunction before a verb, or in German order behind one.
func (r *reader) verbFollows(i int) bool {
	if p, n := match(r.tokens, i); n > 0 && p.sense == then {
		return true
	}
	if !isConjunction(r.tokens[i]) && r.tokens[i].text != "," {
		return false
	}
	k := i + 1
	for isConjunction(r.at(k)) || r.at(k).kind == word && r.at(k).fold == "also" {
		k++
	}
	return r.verbAt(k) || isConjunction(r.tokens[i]) && r.verbAt(i-1)
}

func (r *reader) verbAt(i int) bool {
	p, n := match(r.tokens, i)
	return n > 0 && (p.sense == job || p.sense == weakJob)
}

// clauseSays reports one of the words in the clause around the current place.
func (r *reader) clauseSays(words ...string) bool {
	from, to := r.clause()
	for _, t := range r.tokens[from:to] {
		for _, w := range words {
			if t.kind == word && t.fold == w {
				return true
			}
		}
	}
	return false
}

// copies reports "4711 as 4712".
func (r *reader) copies() bool {
	from, to := r.clause()
	for i := from + 1; i+1 < to; i++ {
		if t := r.tokens[i]; (t.fold == "as" || t.fold == "unter") && isObjectID(r.tokens[i-1].text) && isObjectID(r.tokens[i+1].text) {
			return true
		}
	}
	return false
}

// clauseHas reports a noun of that class in the clause around the current place.
func (r *reader) clauseHas(class noun) bool {
	from, to := r.clause()
	for i := from; i < to; i++ {
		if r.nounAt(i) == class {
			return true
		}
	}
	return false
}

// parentsAndChildren reports that the prompt names both ends of the lines of a
// structure, as the titles of an import do.
func (r *reader) parentsAndChildren() bool {
	if r.bothEnds == nil {
		parent, child := false, false
		for _, t := range r.tokens {
			parent = parent || t.isOneOf("parent", "parent_id", "parent_rev", "vater", "oberteil")
			child = child || t.isOneOf("child", "child_id", "kind", "unterteil", "komponente", "component")
		}
		r.bothEnds = new(parent && child)
	}
	return *r.bothEnds
}

// ownerBecomes reports "den Besitzer auf anna" in the clause, as against "mit
// Besitzer anna".
func (r *reader) ownerBecomes() bool {
	from, to := r.clause()
	for i := from; i+1 < to; i++ {
		if r.nounAt(i) == ownerNoun && r.tokens[i+1].isOneOf("auf", "to") {
			return true
		}
	}
	return false
}

// takesAway tells "remove from the project" from "delete ... of the project".
func (r *reader) takesAway() bool {
	from, to := r.clause()
	for i := from; i < to; i++ {
		switch f := r.tokens[i].fold; f {
		case "from", "aus":
			for k := i + 1; k < min(i+4, to); k++ {
				if r.nounAt(k) == projectNoun {
					return true
				}
			}
		}
	}
	return false
}

// putsInto reports "into project" or "ins Projekt" in the clause.
func (r *reader) putsInto(class noun) bool {
	from, to := r.clause()
	for i := from; i+1 < to; i++ {
		if r.tokens[i].isOneOf("into", "ins", "zum", "to") && r.nounAt(i+1) == class {
			return true
		}
	}
	return false
}

// receiver reports "to anna" in the clause.
func (r *reader) receiver() bool {
	from, to := r.clause()
	for i := from; i+1 < to; i++ {
		if f := r.tokens[i].fold; (f == "to" || f == "an") && r.isUnknownName(i+1) && r.tokens[i+1].kind == word && !r.tokens[i+1].literal {
			return true
		}
	}
	return false
}
