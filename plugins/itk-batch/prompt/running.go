package prompt

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func cutAt(s string) (string, string, bool)    { return strings.Cut(s, "@") }
func cutColon(s string) (string, string, bool) { return strings.Cut(s, ":") }

// running reads what concerns the run rather than the selection.
func (r *reader) running(p phrase, n int) {
	switch p.sense {
	case limitWord:
		r.limit(n)
		return
	case stopAtError:
		r.spec.Safety.StopAfter = 1
	case emptyResult:
		r.emptyResult(n)
		return
	case exitCode:
		r.exitCodes(n)
		return
	case scheduled:
		r.remark("the program runs once; a scheduler starts it, and relative dates keep their meaning on each run")
		if next := r.at(r.pos + n); strings.HasSuffix(next.fold, "am") || strings.HasSuffix(next.fold, "pm") {
			n++ // "nightly 2am"
		}
	case login:
		r.login(p, n)
		return
	case environment:
		r.environment(p, n)
		return
	case noEffect:
		r.remark(withoutEffect(p.arg))
	}
	r.took(n)
}

func (r *reader) remark(text string) {
	for _, old := range r.remarks {
		if old == text {
			return
		}
	}
	r.remarks = append(r.remarks, text)
}

func withoutEffect(key string) string {
	switch key {
	case "dry run":
		return "an export changes nothing, so that it needs no dry run"
	case "bypass":
		return "an export never bypasses access rules; it lists what its user may read"
	case "overwrite":
		return "the program writes to a temporary name and renames it, so that the output file is replaced as a whole"
	case "resume":
		return "an export that was interrupted is simply run again"
	}
	return "progress goes to the console, option -progress="
}

func (r *reader) limit(n int) {
	t := r.at(r.pos + n)
	number, ok := digits(strings.ReplaceAll(t.fold, ".", ""), 9)
	if !ok || t.kind != word {
		r.skip(n)
		return
	}
	if after := r.at(r.pos + n + 1); after.text == "," && allDigits(r.at(r.pos+n+2).text) && len(r.at(r.pos+n+2).text) == 3 {
		thousand, _ := digits(r.at(r.pos+n+2).text, 3)
		number, n = number*1000+thousand, n+2
	}
	r.spec.Safety.Limit = number
	r.note("safety.limit", spec.NoteAssumed, "a run that reaches "+spec.Counted(number, "object")+" ends there with exit code 2, because its result is not complete")
	r.took(n + 1)
}

// emptyResult reads what an empty result does, to the end of the sentence.
func (r *reader) emptyResult(n int) {
	r.skip(n)
	noFile := false
	code := -1
	for ; r.pos < len(r.tokens); r.pos++ {
		t := r.tokens[r.pos]
		if t.kind == mark && (t.text == "." || t.text == ";") {
			break
		}
		if number, ok := digits(strings.TrimSuffix(t.fold, "."), 1); ok {
			code = number
			if strings.HasSuffix(t.fold, ".") {
				r.skip(1)
				break
			}
		}
		noFile = noFile || t.fold == "dont" || t.fold == "don't" || t.fold == "no" || t.fold == "not" || t.fold == "keine"
		r.grasped++
	}
	switch {
	case code > 0:
		r.spec.Output.EmptyExit = code
		r.note("output.emptyExit", spec.NoteAssumed, "exit "+strconv.Itoa(code)+" and no file when nothing was found")
	case noFile:
		r.missing = append(r.missing, "the exit code (1 to 9) of a run that finds nothing and writes no file")
	default:
		r.note("output.emptyExit", spec.NoteDefault, "when nothing was found, only the header line is written and the exit code is 0")
	}
	r.took(0)
}

