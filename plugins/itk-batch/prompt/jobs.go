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
		if other == job || !slices.Contains(parts(other), job) {
			continue
		}
		// of two that are part of each other the first one said stays
		if !slices.Contains(parts(job), other) || slices.Index(jobs, other) < slices.Index(jobs, job) {
			return true
		}
	}
	return false
}

// parts are the jobs that a job includes, or whose words it also uses.
func parts(job string) []string {
	switch job {
	case "bom-import":
		return []string{"item-create", "bom-export", "dataset-import"}
	case "property-update":
		return []string{"delete-objects"}
	case "delete-objects":
		return []string{"bom-export", "where-used"}
	case "bom-compare":
		return []string{"bom-export", "query-export", "property-update", "delete-objects"}
	case "dataset-import":
		return []string{"relation-create", "item-create"}
	case "dataset-purge":
		return []string{"delete-objects"}
	case "item-create":
		return []string{"project-assign", "dataset-import"}
	case "project-assign":
		return []string{"delete-objects"}
	case "revise":
		return []string{"item-create"}
	case "workflow-start":
		return []string{"status-add"}
	case "workflow-task":
		return []string{"workflow-start"}
	case "process-abort":
		return []string{"workflow-task"}
	case "status-add":
		return []string{"property-update"}
	case "status-remove":
		return []string{"delete-objects"}
	case "status-replace":
		return []string{"dataset-import", "status-add", "status-remove"}
	case "change-ownership":
		return []string{"property-update"}
	case "user-admin":
		return []string{"user-report", "project-assign"}
	case "user-report":
		return []string{"checkout-report"}
	case "checkout-cancel":
		return []string{"checkout-report"}
	case "plmxml-export":
		return []string{"bom-export", "query-export"}
	case "classification-report":
		return []string{"property-report"}
	case "relation-create":
		return []string{"item-create"}
	}
	return nil
}

// jobTitle says in a few words what a pattern does.
func jobTitle(job string) string {
	switch job {
	case "query-export":
		return "list objects with their properties"
	case "property-report":
		return "all properties of an object"
	case "property-update":
		return "set properties"
	case "item-create":
		return "create items"
	case "revise":
		return "make next revisions"
	case "change-ownership":
		return "change owner and group"
	case "status-add":
		return "add a release status"
	case "status-remove":
		return "remove a release status"
	case "relation-create":
		return "relate objects"
	case "bom-export":
		return "write a bill of material"
	case "bom-import":
		return "build structures"
	case "bom-compare":
		return "compare two bills of material"
	case "where-used":
		return "where objects are used"
	case "dataset-import":
		return "import files"
	case "dataset-export":
		return "export files"
	case "dataset-purge":
		return "purge old versions of datasets"
	case "delete-objects":
		return "delete objects"
	case "workflow-start":
		return "start workflows"
	case "workflow-task":
		return "work on workflow tasks"
	case "process-abort":
		return "abort workflows"
	case "user-report":
		return "list users"
	case "user-admin":
		return "administer users"
	case "project-assign":
		return "assign to projects"
	case "checkout-report":
		return "list check-outs"
	case "checkout-cancel":
		return "cancel check-outs"
	case "classification-report":
		return "list classification values"
	case "preference-report":
		return "list preferences"
	}
	return "export PLM XML"
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
