package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// literal reads a word that no phrase begins with: a path, an identifier, a
// type, or something unknown.
func (r *reader) literal(t token) {
	switch {
	case isListMark(t) && !r.behindDateWord():
		r.listing = false
		r.skip(1)
	case isDash(t):
		r.skip(1)
	case looksPath(t.text):
		r.path(t)
	case r.relationName(t):
	case spec.IsIdentifier(t.text) && t.literal:
		r.identifier(t)
	case t.literal && r.objectSeen && r.isItemID(t):
		r.bareItemIDs()
	case t.literal && !r.second() && r.belongs() && strings.Contains(t.text, "/") && isObjectID(t.text):
		r.bareItemIDs() // "owner and group of 000123/A"
	case !t.literal && r.typeBefore(1):
	case r.owns(t):
	default:
		r.loose(t)
	}
}

// owns reads "everything jdoe owns".
func (r *reader) owns(t token) bool {
	if !r.at(r.pos+1).isOneOf("owns", "own", "besitzt") || r.listing || r.isGuarded() && !isRelative(r.guard) {
		return false
	}
	r.addText(spec.FieldOwner, "is", r.negate, []string{t.text})
	r.took(2)
	return true
}

// isRelative reports a word that begins a relative clause: "parts that jdoe owns".
func isRelative(guard string) bool {
	switch guard {
	case "that", "which", "die", "der", "das", "welche":
		return true
	}
	return false
}

// isListMark reports the number of a point in an enumeration.
func isListMark(t token) bool {
	number, ok := strings.CutSuffix(t.text, ".")
	return ok && allDigits(number) && len(number) <= 2
}

// behindDateWord tells the day of "vom 1. an" from the number of a point.
func (r *reader) behindDateWord() bool {
	return r.at(r.pos-1).isOneOf("vom", "dem", "den", "der", "am", "zum", "bis", "ab", "seit", "und", "from", "on", "since", "until", "to", "and", "between", "zwischen")
}

// isDash reports a dash between words, which is punctuation.
func isDash(t token) bool { return strings.Trim(t.text, "-–—*•|/") == "" }

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
	if role == "in" && r.spec.Pattern == spec.DatasetExport && !hasExtension(t.text) {
		role = "" // "from released revisions into D:\nx": files are written there
	}
	if role == "" && (before == "of" || before == "von") && hasExtension(t.text) && r.spec.Input == nil {
		role = "in" // "the parts of parts.txt"
	}
	r.skip(1)
	if role == "" && r.readsList() && r.spec.Input != nil && r.spec.Input.File != "" && hasExtension(t.text) {
		role = "in" // a second list, as long as nothing says that it is written
	}
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
	if !strings.Contains(t.text, "_") && !r.listing && !(r.guard == "columns" && r.separated()) && !r.isColumnGuard() {
		r.loose(t)
		return
	}
	if r.negate || r.emptyOp != "" {
		r.emptiness(t.text, 1)
		return
	}
	r.skip(1)
	r.column(t.text, r.headerAs(""))
	r.took(0)
	r.guard = "columns"
}

// separated reports a comma or "and" before the current word.
func (r *reader) separated() bool {
	before := r.at(r.pos - 1)
	return before.kind == mark || isConjunction(before)
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
	negated, first := r.negate, r.at(r.pos)
	values := r.ids(spec.FieldItemID)
	if len(values) == 1 {
		values[0] = r.splitRevision(values[0], first)
	}
	r.exactOrPattern(spec.FieldItemID, negated, values)
	r.took(0)
}

// textInProperty reads: with "PUMP" in the name.
func (r *reader) textInProperty(t token) bool {
	i := r.pos + 1
	if in := r.at(i).fold; in != "in" && in != "im" || t.text == "" {
		return false
	}
	i++
	if isArticle(r.at(i)) {
		i++
	}
	p, n := match(r.tokens, i)
	field, _ := propertyField(p.arg)
	if p.sense != property || field.Kind() != spec.TextField {
		return false
	}
	negated := r.negate
	r.skip(i + n - r.pos)
	r.addText(field, "contains", negated, []string{t.text})
	r.took(0)
	return true
}

