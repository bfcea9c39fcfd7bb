package spec

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// schema is the part of JSON Schema that the file uses.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       string            `json:"type"`
	Enum       []any             `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
	Defs       map[string]schema `json:"$defs"`
}

func loadSchema(t *testing.T) schema {
	t.Helper()
	var root schema
	if err := json.Unmarshal([]byte(Schema), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

func (s schema) resolve(root schema) schema {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		return root.Defs[name]
	}
	return s
}

// examples are Specs of every pattern, with their defaults filled in.
func examples(t *testing.T) []Spec {
	t.Helper()
	file, err := os.ReadFile("testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var specs []Spec
	for line := range strings.Lines(string(file)) {
		s, err := Parse([]byte(line))
		if err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		specs = append(specs, s)
	}
	return specs
}

// TestExamples: each is valid, and posting it back with its defaults gives
// equal bytes.
func TestExamples(t *testing.T) {
	patterns := map[string]bool{}
	for _, s := range examples(t) {
		patterns[s.Pattern] = true
		if err := s.WithDefaults().Validate(); err != nil {
			t.Errorf("%s, %s: %v", s.Pattern, s.Title, err)
		}
		first := s.JSON()
		again, err := Parse(first)
		if err != nil {
			t.Errorf("%v\n%s", err, first)
			continue
		}
		if diff := cmp.Diff(string(first), string(again.JSON())); diff != "" {
			t.Errorf("%s: posting back: -want +got\n%s", s.Pattern, diff)
		}
		if diff := cmp.Diff(s.WithDefaults(), again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: the value changed: -want +got\n%s", s.Pattern, diff)
		}
	}
	for _, pattern := range Patterns() {
		if !patterns[pattern] {
			t.Errorf("no example of %s", pattern)
		}
	}
}

// TestSchemaNames checks that Parse knows each member of the schema, and that
// JSON writes no other.
func TestSchemaNames(t *testing.T) {
	root := loadSchema(t)
	written := map[string]bool{}
	specs := examples(t)
	for _, body := range []string{full,
		`{"spec":1,"pattern":"query-export","select":{"query":{"entries":[{}]},"folder":{"owner":"x"}},"input":{"file":"f","columns":[{"header":"h"}]}}`,
		`{"spec":1,"pattern":"item-create","select":{"objects":[{"revId":"A","uid":"x"}]},"input":{"columns":[{"role":"property","property":"a","value":"v"}]},"action":{"folder":"F"}}`,
		`{"spec":1,"pattern":"workflow-task","action":{"assignTo":"u"}}`,
		`{"spec":1,"pattern":"property-update","action":{"set":[{"value":"v","transform":"trim"}]}}`,
		`{"spec":1,"pattern":"workflow-start","action":{"processName":"n","template":"t"}}`,
	} {
		s, err := Parse([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		specs = append(specs, s)
	}
	for _, s := range specs {
		var tree any
		if err := json.Unmarshal(s.JSON(), &tree); err != nil {
			t.Fatal(err)
		}
		collect(tree, "", written)
	}
	declared := map[string]bool{}
	declare(root, root, "", declared)
	if diff := cmp.Diff(declared, written); diff != "" {
		t.Errorf("-schema +JSON\n%s", diff)
	}
}

func collect(tree any, path string, into map[string]bool) {
	switch v := tree.(type) {
	case []any:
		for _, item := range v {
			collect(item, path+"[]", into)
		}
	case map[string]any:
		for name, value := range v {
			into[path+"."+name] = true
			collect(value, path+"."+name, into)
		}
	}
}

func declare(root, s schema, path string, into map[string]bool) {
	s = s.resolve(root)
	if s.Items != nil {
		declare(root, *s.Items, path+"[]", into)
	}
	for name, member := range s.Properties {
		into[path+"."+name] = true
		declare(root, member, path+"."+name, into)
	}
}

// TestSchemaEnums checks that Validate, over all patterns, allows exactly the
// schema's choices.
func TestSchemaEnums(t *testing.T) {
	root := loadSchema(t)
	allowed := map[string][]string{}
	full, err := Parse([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(examples(t), full) {
		var tree any
		if err := json.Unmarshal(s.JSON(), &tree); err != nil {
			t.Fatal(err)
		}
		breakEach(t, tree, tree, func(body []byte) {
			broken, err := Parse(body)
			if err != nil {
				return
			}
			var problems Errors
			errors.As(broken.Validate(), &problems)
			for _, p := range problems {
				if _, choices, ok := strings.Cut(p.Text, "\"?\" is not allowed; choose "); ok {
					path := withoutIndexes(p.Path)
					allowed[path] = append(allowed[path], unquote(t, choices)...)
				}
			}
		})
	}
	if len(allowed) < 30 {
		t.Errorf("only %d choices were checked", len(allowed))
	}
	for path, names := range allowed {
		slices.Sort(names)
		if path == "where.op" {
			continue // has as many sets of choices as there are kinds of fields
		}
		if diff := cmp.Diff(enumAt(root, path), slices.Compact(names)); diff != "" {
			t.Errorf("%s: -schema +Validate\n%s", path, diff)
		}
	}
}

// breakEach replaces one text of the tree after the other by a question mark.
func breakEach(t *testing.T, root, at any, try func(body []byte)) {
	t.Helper()
	replace := func(value any, set func(any)) {
		if _, ok := value.(string); !ok {
			breakEach(t, root, value, try)
			return
		}
		set("?")
		body, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		set(value)
		try(body)
	}
	switch v := at.(type) {
	case []any:
		for i, item := range v {
			replace(item, func(with any) { v[i] = with })
		}
	case map[string]any:
		for name, value := range v {
			replace(value, func(with any) { v[name] = with })
		}
	}
}

func withoutIndexes(path string) string {
	var b strings.Builder
	for i, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '[' || r == ']' }) {
		if i%2 == 0 {
			b.WriteString(part)
		}
	}
	return b.String()
}

func enumAt(root schema, path string) []string {
	s := root
	for _, name := range strings.Split(path, ".") {
		s = s.resolve(root).Properties[name].resolve(root)
		if s.Items != nil {
			s = s.Items.resolve(root)
		}
	}
	var out []string
	for _, e := range s.resolve(root).Enum {
		out = append(out, e.(string))
	}
	slices.Sort(out)
	return out
}

func unquote(t *testing.T, list string) []string {
	t.Helper()
	var out []string
	if err := json.Unmarshal([]byte("["+list+"]"), &out); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
