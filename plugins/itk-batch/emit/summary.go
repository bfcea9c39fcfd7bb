package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// Summary says in one paragraph what was made.
func Summary(p *pattern.Plan, files []File) string {
	var b strings.Builder
	b.WriteString("A C program for Teamcenter " + p.TCVersion + ", " + p.Program + ", that ")
	switch s := p.Spec.Select; {
	case p.Makes:
		b.WriteString("reads a file")
	case s.From == spec.FromInput:
		b.WriteString("reads a list of objects from a file")
	case s.From == spec.FromArguments:
		b.WriteString("takes objects from the command line")
	case s.From == spec.FromQuery:
		b.WriteString("runs the saved query " + s.Query.Name)
	case s.From == spec.FromFolder:
		b.WriteString("reads the folder " + s.Folder.Name)
	case s.From == spec.FromSession:
		b.WriteString("finds the tasks of who runs it")
	default:
		o, _ := p.Option("type")
		b.WriteString("finds objects of type " + o.Default[0])
	}
	if n := len(p.Filters); n > 0 {
		b.WriteString(", tests " + spec.Counted(n, "filter"))
	}
	if p.Writes {
		b.WriteString(" and " + jobOf(p.Spec).does + ". Without -nodryrun it changes nothing. ")
		b.WriteString(FileCount(files) + "; build with " + BuildCommands(p)[0] + ", then read README.md.")
		return b.String()
	}
	if p.Spec.Output.CountOnly {
		b.WriteString(" and prints how many there are. ")
	} else {
		b.WriteString(" and writes " + spec.Counted(len(p.Columns), "column") + " to a " + strings.ToUpper(string(p.Spec.Output.Format)) + " file. ")
	}
	b.WriteString("It changes nothing. " + FileCount(files) + "; build with " + BuildCommands(p)[0] + ", then read README.md.")
	return b.String()
}

// FileCount says how many files the project has, with the build manifest that
// the host adds to these.
func FileCount(files []File) string { return spec.Counted(len(files)+1, "file") }

// Toolchain names the compiler and the scripts that build the program.
func Toolchain(p *pattern.Plan) string {
	if !p.MSVC {
		return "gcc through the compile and linkitk scripts of Teamcenter " + p.TCVersion
	}
	text := "Visual C++ x64 through the compile and linkitk scripts of Teamcenter " + p.TCVersion
	if version, err := kb.ParseVersion(p.TCVersion); err == nil && version.Toolchain().VisualStudio != "" {
		text += " (Visual Studio " + version.Toolchain().VisualStudio + ")"
	}
	return text
}

// BuildCommands are the commands that build the program, in its folder.
func BuildCommands(p *pattern.Plan) []string {
	if p.MSVC {
		return []string{"build.bat"}
	}
	return []string{"./build.sh"}
}

// RunCommands are commands to begin with: the help, a small run, a full one.
func RunCommands(p *pattern.Plan) []string {
	program := "build/" + p.Program
	if p.MSVC {
		program = `build\` + p.Program
	}
	login := program + " -u=USER -pf=user.pwf -g=GROUP" + arguments(p, sampleFile, sampleFolder, placeholder)
	if p.Writes {
		return []string{program + " -h", login + " -max=10 -result=rehearsal.csv", login + " -result=result.csv -nodryrun"}
	}
	return []string{program + " -h", login + " -max=10", login}
}
