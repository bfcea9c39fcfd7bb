package api

import (
	"bytes"
	"cmp"
	_ "embed" // the page's template and style
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gofiber/fiber/v2"
)

var (
	//go:embed docs.html
	docsHTML string
	//go:embed docs.css
	docsCSS string
	//go:embed docs.js
	docsJS string
)

// docsPage is the contract as a response.
type docsPage struct{ *document }

// VisitGetDocsResponse sends the page, which may use its own style and script and call
// this host, and nothing else.
func (p docsPage) VisitGetDocsResponse(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	c.Set(fiber.HeaderContentSecurityPolicy, p.csp)
	c.Vary(fiber.HeaderAcceptEncoding)
	if !c.Request().Header.HasAcceptEncoding("gzip") {
		return c.Send(p.page)
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	return c.Send(p.packed)
}

// renderDocs returns the page and the policy that lets its style and script pass.
func renderDocs(spec *openapi3.T) (page []byte, csp string, err error) {
	t, err := template.New("docs").Funcs(template.FuncMap{
		"prose": prose, "pretty": pretty, "ref": refName, "kind": schemaKind, "text": deref,
		"operations": operations, "sorted": sortedKeys, "required": slices.Contains[[]string],
		"callers": callersOf, "codeWords": codeWordsHTML, "members": members, "tried": isTried,
	}).Parse(docsHTML)
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{"Spec": spec, "Style": template.CSS(docsCSS), "Script": template.JS(docsJS), "Errors": errorRows()}) //nolint:gosec // both are ours
	return out.Bytes(), "default-src 'none'; style-src '" + sourceHash(docsCSS) + "'; script-src '" + sourceHash(docsJS) +
		"'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", err
}

// operation is one method of one path.
type operation struct {
	Method, Path string
	*openapi3.Operation
}

// operations lists those with the tag, by path.
func operations(spec *openapi3.T, tag string) []operation {
	var out []operation
	paths := spec.Paths.Map()
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		for method, op := range paths[path].Operations() {
			if slices.Contains(op.Tags, tag) {
				out = append(out, operation{method, path, op})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b operation) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), -strings.Compare(a.Method, b.Method))
	})
	return out
}

// callersOf says who may call the operation.
func callersOf(op operation) string {
	var ways []string
	for _, requirement := range value(op.Security) {
		for scheme, needs := range requirement {
			switch {
			case scheme == "bearerAuth":
				ways = append(ways, "a key with `"+strings.Join(needs, "`, `")+"`")
			case len(needs) > 0:
				ways = append(ways, "a signed-in `"+strings.Join(needs, "`, `")+"`")
			default:
				ways = append(ways, "whoever is signed in")
			}
		}
	}
	if len(ways) == 0 {
		return "anybody"
	}
	return strings.Join(ways, ", or ")
}

// isTried tells whether a try asks for the parameter: browsers send the others themselves.
func isTried(p *openapi3.Parameter) bool {
	return p.In != openapi3.ParameterInCookie && p.Name != "If-None-Match"
}

type errorRow struct {
	Code, Type, Title string
	Status            int
	Retryable         bool
}

func errorRows() []errorRow {
	var out []errorRow
	for code, f := range faces {
		out = append(out, errorRow{string(code), f.kind, f.title, f.status, f.retryable})
	}
	slices.SortFunc(out, func(a, b errorRow) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), strings.Compare(a.Code, b.Code))
	})
	return out
}

// sortedKeys returns the keys of a map from the document in order.
func sortedKeys(m any) []string {
	switch m := m.(type) {
	case openapi3.Schemas:
		return slices.Sorted(maps.Keys(m))
	case openapi3.Content:
		return slices.Sorted(maps.Keys(m))
	case openapi3.Headers:
		return slices.Sorted(maps.Keys(m))
	case *openapi3.Responses:
		return slices.Sorted(maps.Keys(m.Map()))
	}
	return nil
}

// members returns the names of an object's members in the order of the document.
func members(m openapi3.Schemas) []string {
	order := func(name string) float64 {
		if n, ok := m[name].Extensions[hintOrder].(float64); ok {
			return n
		}
		n, _ := m[name].Value.Extensions[hintOrder].(float64)
		return n
	}
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), strings.Compare(a, b))
	})
}

// refName returns the name of the schema that is referred to, "" for one that stands in place.
func refName(s *openapi3.SchemaRef) string {
	if s == nil {
		return ""
	}
	return strings.TrimPrefix(s.Ref, "#/components/schemas/")
}

// schemaKind says in a few words what a value looks like.
func schemaKind(s *openapi3.SchemaRef) string {
	if s == nil || s.Value == nil {
		return "any"
	}
	v := s.Value
	words := "any"
	if v.Type != nil {
		words = strings.Join(v.Type.Slice(), " or ")
	}
	if v.Format != "" {
		words += " (" + v.Format + ")"
	}
	if len(v.Enum) > 0 {
		var values []string
		for _, e := range v.Enum {
			if text, ok := e.(string); ok {
				values = append(values, text)
			}
		}
		words += ": " + strings.Join(values, ", ")
	}
	if v.Pattern != "" {
		words += " " + v.Pattern
	}
	return words
}

func deref(p *string) string { return value(p) }

func pretty(v any) string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// prose renders the little Markdown that the document uses: paragraphs, lists
// and code words.
func prose(text string) template.HTML {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if items, ok := strings.CutPrefix(block, "* "); ok {
			b.WriteString("<ul>")
			for item := range strings.SplitSeq(items, "\n* ") {
				b.WriteString("<li>" + codeWords(item) + "</li>")
			}
			b.WriteString("</ul>")
			continue
		}
		b.WriteString("<p>" + codeWords(block) + "</p>")
	}
	return template.HTML(b.String()) //nolint:gosec // codeWords escapes, and the texts are openapi.yaml's
}

func codeWordsHTML(text string) template.HTML {
	return template.HTML(codeWords(text)) //nolint:gosec // codeWords escapes
}

// codeWords escapes the text; every second piece between backticks is code.
func codeWords(text string) string {
	pieces := strings.Split(template.HTMLEscapeString(text), "`")
	for i := 1; i < len(pieces); i += 2 {
		pieces[i] = "<code>" + pieces[i] + "</code>"
	}
	return strings.Join(pieces, "")
}
