package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// shape reads how the output is written.
func (r *reader) shape(p phrase, n int) {
	o := &r.spec.Output
	switch p.sense {
	case format:
		r.exported = true
		if r.spec.Pattern == spec.WhereUsed && r.at(r.pos+n).isOneOf("are", "is") && r.at(r.pos+n+1).isOneOf("used", "referenced") {
			r.listMentioned = true // "where the parts in a csv are used"
			r.inputList(phrase{p.words, listWord, ""}, n)
			return
		}
		r.format(p.arg)
	case delimiter:
		o.Delimiter = p.arg
	case delimiterWord:
		n += r.delimiterSign(r.pos + n)
	case header:
		n += r.header(p, r.pos+n)
	case encoding:
		o.Encoding = spec.Encoding(p.arg)
	case byteOrder:
		o.Encoding = spec.EncodingUTF8BOM
	case newline:
		o.Newline = spec.Newline(p.arg)
	case decimalComma:
		o.Decimal = ","
	case quoteAll:
		o.Quote = spec.QuoteAll
	case sortWord:
		r.sort(n)
		return
	case direction:
		r.direction(p)
	}
	r.took(n)
	r.listing = false
}

// direction reads an order that stands apart from its key.
func (r *reader) direction(p phrase) {
	sort := r.spec.Output.Sort
	switch {
	case strings.HasSuffix(p.words, " first") || strings.HasSuffix(p.words, " zuerst"):
		r.spec.Output.Sort = append(r.spec.Output.Sort, spec.Sort{Property: r.ageProperty(), Descending: p.arg == "down"})
	case len(sort) > 0:
		sort[len(sort)-1].Descending = p.arg == "down"
	}
}

// ageProperty is the date that "newest first" sorts by: the one spoken of, or
// the one that the pattern's objects have.
func (r *reader) ageProperty() string {
	switch {
	case r.spec.Pattern == spec.CheckoutReport:
		return "checked_out_date"
	case r.spec.Pattern == spec.UserReport:
		return "last_login_time"
	case r.spec.Pattern == spec.WorkflowTask:
		return "fnd0StartDate"
	case r.lastDate == "":
		return dateProperty(spec.FieldCreated)
	}
	return dateProperty(r.lastDate)
}

func (r *reader) format(name string) {
	o := &r.spec.Output
	switch name {
	case "excel":
		o.Format = spec.FormatCSV
		if o.Encoding == "" {
			o.Encoding = spec.EncodingUTF8BOM
		}
		r.note("output.encoding", spec.NoteAssumed, "CSV with a byte order mark, which Excel needs to recognise UTF-8; say \"German Excel\" for semicolons")
	case "german excel":
		o.Format, o.Delimiter, o.Newline = spec.FormatCSV, ";", spec.NewlineCRLF
		if o.Encoding == "" {
			o.Encoding = spec.EncodingUTF8BOM
		}
		r.note("output.delimiter", spec.NoteAssumed, "semicolon, because Excel with German settings splits there; a decimal comma is not implied")
		r.note("output.encoding", spec.NoteAssumed, "UTF-8 with a byte order mark; without the mark Excel would read the code page of Windows")
	case "tab text":
		o.Format, o.Delimiter = spec.FormatText, "\t"
	default:
		if o.Format != "" && o.Format != spec.Format(name) && !(o.Format == spec.FormatCSV && name == "text") {
			if o.Format != spec.FormatText {
				r.missing = append(r.missing, "one format: both "+string(o.Format)+" and "+name+" are named")
			}
		}
		if o.Format != spec.FormatCSV || name != "text" {
			o.Format = spec.Format(name)
		}
	}
}

// delimiterSign reads the sign after the word delimiter.
func (r *reader) delimiterSign(i int) int {
	start := i
	if sign := r.at(i).text; r.spec.Output.Delimiter != "" && (sign == "," || sign == ";" || sign == ".") {
		return 0 // "tab as delimiter; sorted by name"
	}
	for r.at(i).text == ":" || r.at(i).text == "=" || isDelimiterFiller(r.at(i)) {
		i++
	}
	t := r.at(i)
	switch t.text {
	case ",", ";", "|", "^", "\t":
		r.spec.Output.Delimiter = t.text
		return i + 1 - start
	case "\\t":
		r.spec.Output.Delimiter = "\t"
		return i + 1 - start
	}
	if i < len(r.tokens) {
		if p, n := match(r.tokens, i); p.sense == delimiter {
			r.spec.Output.Delimiter = p.arg
			return i + n - start
		}
	}
	r.missing = append(r.missing, "the delimiter: one of , ; | ^ or tab")
	return i - start + boolToInt(t.kind == quoted)
}

func isDelimiterFiller(t token) bool {
	switch t.fold {
	case "is", "ist", "should", "be", "shall", "soll", "sein", "a", "an", "the", "ein", "as", "als", "character", "zeichen", "must", "of":
		return t.kind == word
	}
	return false
}

// header reads "no header" and the answer in "header: no".
func (r *reader) header(p phrase, i int) int {
	on := p.arg == "yes" && !r.negate
	n := 0
	if r.at(i).text == ":" || r.at(i).text == "=" {
		n = 1
	}
	switch r.at(i + n).fold {
	case "no", "nein", "false", "off":
		if n > 0 {
			on, n = false, n+1
		}
	case "yes", "ja", "true", "on":
		if n > 0 {
			n++
		}
	default:
		n = 0
	}
	if p.words == "header" && n == 0 && r.guard == "only" {
		return 0 // "write only the header" is what happens to an empty result
	}
	if r.readsList() && !r.clauseSays("result", "results", "output", "ergebnis", "ergebnisdatei", "ausgabe") {
		r.inputHeader = &on // a change is told of the list it reads
	} else {
		r.spec.Output.Header = on
	}
	return n
}

// sort reads the keys after "sorted by".
func (r *reader) sort(n int) {
	r.skip(n)
	r.listing, r.guard, r.negate = false, "", false
	for r.pos < len(r.tokens) {
		key, m := r.sortKey()
		if m == 0 {
			break
		}
		r.skip(m)
		r.spec.Output.Sort = append(r.spec.Output.Sort, spec.Sort{Property: key, Descending: r.descending()})
		before := r.pos
		for r.at(r.pos).text == "," || isConjunction(r.at(r.pos)) {
			r.pos++
		}
		if _, m := r.sortKey(); m == 0 || r.pos == before {
			r.pos = before
			break
		}
	}
	if len(r.spec.Output.Sort) == 0 {
		r.missing = append(r.missing, "the column to sort by")
	}
}

func (r *reader) sortKey() (string, int) {
	i, skipped := r.pos, 0
	for isArticle(r.at(i)) {
		i, skipped = i+1, skipped+1
	}
	t := r.at(i)
	if t.kind != word {
		return "", 0
	}
	p, n := match(r.tokens, i)
	if own, m := r.g.ownProperty(r.tokens, i); m > 0 {
		p, n = own, m
	}
	switch {
	case p.sense == property:
		name, _, _ := cutAt(p.arg)
		return name, n + skipped
	case p.sense == participle:
		field, _, _ := cutColon(p.arg)
		return dateProperty(spec.Field(field)), n + skipped
	case p.sense == nothing && spec.IsIdentifier(t.text) && t.literal:
		return t.text, 1 + skipped
	}
	return "", 0
}

func (r *reader) descending() bool {
	p, n := r.next()
	if p.sense != direction && !(n > 0 && r.at(r.pos).fold == "desc") {
		return false
	}
	r.skip(n)
	return p.arg == "down" || p.sense == property
}
