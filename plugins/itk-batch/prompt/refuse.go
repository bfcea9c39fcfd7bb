package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// refuse returns the reason why nothing can be made of the prompt, or nil.
func (r *reader) refuse() *Refusal {
	if len(r.soft) > 0 && r.typeKnown() {
		r.soft = slices.DeleteFunc(r.soft, func(key string) bool { return key == "site type" })
	}
	switch {
	case len(r.soft) > 0:
		return r.softRefusal()
	case !r.second() && !r.asksExport():
		return r.nothingRefusal()
	}
	if !r.second() {
		r.narrow()
		if r.otherVerb != "" && !r.lists && r.context.ExplicitPattern == "" {
			r.missing = append(r.missing, "what "+r.otherVerb+" is to do: it is none of the jobs that are known; to list the objects, say \"list\" or \"export\"")
			r.near = append(r.near, spec.QueryExport)
		}
	}
	if r.second() && !r.changes() && r.otherVerb != "" && !r.lists {
		r.missing = append(r.missing, "what "+r.otherVerb+" is to do: the prompt names what a report lists, but not that it is to be listed")
	}
	if !r.second() && !r.lists && r.wishes() {
		r.missing = append(r.missing, "whether the owner is to be changed: say \"change owner to\", or \"list\"")
		r.near = append(r.near, spec.ChangeOwnership)
	}
	if !r.second() && !r.lists && r.spec.Input != nil && r.context.ExplicitPattern == "" && r.namesNew() {
		r.missing = append(r.missing, "whether the objects of the list are created or listed: say \"create\" or \"list\"")
		r.near = append(r.near, spec.ItemCreate, spec.QueryExport)
	}
	if len(r.missing) > 0 {
		return r.missingRefusal()
	}
	return nil
}

// wishes reports "sollen ... gehören": something is to be handed over.
func (r *reader) wishes() bool {
	modal, belongs := false, false
	for _, t := range r.tokens {
		modal = modal || t.isOneOf("sollen", "soll", "should", "shall", "must")
		belongs = belongs || t.isOneOf("gehoeren", "belong")
	}
	return modal && belongs
}

// namesNew reports "new items".
func (r *reader) namesNew() bool {
	for i, t := range r.tokens {
		if p, _ := match(r.tokens, i+1); t.isOneOf("new", "neue", "neuen") && (p.sense == object || p.sense == listWord) {
			return true
		}
	}
	return false
}

// typeKnown reports that a word such as "change notice" needs no type of the
// site: the prompt names one, or each object.
func (r *reader) typeKnown() bool {
	sel := r.spec.Select
	if sel.From == spec.FromInput || sel.From == spec.FromArguments {
		return r.second() || sel.Kind != ""
	}
	return sel.TypeGiven && sel.Type != "" && !isRootType(sel.Type)
}

// asksExport reports that the prompt asks for an export of something.
func (r *reader) asksExport() bool {
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
		Message:    message + " Available: " + strings.Join(spec.Patterns(), ", ") + ".",
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
	pattern := r.spec.Pattern
	missing := firstOf(unique(r.missing), 20)
	return &Refusal{
		Message: "The prompt is understood as " + pattern + " (" + jobTitle(pattern) + "), but something has to be said first: " +
			strings.Join(missing, "; ") + "." + offer(pattern),
		Jobs:       []string{pattern},
		Candidates: r.near, // to name the pattern that is understood would change nothing
		Missing:    missing,
	}
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) softRefusal() *Refusal {
	pattern := r.spec.Pattern
	var missing []string
	for _, key := range r.soft {
		missing = append(missing, softReason(key))
	}
	if r.second() {
		missing = append(missing, r.missing...)
	}
	missing = firstOf(unique(missing), 20)
	return &Refusal{
		Message: "The prompt asks for something that " + pattern + " cannot do: " + strings.Join(missing, "; ") + ".",
		Jobs:    []string{pattern},
		Missing: missing,
	}
}

// releaseRefusal asks, because "release" alone never writes.
func releaseRefusal() *Refusal {
	jobs := []string{spec.StatusAdd, spec.WorkflowStart}
	return &Refusal{
		Message: "\"release\" may mean \"status-add\" (add a status directly: which one?) or \"workflow-start\" (start a workflow: which template?). " +
			"To list what is released, say \"released\".",
		Jobs:       jobs,
		Candidates: jobs,
		Missing:    []string{"whether a status is added directly, and which, or a workflow is started, from which template"},
	}
}

// severalRefusal names the jobs of a prompt that asks for more than one.
func severalRefusal(jobs []string) *Refusal {
	var steps, candidates, missing []string
	for _, j := range jobs {
		steps = append(steps, "\""+j+"\" ("+jobTitle(j)+")")
		if isPattern(j) {
			candidates = append(candidates, j)
		} else {
			missing = append(missing, impossible(j))
		}
	}
	return &Refusal{
		Message:    "The prompt asks for several jobs; a generation does one. Ask for each on its own, in this order: " + strings.Join(steps, ", then ") + ".",
		Jobs:       jobs,
		Candidates: candidates,
		Missing:    append([]string{"one job per prompt: " + strings.Join(jobs, " or ")}, missing...),
	}
}

// impossibleRefusal names a job that is no pattern, and what serves instead.
func impossibleRefusal(job string) *Refusal {
	return &Refusal{
		Message:    "The prompt asks for \"" + job + "\" (" + jobTitle(job) + "), which cannot be made: " + impossible(job) + "." + offer(job),
		Jobs:       []string{job},
		Candidates: instead(job),
		Missing:    []string{impossible(job)},
	}
}

// excludedRefusal asks what is to be done where only what is not is said.
func excludedRefusal(job string) *Refusal {
	return &Refusal{
		Message:    "The prompt says only what is not to be done (" + jobTitle(job) + "); say what is.",
		Candidates: instead(job),
		Missing:    []string{"what is to be done, such as: list the items in folder X"},
	}
}

// conflictRefusal names a hint and a prompt that disagree.
func conflictRefusal(hint, job string) *Refusal {
	return &Refusal{
		Message:    "explicitPattern is \"" + hint + "\" (" + jobTitle(hint) + "), but the prompt asks for \"" + job + "\" (" + jobTitle(job) + "): change one of them.",
		Jobs:       []string{job},
		Candidates: []string{job, hint},
		Missing:    []string{"an explicitPattern that agrees with the prompt: \"" + job + "\", or none"},
	}
}

func isPattern(job string) bool { return slices.Contains(spec.Patterns(), job) }
