package check

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// fact is what is known of a word, whatever program it stands in.
type fact struct {
	is trait
	// itk is the function of ITK of that name, or nil.
	itk *kb.Function
	// header declares the name; empty when every header of ITK does. For some it is
	// a guess, unless headerSure.
	header     word
	headerSure bool
	// arguments is what a call of that name does with each of its arguments, rest
	// what it does with those beyond.
	arguments []about
	rest      about
	// brings are the headers that come along with the header of that name.
	brings []word
	// params are the names of the parameters of a function of ITK.
	params []word
	// makes is where the memory comes from that a call of that name returns.
	makes allocator
	// hint is the kind of object that a variable of that name stands for.
	hint objectKind
}

// trait is something that a rule asks of many names, as a bit.
type trait uint16

const (
	ofModule  trait = 1 << iota // the name begins with a module of ITK
	listed                      // the facts have the name
	current                     // a header that is in use
	freeing                     // gives memory back
	closing                     // ends what another call began
	selecting                   // leads to any number of objects
	filling                     // writes a text into memory that it gets
	locking                     // may take or give a lock
	saving                      // saves an object
	savingAll                   // saves one of any class
	telling                     // reads the text of an error
	writing                     // makes or changes something, or grants rights to
)

// traits are the names that have some.
var traits = map[trait][]string{
	freeing:   {"MEM_free", "free", "SAFE_SM_FREE"},
	closing:   {"POM_enquiry_delete", "BOM_close_window", "POM_forget_markpoint", "fclose"},
	selecting: {"FL_ask_references", "POM_enquiry_execute", "QRY_execute", "WSOM_find2", "fgetc", "fgets", "getc"},
	locking: {"AOM_lock", "AOM_lock_for_delete", "AOM_unlock", "AOM_delete", "AOM_refresh", "ITEM_delete_item", "ITEM_delete_rev",
		"POM_refresh_instances_any_class", "POM_refresh_instances", "POM_save_instances"},
	filling:   {"strcpy", "strcat", "sprintf"},
	saving:    append(slices.Clip(savesAll), "AE_save_myself"),
	savingAll: savesAll,
	telling:   {"EMH_ask_errors", "EMH_ask_error_text", "EMH_ask_last_error"},
	writing:   {"AOM_delete", "ITEM_delete_item", "ITEM_delete_rev", "ITK_set_bypass", "POM_place_markpoint"},
}

// dictionary is what is known before a program is read: the words, and a fact
// for each.
type dictionary struct {
	table
	facts []fact
}

// lexicon is built once for the process; a guest finds it in its first image.
var lexicon = readFacts()

func (d *dictionary) end() word { return word(len(d.facts)) }

// of returns the fact of a text, a new one if there is none.
func (d *dictionary) of(text string) *fact { return &d.facts[d.number(text)] }

func (d *dictionary) number(text string) word {
	if text == "" {
		return none
	}
	hash := hashOf(text)
	s := d.find(hash, text)
	if s.word != none {
		return s.word
	}
	f := fact{rest: about{does: takes}}
	if kb.HasModule(text) {
		f.is = ofModule
	}
	d.facts = append(d.facts, f)
	return d.add(s, hash, text)
}

func readFacts() *dictionary {
	d := &dictionary{table: table{slots: make([]slot, 8192), texts: make([]string, 0, 4096), first: none}}
	d.texts, d.facts = append(d.texts, ""), append(d.facts, fact{})
	for _, text := range spellings[1:] {
		d.number(text)
	}
	d.readITK()
	d.readLibrary()
	for is, names := range traits {
		for _, name := range names {
			d.of(name).is |= is
		}
	}
	for name, kind := range kindHints {
		d.of(name).hint = kind
	}
	for name := range changes {
		d.of(name).is |= writing
	}
	for name := range saves {
		d.of(name).is |= writing
	}
	for name := range savesOnly {
		d.of(name).is |= writing
	}
	return d
}