// exitCodes reads "exit code 0 ok, 1 login error, 2 partial errors" and "exit
// 3 if nothing was found".
func (r *reader) exitCodes(n int) {
	r.skip(n)
	for r.pos < len(r.tokens) {
		t := r.tokens[r.pos]
		number, ok := digits(strings.TrimSuffix(t.fold, "."), 3)
		if !ok {
			if t.text == "," || t.text == ":" || t.text == "=" || isConjunction(t) {
				r.pos++
				continue
			}
			return
		}
		end := r.pos + 1
		for end < len(r.tokens) && !(r.tokens[end].kind == mark && r.tokens[end].text != "=" && r.tokens[end].text != ":") && !isNumber(r.tokens[end]) {
			end++
		}
		r.exitMeaning(number, r.pos+1, end)
		r.skip(end - r.pos)
	}
}

func isNumber(t token) bool { return t.kind == word && allDigits(strings.TrimSuffix(t.fold, ".")) }

func (r *reader) exitMeaning(number, from, to int) {
	words := " "
	for _, t := range r.tokens[from:to] {
		words += t.fold + " "
	}
	has := func(any ...string) bool {
		for _, w := range any {
			if strings.Contains(words, " "+w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("none", "nothing", "empty", "no ", "nichts", "leer", "keine") && number <= 9:
		r.spec.Output.EmptyExit = number
		if number > 0 {
			r.note("output.emptyExit", spec.NoteAssumed, "exit "+strconv.Itoa(number)+" and no file when nothing was found")
		}
	case number == 0 && has("ok", "good", "success", "gut", "fine", "all"), number == 1 && has("login", "usage", "fail", "anmeld"),
		number == 2 && has("partial", "error", "some", "fehler", "line"):
		r.remark("exit codes: 0 all good, 1 usage or login, 2 finished with errors, as asked")
	default:
		r.missing = append(r.missing, "exit code "+strconv.Itoa(number)+": the codes are 0 all good, 1 usage or login, 2 finished with errors, and one of your own for an empty result")
	}
}

// login refuses passwords: what a prompt holds is stored with the generation.
func (r *reader) login(p phrase, n int) {
	next := r.at(r.pos + n)
	for next.text == ":" || next.text == "=" || next.fold == "is" || next.fold == "ist" {
		n++
		next = r.at(r.pos + n)
	}
	plain, _ := match(r.tokens, min(r.pos+n, len(r.tokens)-1))
	named := next.kind == quoted || next.kind == word && (next.literal || plain.sense == nothing || plain.sense == noEffect)
	switch {
	case p.arg == "secret" && named, p.arg == "maybe" && strings.Contains(next.text, "/") && !looksPath(next.text):
		r.foreign = "password"
		n++
	case p.arg == "maybe" && named && (next.literal || plain.sense != nothing):
		n++
	case p.arg == "file":
		r.remark("the password comes from a file (-pf=) when the program runs; nothing of it is in the code")
	}
	r.took(n)
}

// environment compares what the prompt says with the project's context.
func (r *reader) environment(p phrase, n int) {
	t := r.at(r.pos + n)
	switch p.arg {
	case "prefix":
		if t.kind == mark || t.text == "" {
			r.skip(n)
			return
		}
		if r.context.CodePrefix != "" && t.text != r.context.CodePrefix {
			r.remark("the prompt says prefix " + clip(t.text, 20) + "; projectContext.codePrefix (" + r.context.CodePrefix + ") wins")
		}
		n++
	case "version":
		if version := t.text; t.kind == word && strings.ContainsAny(version, "0123456789") && t.literal {
			if r.context.TCVersion != "" && !strings.HasPrefix(r.context.TCVersion, version) {
				r.remark("the prompt says Teamcenter " + clip(version, 20) + "; projectContext.tcVersion (" + r.context.TCVersion + ") wins")
			}
			n++
		}
	default:
		if r.context.Compiler != "" && r.context.Compiler != p.arg {
			r.remark("the prompt means the compiler " + p.arg + "; projectContext.compiler (" + r.context.Compiler + ") wins")
		}
	}
	r.took(n)
}

func smallText(n int) string { return strconv.Itoa(n) }
