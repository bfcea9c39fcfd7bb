package emit

// checkName writes the test at the start that the site knows the name of an
// option. The action looks it up itself, because a line may name another.
func (w *writer) checkName(c *cFile, what, call, option string) {
	c.text(`    if (options->%{name} != NULL) {
        tag_t found = NULLTAG;

        if (!$_OK(%{call}(options->%{name}, &found))) found = NULLTAG;
        if (found == NULLTAG) missing("%{what}", options->%{name}, "-%{name}=");
    }
`, "name", option, "call", call, "what", what)
}
