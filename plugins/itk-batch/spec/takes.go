package spec

// Sources returns the sources of objects that the pattern takes, the usual
// one first.
func Sources(pattern string) []From { return ruleOf(pattern).from }

// Kinds returns the kinds of objects that the pattern treats, the usual one first.
func Kinds(pattern string) []Kind { return ruleOf(pattern).kinds }

// TakesRole reports whether an input file of the pattern may hold a column
// with that role. Each may name objects and hold columns to ignore, but that of
// item-create names new ones and that of bom-import parents and children.
func TakesRole(pattern string, role Role) bool {
	r := ruleOf(pattern)
	switch role {
	case RoleItemID, RoleRevID, RoleUID:
		if pattern != ItemCreate && pattern != BOMImport {
			return true
		}
	case RoleIgnore:
		return true
	}
	return r.takesInput(role)
}

// Includes reports whether the pattern can widen its objects.
func Includes(pattern string) bool { return len(ruleOf(pattern).include) > 0 }
