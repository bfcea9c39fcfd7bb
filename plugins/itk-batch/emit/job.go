package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// job is what a pattern adds to the frame: its own modules, and what happens
// to an object.
type job struct {
	// modules writes the pattern's own C files.
	modules func(*writer)
	// table is set when the rows are those of the shared columns.
	table bool
	// checksProperties is set when the pattern's own lookups test properties.
	checksProperties bool
	// lookups writes further name checks, the statements that find_names ends
	// with; nil when there are none.
	lookups func(*writer, *cFile)
	// rows is set when an object has other rows than one.
	rows *ownRows
	// members are further members of the structure with what names stand for.
	members string
	// finders writes the functions that lookups calls; nil when there are none.
	finders func(*writer, *cFile)
	// reasons is set when the errors of an object are kept for its rows.
	reasons bool
	// includes are the headers that the main program needs for it.
	includes []string
	// each is the C statement that treats one object, indented by 8 blanks: of
	// a report it sets going_on, of a writer it ends the row.
	each string
	// finish returns the C statement after the last object, indented by 4
	// blanks; nil when there is none.
	finish func(*writer) string
	// The rest are sentences of the README. Does ends "Finds objects in
	// Teamcenter and ...", or "Reads a file and ..." where it makes them; undo says what the result file allows to take back;
	// again whether a second run is harmless; limits what it leaves alone.
	does, undo, again, limits string
	// who runs a writer, and what else than guarded objects it leaves alone;
	// empty where every writer is the same.
	who, leaves string
	// results explains the columns of the result file, as rows of a table.
	results string
}

// jobOf returns what the pattern of the Spec adds. Each has a file of its own.
func jobOf(s spec.Spec) job {
	switch s.Pattern {
	case spec.PropertyReport:
		return propertyReport
	case spec.PropertyUpdate:
		return propertyUpdate
	case spec.ChangeOwnership:
		return changeOwnership
	case spec.StatusAdd:
		return statusAdd
	case spec.RelationCreate:
		return relationCreate
	case spec.ProjectAssign:
		return projectAssign
	case spec.ItemCreate:
		return itemCreate
	case spec.Revise:
		return revise
	case spec.StatusRemove:
		return statusRemove
	case spec.DeleteObjects:
		return deleteObjects
	case spec.CheckoutReport:
		return checkoutReport
	case spec.UserReport:
		return userReport
	case spec.BOMExport:
		return bomExport
	case spec.BOMImport:
		return bomImport
	case spec.WhereUsed:
		return whereUsed
	case spec.DatasetExport:
		return datasetExport
	case spec.ClassificationReport:
		return classificationReport
	case spec.DatasetImport:
		return importJob(s)
	case spec.DatasetPurge:
		return datasetPurge
	case spec.WorkflowStart:
		return workflowStart
	case spec.WorkflowTask:
		return taskJob(s)
	}
	return queryExport
}

// queryExport reads a row for each object.
var queryExport = job{
	table:   true,
	does:    "writes one line for each to a file",
	limits:  "It reads no forms, structures or workflow history, follows no relation but those of the columns, and keeps no memory of earlier runs. There is nothing to undo.",
	modules: (*writer).columnModules,
	each: `            @_read_row(object, line, options, names, cells);
            going_on = @_write_row(options, cells);
`,
}
