package pattern

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// Shipped says, in Markdown, what comes with Teamcenter and does the job of a
// pattern or a part of it; empty when nothing is known that does.
func Shipped(pattern string) string {
	switch pattern {
	case spec.BOMExport:
		return "Your installation may contain `plmxml_export`, which writes structures as PLM XML, with more than a table can hold."
	case spec.BOMImport:
		return "For whole structures from another system your installation may contain `tcxml_import` and `plmxml_import`."
	case spec.CheckoutReport:
		return "Your installation may contain `clearlocks`, which removes locks that a dead session left; a check-out is no lock, and stays."
	case spec.DatasetPurge:
		return "Your installation may contain a utility `purge_datasets`, and `collect_garbage` for files that no dataset holds."
	case spec.ItemCreate:
		return "For items with their history and dates your installation may contain `csv2tcxml` and `tcxml_import`."
	case spec.StatusAdd:
		return "A workflow with a set-status handler does the same with sign-offs and a history; your installation may hold one for a quick release."
	case spec.StatusRemove:
		return "A workflow that deletes the status leaves a history. Your installation may contain `release_man`, which removes statuses without one."
	case spec.UserReport:
		return "Your installation may contain `list_users`, which lists users without these columns."
	}
	return ""
}

// diagnoseShipped names what need not be built.
func (b *builder) diagnoseShipped() {
	if text := Shipped(b.plan.Spec.Pattern); text != "" {
		b.info("shipped_utility", strings.ReplaceAll(text, "`", ""), "See whether that is enough before you build a program; README.md says what this one does.")
	}
}
