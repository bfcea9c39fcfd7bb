package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// workflowStart plans a program that starts processes on objects, one for each
// or one for all.
func (b *builder) workflowStart() {
	b.writer("process", "process_uid")
	a := b.plan.Spec.Action
	b.add(Option{Name: "template", Form: FormText, Value: "NAME", Default: list(a.Template), Help: "workflow template, as the site names it",
		Origin: b.originOf("action.template", a.Template != ""), Mandatory: a.Template == ""})
	b.text("process_name", "TEXT", b.processName(), "name of a process, with {item_id}, {rev}, {name} and {title} in it", b.originOf("action.processName", a.ProcessName != ""))
	if !a.OnePerObject {
		b.info("one_process_for_all", "One process takes all objects: it is started when all of them are tested, and only if none failed.",
			"More objects than -max= start nothing; without \"one process\" in the request each object has its own.")
	}
	b.calls.all("EPM_find_process_template", "EPM_create_process", "AOM_ask_value_string", "ITK__convert_tag_to_uid")
	b.warn("no_undo", "A started process sends mails, releases data or calls other systems, and nothing takes that back.",
		"Start one process on a test object first and look at it in a client.")
}

func (b *builder) processName() string {
	if name := b.plan.Spec.Action.ProcessName; name != "" {
		return name
	}
	if b.plan.Spec.Select.Kind == spec.KindRevision {
		return "{item_id}/{rev} {title}"
	}
	return "{name} {title}"
}
