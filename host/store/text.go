package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kilnworks/kiln/host"
)

// The databases judge text differently: PostgreSQL refuses invalid UTF-8 and
// NUL, SQLite keeps both. So neither gets to see them.

// storable reports whether both databases take the text and give it back unchanged.
func storable(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

// checkText refuses text that identifies something and cannot be stored.
func checkText(name, text string) error {
	if storable(text) {
		return nil
	}
	return &host.Error{Code: host.ValidationFailed, Param: name,
		Message: fmt.Sprintf("%s: %q is not valid UTF-8 without NUL characters", name, text)}
}

// cleaned makes text for people storable.
func cleaned(text string) string {
	if storable(text) {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// lowered is how text is searched: in Go's lower case, because the databases
// know only some of the letters.
func lowered(text string) string { return strings.ToLower(cleaned(text)) }

// likeWord is the LIKE pattern, with \ as its escape, that finds the word anywhere.
func likeWord(word string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word) + "%"
}

// toJSON returns v as a TEXT column keeps it. encoding/json replaces invalid
// UTF-8 and escapes NUL.
func toJSON(v any) (string, error) {
	body, err := json.Marshal(v)
	return string(body), err
}

// fromJSON is the inverse of toJSON; an empty column leaves v as it is.
func fromJSON(column string, v any) error {
	if column == "" {
		return nil
	}
	return json.Unmarshal([]byte(column), v)
}
