package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// includes checks the headers of one file, and whether each ITK name that it
// uses is declared by one of them.
func (p *project) includes(u *unit) {
	for _, in := range u.includes {
		p.include(u, in)
	}
	if strings.HasSuffix(u.path, ".h") {
		return // what a header misses shows where it is included
	}
	var seen []*unit
	have := p.reach(u, &seen)
	told := map[string]bool{}
	for _, i := range u.moduleNames {
		t := &u.tokens[i]
		if told[t.text] || p.defines(u, t.text) {
			continue
		}
		told[t.text] = true
		header, sure := headerOf(t.text)
		if header == "" || brings(have, header) {
			continue
		}
		p.report("header-missing", u, i, fmt.Sprintf("%s needs <%s>", t.text, header), fmt.Sprintf("#include <%s>", header))
		if !sure {
			p.soften(Warning)
		}
	}
}

func headerOf(name string) (header string, sure bool) {
	if f, ok := kb.Find(name); ok {
		return f.Header, f.HeaderSure
	}
	n, _ := kb.FindName(name)
	return n.Header, false
}

func brings(have []string, header string) bool {
	for _, h := range have {
		if kb.Brings(h, header) {
			return true
		}
	}
	return false
}

// reach returns the headers that a file includes, through those of the project
// too; seen keeps it from going round.
func (p *project) reach(u *unit, seen *[]*unit) []string {
	if slices.Contains(*seen, u) {
		return nil
	}
	*seen = append(*seen, u)
	var all []string
	for _, in := range u.includes {
		all = append(all, in.name)
		if other := p.find(in.name); other != nil {
			all = append(all, p.reach(other, seen)...)
		}
	}
	return all
}

// find returns the file of the project that an include line means.
func (p *project) find(name string) *unit {
	for _, u := range p.units {
		before, ok := strings.CutSuffix(u.path, name)
		if ok && (before == "" || strings.HasSuffix(before, "/")) {
			return u
		}
	}
	return nil
}

func (p *project) include(u *unit, in include) {
	if p.find(in.name) != nil {
		return
	}
	h, ok := kb.FindHeader(in.name)
	switch {
	case ok && h.Status == kb.Fictitious:
		p.reportLine("header-fictitious", u.path, in.line, "there is no <"+in.name+">", "#include <"+h.Instead+">")
	case ok && h.Status == kb.Old && !in.choice:
		p.reportLine("header-old", u.path, in.line, "<"+in.name+"> is of older releases", "#include <"+h.Instead+">")
		if p.version.Major > 0 && !p.version.AtLeast(12, 0) {
			p.soften(Info)
		}
	case !ok && strings.Contains(in.name, "/"):
		p.spelling(u, in)
	}
}

// spelling finds an include that differs from a header in letter case alone.
func (p *project) spelling(u *unit, in include) {
	for h := range kb.Headers {
		if strings.EqualFold(h.Name, in.name) && h.Status != kb.Fictitious {
			p.reportLine("header-fictitious", u.path, in.line,
				"<"+in.name+"> is not found where file names mind the case", "#include <"+h.Name+">")
			return
		}
	}
}
