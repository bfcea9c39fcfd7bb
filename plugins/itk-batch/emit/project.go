package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// File is a file of the generated project.
type File struct {
	// Path is relative to the project, with slashes.
	Path       string
	Body       []byte
	Executable bool
}

// Project writes all files of the program that the plan describes.
func Project(p *pattern.Plan) []File {
	w := &writer{plan: p, upper: strings.ToUpper(p.Prefix)}
	w.program()
	w.source("report", w.reportHeader, w.reportSource)
	w.source("options", w.optionsHeader, w.optionsSource)
	if w.hasRanges() {
		w.source("dates", w.datesHeader, w.datesSource)
	}
	w.source("names", w.namesHeader, w.namesSource)
	w.source("select", w.selectHeader, w.selectSource)
	w.source("match", w.matchHeader, w.matchSource)
	if w.reaches() {
		w.source("reach", w.reachHeader, w.reachSource)
	}
	if w.needsText() {
		w.source("text", w.textHeader, w.textSource)
	}
	if !w.plan.Spec.Output.CountOnly {
		w.source("columns", w.columnsHeader, w.columnsSource)
		if w.encodes() {
			w.source("encode", w.encodeHeader, w.encodeSource)
		}
		w.source("output", w.outputHeader, w.outputSource)
	}
	w.build()
	w.readme()
	w.samples()
	return w.files
}

// writer collects the files of one project.
type writer struct {
	plan  *pattern.Plan
	upper string
	files []File
}

func (w *writer) file(path string, body []byte) {
	w.files = append(w.files, File{Path: path, Body: body})
}

// source writes a C file and its header.
func (w *writer) source(name string, header, source func(*cFile)) {
	w.header(name, header)
	w.sourceFile(w.plan.Prefix+"_"+name, source)
}

func (w *writer) header(name string, write func(*cFile)) {
	guard := w.upper + "_" + strings.ToUpper(name) + "_H"
	body := w.withIncludes(write)
	// The first comment says what the file is for; the guard follows it.
	end := strings.Index(body, "*/\n") + 3
	out := w.c()
	out.WriteString(body[:end])
	out.WriteString("#ifndef " + guard + "\n#define " + guard + "\n")
	out.WriteString(body[end:])
	out.WriteString("\n#endif\n")
	w.file("src/"+w.plan.Prefix+"_"+name+".h", out.Bytes())
}

func (w *writer) sourceFile(name string, write func(*cFile)) {
	w.file("src/"+name+".c", []byte(w.withIncludes(write)))
}

// withIncludes puts the ITK headers that the text needs where it says
// includesHere.
func (w *writer) withIncludes(write func(*cFile)) string {
	c := w.c()
	write(c)
	before, after, found := strings.Cut(c.String(), includesHere)
	if !found {
		return before
	}
	out := w.c()
	out.WriteString(before)
	w.includes(out, after)
	out.WriteString(after)
	return out.String()
}

// includesHere marks where the includes of ITK go. It is no valid C, so that
// a mark that stays behind cannot be missed.
const includesHere = "#ITK\n"

func (w *writer) c() *cFile { return &cFile{prefix: w.plan.Prefix, upper: w.upper} }

// constants are the types and constants of ITK, beside the basic ones, that
// the generated text names.
var constants = [...]string{
	"AE_reference_type_t", "FL_fsc_as_ordered", "ITK_BATCH_TEXT_MODE", "POM_enquiry_equal",
	"POM_in_ds_and_db", "PROP_value_type_t",
}

// includes writes the headers of the ITK functions that the text calls. Every
// file also needs the basic types, which come with the error handling.
func (w *writer) includes(c *cFile, text string) {
	names := []string{"tc/emh.h"}
	for _, call := range w.plan.Calls {
		if f, ok := kb.Find(call); ok && f.Header != "" && strings.Contains(text, call+"(") {
			names = insert(names, f.Header)
		}
	}
	for _, constant := range constants {
		if n, ok := kb.FindName(constant); ok && n.Header != "" && strings.Contains(text, constant) {
			names = insert(names, n.Header)
		}
	}
	for _, name := range names {
		c.WriteString("#include <" + name + ">\n")
	}
}

// insert puts a name into a sorted list that does not hold it yet.
func insert(sorted []string, name string) []string {
	at := 0
	for at < len(sorted) && sorted[at] < name {
		at++
	}
	if at < len(sorted) && sorted[at] == name {
		return sorted
	}
	sorted = append(sorted, "")
	copy(sorted[at+1:], sorted[at:])
	sorted[at] = name
	return sorted
}

// hasRanges reports whether the program compares dates.
func (w *writer) hasRanges() bool {
	for _, o := range w.plan.Options {
		if o.Form == pattern.FormDate {
			return true
		}
	}
	return false
}

// reaches reports whether the program walks from an object to others.
func (w *writer) reaches() bool {
	for _, f := range w.plan.Filters {
		if f.Of != spec.OfSelf {
			return true
		}
	}
	return w.plan.Reads(spec.OfItem, spec.OfRevision, spec.OfRelated, spec.OfFile)
}

// needsText reports whether the program builds texts of any length.
func (w *writer) needsText() bool {
	return !w.plan.Spec.Output.CountOnly || w.plan.Spec.Select.From == spec.FromInput
}
