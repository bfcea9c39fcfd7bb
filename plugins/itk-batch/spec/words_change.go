package spec

import (
	"strconv"
	"strings"
)

// words says what a line of the file holds.
func (in *Input) words() string {
	columns := make([]string, len(in.Columns))
	for i, c := range in.Columns {
		columns[i] = c.words()
	}
	name := "The file"
	if in.File != "" {
		name += " " + quote(in.File)
	}
	text := name + " holds " + joined(columns)
	if len(columns) > 1 {
		text += ", separated by " + delimiterWords(in.Delimiter)
	}
	if !in.Header {
		text += ", without a header line"
	}
	if in.Decimal == "," {
		text += ", with a decimal comma"
	}
	return text + "."
}

func (c InputColumn) words() string {
	what, ok := roleWords[c.Role]
	if !ok {
		what = strings.ReplaceAll(string(c.Role), "-", " ")
	}
	switch {
	case c.Value != "":
		return what + " (always " + quote(c.Value) + ")"
	case c.Role == RoleProperty:
		return "the value of " + c.Property
	case c.Role == RoleIgnore:
		return "a column that is ignored"
	}
	return what
}

// roleWords are the roles that a sentence calls otherwise than the Spec does.
var roleWords = map[Role]string{
	RoleRevID: "revision id", RoleUID: "UID", RoleNewRevID: "new revision id", RoleUOM: "unit", RoleFindNo: "find number",
	RoleParentID: "item id of the parent", RoleParentRev: "revision of the parent",
	RoleChildID: "item id of the component", RoleChildRev: "revision of the component",
	RoleSecondaryID: "item id of the secondary object", RoleSecondaryRev: "revision of the secondary object",
	RoleFile: "path of the file", RolePropertyName: "name of the property",
}

func delimiterWords(sign string) string {
	switch sign {
	case "\t":
		return "tabs"
	case ",":
		return "commas"
	case ";":
		return "semicolons"
	}
	return quote(sign)
}

// changeWords says what is done to each object.
func (s Spec) changeWords() []string {
	a := s.Action
	quoted := func(names []string) string { return quotedList(names, ", ") }
	switch s.Pattern {
	case PropertyUpdate:
		return s.setWords()
	case ItemCreate:
		return createWords(a)
	case Revise:
		return []string{"Makes the next revision of each, with " + either(a.RevisionID == RevisionIDColumn, "the id that the file gives.", "the id that the site's rule gives.")}
	case ChangeOwnership:
		return []string{"Hands each over to " + ownerWords(a) + "."}
	case StatusAdd:
		return []string{"Adds the " + either(len(a.Status) > 1, "statuses ", "status ") + orColumn(quoted(a.Status)) + "; other statuses stay."}
	case StatusRemove:
		return []string{"Removes the " + either(len(a.Status) > 1, "statuses ", "status ") + quoted(a.Status) + "."}
	case RelationCreate:
		return []string{"Relates each to its secondary object by " + either(a.Relation == "", "the relation that the file gives", a.Relation) + "; a relation that exists " + existingWords(a.Existing) + "."}
	case BOMExport, WhereUsed:
		return s.walkWords()
	case BOMImport:
		return []string{"Builds the structures; a line that exists " + existingWords(a.Existing) + "; a component that is missing " + either(a.Missing == MissingCreate, "is created.", "is an error.")}
	case DatasetImport, DatasetExport:
		return s.fileWords()
	case DatasetPurge:
		return []string{"Purges all versions but the latest."}
	case DeleteObjects:
		return []string{"Deletes each" + either(a.RemoveFromFolders, ", after taking it out of its folders.", ".")}
	case WorkflowStart:
		return []string{"Starts the workflow " + orOption(a.Template) + either(a.OnePerObject, " for each.", ", one for all.")}
	case WorkflowTask:
		return taskWords(a)
	case ProjectAssign:
		return projectWords(a)
	}
	return nil
}

