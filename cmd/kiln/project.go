package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// projectFile holds what a repository says about itself to every generation
// that is made for it.
const projectFile = ".kiln.yaml"

// maxProjectBytes is far beyond any sensible [projectFile].
const maxProjectBytes = 64 << 10

// projectKeys are the keys that a [projectFile] may have. All values are plain text.
var projectKeys = []string{"url", "tcVersion", "compiler", "codePrefix", "type", "pattern", "out"}

// project is what a [projectFile] says.
type project struct {
	folder string                  // of the file; empty when there is none
	values map[string]projectValue // by key
}

type projectValue struct {
	text string
	at   string // "file:line"
}

// findProject reads the [projectFile] that is nearest to dir, looking upward
// no further than the root of the repository that dir is in. There may be none.
func findProject(dir string) (project, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return project{}, err
	}
	top := repositoryRoot(dir)
	for {
		path := filepath.Join(dir, projectFile)
		body, err := readLimited(path, maxProjectBytes)
		if err == nil {
			values, err := parseProject(path, body)
			return project{folder: dir, values: values}, err
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return project{}, err
		}
		if dir == top {
			return project{}, nil
		}
		dir = filepath.Dir(dir)
	}
}

// repositoryRoot returns the folder of the repository that dir is in, or dir
// itself where there is none: a stray file further up is nobody's project.
func repositoryRoot(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// parseProject reads the body of a [projectFile] called name and reports every
// mistake with its line.
func parseProject(name string, body []byte) (map[string]projectValue, error) {
	var document, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, usageError{describeYAML(name, err)}
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, usageError{fmt.Errorf("%s: holds more than one document; keep one", name)}
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil, nil
	}
	if root.Kind != yaml.MappingNode {
		return nil, usageError{fmt.Errorf("%s:%d: must be lines of \"key: value\"; the keys are %s",
			name, root.Line, strings.Join(projectKeys, ", "))}
	}
	values := map[string]projectValue{}
	var mistakes []error
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		at := fmt.Sprintf("%s:%d", name, key.Line)
		if err := checkProjectValue(key, value, values); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", at, err))
			continue
		}
		values[key.Value] = projectValue{text: value.Value, at: at}
	}
	if len(mistakes) > 0 {
		return nil, usageError{errors.Join(mistakes...)}
	}
	return values, nil
}

// looksSecret recognises names and values that must not stand in a repository.
var (
	secretName  = regexp.MustCompile(`(?i)key$|token|passw|secret|credential`)
	secretValue = regexp.MustCompile(`kiln_live_|://[^/]*@`)
)

// checkProjectValue tells what is wrong with one line. A secret is never repeated.
func checkProjectValue(key, value *yaml.Node, before map[string]projectValue) error {
	known := slices.Contains(projectKeys, key.Value)
	switch {
	case !known && secretName.MatchString(key.Value), secretValue.MatchString(value.Value):
		return fmt.Errorf("%s: a secret does not belong in a repository; "+
			"remove it here and set KILN_API_KEY or KILN_API_KEY_FILE in the environment", printable(key.Value))
	case !known:
		return fmt.Errorf("unknown key %q; %s", key.Value, suggestKey(key.Value))
	case before[key.Value].at != "":
		return fmt.Errorf("%s: given twice, first at %s", key.Value, before[key.Value].at)
	case value.Kind != yaml.ScalarNode:
		return fmt.Errorf("%s: must be plain text, not a list, a map or a reference", key.Value)
	case value.Value == "" || value.Tag == "!!null":
		return fmt.Errorf("%s: has no value; give one or remove the line", key.Value)
	}
	// An unquoted 14.3 is a number to YAML and a version to everybody else.
	number := value.Tag == "!!float" || value.Tag == "!!int"
	if value.Tag != "!!str" && !(key.Value == "tcVersion" && number) {
		return fmt.Errorf("%s: must be text, and %s is a %s; put it in quotes if it is meant",
			key.Value, printable(value.Value), strings.TrimPrefix(value.Tag, "!!"))
	}
	if key.Value == "out" && !filepath.IsLocal(filepath.FromSlash(value.Value)) {
		return fmt.Errorf("out: %q must be a folder inside the one of this file", value.Value)
	}
	return nil
}

// checkOut refuses a folder that symbolic links lead out of the project: a
// repository of somebody else's must not decide where files appear.
func (p project) checkOut() error {
	root, err := os.OpenRoot(p.folder)
	if err != nil {
		return err
	}
	defer root.Close()
	out := p.values["out"]
	if _, err := root.Stat(filepath.FromSlash(out.text)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usageError{fmt.Errorf("%s: out: %q cannot be used: %w", out.at, out.text, innermost(err))}
	}
	return nil
}

func suggestKey(key string) string {
	plain := func(s string) string { return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(s)) }
	for _, k := range projectKeys {
		if plain(k) == plain(key) || plain("explicit"+k) == plain(key) {
			return fmt.Sprintf("did you mean %q?", k)
		}
	}
	return "there are " + strings.Join(projectKeys, ", ")
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// describeYAML puts a syntax error's line where editors look for it.
func describeYAML(name string, err error) error {
	text := err.Error()
	line := "1" // the parser does not name the first one
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		text = text[len(m[0]):]
		line = cmp.Or(m[1], line)
	}
	return fmt.Errorf("%s:%s: is not YAML: %s", name, line, printable(text))
}

// readLimited reads a file of at most that many bytes.
func readLimited(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAtMost(file, path, most)
}

// readAtMost reads all there is, called name in errors, unless it is too much.
func readAtMost(from io.Reader, name string, most int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	}
	if int64(len(body)) > most {
		return nil, usageError{fmt.Errorf("%s: is larger than %d bytes", name, most)}
	}
	return body, nil
}
