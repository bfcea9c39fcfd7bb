package web

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// styles are served as one file, since no page paints before it has all of them.
var styles = []string{"style/base.css", "style/shell.css", "style/parts.css", "style/views.css"}

func joinStyles(bodies map[string][]byte) []byte {
	var all []byte
	for _, name := range styles {
		all = append(all, bodies[name]...)
	}
	return all
}

// render fills in page.html: where the files are, and which of them app.js
// and the first views will import, so that a browser need not find out one
// after the other. They give way to what the first paint needs.
func (c *Console) render(bodies map[string][]byte, views []string) []byte {
	var hints strings.Builder
	for _, name := range imported(append([]string{"app.js"}, views...), bodies) {
		hints.WriteString(`<link rel="modulepreload" fetchpriority="low" href="` + c.base + name + "\">\n")
	}
	return []byte(strings.NewReplacer(
		"{{base}}", c.base,
		"<!-- modules -->\n", hints.String(),
	).Replace(string(bodies["page.html"])))
}

// staticImport finds what a module imports at once; import(…) comes later, if ever.
var staticImport = regexp.MustCompile(`(?m)^import (?:[^'"]* from )?['"](\.[^'"]+)['"]`)

// imported lists the modules and all that they import, directly or not, in the
// order of their names.
func imported(modules []string, bodies map[string][]byte) []string {
	seen := map[string]bool{}
	var visit func(string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, found := range staticImport.FindAllSubmatch(bodies[name], -1) {
			visit(path.Join(path.Dir(name), string(found[1])))
		}
	}
	for _, module := range modules {
		visit(module)
	}
	return slices.Sorted(maps.Keys(seen))
}

func sortedNames(bodies map[string][]byte) []string { return slices.Sorted(maps.Keys(bodies)) }
