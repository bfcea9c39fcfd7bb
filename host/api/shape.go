package api

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// shape is which members a JSON object has, by name, and what is done about others.
type shape struct {
	members map[string]any // a kind or a shape
	closed  bool           // unknown members are refused, not warned about
}

// kind is the type of a member that is not an object.
type kind string

const (
	text    kind = "a string"
	filled  kind = "a string that is not empty"
	boolean kind = "true or false"
	texts   kind = "an array of strings"
	object  kind = "an object" // whatever it holds
)

var requestShape = shape{members: map[string]any{
	"prompt":    text,
	"requestId": filled,
	"projectContext": shape{members: map[string]any{
		"tcVersion": text, "compiler": text, "codePrefix": text, "spec": object,
	}},
	"options": shape{closed: true, members: map[string]any{
		"explicitType": text, "explicitPattern": text, "dryRun": boolean,
	}},
}}

var (
	keyShape      = shape{closed: true, members: map[string]any{"name": text, "scopes": texts, "expiresAt": text}}
	checkoutShape = shape{closed: true, members: map[string]any{"priceId": text, "successPath": text, "cancelPath": text}}
	linkShape     = shape{closed: true, members: map[string]any{"email": text}}
	signInShape   = shape{closed: true, members: map[string]any{"token": text, "email": text, "code": text}}
)

// maxWarnings is how many unknown members are named.
const maxWarnings = 20

// checking is the state of one check.
type checking struct {
	unknown, wrong []host.Detail
	warnings       []sdk.Diagnostic
}

// check returns the members of a parsed body that the shape knows, with a
// warning for each other one. A null counts as absent.
func (s shape) check(value any) (map[string]any, []sdk.Diagnostic, error) {
	members, ok := value.(map[string]any)
	if !ok {
		return nil, nil, host.Errorf(host.InvalidJSON, "the body is %s; send a JSON object", kindOf(value))
	}
	var c checking
	known := c.object("", members, s)
	if len(c.unknown) > 0 {
		first := c.unknown[0]
		return nil, nil, &host.Error{Code: host.UnknownOption, Param: first.Path,
			Message: first.Path + " " + first.Message, Details: append(c.unknown, c.wrong...)}
	}
	if len(c.wrong) > 0 {
		first := c.wrong[0]
		return nil, nil, &host.Error{Code: host.ValidationFailed, Param: first.Path,
			Message: first.Path + " " + first.Message, Details: c.wrong}
	}
	if more := len(c.warnings) - maxWarnings; more > 0 {
		c.warnings = c.warnings[:maxWarnings]
		c.warnings[maxWarnings-1].Message += fmt.Sprintf(" (and %d more)", more)
	}
	return known, c.warnings, nil
}

func (c *checking) object(path string, members map[string]any, s shape) map[string]any {
	known := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		at, value := join(path, name), members[name]
		want, ok := s.members[name]
		switch {
		case !ok && s.closed:
			c.unknown = append(c.unknown, host.Detail{Path: at, Code: "unknown",
				Message: "is not an option" + suggestion(name, s)})
		case !ok:
			c.warnings = append(c.warnings, sdk.Diagnostic{Severity: sdk.Warning, Code: "unknown_member",
				Stage: sdk.Planning.String(), Message: fmt.Sprintf("the request's member %q is not known and was ignored", at),
				Hint: strings.TrimPrefix(suggestion(name, s), "; ")})
		case value == nil:
		default:
			if v, ok := c.member(at, value, want); ok {
				known[name] = v
			}
		}
	}
	return known
}

func (c *checking) member(path string, value, want any) (any, bool) {
	if inner, ok := want.(shape); ok {
		if members, ok := value.(map[string]any); ok {
			return c.object(path, members, inner), true
		}
		want = kind("an object")
	}
	_, isObject := value.(map[string]any)
	_, isText := value.(string)
	_, isBool := value.(bool)
	switch {
	case want == object && isObject, want == texts && onlyTexts(value), want == text && isText, want == filled && isText && value != "", want == boolean && isBool:
		return value, true
	}
	c.wrong = append(c.wrong, host.Detail{Path: path, Code: "wrong_type",
		Message: fmt.Sprintf("is %s; send %s", kindOf(value), want)})
	return nil, false
}

func onlyTexts(value any) bool {
	list, ok := value.([]any)
	for _, one := range list {
		_, isText := one.(string)
		ok = ok && isText
	}
	return ok
}

func kindOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		if v == "" {
			return "an empty string"
		}
		return "a string"
	case bool:
		return "a boolean"
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return "a number"
}

// suggestion names the known member that is nearest, or all.
func suggestion(name string, s shape) string {
	known := slices.Sorted(maps.Keys(s.members))
	near := slices.MinFunc(known, func(a, b string) int {
		return cmp.Compare(distance(name, a), distance(name, b))
	})
	if distance(name, near) <= 1+len(near)/4 {
		return "; did you mean " + near + "?"
	}
	return "; there is " + strings.Join(known, ", ")
}

// distance counts the letters to change, add or drop to get from a to b,
// whatever their case (Levenshtein). Long names are as far as can be.
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
