package emit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/lanes"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// File is a file of the generated project.
type File struct {
	// Path is relative to the project, with slashes.
	Path       string
	Body       []byte
	Executable bool
	// calls are the functions of ITK that it calls, if it is a C file.
	calls []string
}

// Project writes all files of the program that the plan describes.
func Project(p *pattern.Plan) []File {
	w := &writer{plan: p, upper: strings.ToUpper(p.Prefix), files: make([]File, 0, 32)}
	w.scratch.prefix, w.scratch.upper = p.Prefix, w.upper
	w.scratch.Grow(16 << 10)
	w.job = jobOf(p.Spec)
	if p.Writes {
		w.changeProgram()
	} else {
		w.program()
	}
	w.source("report", w.reportHeader, w.reportSource)
	w.source("options", w.optionsHeader, w.optionsSource)
	if w.hasRanges() {
		w.source("dates", w.datesHeader, w.datesSource)
	}
	w.source("names", w.namesHeader, w.namesSource)
	w.source("select", w.selectHeader, w.selectSource)
	if !p.Makes {
		w.source("match", w.matchHeader, w.matchSource)
	}
	if w.reaches() {
		w.source("reach", w.reachHeader, w.reachSource)
	}
	if w.needsText() {
		w.source("text", w.textHeader, w.textSource)
	}
	if p.Writes {
		w.source("result", w.resultHeader, w.resultSource)
		if w.guards() {
			w.source("guard", w.guardHeader, w.guardSource)
		}
		w.source("change", w.changeHeader, w.changeSource)
		if w.widens() {
			w.source("widen", w.widenHeader, w.widenSource)
		}
		if p.FindsItems {
			w.source("item", w.itemHeader, w.itemSource)
		}
	}
	if !w.plan.Spec.Output.CountOnly {
		w.job.modules(w)
	}
	w.build()
	w.readme()
	w.samples()
	w.trySite()
	return w.files
}

// columnModules write the rows of the shared columns.
func (w *writer) columnModules() {
	w.source("columns", w.columnsHeader, w.columnsSource)
	if w.job.rows != nil {
		w.source("rows", w.rowsHeader, func(c *cFile) { w.job.rows.source(w, c) })
	}
	w.outputModules()
}

// outputModules write the file with the rows.
func (w *writer) outputModules() {
	if w.encodes() {
		w.source("encode", w.encodeHeader, w.encodeSource)
	}
	w.source("output", w.outputHeader, w.outputSource)
}

// hasTable reports whether the rows are those of the shared columns.
func (w *writer) hasTable() bool {
	return len(w.plan.Columns) > 0 && w.job.table
}

// writer collects the files of one project.
type writer struct {
	plan  *pattern.Plan
	upper string
	files []File
	job   job
	// scratch is where a C file is written before its includes are known.
	scratch cFile
	// declared are the calls of the plan, once they are asked for.
	declared map[string]*declared
	// called are the functions of ITK that the file calls which is being written.
	called []string
}

// declared is a function of ITK: the header that declares it, and how many files
// stand before the last one that calls it, or -1.
type declared struct {
	name, header string
	files        int
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
	// The first comment says what the file is for; the guard follows it.
	comment, rest, _ := bytes.Cut(w.written(write), []byte("*/\n"))
	body := make([]byte, 0, len(comment)+len(rest)+256)
	body = append(append(body, comment...), "*/\n#ifndef "+guard+"\n#define "+guard+"\n"...)
	body = append(w.withIncludes(body, rest), "\n#endif\n"...)
	w.file("src/"+w.plan.Prefix+"_"+name+".h", body)
	w.called = nil // macros do, and a macro is no place in the program
}

func (w *writer) sourceFile(name string, write func(*cFile)) {
	text := w.written(write)
	w.file("src/"+name+".c", w.withIncludes(make([]byte, 0, len(text)+256), text))
	w.files[len(w.files)-1].calls, w.called = w.called, nil
}

// written is the text of a C file, valid until the next one is written.
func (w *writer) written(write func(*cFile)) []byte {
	w.scratch.Reset()
	write(&w.scratch)
	return w.scratch.Bytes()
}

// includesHere marks where the includes of ITK go. Neither a comment nor a
// literal made of a person's text can hold it.
const includesHere = "\\ITK\n"

