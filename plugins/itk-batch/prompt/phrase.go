package prompt

// entry is one line of the vocabulary: a meaning, and the phrases that have it.
type entry struct {
	sense sense
	// arg is the sense's detail: a type, a property, a pattern.
	arg string
	// phrases are folded words, separated by ", ".
	phrases string
}

// phrase is one phrase of an entry.
type phrase struct {
	words string
	sense sense
	arg   string
}

// sense says which part of the reader understands a phrase.
type sense int

const (
	nothing        sense = iota
	filler               // carries no meaning of its own
	marker               // announces a restriction: where, whose, only
	and                  // joins
	or                   // joins alternatives
	then                 // begins a second job if a verb follows
	not                  // negates the next filter
	job                  // a verb; arg: the pattern, or a verb that verb.go resolves
	topic                // a noun that asks for a report; arg: the pattern
	weakJob              // a verb that other jobs use as well; arg: the pattern
	count                // how many
	refused              // arg: key of refusals
	object               // arg: kind|type|given
	typeWord             // the type is named next
	property             // arg: property or property@of
	nameless             // a property that has no standard name
	statusWord           // arg: see status.go
	participle           // created, modified, released: arg
	author               // a person follows: arg is the filter's field
	mine                 // the session's user
	textOp               // arg: see text_filter.go
	dateWord             // begins a date expression
	related              // arg: dataset type, or "" for any
	relation             // arg: the relation type
	withFiles            // datasets with or without named references
	unreferenced         // nobody refers to it
	siteLocal            // arg: is, is-not
	revisions            // which revisions: arg
	queryWord            // a saved query follows
	folderWord           // a folder follows: arg is a fixed name
	recursive            // folders in folders
	listWord             // the objects come from a file
	columnsWord          // a list of columns follows
	with                 // with: columns, a filter or a shape
	format               // arg: csv, text, json, excel
	delimiter            // arg: the sign
	delimiterWord        // the sign follows
	header               // arg: yes, no
	encoding             // arg: the encoding
	byteOrder            // byte order mark
	newline              // arg: lf, crlf
	decimalComma         //
	quoteAll             //
	sortWord             // sort keys follow
	direction            // arg: up, down
	preposition          // a place or a file follows: arg is its role
	logWord              // a log file follows
	limitWord            // a number follows
	stopAtError          //
	emptyResult          // if nothing was found
	exitCode             //
	scheduled            // nightly: no effect
	login                // arg: file, secret
	environment          // arg: prefix, version, compiler
	noEffect             // arg: why it has none in a report
	negativeAnswer       //
	safetyWord           // arg: member of the block safety, and its value
	leftOut              // behind what is left out: "freigegebene auslassen"
	special              // of one pattern; arg: see its grammar
)

// match returns the longest phrase at tokens[i:] and the number of its tokens;
// of equally long ones the first of the vocabulary.
func match(tokens []token, i int) (best phrase, length int) {
	if i < 0 || i >= len(tokens) || tokens[i].kind != word {
		return phrase{}, 0
	}
	if t := &tokens[i]; !t.matched {
		t.phrase, t.length = longest(tokens, i)
		t.matched = true
	}
	return tokens[i].phrase, tokens[i].length
}

func longest(tokens []token, i int) (best phrase, length int) {
	phrases := &index().phrases
	for number := phrases.head[first(tokens[i].fold)]; number != 0; number = phrases.next[number-1] {
		p := &phrases.items[number-1]
		if !begins(p.words, tokens[i].fold) {
			continue
		}
		if n := matches(p.words, tokens[i:]); n > length {
			best, length = phrase{p.words, p.entry.sense, p.entry.arg}, n
		}
	}
	return best, length
}

// begins tells in one look that a phrase cannot begin with a word: the first
// three letters never differ by an ending.
func begins(words, fold string) bool {
	for i := 0; i < 3 && i < len(words) && words[i] != ' '; i++ {
		if i >= len(fold) || words[i] != fold[i] {
			return false
		}
	}
	return true
}

// matches returns how many tokens the words cover, or 0. Between two words
// an article may stand.
func matches(words string, tokens []token) int {
	n := 0
	for words != "" {
		var first string
		first, words = nextWord(words)
		if n > 0 && n < len(tokens) && tokens[n].fold != first && isArticle(tokens[n]) {
			n++
		}
		if n >= len(tokens) || tokens[n].kind != word || !sameToken(&tokens[n], first) {
			return 0
		}
		n++
	}
	return n
}

// nextWord cuts the first of the words off. They are so short that to look for a
// blank by hand is less work than to call for it.
func nextWord(words string) (first, rest string) {
	for i := range len(words) {
		if words[i] == ' ' {
			return words[:i], words[i+1:]
		}
	}
	return words, ""
}

// sameToken compares identifiers as they are and everyday words by stem.
func sameToken(t *token, w string) bool {
	if t.literal {
		return t.fold == w || t.fold == w+"s" && len(w) > 3
	}
	return sameWord(t.fold, w)
}

func isArticle(t token) bool {
	if t.kind != word {
		return false
	}
	switch t.fold {
	case "the", "a", "an", "all", "any", "their", "its", "our", "this", "der", "die", "das", "den", "dem", "des",
		"ein", "eine", "einen", "einem", "einer", "eines", "alle", "aller", "allen", "ihre", "ihrer":
		return true
	}
	return false
}
