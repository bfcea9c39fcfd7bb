package main

import (
	"encoding/json"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// definition is what GET /v1/artifacts shows. Its version is that of the
// plugin: it changes whenever the same request may give other bytes.
var definition = sdk.Definition{
	Type:        "itk-batch",
	Title:       "Teamcenter ITK batch utility",
	Description: "A batch program in C for Siemens Teamcenter, with build script and README, from one sentence.",
	Version:     "0.1.0",
	Patterns:    patterns(),
}

// patterns are those that are made. Each takes a Spec, which is also what a
// prompt is read into.
func patterns() []sdk.Pattern {
	made := pattern.Made()
	patterns := make([]sdk.Pattern, len(made))
	for i, id := range made {
		title, description := described(id)
		patterns[i] = sdk.Pattern{ID: id, Title: title, Description: description, Parameters: json.RawMessage(spec.Schema), Examples: examples(id)}
	}
	return patterns
}

func described(id string) (title, description string) {
	switch id {
	case spec.QueryExport:
		return "Query export", "Finds objects by filters, a saved query, a folder or a list of IDs and writes their properties to a CSV, text or JSON file. Changes nothing."
	case spec.PropertyReport:
		return "Property report", "Writes all properties of objects, with internal name, display name, type and value. Changes nothing."
	case spec.CheckoutReport:
		return "Check-out report", "Lists objects that are checked out, with user, date and age. Changes nothing."
	case spec.UserReport:
		return "User report", "Lists users with their groups and roles, state and last login, one row for each membership or each user. Changes nothing."
	case spec.BOMExport:
		return "BOM export", "Writes structures by a revision rule, all levels or some, line by line or with totals. Changes nothing."
	case spec.WhereUsed:
		return "Where used", "Writes in which assemblies objects are used, up to the top, or what refers to them. Changes nothing."
	case spec.DatasetExport:
		return "Dataset export", "Writes the files of datasets to a directory, under names made of item ID, revision and others, with a list of them. Changes nothing."
	case spec.ClassificationReport:
		return "Classification report", "Lists classified objects with their classes, attributes and values. Changes nothing."
	case spec.PropertyUpdate:
		return "Property update", "Sets properties from a file or to one value, with old and new value in a result file. A dry run unless told otherwise."
	case spec.ChangeOwnership:
		return "Change of ownership", "Gives objects, and what belongs to them, to another user and group. A dry run unless told otherwise."
	case spec.StatusAdd:
		return "Adding a status", "Adds release statuses to revisions, items or datasets. A dry run unless told otherwise."
	case spec.RelationCreate:
		return "Creating relations", "Relates items, revisions or datasets as the lines of a file say. A dry run unless told otherwise."
	case spec.ProjectAssign:
		return "Assigning to projects", "Assigns objects to projects and takes them out of others. A dry run unless told otherwise."
	case spec.ItemCreate:
		return "Creating items", "Creates items with their first revision from the lines of a file. A dry run unless told otherwise."
	case spec.StatusRemove:
		return "Removing a status", "Takes exactly named release statuses from listed objects, as a dba. It leaves no history. A dry run unless told otherwise."
	case spec.DeleteObjects:
		return "Deleting objects", "Deletes exactly named items, revisions or datasets that nothing refers to, are not released and not in a process. There is no undo. A dry run unless told otherwise."
	case spec.Revise:
		return "Revising", "Makes the next revision of items whose latest one is released. A dry run unless told otherwise."
	case spec.DatasetImport:
		return "Dataset import", "Puts the files of a list into datasets of items or revisions, new ones or those that are there, as a whole with file and relation. A dry run unless told otherwise."
	case spec.DatasetPurge:
		return "Dataset purge", "Removes all versions of datasets but the latest, selected by type, age or a list. Cannot be undone; a dry run unless told otherwise."
	case spec.BOMImport:
		return "BOM import", "Builds structures from a file of parents and components, or an indented list: quantities, find numbers and units, all lines of a parent or none. A dry run unless told otherwise."
	case spec.WorkflowTask:
		return "Workflow tasks", "Lists open tasks, and completes, approves, rejects or hands over named ones. Signs only in the name of who runs it. Cannot be undone; a dry run unless told otherwise."
	case spec.WorkflowStart:
		return "Workflow start", "Starts a workflow process on revisions or datasets, one for each or one for all. Cannot be undone; a dry run unless told otherwise."
	}
	return id, ""
}
