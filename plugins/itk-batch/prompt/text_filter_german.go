package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// verbLast reads the German order of words: "deren Benennung mit Welle
// beginnt", "deren Name 'x' enthält".
func (r *reader) verbLast(field spec.Field, n int) bool {
	i := r.pos + n
	if f := r.at(i).fold; f == "mit" || f == "auf" || f == "gleich" {
		i++
	}
	value, verb := r.at(i), r.at(i+1)
	if value.kind == mark || value.text == "" || verb.kind != word || field.Kind() != spec.TextField {
		return false
	}
	op := ""
	switch verb.fold {
	case "beginnt", "beginnen", "anfaengt", "anfangen":
		op = "starts"
	case "endet", "enden", "aufhoert":
		op = "ends"
	case "enthaelt", "enthalten":
		op = "contains"
	case "lautet", "ist", "heisst":
		op = "is"
	}
	if p, _ := match(r.tokens, i); op == "" || value.kind == word && p.sense == textOp {
		return false
	}
	negated := r.negate
	r.skip(i + 2 - r.pos)
	r.addText(field, op, negated, []string{value.text})
	r.took(0)
	return true
}
