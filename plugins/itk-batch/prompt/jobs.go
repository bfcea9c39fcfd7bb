package prompt

import "slices"

// distinctJobs drops the jobs that are parts of another one: creating missing
// items belongs to bom-import, attaching to dataset-import. Replacing a status
// is two jobs, in the order in which the object never lacks a status.
func distinctJobs(jobs []string) []string {
	var out []string
	for _, j := range jobs {
		if j == "status-replace" {
			out = append(out, "status-add", "status-remove")
			continue
		}
		if !absorbed(j, jobs) && !slices.Contains(out, j) {
			out = append(out, j)
		}
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

// jobKinds are the jobs that a prompt can ask for, most of them patterns that
// are not made yet. The includes of a job are jobs that belong to it, or whose
// words it also uses.
var jobKinds = [...]struct {
	id, title string
	includes  []string
}{
	{"query-export", "list objects with their properties", nil},
	{"property-report", "all properties of an object", nil},
	{"property-update", "set properties", []string{"delete-objects"}},
	{"item-create", "create items", []string{"project-assign", "dataset-import"}},
	{"revise", "make next revisions", []string{"item-create"}},
	{"change-ownership", "change owner and group", []string{"property-update"}},
	{"status-add", "add a release status", []string{"property-update"}},
	{"status-remove", "remove a release status", []string{"delete-objects"}},
	{"relation-create", "relate objects", []string{"item-create"}},
	{"bom-export", "write a bill of material", nil},
	{"bom-import", "build structures", []string{"item-create", "bom-export", "dataset-import"}},
	{"bom-compare", "compare two bills of material", []string{"bom-export", "query-export", "property-update", "delete-objects"}},
	{"where-used", "where objects are used", nil},
	{"dataset-import", "import files", []string{"relation-create", "item-create"}},
	{"dataset-export", "export files", nil},
	{"dataset-purge", "purge old versions of datasets", []string{"delete-objects"}},
	{"delete-objects", "delete objects", []string{"bom-export", "where-used"}},
	{"workflow-start", "start workflows", []string{"status-add"}},
	{"workflow-task", "work on workflow tasks", []string{"workflow-start"}},
	{"process-abort", "abort workflows", []string{"workflow-task"}},
	{"user-report", "list users", []string{"checkout-report"}},
	{"user-admin", "administer users", []string{"user-report", "project-assign"}},
	{"project-assign", "assign to projects", []string{"delete-objects"}},
	{"checkout-report", "list check-outs", nil},
	{"checkout-cancel", "cancel check-outs", []string{"checkout-report"}},
	{"classification-report", "list classification values", []string{"property-report"}},
	{"preference-report", "list preferences", nil},
	{"plmxml-export", "export PLM XML", []string{"bom-export", "query-export"}},
	{"status-replace", "replace a release status", []string{"dataset-import", "status-add", "status-remove"}},
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

// jobMissing says what stands in the way of a job.
func jobMissing(job string) string {
	switch job {
	case "process-abort":
		return "a trustworthy public call that aborts a process: there is none"
	case "checkout-cancel":
		return "a public call whose effect on a check-out is known: there is none, and cancelling loses work"
	case "bom-compare":
		return "the pattern bom-compare does not exist; the way is two bom-export files and a diff of them"
	case "user-admin", "preference-report", "plmxml-export":
		return "the pattern " + job + " does not exist; a shipped utility does this"
	}
	return "the pattern " + job + " is not made yet"
}

// offer names what else would serve.
func offer(job string) string {
	switch job {
	case "delete-objects":
		return " It can list the objects first, for a person to check the file."
	case "checkout-cancel":
		return " A report of the check-outs would be checkout-report, which is not made yet either."
	case "user-admin":
		return " Your installation may contain make_user."
	case "preference-report":
		return " Your installation may contain preferences_manager."
	case "plmxml-export":
		return " Your installation may contain plmxml_export."
	}
	return ""
}
