package prompt

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// Context is what surrounds a prompt: the project it is for, and the
// client's hint.
type Context struct {
	// TCVersion, Compiler ("msvc" or "gcc") and CodePrefix win over what the
	// prompt says; a difference becomes a remark.
	TCVersion, Compiler, CodePrefix string
	// ExplicitPattern is empty or an active pattern; with it a prompt need
	// not say what is to be done, only to what.
	ExplicitPattern string
}

// Reading is what was understood.
type Reading struct {
	// Spec is valid and has its defaults filled in. Its notes say what was
	// decided without having been said.
	Spec spec.Spec
	// Remarks are what was said and has no effect, and why.
	Remarks []string
	// Fit is the share of the prompt's words that were understood, 0 to 1.
	Fit float64
}

// Read turns a prompt into a Spec. When it cannot, the error is a *[Refusal].
//
// The first reading finds out what is to be done. It reads as an export, which
// has the fewest words of its own, and is the result when nothing else is
// asked for; otherwise a second one reads with the grammar of the pattern.
func Read(text string, context Context) (Reading, error) {
	tokens := tokenize(text)
	correct(tokens)
	ordered := orderDates(tokens)
	r := newReader(text, tokens, context, spec.QueryExport)
	r.walk()
	pattern, refusal := r.choose()
	if refusal != nil {
		return Reading{}, refusal
	}
	if pattern != spec.QueryExport {
		r = newReader(text, tokens, context, pattern)
		r.walk()
	}
	for _, n := range ordered {
		r.note(n.Path, n.Kind, n.Text)
	}
	r.settle()
	if refusal := r.refuse(); refusal != nil {
		return Reading{}, refusal
	}
	return r.finish()
}

func newReader(text string, tokens []token, context Context, pattern string) *reader {
	return &reader{text: text, tokens: tokens, context: context, spec: spec.New(pattern), g: grammarOf(pattern)}
}

func (r *reader) walk() {
	for r.pos < len(r.tokens) {
		r.step()
	}
	r.unheeded()
}

// reader walks over the tokens and fills the Spec.
type reader struct {
	text    string
	tokens  []token
	pos     int
	around  struct{ at, from, to int } // the clause that was asked for last
	context Context
	spec    spec.Spec
	g       *grammar

	jobs     []request // in the prompt's order
	exported bool      // a weak verb, a format or a count asks for an export
	excluded []string  // jobs that the prompt says not to do
	foreign  string    // key of the refusal that ends everything
	soft     []string  // keys of refusals within the product
	// namesDirectory is found once: see exportsFiles.
	namesDirectory *bool
	bothEnds       *bool    // see parentsAndChildren
	near           []string // patterns that would answer what is missing
	missing        []string // what has to be said or cannot be done
	remarks        []string
	unknown        []string // words without a meaning
	grasped        int      // tokens with one

	// bareRelease is true when "release" was the verb and no status was named.
	bareRelease bool
	objectSeen  bool
	secondType  string // of "parts and documents"
	negate      bool
	orPending   bool
	guard       string // the word that announced a restriction
	open        *restriction
	filters     int    // how often a filter was read
	verbEnd     int    // the end of the phrase that names the job
	exception   int    // behind "except": 1, and one more for each filter
	undated     string // "created" or "modified", as long as no date came
	otherVerb   string // begins the prompt and is no job
	lists       bool   // a verb such as "list" was read
	listing     bool   // a list of columns is being read
	emptyOp     spec.Op
	lastDate    spec.Field
	pending     *when // a date whose field has not been named
	role        string
	nameEnd     int    // behind the name that was read last
	relation    string // named in the prompt
	// revisionSaid is true when the prompt says which revisions it means.
	revisionSaid bool
	// compound is true after "revision", which an everyday type may follow.
	compound bool
	// revisionObject is true when the prompt speaks of revisions.
	revisionObject bool
	everything     bool  // "all" or "every" was said
	listMentioned  bool  // a file or list of objects was mentioned
	byUID          bool  // the list holds UIDs
	titled         bool  // the columns of the input are named
	inputHeader    *bool // what the prompt says of the first line of the list
	places         []place
	namedColumns   []headerText // "from column new_rev"
	preface        int          // the end of a first sentence without meaning, -1 for none

	patternWords
}

