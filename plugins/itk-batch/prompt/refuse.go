package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// refuse returns the reason why nothing can be made of the prompt, or nil.
func (r *reader) refuse() *Refusal {
	switch {
	case r.foreign != "":
		return foreignRefusal(r.foreign)
	case len(r.jobs) > 0:
		return r.jobRefusal()
	case len(r.soft) > 0:
		return r.softRefusal()
	case !r.understood():
		return r.nothingRefusal()
	}
	r.narrow()
	if len(r.missing) > 0 {
		return r.missingRefusal()
	}
	return nil
}

// understood reports that the prompt asks for an export of something.
func (r *reader) understood() bool {
	explicit := r.context.ExplicitPattern != ""
	if !r.objectSeen {
		return len(r.missing) > 0 && (r.exported || explicit)
	}
	if len(r.unknown) > r.grasped && !explicit {
		return false
	}
	return explicit || r.exported || r.revisionSaid || len(r.spec.Where) > 0 || len(r.spec.Columns) > 0 && r.columnsNamed() || r.spec.Select.From != spec.FromFilter || len(r.missing) > 0
}

func (r *reader) columnsNamed() bool {
	for _, n := range r.spec.Notes {
		if n.Path == "columns" {
			return false
		}
	}
	return true
}

// narrow asks for a filter where "everything" would be the whole site.
func (r *reader) narrow() {
	sel := r.spec.Select
	if sel.Kind == spec.KindObject && sel.From == spec.FromFilter && len(r.spec.Where) == 0 {
		r.missing = append(r.missing, "a type or a filter: \"everything\" would be the whole site")
	}
}

func (r *reader) nothingRefusal() *Refusal {
	missing := []string{"what is to be listed: items, revisions, parts, documents, drawings, datasets, folders, or a type by its internal name"}
	message := "Nothing in the prompt asks for a Teamcenter batch utility that can be made."
	if r.objectSeen {
		message = "The prompt names " + r.objectName() + ", but not what is to be done with them."
		missing = []string{"what is to be done, such as: export released parts to CSV"}
	} else if r.exported {
		message = "The prompt asks for an export, but does not say of what."
	}
	if len(r.unknown) > 0 {
		message += " Not understood: " + strings.Join(firstOf(r.unknown, 8), ", ") + "."
	}
	return &Refusal{
		Message:    message + " Available: " + spec.QueryExport + " (list objects with their properties).",
		Candidates: []string{spec.QueryExport},
		Missing:    missing,
	}
}

func (r *reader) objectName() string {
	if r.spec.Select.Type != "" {
		return "objects of type \"" + r.spec.Select.Type + "\""
	}
	return "objects of the kind " + string(r.spec.Select.Kind)
}

func firstOf(list []string, most int) []string {
	if len(list) > most {
		return list[:most]
	}
	return list
}

func (r *reader) missingRefusal() *Refusal {
	missing := firstOf(unique(r.missing), 20)
	return &Refusal{
		Message: "The prompt is understood as " + spec.QueryExport + ", but something has to be said first: " +
			strings.Join(missing, "; ") + ".",
		Jobs:       []string{spec.QueryExport},
		Candidates: []string{spec.QueryExport},
		Missing:    missing,
	}
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		seen := false
		for _, o := range out {
			seen = seen || o == s
		}
		if !seen {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) softRefusal() *Refusal {
	var missing []string
	for _, key := range r.soft {
		missing = append(missing, softReason(key))
	}
	missing = unique(missing)
	return &Refusal{
		Message:    "The prompt asks for something that " + spec.QueryExport + " cannot do: " + strings.Join(missing, "; ") + ".",
		Jobs:       []string{spec.QueryExport},
		Candidates: []string{spec.QueryExport},
		Missing:    missing,
	}
}

// releaseRefusal asks, because "release" alone never writes.
func releaseRefusal() *Refusal {
	return &Refusal{
		Message: "\"release\" may mean \"status-add\" (add a status directly: which one?) or \"workflow-start\" (start a workflow: which template?). Neither is made yet. Available now: " +
			spec.QueryExport + " (list objects with their properties); say \"released\" to list what is released.",
		Jobs:       []string{"status-add", "workflow-start"},
		Candidates: []string{spec.QueryExport},
		Missing:    []string{"whether a status is added directly or a workflow is started", jobMissing("status-add")},
	}
}

func (r *reader) jobRefusal() *Refusal {
	jobs := distinctJobs(r.jobs)
	if len(jobs) == 1 && jobs[0] == "status-add" && r.bareRelease {
		return releaseRefusal()
	}
	var missing []string
	for _, j := range jobs {
		if j != spec.QueryExport {
			missing = append(missing, jobMissing(j))
		}
	}
	message := "The prompt asks for \"" + jobs[0] + "\" (" + jobTitle(jobs[0]) + "), which is not made yet."
	if len(jobs) > 1 {
		var steps []string
		for _, j := range jobs {
			steps = append(steps, "\""+j+"\" ("+jobTitle(j)+")")
		}
		message = "The prompt asks for several jobs; a generation does one. In this order: " + strings.Join(steps, ", then ") + "."
	}
	return &Refusal{
		Message:    message + " Available now: " + spec.QueryExport + " (list objects with their properties)." + offer(jobs[0]),
		Jobs:       jobs,
		Candidates: []string{spec.QueryExport},
		Missing:    missing,
	}
}
