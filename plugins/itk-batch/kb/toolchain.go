package kb

// Toolchain is the compiler that a release of Teamcenter is built with on
// Windows. For Linux no reliable public source names compiler or options: the
// site's own compile and linkitk scripts decide there.
type Toolchain struct {
	// Visual Studio by its year, such as "2019"; empty when no source names it.
	VisualStudio string
	Confidence   Confidence
	// Evidence says in a few words what supports it.
	Evidence string
	// C90 is set when that compiler knows no C99.
	C90 bool
	// Bits64 is set when the compile script wants -64bit.
	Bits64 bool
}

// toolchains holds one row for each range of releases, the oldest first.
var toolchains = [...]struct {
	from  int
	chain Toolchain
}{
	{8, Toolchain{"2005", Medium, "one public build file", true, false}},
	{9, Toolchain{"2008 SP1", Medium, "one public set-up report", true, true}},
	{10, Toolchain{"2010", Medium, "one public build file", true, true}},
	{11, Toolchain{"2012", High, "three public build files", true, false}},
	{12, Toolchain{"2017", High, "usage text and settings of a linkitk script", false, false}},
	{13, Toolchain{"2019", High, "build steps for 13.2 and 13.3, project files", false, false}},
	{14, Toolchain{"2019 or 2022", Low, "one public project file; the official table is not public", false, false}},
	{2306, Toolchain{"2022", Low, "no public evidence; the releases around it suggest it", false, false}},
	{2412, Toolchain{"2022", Medium, "project files of one public library", false, false}},
	{2507, Toolchain{"", Low, "later than the releases that the facts cover", false, false}},
}

// Toolchain returns what is known of the compiler for the release.
func (v Version) Toolchain() Toolchain {
	var found Toolchain
	for i := range toolchains {
		if v.Major >= toolchains[i].from {
			found = toolchains[i].chain
		}
	}
	return found
}
