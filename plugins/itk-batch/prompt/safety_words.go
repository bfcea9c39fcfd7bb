package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// guardWords read what the safety of a writer says.
func (r *reader) guardWords(p phrase, n int) bool {
	if !r.writes() {
		return false
	}
	s := &r.spec.Safety
	switch p.sense {
	case noEffect:
		switch p.arg {
		case "bypass":
			if !spec.Guards(r.spec.Pattern, "bypass") {
				r.remark("this program has no bypass: it changes only what its user may change")
				break
			}
			s.Bypass = spec.BypassOption
			r.remark("the program has the option -bypass; it never switches the bypass on by itself")
		case "dry run":
			r.remark("a dry run is the default; -nodryrun writes")
		case "resume":
			r.remark("an interrupted run goes on with -start= when a file names the objects, and otherwise by running it again")
		case "overwrite":
			return false
		default:
			r.remark(withoutEffect(p.arg))
		}
		r.took(n)
		return true
	case safetyWord:
		r.checkedOutHow(p.arg, n)
		r.safety(p.arg)
		r.took(n)
		return true
	}
	return false
}

// checkedOutHow asks about who has checked out, or since when: a guard tests
// only that somebody has.
func (r *reader) checkedOutHow(arg string, n int) {
	if !strings.HasPrefix(arg, "checkedOut") {
		return
	}
	_, dated := readWhen(r.tokens, min(r.pos+n, len(r.tokens)))
	if p, _ := match(r.tokens, r.pos+n); p.sense == author || r.pos+n < len(r.tokens) && dated > 0 {
		r.missing = append(r.missing, "check-outs by anybody, at any time: by whom and since when is not tested; list those with checkout-report")
	}
}

func (r *reader) safety(arg string) {
	s := &r.spec.Safety
	member, _, _ := strings.Cut(arg, ":")
	if member != "productive" && !spec.Guards(r.spec.Pattern, member) {
		switch arg {
		case "released:skip":
			r.addStatus(spec.Filter{Op: spec.OpUnset})
		case "released:allow", "inProcess:allow":
			r.remark("this program does not test \"" + member + "\", so that the wish has no effect")
		default:
			r.missing = append(r.missing, "the objects without the condition \""+member+"\": "+r.spec.Pattern+" does not test it; list them with a report, take those out, and use that file")
		}
		return
	}
	switch arg {
	case "keepModified":
		s.KeepModified = true
	case "released:allow":
		s.Released = spec.GuardAllow
		if spec.Guards(r.spec.Pattern, "bypass") {
			s.Bypass = spec.BypassOption
		}
	case "released:skip":
		s.Released = spec.GuardSkip
	case "checkedOut:skip":
		s.CheckedOut = spec.GuardSkip
	case "checkedOut:error":
		s.CheckedOut = spec.GuardError
	case "inProcess:allow":
		s.InProcess = spec.GuardAllow
	case "inProcess:skip":
		s.InProcess = spec.GuardSkip
	case "productive":
		r.remark("a dry run stays the default; -nodryrun writes")
	}
}

// offerBypass gives a pattern that needs it at most sites the option -bypass.
func (r *reader) offerBypass() {
	if r.spec.Safety.Bypass == "" {
		r.spec.Safety.Bypass = spec.BypassOption
		r.note("safety.bypass", spec.NoteDefault, "the program has the option -bypass; it never switches the bypass on by itself")
	}
}
