package host

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// canonicalObject returns a JSON object as the one text that stands for it:
// compact, members sorted. A member that is there twice is an error, since one
// of the two would be lost.
func canonicalObject(raw json.RawMessage) (json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	value, err := readJSON(d, "", 0)
	if err != nil {
		return nil, err
	}
	if _, ok := value.(map[string]any); !ok {
		return nil, errors.New("must be a JSON object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the closing brace")
	}
	return json.Marshal(value)
}

// maxJSONDepth keeps a reader's stack small.
const maxJSONDepth = 32

func readJSON(d *json.Decoder, path string, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("is not valid JSON: %w", err)
	}
	open, ok := token.(json.Delim)
	switch {
	case !ok:
		return token, nil
	case depth == maxJSONDepth:
		return nil, fmt.Errorf("is nested deeper than %d levels", maxJSONDepth)
	case open == '[':
		return readJSONArray(d, path, depth)
	}
	return readJSONObject(d, path, depth)
}

func readJSONArray(d *json.Decoder, path string, depth int) (any, error) {
	list := []any{}
	for d.More() {
		value, err := readJSON(d, fmt.Sprintf("%s[%d]", path, len(list)), depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := d.Token()
	return list, err
}

func readJSONObject(d *json.Decoder, path string, depth int) (any, error) {
	members := map[string]any{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("is not valid JSON: %w", err)
		}
		at := fmt.Sprint(path, ".", name)
		if _, twice := members[fmt.Sprint(name)]; twice {
			return nil, fmt.Errorf("%s is there twice", at[1:])
		}
		value, err := readJSON(d, at, depth+1)
		if err != nil {
			return nil, err
		}
		members[fmt.Sprint(name)] = value
	}
	_, err := d.Token()
	return members, err
}