// patternWords are what the grammars of single patterns remember.
type patternWords struct {
	restricting    bool           // property-update: what follows restricts
	transform      spec.Transform // property-update
	clearing       bool
	renaming       bool
	newName        string
	display        bool
	emptyCell      spec.Empty
	raw            bool               // property-report: stored values
	depthSaid      bool               // structures
	constants      []spec.InputColumn // bom-import: the same in every line
	missingAsked   bool
	groupAlone     bool   // change-ownership: only the group changes
	ownerStays     bool   // change-ownership: the owner is to stay
	sheetDelimiter string // bom-import: of a file that Excel saved
	typeNamed      bool   // dataset files: the type by its internal name
	unknownFile    string // dataset-export: a kind of file without a standard type
	behalf         bool   // workflow-task: for somebody else
	sessionSaid    bool   // workflow-task: the tasks of who runs the program
	projectVerb    string // project-assign
}

// step reads the phrase at the current place.
func (r *reader) step() {
	t := r.tokens[r.pos]
	switch t.kind {
	case mark:
		if t.text != "(" || !r.parenthesized() {
			r.mark(t)
		}
		return
	case quoted:
		if r.second() && r.patternStep(t, phrase{}, 0) {
			return
		}
		r.loose(t)
		return
	}
	if t.text == "me" && !r.listing {
		r.skip(1) // "give me", as against the unit ME
		return
	}
	p, n := match(r.tokens, r.pos)
	if isEvery(t) {
		r.everything = true
	}
	r.relative(t)
	common, length := p, n
	isOwn := false
	if r.second() {
		if own, m := r.g.own(r.tokens, r.pos); m > 0 && !r.doubts(m) && (m >= n || p.sense == job || p.sense == topic || p.sense == weakJob) {
			p, n, isOwn = own, m, true
		}
		if r.misread(either(isOwn && length == n, common, p), n) || !isOwn && r.vague(p, n) {
			r.loose(t)
			return
		}
		if p.sense == not && n > 1 {
			// "that are not used in any BOM": the pattern knows what follows
			if _, m := r.g.own(r.tokens, r.pos+n-1); m > 1 {
				r.skip(n - 1)
				return
			}
		}
		if r.patternStep(t, p, n) {
			return
		}
		if p.sense == special {
			p, n = common, length // it was not what the pattern means by it
		}
	}
	if !r.second() && (r.misread(p, n) || r.vague(p, n)) {
		r.loose(t)
		return
	}
	if r.maybeDate(p.sense) && r.date() {
		return
	}
	if n == 0 {
		r.literal(t)
		return
	}
	r.understand(p, n)
}

// maybeDate keeps phrases such as "in this order" from being read as dates.
func (r *reader) maybeDate(s sense) bool {
	switch s {
	case nothing, dateWord, filler, preposition, textOp, and, limitWord, not, job, weakJob, folderWord:
		return true
	}
	return false
}

func (r *reader) mark(t token) {
	r.exception = 0
	switch t.text {
	case ",":
		if !r.goesOn() {
			r.unheeded()
		}
	case ".", ";", "!", "?":
		r.unheeded()
		if t.text != ";" || !r.listing {
			r.listing, r.guard, r.negate = false, "", false
		}
		r.role = ""
	case "<", ">", "<=", ">=":
		if r.date() {
			return
		}
		r.missing = append(r.missing, "a comparison with "+t.text+": only dates can be compared; export the column and filter the file")
	}
	r.pos++
}

// took notes that n tokens were understood, and moves behind them.
func (r *reader) took(n int) {
	r.grasped += n
	r.pos += n
	r.emptyOp = ""
	if r.heed(); r.open == nil {
		r.guard, r.negate = "", false
	}
}

// skip moves on and keeps what is pending.
func (r *reader) skip(n int) {
	r.grasped += n
	r.pos += n
}

func (r *reader) at(i int) token { return at(r.tokens, i) }

// slice returns the prompt's own text of tokens[i:j].
func (r *reader) slice(i, j int) string {
	if i >= j || j > len(r.tokens) {
		return ""
	}
	return r.text[r.tokens[i].start:r.tokens[j-1].end]
}

func (r *reader) note(path string, kind spec.NoteKind, text string) {
	for _, n := range r.spec.Notes {
		if n.Path == path && n.Text == text {
			return
		}
	}
	r.spec.Notes = append(r.spec.Notes, spec.Note{Path: path, Kind: kind, Text: text})
}
