package prompt

// noun is what a general verb acts on.
type noun int

const (
	noNoun noun = iota
	ownerNoun
	statusNoun
	projectNoun
	bomNoun
	versionNoun
	relationNoun
	fileNoun
	objectNoun
	revisionNoun
	componentNoun
	taskNoun
	workflowNoun
	userNoun
	propertyNoun
	folderNoun
	checkoutNoun
	columnNoun
	typeNoun
)

// resolve returns the pattern that a general verb asks for, by its object:
// "change the owner", "remove the status". An empty one asks for nothing.
func (r *reader) resolve(verb string, n int) string {
	object := r.verbObject(n)
	switch verb {
	case "property-update":
		return updated(object)
	case "delete-objects":
		return r.deleted(object, n)
	case "item-create":
		return created(object, r.clauseHas(bomNoun))
	case "dataset-import":
		return r.imported(object)
	case "project-assign":
		return r.assigned(object)
	case "relation-create":
		if object == fileNoun {
			return "dataset-import"
		}
	case "add":
		return r.added(object)
	case "give":
		return r.given(object)
	case "start":
		if object == taskNoun {
			return "workflow-task"
		}
		return "workflow-start"
	case "complete":
		if object == taskNoun || object == workflowNoun || r.clauseHas(taskNoun) {
			return "workflow-task"
		}
		return ""
	case "purge":
		return "dataset-purge"
	case "load":
		if r.clauseSays("herunter", "runter") {
			return "dataset-export"
		}
		return r.imported(object)
	case "where":
		if r.clauseSays("used", "referenced", "verwendet", "verbaut", "referenziert", "eingebaut") {
			return "where-used"
		}
		return ""
	case "save":
		if r.clauseSays("as", "unter") && r.clauseSays("new", "copy", "kopie") || r.copies() {
			return "item-copy"
		}
		return ""
	case "replace":
		return r.replaced(object)
	case "promote":
		if object == taskNoun {
			return "workflow-task"
		}
		return "status-replace"
	case "hand over":
		if object == taskNoun {
			return "workflow-task"
		}
		return "change-ownership"
	}
	return verb
}

func updated(object noun) string {
	switch object {
	case ownerNoun:
		return "change-ownership"
	case statusNoun:
		return "status-add"
	case projectNoun:
		return "project-assign"
	case bomNoun, componentNoun:
		return "bom-replace"
	case typeNoun:
		return "type-change"
	}
	return "property-update"
}

func (r *reader) deleted(object noun, n int) string {
	switch object {
	case statusNoun:
		return "status-remove"
	case versionNoun:
		return "dataset-purge"
	case relationNoun:
		return "relation-remove"
	case componentNoun:
		return "bom-replace"
	case userNoun:
		return "user-admin"
	case checkoutNoun:
		return "checkout-cancel"
	case workflowNoun, taskNoun:
		return "process-abort"
	case propertyNoun:
		return "property-update"
	}
	if r.clauseHas(projectNoun) && r.takesAway(n) {
		return "project-assign"
	}
	if object == bomNoun || r.clauseHas(bomNoun) && r.at(r.pos).fold == "remove" {
		return "bom-replace"
	}
	return "delete-objects"
}

