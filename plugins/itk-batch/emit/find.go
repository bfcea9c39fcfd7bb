package emit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
)

// Find returns the file and the line, from 1, of a place in the C files and
// scripts; an empty path and 0 if there is none.
func Find(files []File, place pattern.Place) (path string, line int) {
	for _, f := range callers(files, place.Call) {
		isC := strings.HasSuffix(f.Path, ".c")
		if isC == (place.Script != "") || strings.HasSuffix(f.Path, ".h") || strings.HasSuffix(f.Path, ".md") {
			continue
		}
		if at := find(f.Body, place); at >= 0 {
			return f.Path, lineOf(f.Body, at)
		}
	}
	return "", 0
}

// callers is the first file that calls a function; all files if none does, since
// it may be handed on by its name.
func callers(files []File, call string) []File {
	for i, f := range files {
		if slices.Contains(f.calls, call) {
			return files[i : i+1]
		}
	}
	return files
}

// lineOf is the line, from 1, in which a place is.
func lineOf(body []byte, at int) int {
	line := 1
	for from := 0; ; line++ {
		end := bytes.IndexByte(body[from:at], '\n')
		if end < 0 {
			return line
		}
		from += end + 1
	}
}

func find(body []byte, place pattern.Place) int {
	switch {
	case place.Call != "":
		return findCall(body, place.Call)
	case place.Value != "":
		return bytes.Index(body, []byte(cString(place.Value)))
	}
	// build.bat has backslashes, build.sh has slashes.
	if at := bytes.Index(body, []byte(`TC_ROOT%\sample\`+place.Script+`" `)); at >= 0 {
		return at
	}
	return bytes.Index(body, []byte("TC_ROOT/sample/"+place.Script+`" `))
}

// findCall finds the name of a function as a word of its own: before its
// arguments, or handed to a function that calls it.
func findCall(body []byte, name string) int {
	for at := 0; ; at += len(name) {
		found := bytes.Index(body[at:], []byte(name))
		if found < 0 {
			return -1
		}
		at += found
		end := at + len(name)
		if (at == 0 || !isNameByte(body[at-1])) && end < len(body) && strings.IndexByte("(,)", body[end]) >= 0 {
			return at
		}
	}
}
