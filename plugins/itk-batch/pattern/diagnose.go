package pattern

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// Diagnostic is what the client is to know, and the place in the files that it is about.
type Diagnostic struct {
	sdk.Diagnostic
	Place Place
}

// Place is a place in the generated files, by what stands there. At most one
// member is set; the zero Place is none in the files.
type Place struct {
	Call   string // of this ITK function, the first
	Value  string // the default of an option
	Script string // the call of this script of Teamcenter
}

// origin says where a filter's value came from.
func (b *builder) origin(filter int) string {
	return b.originOf("where["+strconv.Itoa(filter)+"]", true)
}

// originOf says where the member of the Spec came from: the kind of a note on
// it or on a part of it, or the prompt when it was given.
func (b *builder) originOf(path string, given bool) string {
	for _, n := range b.plan.Spec.Notes {
		if n.Path == path || strings.HasPrefix(n.Path, path) && strings.IndexByte(".[", n.Path[len(path)]) >= 0 {
			return string(n.Kind)
		}
	}
	if given {
		return "prompt"
	}
	return string(spec.NoteDefault)
}

// diagnose tells what the prompt left open and what public facts leave open.
func (b *builder) diagnose() {
	for _, n := range b.plan.Spec.Notes {
		b.info("spec_"+string(n.Kind), n.Path+": "+n.Text, "")
	}
	b.diagnoseShipped()
	b.diagnoseVersion()
	b.diagnoseCalls()
	b.diagnoseEncoding()
}

func (b *builder) diagnoseVersion() {
	version, err := kb.ParseVersion(b.plan.TCVersion)
	if err != nil || !version.Known() {
		b.warn("version_unknown", "Teamcenter "+b.plan.TCVersion+" is outside the releases that the facts about ITK cover (10.1 to 14.3, 2306 to 2506).",
			"Build it at the site first: the compiler finds a call that this release has not.")
		return
	}
	chain := version.Toolchain()
	b.plan.Bits64 = b.plan.MSVC && chain.Bits64
	if b.plan.MSVC && chain.Confidence == kb.Low {
		b.info("toolchain_uncertain", "Visual Studio "+chain.VisualStudio+" for Teamcenter "+b.plan.TCVersion+" is probable, not proven: "+chain.Evidence+".",
			"Use the compiler that your installation's documentation names.").Place = Place{Script: "compile"}
	}
	if !b.plan.MSVC {
		b.info("toolchain_uncertain", "No public source names gcc's version or options for Teamcenter "+b.plan.TCVersion+"; build.sh calls the site's own compile and linkitk.",
			"Install the sample directory of Teamcenter, which holds these two scripts.").Place = Place{Script: "compile"}
	}
	b.diagnoseSince(version)
}

// diagnoseSince reports calls that are newer than the release.
func (b *builder) diagnoseSince(version kb.Version) {
	for _, name := range b.plan.Calls {
		f, _ := kb.Find(name)
		if f.Since == "" {
			continue
		}
		if since, err := kb.ParseVersion(f.Since); err == nil && !version.AtLeast(since.Major, since.Minor) {
			b.warn("call_newer_than_version", name+" exists since Teamcenter "+f.Since+", the project is for "+b.plan.TCVersion+".",
				"Build it at the site first.").Place = Place{Call: name}
		}
	}
}

// diagnoseCalls names the calls that only one public code base shows.
func (b *builder) diagnoseCalls() {
	for _, name := range b.plan.Unverified() {
		b.info("call_to_verify", "Fewer than two independent public programs show "+name+".",
			"Compile at the site: its headers decide. README.md lists it under \"Check before production\".").Place = Place{Call: name}
	}
}

// diagnoseEncoding names the options whose default has other bytes at a site
// that does not use UTF-8.
func (b *builder) diagnoseEncoding() {
	for _, o := range b.plan.NonASCII() {
		at := slices.IndexFunc(o.Default, func(value string) bool { return !ascii(value) })
		b.info("name_not_ascii", "The default of -"+o.Name+"= is not ASCII and stands in the program as UTF-8.",
			"At a site with another encoding give it as an option, or say in the prompt which encoding the site uses.").Place = Place{Value: o.Default[at]}
	}
}

// NonASCII returns the options whose default depends on the encoding of the
// site, which is not known.
func (p *Plan) NonASCII() []Option {
	if p.Spec.Output.SiteEncoding != spec.EncodingUnknown {
		return nil
	}
	var options []Option
	for _, o := range p.Options {
		if slices.ContainsFunc(o.Default, func(value string) bool { return !ascii(value) }) {
			options = append(options, o)
		}
	}
	return options
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Unverified returns the calls for which the evidence is thin.
func (p *Plan) Unverified() []string {
	var names []string
	for _, name := range p.Calls {
		if f, ok := kb.Find(name); ok && f.Confidence != kb.High {
			names = append(names, name)
		}
	}
	return names
}

func (b *builder) info(code, message, hint string) *Diagnostic {
	return b.report(sdk.Info, code, message, hint)
}

func (b *builder) warn(code, message, hint string) *Diagnostic {
	return b.report(sdk.Warning, code, message, hint)
}

// report adds a diagnostic and returns it, for its place.
func (b *builder) report(severity sdk.Severity, code, message, hint string) *Diagnostic {
	d := Diagnostic{Diagnostic: sdk.Diagnostic{Severity: severity, Code: code, Message: message, Hint: hint}}
	b.plan.Diagnostics = append(b.plan.Diagnostics, d)
	return &b.plan.Diagnostics[len(b.plan.Diagnostics)-1]
}