// takesAway tells "remove from the project" from "delete ... of the project".
func (r *reader) takesAway(n int) bool {
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

func (r *reader) replaced(object noun) string {
	switch {
	case object == statusNoun:
		return "status-replace"
	case object == ownerNoun:
		return "change-ownership"
	case object == fileNoun || r.clauseHas(fileNoun):
		return "dataset-import"
	case object == propertyNoun:
		return "property-update"
	}
	if object == noNoun {
		return ""
	}
	return "bom-replace"
}

func created(object noun, bom bool) string {
	switch object {
	case relationNoun:
		return "relation-create"
	case bomNoun:
		return "bom-import"
	case userNoun:
		return "user-admin"
	case fileNoun:
		return "dataset-import"
	case workflowNoun:
		return "workflow-start"
	case revisionNoun:
		return "revise"
	case folderNoun:
		return "folder-create"
	case projectNoun:
		return "project-admin"
	case statusNoun:
		return "status-add"
	}
	if bom {
		return "bom-import"
	}
	return "item-create"
}

func (r *reader) imported(object noun) string {
	switch object {
	case bomNoun:
		return "bom-import"
	case userNoun:
		return "user-admin"
	case fileNoun:
		return "dataset-import"
	}
	switch {
	case r.clauseHas(fileNoun):
		return "dataset-import"
	case r.clauseHas(bomNoun):
		return "bom-import"
	case object == componentNoun:
		return "bom-replace"
	case object == objectNoun || object == revisionNoun:
		return "item-create"
	}
	return "dataset-import"
}

func (r *reader) assigned(object noun) string {
	switch object {
	case statusNoun:
		return "status-add"
	case ownerNoun:
		return "change-ownership"
	case taskNoun:
		return "workflow-task"
	case workflowNoun:
		return "workflow-start"
	}
	switch {
	case r.clauseHas(projectNoun):
		return "project-assign"
	case r.clauseHas(statusNoun):
		return "status-add"
	case r.clauseHas(ownerNoun):
		return "change-ownership"
	}
	return "project-assign"
}

func (r *reader) added(object noun) string {
	switch object {
	case statusNoun:
		return "status-add"
	case componentNoun:
		return "bom-import"
	case relationNoun:
		return "relation-create"
	case userNoun:
		return "user-admin"
	case columnNoun, propertyNoun:
		return ""
	}
	switch {
	case r.clauseHas(projectNoun):
		return "project-assign"
	case object == fileNoun:
		return "dataset-import"
	case r.clauseHas(statusNoun):
		return "status-add"
	case r.clauseHas(bomNoun):
		return "bom-import"
	case r.clauseHas(folderNoun):
		return "folder-insert"
	}
	return ""
}

func (r *reader) given(object noun) string {
	switch {
	case object == statusNoun || r.clauseHas(statusNoun):
		return "status-add"
	case object == ownerNoun || r.clauseHas(ownerNoun):
		return "change-ownership"
	case r.clauseHas(projectNoun):
		return "project-assign"
	}
	return ""
}

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

// clause returns the tokens of the sentence around the current place, up to
// a conjunction that another verb follows.
func (r *reader) clause() (from, to int) {
	for from = r.pos; from > 0; from-- {
		if before := r.tokens[from-1]; before.kind == mark && (before.text == "." || before.text == ";" || before.text == "!" || before.text == "?") || r.verbFollows(from-1) {
			break
		}
	}
	for to = r.pos + 1; to < len(r.tokens); to++ {
		if t := r.tokens[to]; t.kind == mark && (t.text == "." || t.text == ";" || t.text == "!" || t.text == "?") || r.verbFollows(to) {
			break
		}
	}
	return from, to
}

// verbFollows reports a conjunction before a verb, or in German order behind one.
func (r *reader) verbFollows(i int) bool {
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

// nounAt classifies the word at token i.
func (r *reader) nounAt(i int) noun {
	t := r.at(i)
	if t.kind != word || i < 0 || i >= len(r.tokens) {
		return noNoun
	}
	p, n := match(r.tokens, i)
	if n > 1 && (p.sense == property || p.sense == nameless) {
		return propertyNounOf(p.arg)
	}
	for w := range nounWords {
		for words := range phrasesOf(nounWords[w].phrases) {
			if words[0] == t.fold[0] && matches(words, r.tokens[i:]) > 0 {
				return nounWords[w].noun
			}
		}
	}
	switch p.sense {
	case property, nameless:
		return propertyNounOf(p.arg)
	case object:
		return objectNounOf(p.arg)
	case relation:
		return relationNoun
	case folderWord:
		return folderNoun
	case statusWord:
		return noNoun
	case author:
		if p.arg == "project" {
			return projectNoun
		}
	case nothing:
		if n == 0 && t.literal && looksProperty(t.text) {
			return propertyNoun
		}
	}
	return noNoun
}

func propertyNounOf(arg string) noun {
	switch arg {
	case "owning_user", "owning_group":
		return ownerNoun
	case "release_status_list":
		return statusNoun
	case "project_ids":
		return projectNoun
	case "item_revision_id":
		return revisionNoun
	case "object_type":
		return typeNoun
	case "item_id", "uid@run":
		return noNoun
	}
	return propertyNoun
}

func objectNounOf(arg string) noun {
	switch {
	case len(arg) > 7 && arg[:7] == "dataset":
		return fileNoun
	case len(arg) > 6 && arg[:6] == "folder":
		return folderNoun
	case arg == "revision|ItemRevision|given":
		return revisionNoun
	}
	return objectNoun
}

// looksProperty reports an internal name such as a4_material.
func looksProperty(s string) bool {
	for i := 1; i < len(s)-1; i++ {
		if s[i] == '_' {
			return true
		}
	}
	return false
}

// nounWords classify words that the vocabulary does not have, or knows
// otherwise.
var nounWords = [...]struct {
	noun    noun
	phrases string
}{
	{ownerNoun, "ownership, owner, besitzer, eigentuemer, besitz"},
	{statusNoun, "status, release status, freigabestatus"},
	{versionNoun, "version, versions, versionen, dataset versions, datensatzversionen"},
	{componentNoun, "component, komponente, bom line, bom lines, occurrence, position, positionen, einzelteil"},
	{bomNoun, "bom, boms, ebom, mbom, bill of material, structure, stueckliste, stuecklisten, struktur, strukturen, bom structure"},
	{taskNoun, "task, tasks, aufgabe, aufgaben, review tasks, worklist"},
	{workflowNoun, "workflow, workflows, process, processes, prozess, prozesse"},
	{userNoun, "user, users, benutzer, anwender"},
	{relationNoun, "relation, relations, beziehung, beziehungen, link"},
	{checkoutNoun, "checkout, checkouts, check out, check outs"},
	{projectNoun, "project, projects, projekt, projekte, projekten"},
	{fileNoun, "file, files, datei, dateien, pdf, pdfs, jt, attachment, anhang"},
	{columnNoun, "column, columns, spalte, spalten"},
	{folderNoun, "folder, ordner"},
}
