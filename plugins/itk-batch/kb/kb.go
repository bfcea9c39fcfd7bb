// Package kb holds the facts about ITK that the plugin generates from and
// checks against: functions, headers, types, constants, releases and tool
// chains, each with a grade of how well public code supports it.
//
// The facts are the .jsonl files beside this one. The generator gen.go turns
// them into static tables, so that a plugin instance, which lives for one
// generation, spends nothing on loading them.
package kb

//go:generate go run gen.go

import "strings"

// Confidence grades a fact by its evidence.
type Confidence uint8

// Low is general knowledge only; Medium is one public code base; High is two
// independent ones, or a public page of the vendor.
const (
	Low Confidence = iota
	Medium
	High
)

// String returns "low", "medium" or "high".
func (c Confidence) String() string {
	switch c {
	case High:
		return "high"
	case Medium:
		return "medium"
	default:
		return "low"
	}
}

// Dir is the direction of a parameter.
type Dir uint8

// The directions, seen from the function that is called.
const (
	In Dir = iota
	Out
	InOut
)

// Frees says what the caller releases after a call.
type Frees uint8

// Nothing is for scalars and for memory that stays with ITK. Block is one
// MEM_free of the output; for an array of strings it covers the array and the
// texts. Strings is MEM_free of every element and then of the array.
const (
	Nothing Frees = iota
	Block
	Strings
)

// Param is one parameter of a function.
type Param struct {
	Name string
	// Type is the C type as declared, such as "tag_t **" or "char[X+1]";
	// "..." ends a variadic list.
	Type  string
	Dir   Dir
	Frees Frees
}

// Function is one ITK function.
type Function struct {
	Name string
	// Header is the path to include, or empty when none declares the function.
	Header string
	// HeaderSure says that the header is well supported, not a guess by co-occurrence.
	HeaderSure bool
	// Return is the C type; "int" is a return code, where ITK_ok is success.
	Return string
	Params []Param
	// Module is the prefix of the function's family, such as "AOM".
	Module string
	// DeprecatedBy names what to call instead; empty when the function is current.
	DeprecatedBy string
	// Since is the first release known to have it; empty when unknown.
	Since      string
	Confidence Confidence
	// Does says in a few words what the function does; Note what to beware of.
	Does, Note string
}

// Code says whether the function returns a return code that must be checked.
// Wrappers of the C library return values of another meaning.
func (f Function) Code() bool {
	if f.Return != "int" || f.Module == "tc_string" {
		return false
	}
	switch f.Name {
	case "ITK_user_main", "TC_printf", "TC_fprintf", "TC_number_of_arguments", "TC_init_argument_list":
		return false
	}
	return true
}

// Variadic says whether the parameter list ends in "...".
func (f Function) Variadic() bool {
	n := len(f.Params)
	return n > 0 && f.Params[n-1].Type == "..."
}

// Arity returns the number of arguments that a call must have, for a variadic
// function at least.
func (f Function) Arity() int {
	if f.Variadic() {
		return len(f.Params) - 1
	}
	return len(f.Params)
}

// Finds says whether a success may still mean "nothing found": the output tag
// is then NULLTAG and must be tested before use.
func (f Function) Finds() bool {
	if !strings.Contains(f.Name, "_find") && f.Name != "AE_ask_dataset_latest_rev" {
		return false
	}
	return f.FoundTag() >= 0
}

// FoundTag returns the index of the single tag that the function puts out, or -1.
func (f Function) FoundTag() int {
	at := -1
	for i, p := range f.Params {
		if p.Dir != Out {
			continue
		}
		if p.Type == "tag_t **" || at >= 0 && p.Type == "tag_t *" {
			return -1
		}
		if p.Type == "tag_t *" {
			at = i
		}
	}
	return at
}

// Find returns the function of that name.
func Find(name string) (Function, bool) { return functionTable.find(name) }

var functionTable = newTable(functions[:], func(f *Function) string { return f.Name })

// Functions calls yield for each function in the order of names, until it returns false.
func Functions(yield func(Function) bool) {
	for i := range functions {
		if !yield(functions[i]) {
			return
		}
	}
}

// IsModule says whether ITK uses that name as the prefix of a family of
// functions, in any letter case: "AOM", "pom". A code prefix must not.
func IsModule(prefix string) bool {
	for _, m := range modules {
		if strings.EqualFold(m, prefix) {
			return true
		}
	}
	return false
}

// HasModule says whether a name begins with the prefix of a family of ITK and
// an underscore, in the letter case of ITK.
func HasModule(name string) bool {
	if name == "" || (name[0] < 'A' || name[0] > 'Z') && name[0] != 't' {
		return false // most names of a file: ITK's begin with capitals, but for tc_
	}
	prefix, _, ok := strings.Cut(name, "_")
	if !ok {
		return false
	}
	_, ok = moduleTable.find(prefix)
	return ok
}

var moduleTable = newTable(modules[:], func(m *string) string { return *m })
