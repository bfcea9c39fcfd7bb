package check

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// includes checks the headers of one file, and whether each ITK name that it
// uses is declared by one of them.
func (p *project) includes(u *unit) {
	for i := range u.includes {
		p.include(u, &u.includes[i])
	}
	if strings.HasSuffix(u.path, ".h") {
		return // what a header misses shows where it is included
	}
	var seen []*unit
	have := p.reach(u, nil, &seen)
	for _, i := range u.moduleNames {
		w := u.tokens[i].word
		known, told := p.words.fact(w), &p.entries[w].told
		if known == nil || known.header == none || *told == u.number || p.defines(u, w) {
			continue
		}
		*told = u.number
		if slices.Contains(have, known.header) {
			continue
		}
		header := "<" + p.words.text(known.header) + ">"
		p.report("header-missing", u, i, u.text(i)+" needs "+header, "#include "+header)
		if !known.headerSure {
			p.soften(Warning)
		}
	}
}

// reach adds the headers that a file includes, with what comes along with them
// and through those of the project; seen keeps it from going round.
func (p *project) reach(u *unit, have []word, seen *[]*unit) []word {
	if slices.Contains(*seen, u) {
		return have
	}
	*seen = append(*seen, u)
	for i := range u.includes {
		in := &u.includes[i]
		if in.file != nil {
			have = p.reach(in.file, have, seen)
		} else if known := p.words.fact(in.word); known != nil {
			have = append(append(have, in.word), known.brings...)
		}
	}
	return have
}

func (p *project) include(u *unit, in *include) {
	if known := p.words.fact(in.word); in.file != nil || known != nil && known.is&current != 0 {
		return
	}
	h, ok := kb.FindHeader(in.name)
	switch {
	case ok && h.Status == kb.Fictitious:
		p.reportAt("header-fictitious", u, in.at, "there is no <"+in.name+">", "#include <"+h.Instead+">")
	case ok && h.Status == kb.Old && !in.choice:
		p.reportAt("header-old", u, in.at, "<"+in.name+"> is of older releases", "#include <"+h.Instead+">")
		if p.version.Major > 0 && !p.version.AtLeast(12, 0) {
			p.soften(Info)
		}
	case !ok && strings.Contains(in.name, "/"):
		p.spelling(u, in)
	}
}

// spelling finds an include that differs from a header in letter case alone.
func (p *project) spelling(u *unit, in *include) {
	for h := range kb.Headers {
		if strings.EqualFold(h.Name, in.name) && h.Status != kb.Fictitious {
			p.reportAt("header-fictitious", u, in.at,
				"<"+in.name+"> is not found where file names mind the case", "#include <"+h.Name+">")
			return
		}
	}
}
