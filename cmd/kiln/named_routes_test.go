package main

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPluginsNameRoutesThatExist reads which calls the plugins send people to,
// and looks for each in the API's description.
func TestPluginsNameRoutesThatExist(t *testing.T) {
	t.Parallel()
	description, err := os.ReadFile("../../host/api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plugins, named := os.DirFS("../../plugins"), 0
	route := regexp.MustCompile(`(?:GET|POST|DELETE) (/v1/[\w/{}.-]*\w)`)
	err = fs.WalkDir(plugins, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := fs.ReadFile(plugins, path)
		for _, call := range route.FindAllSubmatch(text, -1) {
			named++
			if !strings.Contains(string(description), "\n  "+string(call[1])+":\n") {
				t.Errorf("%s: there is no %s", path, call[0])
			}
		}
		return err
	})
	if err != nil || named == 0 {
		t.Errorf("%d calls named, %v", named, err)
	}
}
