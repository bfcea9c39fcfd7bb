package emit

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TryCommands run the program at the site that the project brings, from the
// project's folder: a writer as a rehearsal, and then in earnest.
func TryCommands(p *pattern.Plan) []string {
	command := "kiln try . --fixture " + tryFile
	arguments := arguments(p, sampleFile, sampleFolder, tryValue)
	if p.Spec.Pattern == spec.DatasetExport && p.Spec.Output.Directory != "" {
		arguments += " -dir=." // that folder is one of the site
	}
	arguments += filesHere(p)
	if changesReleased(p) {
		arguments += " -bypass"
	}
	if arguments != "" || p.Writes {
		command += " --" + arguments
	}
	switch {
	case !p.Writes:
		return []string{command}
	case p.Spec.Pattern == spec.StatusRemove:
		return []string{command, command + " -nodryrun -bypass"} // what has a status is released
	}
	return []string{command, command + " -nodryrun"}
}

// filesHere puts the files that the program writes into the project's folder:
// the machine that it is tried on need not have the folders of the request.
func filesHere(p *pattern.Plan) string {
	text := ""
	for _, name := range [...]string{"output", "result", "log"} {
		file, ok := p.Option(name)
		if !ok || len(file.Default) == 0 || !strings.ContainsAny(file.Default[0], `/\`) {
			continue
		}
		here := file.Default[0][strings.LastIndexAny(file.Default[0], `/\`)+1:]
		switch {
		case name == "log": // its path may be that of a directory
			here = "."
		case here == "" || strings.Contains(here, " "):
			here = "try_" + name
		}
		text += " -" + name + "=" + here
	}
	return text
}

// changesReleased reports whether the objects that the program writes to are
// released ones, which nobody may change without the bypass.
func changesReleased(p *pattern.Plan) bool {
	s := p.Spec
	if _, ok := p.Option("bypass"); !ok || s.Pattern != spec.ChangeOwnership && s.Pattern != spec.PropertyUpdate {
		return false
	}
	return slices.ContainsFunc(s.Where, func(f spec.Filter) bool {
		return f.Field == spec.FieldReleased || f.Field == spec.FieldStatus && f.Op != spec.OpUnset && f.Op != spec.OpIsNot
	})
}

// arguments are what a command line must hold besides the login: where the
// objects come from, and a value for each option that is mandatory.
func arguments(p *pattern.Plan, input, folder string, value func(*pattern.Plan, pattern.Option) string) string {
	s := p.Spec
	text := ""
	switch {
	case s.Select.From == spec.FromInput:
		text = " -input=" + input
	case s.Select.From == spec.FromArguments && len(s.Select.Objects) == 0:
		uid, _ := p.Option("uid")
		text = " -uid=" + value(p, uid)
	}
	if s.Pattern == spec.DatasetImport {
		text += " -dir=" + folder
	}
	dated := ""
	for _, o := range p.Options {
		switch {
		case !o.Mandatory || o.Name == "input":
		case o.Form != pattern.FormDate:
			text += " -" + o.Name + "=" + value(p, o)
		case dated != o.Range: // one of them is enough
			dated = o.Range
			text += " -" + o.Range + "_after=2000-01-01"
		}
	}
	return text
}

// placeholder is what a reader replaces by a value.
func placeholder(_ *pattern.Plan, o pattern.Option) string { return o.Value }

// tryValue is a value that the site knows.
func tryValue(p *pattern.Plan, o pattern.Option) string {
	switch o.Name {
	case "uid":
		return tryUIDs[0]
	case "task":
		if p.Spec.Action.Do == spec.DoComplete {
			return "Prepare"
		}
		return "Review"
	case "new_user":
		return sampleUser
	case "template":
		return "Release"
	case "status", "new_status":
		return "Released"
	case "relation":
		return "IMAN_specification"
	case "dataset_type":
		return "PDF"
	case "new_type":
		return "Part"
	case "class":
		return "ICM01"
	case "property":
		return "object_desc"
	}
	switch o.Value {
	case "USER":
		return "infodba"
	case "GROUP":
		return "dba"
	case "ID":
		return "000123"
	}
	return "*"
}
