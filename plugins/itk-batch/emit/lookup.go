package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/pattern"

// looksUp reports whether an option of the action names something of the kind.
func (w *writer) looksUp(kind pattern.LookupKind) bool {
	for _, l := range w.plan.Lookups {
		if l.Kind == kind {
			return true
		}
	}
	return false
}

// lookupMembers are what the names of the action stand for.
func (w *writer) lookupMembers(c *cFile) {
	for _, l := range w.plan.Lookups {
		switch {
		case l.Kind == pattern.LookupStatus: // a status object is made for each object
		case l.List:
			c.text("    tag_t %{name}[$_MAX_VALUES];\n", "name", l.Name)
		default:
			c.text("    tag_t %{name};\n", "name", l.Name)
		}
	}
	if w.plan.Folder != "" {
		c.text("    tag_t %{name};\n", "name", w.plan.Folder)
	}
}

// findLookups looks the names of the action up.
func (w *writer) findLookups(c *cFile) {
	for _, l := range w.plan.Lookups {
		args := []string{"name", l.Name, "what", [...]string{"", "user", "group", "project", "", "relation"}[l.Kind]}
		switch {
		case l.Kind == pattern.LookupStatus:
			c.text("    find_statuses(&options->%{name}, \"-%{name}=\");\n", args...)
		case l.List:
			c.text(`    for (i = 0; i < options->%{name}.n; i++) {
        names->%{name}[i] = find_%{what}(options->%{name}.item[i], "-%{name}=");
    }
`, args...)
		default:
			c.text("    if (options->%{name} != NULL) names->%{name} = find_%{what}(options->%{name}, \"-%{name}=\");\n", args...)
		}
	}
}

// parameter is the C expression for a value that a column or else an option
// gives; "" when neither does.
func (w *writer) parameter(role string, option string) string {
	if role == "" {
		return "(options->" + option + " == NULL ? \"\" : options->" + option + ")"
	}
	return w.plan.Prefix + "_field_or(" + role + ", options->" + option + ")"
}
