package sdk

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxPathBytes is the longest path of a file.
const MaxPathBytes = 200

// CheckPath tells why a host would not take a file of that path: it must be
// possible to write it, as it is, on Linux, macOS and Windows.
func CheckPath(path string) error {
	if len(path) > MaxPathBytes {
		return fmt.Errorf("it has %d bytes; at most %d are taken", len(path), MaxPathBytes)
	}
	if !utf8.ValidString(path) {
		return errors.New("it is not valid UTF-8")
	}
	for _, c := range path {
		if !unicode.IsGraphic(c) || strings.ContainsRune(`\:<>"|?*`, c) {
			return fmt.Errorf("the character %q cannot stand in a path", c)
		}
	}
	for name := range strings.SplitSeq(path, "/") {
		if err := checkName(name); err != nil {
			return err
		}
	}
	return nil
}

// checkName checks one segment of a path.
func checkName(name string) error {
	switch {
	case name == "" || name == "." || name == "..":
		return errors.New("a path is relative, with single slashes and without . or .. parts")
	case strings.HasPrefix(name, " ") || strings.HasSuffix(name, " ") || strings.HasSuffix(name, "."):
		return fmt.Errorf("%q begins with a blank, or ends with a blank or a dot", name)
	case isDevice(name):
		return fmt.Errorf("%q is the name of a device on Windows", name)
	}
	return nil
}

// isDevice knows the names that Windows reserves, with any extension:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		port, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}
