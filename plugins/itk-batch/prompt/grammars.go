package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// grammars are those of the active patterns, in the order of the Spec's. They
// are data of the compiled plugin, as the vocabulary is.
var grammars = [...]grammar{
	{pattern: spec.QueryExport, title: "Export of"},
	{pattern: spec.PropertyReport, title: "All properties of", arguments: true, unsaid: spec.RevisionLatest, read: readPropertyReport, words: propertyReportWords, settle: settlePropertyReport},
	{pattern: spec.PropertyUpdate, title: "Set properties of", arguments: true, read: readUpdate, words: updateWords, settle: settleUpdate},
	{pattern: spec.ItemCreate, title: "Create", parts: spec.KindItem, keys: itemKey, read: readCreate, words: createWords, settle: settleCreate},
	{pattern: spec.Revise, title: "Next revision of", arguments: true, keys: itemKey, unsaid: spec.RevisionLatest, read: readRevise, words: reviseWords, settle: settleRevise},
	{pattern: spec.ChangeOwnership, title: "Hand over", arguments: true, parts: spec.KindItem, read: readOwnership, words: ownershipWords, settle: settleOwnership},
	{pattern: spec.StatusAdd, title: "Add a status to", arguments: true, read: readStatus, words: statusAddWords, settle: settleStatus},
	{pattern: spec.StatusRemove, title: "Remove a status from", arguments: true, read: readStatus, words: statusAddWords, settle: settleStatus},
	{pattern: spec.RelationCreate, title: "Relate", parts: spec.KindItem, read: readRelate, words: relateWords, settle: settleRelate},
	{pattern: spec.BOMExport, title: "Structure of", arguments: true, unsaid: spec.RevisionLatest, keys: itemKey, read: readBOM, words: bomWords, settle: settleBOMExport},
	{pattern: spec.BOMImport, title: "Build structures of", arguments: true, unsaid: spec.RevisionLatestWorking, keys: []spec.Role{spec.RoleParentID}, read: readBOMImport, words: bomImportWords, settle: settleBOMImport},
	{pattern: spec.WhereUsed, title: "Where-used of", arguments: true, parts: spec.KindItem, unsaid: spec.RevisionAll, read: readWhereUsed, words: whereUsedWords, settle: settleWhereUsed},
	{pattern: spec.DatasetImport, title: "Import files to", keys: fileKeys, read: readFiles, words: fileWords, settle: settleImport},
	{pattern: spec.DatasetExport, title: "Export files of", arguments: true, unsaid: spec.RevisionLatest, read: readFiles, words: fileWords, settle: settleExport},
	{pattern: spec.DatasetPurge, title: "Purge", arguments: true, read: readPurge, words: purgeWords, settle: settlePurge},
	{pattern: spec.DeleteObjects, title: "Delete", arguments: true, parts: spec.KindItem, read: readDelete, words: deleteWords, settle: settleDelete},
	{pattern: spec.WorkflowStart, title: "Start a workflow for", arguments: true, keys: itemKey, unsaid: spec.RevisionLatestWorking, read: readWorkflow, words: workflowWords, settle: settleWorkflow},
	{pattern: spec.WorkflowTask, title: "Work on", read: readTask, words: taskWords, settle: settleTask},
	{pattern: spec.UserReport, title: "List of", read: readUsers, words: userWords, settle: settleUsers},
	{pattern: spec.ProjectAssign, title: "Assign projects to", arguments: true, parts: spec.KindItem, read: readProjects, words: projectWords, settle: settleProjects},
	{pattern: spec.CheckoutReport, title: "Check-outs of", read: readCheckouts, words: checkoutWords, settle: settleCheckouts},
	{pattern: spec.ClassificationReport, title: "Classification of", arguments: true, parts: spec.KindItem, unsaid: spec.RevisionLatest, read: readClasses, words: classWords, settle: settleClasses},
}

// patternVocabulary is what single patterns know, for the correction of
// misspelt words.
var patternVocabulary = [...][]entry{
	propertyReportWords, updateWords, createWords, reviseWords, ownershipWords, statusAddWords, relateWords,
	bomWords, bomImportWords, whereUsedWords, fileWords, purgeWords, deleteWords, workflowWords,
	taskWords, userWords, projectWords, checkoutWords, classWords,
}
