package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kilnworks/kiln/host"
)

// maxDepth is how deep a body may be nested.
const maxDepth = 32

// parse reads a JSON text that must be beyond doubt: valid UTF-8, nothing after
// the value, no member twice, nothing nested too deep. Numbers are json.Number.
func parse(body []byte) (any, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, host.Errorf(host.InvalidJSON, "the body is empty; send a JSON object")
	}
	if at := invalidUTF8(body); at >= 0 {
		return nil, host.Errorf(host.InvalidJSON, "the body is not valid UTF-8 at %s; encode it as UTF-8", place(body, at))
	}
	var whole json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		at := len(body)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) && err.Error() != "unexpected end of JSON input" {
			at = max(0, min(int(syntax.Offset), len(body))-1) // it counts the character that is wrong
		}
		return nil, host.Errorf(host.InvalidJSON, "the body is not one JSON value: %s at %s", err, place(body, at))
	}
	p := parser{Decoder: json.NewDecoder(bytes.NewReader(body)), replaced: bytes.ContainsRune(body, utf8.RuneError) ||
		bytes.Contains(bytes.ToLower(body), []byte(`\ufffd`))}
	p.UseNumber()
	return p.value("", 0)
}

type parser struct {
	*json.Decoder
	replaced bool // the text itself has U+FFFD
}

// value reads the value at path. The text is known to be JSON.
func (p parser) value(path string, depth int) (any, error) {
	token, err := p.Token()
	if err != nil {
		return nil, host.Errorf(host.InvalidJSON, "the body is not JSON: %s", err)
	}
	if text, ok := token.(string); ok {
		return text, p.checkText(path, text)
	}
	open, ok := token.(json.Delim)
	if !ok {
		return token, nil
	}
	if depth >= maxDepth {
		return nil, &host.Error{Code: host.InvalidJSON, Param: path,
			Message: fmt.Sprintf("the body is nested deeper than %d levels; send it flatter", maxDepth)}
	}
	if open == '[' {
		return p.array(path, depth)
	}
	return p.object(path, depth)
}

func (p parser) array(path string, depth int) (any, error) {
	list := []any{}
	for p.More() {
		v, err := p.value(fmt.Sprintf("%s[%d]", path, len(list)), depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := p.Token()
	return list, err
}

func (p parser) object(path string, depth int) (any, error) {
	members := map[string]any{}
	for p.More() {
		token, err := p.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, host.Errorf(host.InvalidJSON, "the body is not JSON: a member has no name")
		}
		at := join(path, name)
		if _, twice := members[name]; twice {
			return nil, &host.Error{Code: host.InvalidJSON, Param: at, Message: at + " is there twice; send it once"}
		}
		if err := p.checkText(at, name); err != nil {
			return nil, err
		}
		if members[name], err = p.value(at, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := p.Token()
	return members, err
}

// checkText refuses half a surrogate pair, which the decoder replaces silently.
func (p parser) checkText(path, text string) error {
	if p.replaced || !strings.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	return &host.Error{Code: host.InvalidJSON, Param: path,
		Message: path + " has half a surrogate pair, which is no character; send both halves"}
}

// join makes the path of a member, its name cut to a length that can be read.
func join(path, name string) string {
	name = short(name)
	if path == "" {
		return name
	}
	return path + "." + name
}

func short(text string) string { return cut(text, 64) }

// cut leaves at most that many bytes of the text, and says so.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

func invalidUTF8(body []byte) int {
	if utf8.Valid(body) {
		return -1
	}
	for at := 0; at < len(body); {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// place names an offset as people count.
func place(body []byte, offset int) string {
	before := body[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	return fmt.Sprintf("line %d, column %d", line, offset-bytes.LastIndexByte(before, '\n'))
}

// encode is how every JSON of this package is written: without the escapes
// that only matter inside HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
