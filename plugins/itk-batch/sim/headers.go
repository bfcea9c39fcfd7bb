package sim

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

//go:embed c
var sources embed.FS

// WriteHeaders writes the headers that the generated programs include: the
// folder include holds one stub for each ITK header of the facts, the folder
// msvc the few headers of the C library that clang needs when it compiles for
// Windows. The stubs say what the facts say, no more: a program that compiles
// against them is consistent with the facts, not proven against a release.
func WriteHeaders(dir string) error {
	include := filepath.Join(dir, "include")
	declarations := map[string]*strings.Builder{}
	for f := range kb.Functions {
		if f.Header == "" {
			continue
		}
		if declarations[f.Header] == nil {
			declarations[f.Header] = &strings.Builder{}
		}
		fmt.Fprintf(declarations[f.Header], "extern %s;\n", prototype(f))
	}
	for h := range kb.Headers {
		if h.Status == kb.Fictitious {
			continue
		}
		body := ""
		if b := declarations[h.Name]; b != nil {
			body = b.String()
		}
		if err := write(filepath.Join(include, filepath.FromSlash(h.Name)), header(h, body)); err != nil {
			return err
		}
	}
	if err := copyOut("c/itk_types.h", filepath.Join(include, "itk_types.h")); err != nil {
		return err
	}
	return copyTree("c/msvc", filepath.Join(dir, "msvc"))
}

// header returns the text of one stub header with the declarations in it.
func header(h kb.Header, declarations string) string {
	guard := "STUB_" + strings.Map(func(r rune) rune {
		if r == '/' || r == '.' {
			return '_'
		}
		return r
	}, strings.ToUpper(h.Name))
	var b strings.Builder
	fmt.Fprintf(&b, "/* Stub of %s, written from facts about public code. */\n", h.Name)
	fmt.Fprintf(&b, "#ifndef %s\n#define %s\n#include <itk_types.h>\n", guard, guard)
	for _, other := range h.Includes {
		fmt.Fprintf(&b, "#include <%s>\n", other)
	}
	fmt.Fprintf(&b, "%s#endif\n", declarations)
	return b.String()
}

// prototype returns the declaration of a function without its semicolon.
func prototype(f kb.Function) string {
	params := make([]string, len(f.Params))
	for i, p := range f.Params {
		params[i] = declare(p)
	}
	list := strings.Join(params, ", ")
	if list == "" {
		list = "void"
	}
	return fmt.Sprintf("%s %s(%s)", f.Return, f.Name, list)
}

// declare returns the declaration of one parameter; its name is left out,
// because some names in the facts are words of C.
func declare(p kb.Param) string {
	at := strings.IndexByte(p.Type, '[')
	switch {
	case p.Type == "...":
		return "..."
	case at >= 0:
		return p.Type[:at] + " " + p.Type[at:]
	default:
		return p.Type
	}
}

func copyTree(from, to string) error {
	return fs.WalkDir(sources, from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return copyOut(path, filepath.Join(to, strings.TrimPrefix(path, from)))
	})
}

func copyOut(from, to string) error {
	text, err := sources.ReadFile(from)
	if err != nil {
		return err
	}
	return write(to, string(text))
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}
