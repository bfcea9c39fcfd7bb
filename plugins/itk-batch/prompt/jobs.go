package prompt

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// distinctJobs drops the jobs that are parts of another one: creating missing
// items belongs to bom-import, attaching to dataset-import. Replacing a status
// is two jobs, in the order in which the object never lacks a status, whatever
// order they are asked for in.
func distinctJobs(jobs []string) []string {
	var out []string
	for _, j := range jobs {
		if j == "status-replace" {
			out = append(out, spec.StatusAdd, spec.StatusRemove)
			continue
		}
		if !absorbed(j, jobs) && !slices.Contains(out, j) {
			out = append(out, j)
		}
	}
	add, remove := slices.Index(out, spec.StatusAdd), slices.Index(out, spec.StatusRemove)
	if remove >= 0 && remove < add {
		out[add], out[remove] = out[remove], out[add]
	}
	return out
}

func absorbed(job string, jobs []string) bool {
	for _, other := range jobs {
		if other == job || !slices.Contains(includes(other), job) {
			continue
		}
		// of two that are part of each other the first one said stays
		if !slices.Contains(includes(job), other) || slices.Index(jobs, other) < slices.Index(jobs, job) {
			return true
		}
	}
	return false
}

// jobKinds are the jobs that a prompt can ask for: the patterns, and what is
// none. The includes of a job are jobs that belong to it, or whose words it
// also uses.
var jobKinds = [...]struct {
	id, title string
	includes  []string
}{
	{"query-export", "list objects with their properties", nil},
	{"property-report", "all properties of an object", nil},
	{"property-update", "set properties", nil},
	{"item-create", "create items", []string{"project-assign", "folder-insert"}},
	{"revise", "make next revisions", nil},
	{"change-ownership", "change owner and group", nil},
	{"status-add", "add a release status", nil},
	{"status-remove", "remove a release status", nil},
	{"relation-create", "relate objects", nil},
	{"bom-export", "write a bill of material", nil},
	{"bom-import", "build structures", []string{"item-create"}},
	{"bom-compare", "compare two bills of material", []string{"bom-export", "query-export", "property-update", "delete-objects"}},
	{"bom-replace", "replace or remove lines of structures", []string{"bom-export", "delete-objects", "where-used", "bom-import", "dataset-import"}},
	{"where-used", "where objects are used", nil},
	{"dataset-import", "import files", []string{"relation-create"}},
	{"dataset-export", "export files", nil},
	{"dataset-purge", "purge old versions of datasets", nil},
	{"delete-objects", "delete objects", nil},
	{"workflow-start", "start workflows", []string{"status-add", "workflow-task"}},
	{"workflow-task", "work on workflow tasks", []string{"workflow-start", "status-add", "change-ownership", "project-assign"}},
	{"process-abort", "abort workflows", []string{"workflow-task", "workflow-start", "delete-objects"}},
	{"user-report", "list users", nil},
	{"user-admin", "administer users", []string{"user-report", "project-assign", "item-create", "property-update", "change-ownership", "delete-objects"}},
	{"project-assign", "assign to projects", nil},
	{"project-admin", "administer projects", []string{"project-assign"}},
	{"checkout-report", "list check-outs", []string{"user-report"}},
	{"checkout-cancel", "cancel check-outs", []string{"checkout-report"}},
	{"classification-report", "list classification values", []string{"property-report"}},
	{"classification-set", "classify objects", []string{"classification-report", "property-update"}},
	{"preference-report", "list preferences", nil},
	{"plmxml-export", "exchange PLM XML", []string{"bom-export", "query-export"}},
	{"status-replace", "replace a release status", []string{"dataset-import", "status-add", "status-remove", "workflow-task"}},
	{"relation-remove", "remove relations", []string{"delete-objects"}},
	{"folder-create", "create folders", []string{"item-create", "folder-insert"}},
	{"folder-insert", "put objects into folders", []string{"project-assign"}},
	{"type-change", "change the type of objects", []string{"property-update"}},
	{"item-copy", "copy items", []string{"item-create"}},
	{"property-copy", "copy one property to another", []string{"property-update"}},
}

func includes(job string) []string {
	for i := range jobKinds {
		if jobKinds[i].id == job {
			return jobKinds[i].includes
		}
	}
	return nil
}

// jobTitle says in a few words what a job does.
func jobTitle(job string) string {
	for i := range jobKinds {
		if jobKinds[i].id == job {
			return jobKinds[i].title
		}
	}
	return ""
}

// impossible says what stands in the way of a job that is no pattern.
func impossible(job string) string {
	switch job {
	case "process-abort":
		return "no trustworthy public call aborts a process"
	case "checkout-cancel":
		return "no public call is known whose effect on a check-out is certain, and cancelling loses work"
	case "bom-compare":
		return "two bills of material are compared by two bom-export runs and a diff of their files"
	case "bom-replace":
		return "a component is removed or replaced case by case: export the structures, decide, and build them with bom-import"
	case "relation-remove":
		return "relations are not removed in bulk: whether the other end is still wanted has to be decided for each"
	case "folder-create", "folder-insert":
		return "filling folders is no pattern; item-create can put new items into a folder"
	case "project-admin":
		return "projects are created and administered by a person with that right, not by a batch utility"
	case "type-change":
		return "no call changes the type of an object; item-create makes new items of the other type"
	case "classification-set":
		return "classifying objects: no trustworthy calls are known"
	case "property-copy":
		return "a value is not taken from another property: export both with query-export, and set the one from that file with property-update"
	case "item-copy":
		return "to copy an item is no pattern; item-create makes new items from a list"
	}
	return "a shipped utility does this"
}

// offer names what else would serve.
func offer(job string) string {
	switch job {
	case "checkout-cancel":
		return " A list of the check-outs is the pattern checkout-report."
	case "user-admin":
		return " Your installation may contain make_user; a list of users is the pattern user-report."
	case "preference-report":
		return " Your installation may contain preferences_manager."
	case "plmxml-export":
		return " Your installation may contain plmxml_export; bom-export writes the structure as CSV."
	case "process-abort":
		return " A list of the open tasks is the pattern workflow-task."
	}
	return ""
}

// instead returns the patterns that come near a job that is none.
func instead(job string) []string {
	switch job {
	case "checkout-cancel":
		return []string{spec.CheckoutReport}
	case "user-admin":
		return []string{spec.UserReport}
	case "plmxml-export", "bom-compare", "bom-replace":
		return []string{spec.BOMExport}
	case "process-abort":
		return []string{spec.WorkflowTask}
	case "type-change", "item-copy", "folder-create", "folder-insert":
		return []string{spec.ItemCreate}
	case "classification-set":
		return []string{spec.ClassificationReport}
	}
	return []string{spec.QueryExport}
}
