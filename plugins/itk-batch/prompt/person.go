package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// person reads the name after "owned by", "of group" or "in project".
func (r *reader) person(p phrase, n int) {
	name, creator := strings.CutSuffix(p.arg, ":creator")
	field := spec.Field(name)
	i := r.pos + n
	for r.at(i).text == ":" || r.at(i).text == "=" || r.at(i).kind == word && isPersonFiller(r.at(i).fold) {
		i++
	}
	someone := r.at(i).isOneOf("someone", "somebody", "anyone", "anybody", "people", "members", "jemand", "jemandem", "leute")
	if someone || field == spec.FieldModifiedBy && r.at(i).isOneOf("group", "gruppe") {
		r.missing = append(r.missing, "which users \""+clip(r.slice(r.pos, i+1), 40)+"\" means: only named ones are tested, or the group that owns the objects")
		r.skip(i + 1 - r.pos)
		return
	}
	if r.at(i).fold == "group" || r.at(i).fold == "gruppe" {
		field = spec.FieldGroup
		i++
	}
	if d, m := readDate(r.tokens, i, true); m > 0 && p.words == "by" && r.lastDate != "" {
		r.skip(i - r.pos)
		r.addDate(r.lastDate, condition(untilInclusive, d, date{}))
		r.took(m)
		return
	}
	if _, m := r.nameAt(i, field); m == 0 {
		if fold := r.at(r.pos).fold; n == 1 && (fold == "user" || fold == "users" || fold == "benutzer" && r.pos == 0) && !r.objectSeen && !r.listing {
			r.addJob(spec.UserReport, false)
		}
		if p.words != "by" && p.words != "user" && p.words != "gehoeren" && !r.listing {
			r.guard = p.words
		}
		r.skip(n)
		return
	}
	if agent := r.agentOf(p); agent != "" {
		field, creator = agent, false
	}
	negated := r.negate
	r.skip(i - r.pos)
	where := len(r.spec.Where)
	names := r.names(field)
	field = r.groupBehind(field, names)
	r.wholeName(field)
	if field == spec.FieldReleased {
		r.soft = append(r.soft, "released by")
		r.took(0)
		return
	}
	r.addText(field, "is", negated, names)
	if creator && where < len(r.spec.Where) {
		r.note(pathAt("where", where), spec.NoteAssumed, "the creating user is not kept by Teamcenter; owner used")
		if p.words != "by" {
			r.lastDate = spec.FieldCreated
		}
	}
	r.undated = ""
	if field == spec.FieldModifiedBy {
		r.lastDate = spec.FieldModified
	}
	r.took(0)
}

func isPersonFiller(w string) bool {
	switch w {
	case "herr", "herrn", "frau", "mr", "mrs", "ms", "user", "users", "the", "benutzer", "anwender", "dem", "der", "den", "von", "is", "ist", "userid":
		return true
	}
	return false
}

// agentOf returns the field of who did what a participle and its date right
// before say: "modified last week by jdoe". Nobody knows who released.
func (r *reader) agentOf(p phrase) spec.Field {
	if p.words != "by" && p.words != "by user" {
		return ""
	}
	for i := r.pos - 2; i >= max(0, r.pos-longestDate); i-- {
		q, n := match(r.tokens, i)
		if q.sense != participle {
			continue
		}
		if _, m := readWhen(r.tokens, i+n); m == 0 || i+n+m != r.pos {
			return ""
		}
		switch field, _, _ := strings.Cut(q.arg, ":"); spec.Field(field) {
		case spec.FieldModified:
			return spec.FieldModifiedBy
		case spec.FieldReleased:
			return spec.FieldReleased
		}
		return ""
	}
	return ""
}

// longestDate bounds the words of a participle and its date.
const longestDate = 12

// groupBehind reads "Engineering group" as a group, and asks where a name
// stands before the word for several people.
func (r *reader) groupBehind(field spec.Field, names []string) spec.Field {
	if field != spec.FieldOwner || len(names) == 0 {
		return field
	}
	name, t := names[len(names)-1], r.at(r.pos)
	_, n := match(r.tokens, r.pos)
	switch {
	case t.isOneOf("group", "gruppe"):
		if _, m := r.nameAt(r.pos+1, spec.FieldGroup); m > 0 || n > 1 {
			return field // another condition: "owned by jdoe group Design"
		}
		r.skip(1)
		return spec.FieldGroup
	case t.isOneOf("users", "people", "members", "team", "staff", "mitglieder", "leute", "department", "dept", "abteilung"):
		r.missing = append(r.missing, "whether \""+clip(name, 40)+"\" is a user or a group: say owned by group \""+clip(name, 40)+"\", or name the user ids")
		r.skip(1)
	}
	return field
}

// wholeName asks about "Smith, John", which may be one person or two.
func (r *reader) wholeName(field spec.Field) {
	i := r.pos
	if field.Kind() != spec.PersonField || r.at(i).text != "," || !isUpperFirst(r.at(i-1).text) || r.at(i-1).kind == quoted {
		return
	}
	t := r.at(i + 1)
	if t.kind != word || t.literal || !isUpperFirst(t.text) || !r.isUnknownName(i+1) {
		return
	}
	if next := r.at(i + 2); next.text == "" || next.kind == mark {
		r.missing = append(r.missing, "the user id instead of \""+clip(r.slice(i-1, i+2), 60)+"\": a person's name is none")
		r.skip(2)
	}
}