// readITK takes over the functions, names and headers of ITK.
func (d *dictionary) readITK() {
	for f := range kb.Functions {
		header := d.number(f.Header)
		k := d.of(f.Name)
		k.is |= listed
		k.header, k.headerSure = header, f.HeaderSure
		if k.is&ofModule != 0 {
			k.itk = &f
			k.arguments, k.rest = aboutITK(&f)
			d.nameParams(&f)
		}
	}
	for n := range kb.Names {
		if k := d.of(n.Name); k.is&listed == 0 {
			k.is |= listed
			header := d.number(n.Header)
			d.of(n.Name).header = header
		}
	}
	for h := range kb.Headers {
		var brings []word
		for _, name := range h.Includes {
			brings = append(brings, d.number(name))
		}
		k := d.of(h.Name)
		k.brings = brings
		if h.Status == kb.Current {
			k.is |= current
		}
	}
}

func (d *dictionary) nameParams(f *kb.Function) {
	params := make([]word, len(f.Params))
	for i := range f.Params {
		params[i] = d.number(f.Params[i].Name)
	}
	d.of(f.Name).params = params
}

// aboutITK returns what a function of ITK does with its arguments.
func aboutITK(f *kb.Function) (arguments []about, rest about) {
	if f.Name == "MEM_free" {
		return nil, about{does: takes | frees}
	}
	format := formatArgument(f.Name)
	arguments = make([]about, max(len(f.Params), format+1))
	for i, q := range f.Params {
		arguments[i].kind = kindOf(f, &q)
		if q.Dir != kb.Out {
			continue
		}
		if q.Frees != kb.Nothing {
			arguments[i].gives, arguments[i].from = q.Frees, fromITK
		}
		if f.Finds() && f.FoundTag() == i {
			arguments[i].does |= finds
		}
	}
	if format >= 0 {
		arguments[format].does |= formats
	}
	switch f.Name {
	case "MEM_realloc":
		arguments[0] = about{does: takes}
	case "AOM_unload":
		arguments[0].does |= unloads
	case "POM_unload_instances":
		arguments[1].does |= unloads
	default:
		if readsProperty(f.Name) {
			arguments[0].does |= loads
		}
	}
	return arguments, about{}
}

// readsProperty reports whether a function of ITK reads a property of its first
// argument.
func readsProperty(name string) bool {
	return strings.HasPrefix(name, "AOM_ask_") || strings.HasPrefix(name, "AOM_UIF_ask_value") || name == "AE_find_dataset_named_ref2"
}

// readLibrary adds what the C library does. Names that nobody knows may do
// anything, so they are taken to keep what they get.
func (d *dictionary) readLibrary() {
	for _, name := range [...]string{"printf", "fprintf", "sprintf", "snprintf", "vfprintf", "puts", "fputs", "fputc", "fwrite", "fread",
		"fgets", "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strncat", "strchr", "strrchr", "strstr", "strcspn",
		"strspn", "strtol", "strtod", "atoi", "atof", "memcpy", "memmove", "memset", "memcmp", "qsort", "bsearch", "sscanf",
		"isdigit", "isalpha", "isspace", "tolower", "toupper", "time", "mktime", "localtime", "strftime", "fopen", "fflush",
		"ferror", "remove", "rename", "setlocale", "strtok", "strpbrk", "strcoll", "difftime", "realloc"} {
		d.of(name).rest = about{}
	}
	for _, name := range [...]string{"printf", "vprintf", "fprintf", "vfprintf", "sprintf", "vsprintf", "snprintf", "vsnprintf",
		"_snprintf", "_vsnprintf"} {
		k := d.of(name)
		for range formatArgument(name) {
			k.arguments = append(k.arguments, k.rest)
		}
		k.arguments = append(k.arguments, about{does: k.rest.does | formats})
	}
	*d.of("fclose") = fact{rest: about{does: closes}}
	d.of("free").rest = about{does: takes | frees}
	d.of("realloc").arguments = []about{{does: takes}}
	for makes, names := range map[allocator][]string{
		fromITK: {"MEM_alloc", "MEM_realloc", "MEM_string_copy", "MEM_string_ncopy"},
		fromC:   {"malloc", "calloc", "realloc", "strdup"},
		kept:    {"ITK_ask_cli_argument", "EMH_ask_system_log"},
	} {
		for _, name := range names {
			d.of(name).makes = makes
		}
	}
}
