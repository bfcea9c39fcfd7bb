package prompt

// resolve returns the pattern that a general verb asks for, by its object:
// "change the owner", "remove the status". An empty one asks for nothing.
func (r *reader) resolve(verb string, n int) string {
	object := r.verbObject(n)
	switch verb {
	case "property-update":
		if r.at(r.pos).isOneOf("mark", "markiere", "markieren") && r.clauseHas(statusNoun) {
			return "status-add"
		}
		if (object == propertyNoun || object == assemblyNoun || object == bomNoun) && (r.clauseHas(assemblyNoun) || r.clauseHas(bomNoun)) && r.clauseSays("quantity", "qty", "menge", "stueckzahl", "anzahl") {
			return "bom-replace"
		}
		if object == objectNoun && r.ownerBecomes() {
			return "change-ownership"
		}
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
		if object != relationNoun && r.clauseHas(projectNoun) && !r.clauseHas(relationNoun) {
			return "project-assign"
		}
	case "add":
		return r.added(object)
	case "give":
		return r.given(object)
	case "take":
		return r.taken(object, n)
	case "build", "install":
		if r.clauseHas(bomNoun) || r.clauseHas(assemblyNoun) {
			return "bom-import"
		}
		return ""
	default:
		return r.resolveOther(verb, object)
	}
	return verb
}

// resolveOther resolves the verbs that are no pattern by themselves.
func (r *reader) resolveOther(verb string, object noun) string {
	switch verb {
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
	case "copy":
		if object == propertyNoun {
			return "property-copy"
		}
		return "item-copy"
	case "reassign":
		if object == taskNoun || object == workflowNoun {
			return "workflow-task"
		}
		return "change-ownership"
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
		if object == fileNoun && r.toDirectory() {
			return "dataset-export"
		}
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
	case "hand":
		if !r.clauseSays("over") {
			return ""
		}
		fallthrough // "hand everything of jdoe over to anna"
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
	if object == fileNoun && r.clauseHas(versionNoun) {
		object = versionNoun // "old UGMASTER dataset versions"
	}
	switch object {
	case statusNoun:
		return "status-remove"
	case versionNoun:
		return "dataset-purge"
	case projectNoun:
		return "project-assign"
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
	if before := r.at(r.pos - 2); before.isOneOf("from", "aus") && r.asksFor("project-assign") {
		return "project-assign" // "P1 zuordnen und aus P2 entfernen"
	}
	if next := r.at(r.pos + n); (next.fold == "from" || next.fold == "aus") && r.asksFor("project-assign") {
		return "project-assign" // "assign to P1, remove from P2"
	}
	if r.clauseHas(projectNoun) && r.takesAway() {
		return "project-assign"
	}
	if object == bomNoun || r.clauseHas(bomNoun) && r.at(r.pos).fold == "remove" {
		return "bom-replace"
	}
	return "delete-objects"
}

func (r *reader) asksFor(job string) bool {
	for _, q := range r.jobs {
		if q.job == job {
			return true
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
	case object == propertyNoun, r.clauseHas(propertyNoun) && !r.clauseHas(componentNoun) && !r.clauseHas(bomNoun) && !r.clauseHas(assemblyNoun):
		return "property-update"
	}
	if object == noNoun && !r.clauseHas(bomNoun) && !r.clauseHas(assemblyNoun) {
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
	case (object == noNoun || object == objectNoun) && r.parentsAndChildren():
		return "bom-import"
	case object == noNoun && r.asksFor("bom-export"):
		return "bom-import" // "export the BOM and import it"
	case object == plmxmlNoun:
		return "plmxml-export"
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
	case userNoun:
		return "user-admin"
	}
	switch {
	case r.clauseHas(projectNoun):
		return "project-assign"
	case r.clauseHas(userNoun):
		return "change-ownership"
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
	case r.clauseHas(workflowNoun):
		return "workflow-start"
	case r.clauseHas(folderNoun):
		return "folder-insert"
	case (object == objectNoun || object == revisionNoun) && r.clauseHas(assemblyNoun):
		return "bom-import"
	}
	return ""
}

// taken resolves "take the status off" and "nimm sie aus dem Projekt", which
// say only behind the object what is done to it.
func (r *reader) taken(object noun, n int) string {
	switch {
	case r.clauseSays("auf"):
		return r.added(object)
	case r.clauseSays("off", "away", "out", "weg", "raus", "heraus", "ab", "runter") || r.takesAway():
		return r.deleted(object, n)
	}
	return ""
}

func (r *reader) given(object noun) string {
	switch {
	case r.clauseHas(assemblyNoun) && r.clauseHas(componentNoun) || r.clauseHas(assemblyNoun) && object == objectNoun:
		return "bom-import"
	case object == statusNoun || r.clauseHas(statusNoun):
		return "status-add"
	case r.putsInto(projectNoun), object != ownerNoun && r.takesAway():
		return "project-assign"
	case object == ownerNoun || r.clauseHas(ownerNoun):
		return "change-ownership"
	case r.clauseHas(projectNoun):
		return "project-assign"
	case r.clauseHas(workflowNoun):
		return "workflow-start"
	case object == folderNoun && r.receiver():
		return "change-ownership"
	case r.clauseHas(folderNoun):
		return "folder-insert"
	case r.receiver():
		return "change-ownership"
	}
	return ""
}
