package main

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// example is a prompt to begin with. A test reads each and finds its pattern.
type example struct{ pattern, prompt string }

var allExamples = [...]example{
	{spec.QueryExport, "Export released parts to CSV"},
	{spec.QueryExport, "List all drawings owned by smith that were modified in the last 30 days, with item_id, object_name and owner"},
	{spec.QueryExport, "Export the datasets in the folder \"To be archived\" to a JSON file"},
	{spec.PropertyReport, "Print all properties of item revision 000045/A with internal name, display name and value"},
	{spec.PropertyUpdate, "Update the property object_desc of item revisions from a csv (item_id, rev, desc)"},
	{spec.ItemCreate, "Create items from CSV: ItemID, Name, Type, Description"},
	{spec.Revise, "Revise all item revisions with status Released in the list to the next rev"},
	{spec.ChangeOwnership, "Change owner of all objects from user jsmith to mbrown / group Design"},
	{spec.StatusAdd, "Add status Obsolete to item revisions in a csv"},
	{spec.StatusRemove, "Remove status Pending from all revisions listed in a csv"},
	{spec.RelationCreate, "Create relation IMAN_reference between items and documents listed in rel.csv (item, document)"},
	{spec.BOMExport, "Export the BOM of assembly 000123/A to CSV using revision rule Latest Working, all levels"},
	{spec.BOMImport, "Import BOM structure from csv parent;child;qty;findno;uom. Create missing items? No, report as error"},
	{spec.WhereUsed, "Where used report for a list of part numbers, all levels, csv with parent id, rev, level"},
	{spec.DatasetImport, "Import PDF files as datasets and attach them to item revisions with IMAN_manifestation. CSV: item_id;rev;path;dataset name"},
	{spec.DatasetExport, "Download all PDFs attached to released drawings, file name = itemid_rev.pdf"},
	{spec.DeleteObjects, "Delete the item revisions listed in a csv (item_id, rev)"},
	{spec.DatasetPurge, "Purge old versions of all UGMASTER datasets not modified for 1 year, keep only the latest"},
	{spec.WorkflowStart, "Start workflow 'TCM Release Process' for the items in a file"},
	{spec.WorkflowTask, "Complete all my pending review tasks with approve"},
	{spec.WorkflowTask, "Report stuck workflows older than 180 days: task name, responsible party, start date"},
	{spec.UserReport, "User list with group, role, status and last login as csv"},
	{spec.ProjectAssign, "Assign items in a csv to project PRJ-77, remove from PRJ-11"},
	{spec.CheckoutReport, "List all checked out objects with user and date, older than 7 days, csv"},
	{spec.ClassificationReport, "Classification export: for class id ICM010101 all objects with all attribute values"},
}

// examples are the prompts to begin with of a pattern.
func examples(pattern string) (prompts []string) {
	for _, e := range allExamples {
		if e.pattern == pattern {
			prompts = append(prompts, e.prompt)
		}
	}
	return prompts
}