// existingWords says what becomes of something that is there already.
func existingWords(e Existing) string {
	switch e {
	case ExistingUpdate:
		return "is updated"
	case ExistingReplace:
		return "is replaced"
	case ExistingAdd:
		return "gets another one beside it"
	case ExistingError:
		return "is an error"
	}
	return "is skipped"
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func orColumn(names string) string {
	if names == "" {
		return "that the file gives"
	}
	return names
}

func orOption(name string) string {
	if name == "" {
		return "of the option -template="
	}
	return quote(name)
}

func (s Spec) setWords() []string {
	var words []string
	for _, a := range s.Action.Set {
		text := "Sets " + a.Property
		column := s.Input != nil && setsTwice(s.Input.Columns, InputColumn{Property: a.Property, Of: a.Of})
		switch {
		case a.Transform != "":
			text += " to its own value " + transformWords(a.Transform)
		case a.Value != "":
			text += " to " + quote(a.Value)
		case column:
			text += " to the value of its column"
		default:
			text = "Clears " + a.Property
		}
		words = append(words, text+".")
	}
	return words
}

func transformWords(t Transform) string {
	switch t {
	case TransformUpper:
		return "in upper case"
	case TransformLower:
		return "in lower case"
	}
	return "without blanks at its ends"
}

func createWords(a Action) []string {
	text := "Creates each; an item that exists " + existingWords(a.Existing)
	if a.AutoID {
		text += "; Teamcenter gives an id where the file has none"
	}
	if a.Folder != "" {
		text += "; puts it into the folder " + quote(a.Folder)
	}
	if a.Project != "" {
		text += "; assigns it to the project " + quote(a.Project)
	}
	return []string{text + "."}
}

func ownerWords(a Action) string {
	switch {
	case a.User != "" && a.Group != "":
		return "the user " + a.User + " and the group " + a.Group
	case a.User != "":
		return "the user " + a.User
	case a.Group != "":
		return "the group " + a.Group
	}
	return "the user and group that the file gives"
}

func (s Spec) walkWords() []string {
	t := s.Structure
	depth := "all levels"
	if t.Depth == 1 {
		depth = "one level"
	} else if t.Depth > 1 {
		depth = strconv.Itoa(t.Depth) + " levels"
	}
	way := "Walks down the structure, " + depth
	if s.Pattern == WhereUsed {
		way = "Walks up the structures, " + depth
		if t.By == ByReferences {
			way = "Follows what refers to each, " + depth
		}
	}
	if t.Rule != "" {
		way += ", with the rule " + quote(t.Rule)
	}
	if t.Total {
		way += ", and adds up the quantities"
	}
	return []string{way + "."}
}

func (s Spec) fileWords() []string {
	a := s.Action
	files := "files"
	if a.DatasetType != "" {
		files = a.DatasetType + " files"
	}
	by := ""
	if a.Relation != "" {
		by = " by " + a.Relation
	}
	if s.FindsByName() {
		name := either(a.Match == MatchFileName, "that holds a file of the same name", "of the same name")
		return []string{"Imports " + files + ", each into the dataset " + name + "; a file that exists " + existingWords(a.Existing) + "."}
	}
	if s.Pattern == DatasetImport {
		return []string{"Imports " + files + " and attaches them" + by + "; a dataset that exists " + existingWords(a.Existing) + "."}
	}
	return []string{"Exports the " + files + either(by == "", " of each", " attached"+by) + ", named " + a.FileName + "."}
}

func taskWords(a Action) []string {
	switch a.Do {
	case DoReport:
		return []string{"Reports the tasks."}
	case DoAssign:
		return []string{"Hands the tasks over to " + a.AssignTo + "."}
	}
	text := "Completes the tasks"
	switch a.Do {
	case DoApprove:
		text = "Approves the tasks"
	case DoReject:
		text = "Rejects the tasks"
	}
	if a.Comment != "" {
		text += ", with the comment " + quote(a.Comment)
	}
	return []string{text + "."}
}

func projectWords(a Action) []string {
	var words []string
	if len(a.Assign) > 0 || len(a.Remove) == 0 {
		words = append(words, "Assigns each to the "+either(len(a.Assign) > 1, "projects ", "project ")+orColumn(quotedList(a.Assign, " and "))+".")
	}
	if len(a.Remove) > 0 {
		words = append(words, "Removes each from the "+either(len(a.Remove) > 1, "projects ", "project ")+quotedList(a.Remove, " and ")+".")
	}
	return words
}

func (s Spec) columnWords() []string {
	if s.Output.CountOnly {
		return []string{"Prints only how many there are."}
	}
	if len(s.Columns) == 0 {
		return nil
	}
	titles := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		titles[i] = c.Property
		if c.Of != OfSelf && c.Of != OfRun && c.Of != OfLine {
			titles[i] += " of the " + string(c.Of)
		}
	}
	return []string{"Writes " + strings.Join(titles, ", ") + "."}
}

// place is the directory, the file in it, or both.
func (o Output) place() string {
	if o.Directory == "" || o.File == "" {
		return o.Directory + o.File
	}
	return strings.TrimRight(o.Directory, `/\`) + "/" + o.File
}

// runWords says where the files go and what a run may do.
func (s Spec) runWords() []string {
	var words []string
	if s.Output.File != "" || s.Output.Directory != "" {
		words = append(words, "Writes to "+quote(s.Output.place())+".")
	}
	if !s.Writes() {
		return append(words, s.shapeWords()...)
	}
	text := "A dry run unless -nodryrun is given"
	if s.Safety.Limit > 0 {
		text += "; at most " + Counted(s.Safety.Limit, "object")
	}
	var skipped []string
	if s.Safety.Released == GuardSkip {
		skipped = append(skipped, "released")
	}
	if s.Safety.CheckedOut == GuardSkip {
		skipped = append(skipped, "checked-out")
	}
	if len(skipped) > 0 {
		text += "; " + joined(skipped) + " objects are skipped"
	}
	return append(words, text+".")
}

// shapeWords says how the rows look where that is not the usual way.
func (s Spec) shapeWords() []string {
	o := s.Output
	var parts []string
	if o.Format == FormatJSON {
		parts = append(parts, "as JSON")
	} else if o.Delimiter != "," && o.Delimiter != "" {
		parts = append(parts, "separated by "+delimiterWords(o.Delimiter))
	}
	if !o.Header && o.Format != FormatJSON {
		parts = append(parts, "without a header line")
	}
	for i, by := range o.Sort {
		parts = append(parts, either(i == 0, "sorted by ", "then by ")+by.Property+either(by.Descending, ", descending", ""))
	}
	if len(parts) == 0 || o.CountOnly {
		return nil
	}
	return []string{"The rows are written " + strings.Join(parts, ", ") + "."}
}
