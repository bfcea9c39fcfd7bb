package spec

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestSchemaNames checks that Parse knows each member of the schema, and that
// JSON writes no other.
func TestSchemaNames(t *testing.T) {
	root := loadSchema(t)
	written := map[string]bool{}
	for _, body := range []string{full,
		`{"spec":1,"select":{"query":{"entries":[{}]},"folder":{"owner":"x"}},"input":{"file":"f","columns":[{"header":"h"}]}}`} {
		s, err := Parse([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
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

// TestSchemaEnums checks that Validate allows exactly the schema's choices.
func TestSchemaEnums(t *testing.T) {
	root := loadSchema(t)
	body := strings.NewReplacer(`"from":"filter"`, `"from":"?"`, `"kind":"revision"`, `"kind":"?"`, `"of":"self"`, `"of":"?"`, `"of":"item"`, `"of":"?"`,
		`"as":"raw"`, `"as":"?"`, `"unit":"month"`, `"unit":"?"`, `"delimiter":"|"`, `"delimiter":"?"`, `"quote":"all"`, `"quote":"?"`, `"encoding":"utf-8"`, `"encoding":"?"`,
		`"siteEncoding":"utf-8"`, `"siteEncoding":"?"`, `"newline":"crlf"`, `"newline":"?"`, `"decimal":","`, `"decimal":"?"`, `"format":"csv"`, `"format":"?"`, `"kind":"assumed"`, `"kind":"?"`,
		`"columns":`, `"input":{"delimiter":"?","encoding":"?","columns":[{"role":"?"}],"repeat":"?"},"columns":`).Replace(full)
	s, err := Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	var problems Errors
	errors.As(s.WithDefaults().Validate(), &problems)
	checked := 0
	for _, p := range problems {
		_, choices, ok := strings.Cut(p.Text, "; choose ")
		if !ok {
			continue
		}
		want := enumAt(root, p.Path)
		if diff := cmp.Diff(want, unquote(t, choices)); diff != "" {
			t.Errorf("%s: -schema +Validate\n%s", p.Path, diff)
		}
		checked++
	}
	if checked < 18 {
		t.Errorf("only %d choices were checked: %v", checked, problems)
	}
}

func enumAt(root schema, path string) []string {
	s := root
	for _, name := range strings.Split(path, ".") {
		name, _, isItem := strings.Cut(name, "[")
		s = s.resolve(root).Properties[name].resolve(root)
		if isItem {
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
