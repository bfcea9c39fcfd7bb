package emit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// objects writes what the program finds: those that the sample input or the
// defaults of the command line name.
func (t *trySite) objects() {
	s := t.plan.Spec
	if s.Select.Kind == spec.KindUser {
		return
	}
	t.WriteString("\n")
	if t.plan.Makes {
		if s.Action.Folder != "" {
			t.WriteString("folder " + fixtureText(s.Action.Folder) + " owner=infodba\n")
		}
		return
	}
	if t.unreferenced() {
		for i := range tryUIDs {
			t.dataset(i, "", "")
		}
		t.around("A")
		return
	}
	ids, revs := []string{"000123", "000124", "000125"}, []string{"A", "B"}
	for _, o := range s.Select.Objects {
		if o.ItemID != "" {
			ids = append(ids, o.ItemID)
			revs = append(revs, o.RevID)
		}
	}
	for _, f := range s.Where {
		if f.Field == spec.FieldItemID && f.Op != spec.OpIsNot {
			for _, value := range f.Values {
				ids = append(ids, fitting(f, value))
			}
		}
		if f.Field == spec.FieldRevID && f.Op != spec.OpIsNot {
			for _, value := range f.Values {
				revs = append(revs, fitting(f, value))
			}
		}
	}
	if s.Pattern == spec.RelationCreate || s.Pattern == spec.BOMImport || s.Pattern == spec.BOMExport {
		for i, id := range unique(append([]string{"000201", "000202", "000203"}, t.fixedIDs()...)) {
			if !slices.Contains(ids, id) {
				t.item(id, "Component", i, revs[:2], false)
			}
		}
	}
	if s.Pattern == spec.DeleteObjects && len(s.Select.Objects) > 0 {
		revs = append(revs, "Z") // an item does not lose its last revision
	}
	for i, id := range unique(ids) {
		t.item(id, "Object", i, unique(revs), true)
	}
	if s.Pattern == spec.WhereUsed {
		t.assembly(unique(ids), unique(revs))
	}
	t.around(revs[t.taken(unique(revs))])
}

// fixedIDs are those of items that the request names for each line of the input.
func (t *trySite) fixedIDs() (ids []string) {
	for _, v := range t.plan.Values {
		switch v.Role {
		case spec.RoleChildID, spec.RoleParentID, spec.RoleSecondaryID:
			ids = append(ids, v.Value)
		}
	}
	return unique(ids)
}

// assembly writes an item that uses the others.
func (t *trySite) assembly(ids, revs []string) {
	t.WriteString("item 000300 " + fixtureText(t.typeName) + " Assembly\n  rev A Assembly\n    bom\n")
	for i, id := range ids {
		t.WriteString("      line " + fixtureText(id) + " qty=" + strconv.Itoa(i+1) + " find=" + strconv.Itoa(10*(i+1)) + "\n")
	}
	if t.plan.Spec.Structure.By == spec.ByReferences {
		t.WriteString("folder \"A folder\" owner=infodba\n  content")
		for _, id := range ids {
			t.WriteString(" " + fixtureText(id))
			for _, rev := range revs {
				t.WriteString(" " + fixtureText(id+"/"+rev))
			}
		}
		t.WriteString("\n")
	}
}

func unique(names []string) []string {
	var out []string
	for _, name := range names {
		if name != "" {
			out = appendOnce(out, name)
		}
	}
	return out
}

func appendOnce(names []string, name string) []string {
	for _, n := range names {
		if n == name {
			return names
		}
	}
	return append(names, name)
}

// tryUIDs are those of the sample input.
var tryUIDs = [...]string{"AAAAAAAAAAAAAA", "BBBBBBBBBBBBBB", "CCCCCCCCCCCCCC"}

// uid is the one of an object: one that the request names, or of the sample
// input.
func (t *trySite) uid(i int) string {
	for k, o := range t.plan.Spec.Select.Objects {
		if k == i && o.UID != "" {
			return fixtureText(o.UID)
		}
	}
	return tryUIDs[i]
}

// item writes an item with revisions, a dataset and a structure below them.
func (t *trySite) item(id, name string, i int, revs []string, selected bool) {
	kind := t.plan.Spec.Select.Kind
	for _, f := range t.plan.Spec.Where {
		if f.Field == spec.FieldName && f.Op != spec.OpIsNot && len(f.Values) > 0 && kind != spec.KindDataset {
			name = fitting(f, f.Values[0])
		}
	}
	for _, set := range t.plan.Settings {
		if set.Transform != "" && set.Property == "object_name" {
			name = " " + name + " "
		}
	}
	if named := t.entry("object_name"); named != "" {
		name = named
	}
	name = fixtureText(name)
	onItem := t.given(kind == spec.KindItem || kind == spec.KindObject, selected, i)
	t.WriteString("item " + fixtureText(id) + " " + fixtureText(t.typeName) + " " + name + onItem + "\n")
	if kind == spec.KindItem && selected && t.settings != "" {
		t.WriteString("  set" + t.settings + "\n")
	}
	for k, rev := range revs {
		onRevision := t.given(kind == spec.KindRevision || kind == spec.KindItem && t.plan.Spec.Pattern != spec.CheckoutReport, selected, 3)
		taken := k == t.taken(revs)
		if kind == spec.KindRevision && selected && taken && i < len(tryUIDs) {
			onRevision += " uid=" + t.uid(i)
		}
		t.WriteString("  rev " + fixtureText(rev) + " " + name + onRevision + "\n")
		if kind == spec.KindRevision && selected && t.settings != "" {
			t.WriteString("    set" + t.settings + "\n")
		}
		if selected {
			t.below(i, taken)
		}
	}
}

