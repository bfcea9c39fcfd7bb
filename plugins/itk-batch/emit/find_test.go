package emit

import (
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
)

func TestFind(t *testing.T) {
	files := []File{
		{Path: "README.md", Body: []byte("AOM_save(x) in words\n")},
		{Path: "a.c", Body: []byte("int x;\nx = MY_AOM_save(1);\nx = AOM_save(1); y = \"\\303\\274\"; each(AOM_load, AOM_save)\nAOM_refresh")},
		{Path: "build.sh", Body: []byte("#!/bin/sh\n\"$TC_ROOT/sample/compile\" a.c\n")},
	}
	for _, test := range []struct {
		place pattern.Place
		path  string
		line  int
	}{
		{pattern.Place{Call: "AOM_save"}, "a.c", 3},
		{pattern.Place{Call: "AOM_load"}, "a.c", 3}, // handed on, not called
		{pattern.Place{Call: "AOM_refresh"}, "", 0}, // ends the file
		{pattern.Place{Value: "ü"}, "a.c", 3},       // as C writes it
		{pattern.Place{Script: "compile"}, "build.sh", 2},
		{pattern.Place{Script: "linkitk"}, "", 0},
	} {
		if path, line := Find(files, test.place); path != test.path || line != test.line {
			t.Errorf("%+v: %s:%d, want %s:%d", test.place, path, line, test.path, test.line)
		}
	}
}
