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
	plmxmlNoun
	assemblyNoun
)

// nounAt classifies the word at token i.
func (r *reader) nounAt(i int) noun {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].kind != word {
		return noNoun
	}
	if t := &r.tokens[i]; !t.classified {
		t.noun, t.classified = r.classify(i), true
	}
	return r.tokens[i].noun
}

func (r *reader) classify(i int) noun {
	t := r.tokens[i]
	if t.text == "me" {
		return noNoun // "get me", as against the unit ME
	}
	p, n := match(r.tokens, i)
	if n > 1 && (p.sense == property || p.sense == nameless) {
		return propertyNounOf(p.arg)
	}
	nouns := &index().nouns
	for number := nouns.head[first(t.fold)]; number != 0; number = nouns.next[number-1] {
		if named := &nouns.items[number-1]; begins(named.words, t.fold) && matches(named.words, r.tokens[i:]) > 0 {
			return named.noun
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
	{plmxmlNoun, "plmxml, tcxml, briefcase"},
	{ownerNoun, "ownership, owner, besitzer, eigentuemer, besitz"},
	{statusNoun, "status, release status, freigabestatus"},
	{versionNoun, "version, versions, versionen, dataset versions, datensatzversionen"},
	{componentNoun, "component, komponente, bom line, bom lines, occurrence, position, positionen, einzelteil"},
	{bomNoun, "bom, boms, ebom, mbom, bill of material, structure, stueckliste, stuecklisten, struktur, strukturen, bom structure"},
	{assemblyNoun, "assembly, assemblies, baugruppe, baugruppen, zusammenbau"},
	{taskNoun, "task, tasks, aufgabe, aufgaben, review tasks, worklist"},
	{workflowNoun, "workflow, workflows, process, processes, prozess, prozesse"},
	{userNoun, "user, users, benutzer, anwender"},
	{relationNoun, "relation, relations, beziehung, beziehungen, link"},
	{checkoutNoun, "checkout, checkouts, check out, check outs"},
	{projectNoun, "project, projects, projekt, projekte, projekten"},
	{fileNoun, "word document, word documents, word dokument, word dokumente, excel document, excel documents, excel sheets, excel dokumente, pdf document, pdf documents, pdf dokumente, file, files, datei, dateien, pdf, pdfs, jt, attachment, anhang"},
	{columnNoun, "column, columns, spalte, spalten"},
	{folderNoun, "folder, ordner"},
}