// taken is the revision that the program takes of those of an item.
func (t *trySite) taken(revs []string) int {
	switch t.plan.Spec.Select.Revision {
	case spec.RevisionLatest, spec.RevisionLatestReleased, spec.RevisionLatestWorking:
		return len(revs) - 1
	}
	return 0
}

// given are the keys of an object that the filters look at.
func (t *trySite) given(here, selected bool, i int) string {
	if !here || !selected {
		return ""
	}
	keys := t.keys
	if kind := t.plan.Spec.Select.Kind; i < len(tryUIDs) && (kind == spec.KindItem || kind == spec.KindObject) {
		keys += " uid=" + t.uid(i)
	}
	return keys
}

// around writes what is no item: folders, queries, processes, classifications,
// the last ones of that revision where the program looks at revisions.
func (t *trySite) around(rev string) {
	s := t.plan.Spec
	if s.Select.Folder != nil {
		t.folders(s.Select.Folder)
	}
	if s.Select.Query != nil {
		t.query(s.Select.Query)
	}
	if s.Select.Kind == spec.KindTask {
		t.process()
	}
	if s.Pattern == spec.ClassificationReport {
		class := append(t.values(spec.FieldClassID), "ICM01")[0]
		for i, id := range [...]string{"000123", "000124"} {
			if s.Select.Kind == spec.KindRevision {
				id += "/" + rev
			}
			t.WriteString("classified " + fixtureText(id) + " " + fixtureText(strings.ReplaceAll(class, "*", "")) + " id=" + strconv.Itoa(100+i) + " length=20 thread=M8\n")
		}
	}
}

// folders writes the folder, and those that its path leads through.
func (t *trySite) folders(f *spec.Folder) {
	names := strings.Split(f.Name, "/")
	content := "000123 000124 000123/A 000124/A"
	if t.plan.Spec.Select.Kind == spec.KindDataset {
		content = "uid:" + tryUIDs[0] + " uid:" + tryUIDs[1]
	}
	owner := f.Owner
	if owner == "" || owner == "@me" {
		owner = "infodba"
	}
	for i := len(names) - 1; i >= 0; i-- {
		line := "folder " + fixtureText(names[i]) + " owner=" + fixtureText(owner)
		t.WriteString(line + "\n  content " + content + "\n")
		content = fixtureText(names[i])
	}
	if len(names) > 1 {
		t.WriteString("folder Home home=" + fixtureText(owner) + "\n  content " + content + "\n")
	}
}

// query writes the saved query; what its entries compare is a guess.
func (t *trySite) query(q *spec.Query) {
	t.WriteString("query " + fixtureText(q.Name) + " class=" + t.plan.Spec.Select.Kind.RootClass() + "\n")
	for _, e := range q.Entries {
		t.WriteString("  entry " + fixtureText(e.Entry) + " attribute=" + queryAttribute(e) + " op=like\n")
	}
}

// entry is the value of the entry of a saved query that compares that attribute.
func (t *trySite) entry(attribute string) string {
	if q := t.plan.Spec.Select.Query; q != nil {
		for _, e := range q.Entries {
			if queryAttribute(e) == attribute {
				return fitting(spec.Filter{Op: spec.OpLike}, e.Value)
			}
		}
	}
	return ""
}

// queryAttribute is what an entry of that name compares at most sites.
func queryAttribute(e spec.Entry) string {
	switch strings.ToLower(e.Entry) {
	case "item id":
		return "item_id"
	case "type":
		return "object_type"
	case "description":
		return "object_desc"
	case "owning user":
		return "owning_user.user_id"
	}
	return "object_name"
}

// process writes one that waits for the user who logs in.
func (t *trySite) process() {
	started, template, state, user := "2000-01-03T08:00:00", "Release", "started", "infodba"
	if s, ok := t.plan.Spec.Filter(spec.FieldOwner); ok && len(s.Values) > 0 && s.Values[0] != "@me" && s.Op != spec.OpIsNot {
		user = fitting(s, s.Values[0])
	}
	for _, f := range t.plan.Spec.Where {
		if f.Field == spec.FieldStarted && tryDate(f) != "" {
			started = tryDate(f)
		}
	}
	if names := t.values(spec.FieldTemplate); len(names) > 0 {
		template = names[0]
	}
	if states := t.values(spec.FieldTaskState); len(states) > 0 {
		state = states[0]
	}
	signoff := " signoff=" + fixtureText(user)
	if t.plan.Spec.Action.Do == spec.DoComplete {
		signoff = ""
	}
	t.WriteString("process \"A process\" template=" + fixtureText(template) + " owner=infodba started=" + started + "\n  target 000123/A\n" +
		"  task Prepare state=" + state + " responsible=" + fixtureText(user) + "\n  task " + fixtureText(t.taskName()) + " state=" + state + " responsible=" + fixtureText(user) + signoff + "\n")
}
