package spec

// actionMembers are the members of the block "action", in the order of its
// JSON form.
var actionMembers = [...]string{
	"set", "user", "group", "status", "retainDate", "relation", "datasetType", "reference", "text",
	"existing", "missing", "autoId", "folder", "project", "revisionId", "precise", "fileName", "overwrite",
	"keep", "removeFromFolders", "template", "processName", "onePerObject", "do", "comment", "assignTo",
	"assign", "remove", "match",
}

// name returns the member that holds one free name or text; nil when there is
// none of that name.
func (a *Action) name(member string) *string {
	switch member {
	case "user":
		return &a.User
	case "group":
		return &a.Group
	case "relation":
		return &a.Relation
	case "datasetType":
		return &a.DatasetType
	case "reference":
		return &a.Reference
	case "folder":
		return &a.Folder
	case "project":
		return &a.Project
	case "fileName":
		return &a.FileName
	case "template":
		return &a.Template
	case "processName":
		return &a.ProcessName
	case "comment":
		return &a.Comment
	case "assignTo":
		return &a.AssignTo
	}
	return nil
}

// flag returns the switch of that name, or nil.
func (a *Action) flag(member string) *bool {
	switch member {
	case "retainDate":
		return &a.RetainDate
	case "text":
		return &a.Text
	case "autoId":
		return &a.AutoID
	case "precise":
		return &a.Precise
	case "overwrite":
		return &a.Overwrite
	case "removeFromFolders":
		return &a.RemoveFromFolders
	case "onePerObject":
		return &a.OnePerObject
	}
	return nil
}

// choice returns the value of the enumeration of that name, or "".
func (a *Action) choice(member string) string {
	switch member {
	case "existing":
		return string(a.Existing)
	case "missing":
		return string(a.Missing)
	case "revisionId":
		return string(a.RevisionID)
	case "do":
		return string(a.Do)
	case "match":
		return string(a.Match)
	}
	return ""
}

// texts returns the list of names of that name, or nil.
func (a *Action) texts(member string) []string {
	switch member {
	case "status":
		return a.Status
	case "assign":
		return a.Assign
	case "remove":
		return a.Remove
	}
	return nil
}

// holds reports whether the member has a value.
func (a *Action) holds(member string) bool {
	if name := a.name(member); name != nil {
		return *name != ""
	}
	if flag := a.flag(member); flag != nil {
		return *flag
	}
	return member == "set" && len(a.Set) > 0 || a.choice(member) != "" || len(a.texts(member)) > 0
}