// belongs reports a preposition before the current word that makes it a
// restriction, as in "parts of jdoe".
func (r *reader) belongs() bool {
	i := r.pos - 1
	for i > 0 && isArticle(r.tokens[i]) {
		i--
	}
	switch r.at(i).fold {
	case "of", "from", "von", "vom", "by", "aus", "in", "im", "at", "under", "unter", "bei":
		return r.at(i).kind == word
	}
	return false
}

// inPreface reports the first sentence of a prompt when it holds nothing that
// the vocabulary gives a meaning: "Anna leaves us: hand over ...". It cannot
// narrow what a later sentence selects.
func (r *reader) inPreface() bool {
	if r.preface == 0 {
		r.preface = -1
		if i := r.firstSentence(); i+1 < len(r.tokens) && !slices.ContainsFunc(r.tokens[:i], r.means) {
			r.preface = i
		}
	}
	return r.pos < r.preface
}

func (r *reader) firstSentence() int {
	for i, t := range r.tokens {
		if t.kind == mark && (t.text == "." || t.text == ":" || t.text == "!" || t.text == "?") {
			return i
		}
	}
	return len(r.tokens)
}

// means reports a word that may decide something.
func (r *reader) means(t token) bool {
	p, n := match([]token{t}, 0)
	return t.kind == quoted || looksPath(t.text) || n > 0 && p.sense != filler && p.sense != and && t.text != "us"
}

// loose keeps a word that was not understood. After a word that announced a
// restriction or a column it must not be dropped.
func (r *reader) loose(t token) {
	if t.kind == quoted && r.textInProperty(t) {
		return
	}
	if r.pos < r.verbEnd && t.kind == word {
		r.skip(1) // "get rid of", "take away"
		return
	}
	announced := r.open != nil
	r.open = nil // the question names this word
	text := "\"" + clip(t.text, 60) + "\""
	switch {
	case r.listing:
		r.missing = append(r.missing, "the internal name of the column "+text)
	case r.at(r.pos-1).isOneOf("does", "did") && t.kind == word:
		r.missing = append(r.missing, "whose "+text+" is: say owned by "+text+", or the property that it is the value of")
	case r.nameGoesOn(t), r.joinsName(t):
		r.missing = append(r.missing, "whether \""+clip(r.slice(r.nameEnd-1, r.pos+1), 60)+"\" is one name: put it in quotation marks; of a person name the user id")
	case t.kind == word && isSalutation(r.at(r.pos-1)):
		r.missing = append(r.missing, "the user id instead of \""+clip(r.slice(r.pos-1, r.pos+1), 60)+"\", and what of that person is meant, such as owner = jdoe")
	case r.role != "" && t.kind == quoted && !r.isGuarded():
		r.put(r.role, t.text)
		r.role = ""
		r.took(1)
		return
	case announced || r.isGuarded() || t.kind == quoted || r.belongs() || r.describes() || r.partOfTime():
		r.missing = append(r.missing, "what "+text+" restricts: name the property, such as owner = "+text+" or object_name = "+text+", or leave it out")
	case t.literal && strings.ContainsAny(t.text, "0123456789"):
		r.missing = append(r.missing, "what "+text+" means: a number or name that is left out could widen the result")
	case r.second() && r.inPreface():
		r.note("prompt", spec.NoteUncertain, "not understood and left out: "+text)
	default:
		if r.beginsPrompt() || r.endsAsVerb(t) {
			r.otherVerb = text
		}
		r.unknown = append(r.unknown, text)
	}
	r.pos++
}

// isSalutation reports a word before a person's name.
func isSalutation(t token) bool {
	return t.isOneOf("herr", "herrn", "frau", "mr", "mrs", "ms")
}