// withIncludes appends the text to the body, with the ITK headers that it
// needs in the place of includesHere.
func (w *writer) withIncludes(body, text []byte) []byte {
	before, after, found := bytes.Cut(text, []byte(includesHere))
	body = append(body, before...)
	if found {
		body = append(w.includes(body, after), after...)
	}
	return body
}

// constants are the headers of the types and constants of ITK, beside the basic
// ones, that the generated text names.
var constants = func() map[string]string {
	headers := map[string]string{}
	for _, name := range [...]string{
		"AE_reference_type_t", "EPM_RESULT_Completed", "EPM_approve_decision", "EPM_complete_action", "EPM_no_decision", "EPM_reject_decision", "EPM_signoff_attachment", "EPM_state_t",
		"EPM_target_attachment", "FL_fsc_as_ordered", "ITK_BATCH_TEXT_MODE", "POM_bypass_attr_update", "POM_enquiry_equal", "PROP_value_type_t",
		"SS_BINARY", "SS_TEXT",
	} {
		n, _ := kb.FindName(name)
		headers[name] = n.Header
	}
	return headers
}()

// includes appends the headers of the ITK functions that the text calls. Every
// file also needs the basic types, which come with the error handling.
func (w *writer) includes(body, text []byte) []byte {
	names := []string{"tc/emh.h"}
	for end := 0; ; {
		at := nextFamily(text, end)
		if at == len(text) {
			break
		}
		end = at + 1
		if start := nameStart(text, at); isCapital(text[start]) && string(text[start:at]) != w.upper {
			end = nameEnd(text, end)
			called := end < len(text) && text[end] == '('
			if header := w.headerOf(text[start:end], called); header != "" {
				names = insert(names, header)
			}
		}
	}
	for _, name := range names {
		body = append(body, "#include <"+name+">\n"...)
	}
	return body
}

// nextFamily returns where the next underscore stands behind a capital or a digit,
// as in every name of ITK behind that of its family; the length of the text if
// there is none.
func nextFamily(text []byte, at int) int {
	before := uint64(0) // the highest bit says that the byte before is one
	for ; at+lanes.Bytes <= len(text); at += lanes.Bytes {
		p := lanes.Load(text[at:])
		family := lanes.Between(p, 'A', 'Z') | lanes.Between(p, '0', '9')
		if found := lanes.First(lanes.Equal(p, '_') & (family<<8 | before)); found < lanes.Bytes {
			return at + found
		}
		before = family >> 56
	}
	for ; at < len(text); at++ {
		if text[at] == '_' && at > 0 && (isCapital(text[at-1]) || isDigit(text[at-1])) {
			return at
		}
	}
	return at
}

// nameStart returns where the name begins that holds the byte at a place.
func nameStart(text []byte, at int) int {
	for at > 0 && isNameByte(text[at-1]) {
		at--
	}
	return at
}

// nameEnd returns where the name ends that goes on at a place.
func nameEnd(text []byte, at int) int {
	for at < len(text) && isNameByte(text[at]) {
		at++
	}
	return at
}

func isNameByte(b byte) bool { return b >= 'a' && b <= 'z' || isCapital(b) || b == '_' || isDigit(b) }

func isCapital(b byte) bool { return b >= 'A' && b <= 'Z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// headerOf returns the header that declares a function of the plan that is
// called, or one of the constants; empty for other names.
func (w *writer) headerOf(name []byte, called bool) string {
	if !called {
		return constants[string(name)]
	}
	if w.declared == nil {
		w.declared = make(map[string]*declared, len(w.plan.Calls))
		all := make([]declared, len(w.plan.Calls))
		for i, call := range w.plan.Calls {
			f, _ := kb.Find(call)
			all[i] = declared{call, f.Header, -1}
			w.declared[call] = &all[i]
		}
	}
	function := w.declared[string(name)]
	if function == nil {
		return ""
	}
	if function.files != len(w.files) {
		function.files = len(w.files)
		w.called = append(w.called, function.name)
	}
	return function.header
}

// insert puts a name into a sorted list that may hold it.
func insert(sorted []string, name string) []string {
	if at, there := slices.BinarySearch(sorted, name); !there {
		return slices.Insert(sorted, at, name)
	}
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
