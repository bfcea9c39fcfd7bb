package emit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are texts that would break out of one language or another.
var hostile = []string{
	``, `a`, `"`, `\`, `\"`, `\\"`, `%s%n%d`, `100% *genuine*`, `??/`, `??/"); system("x"); //`, `??'??(??<`,
	"a\nb", "a\r\nb", "tab\tbell\a\x01\x7f", `*/ int x; /*`, `/*`, `//`, `$(id)`, "`id`", `%PATH%`, `!x!`, `^&|<>`,
	`Müller & Söhne`, `Freigegeben für Fertigung`, "\u202eabc", "é1", "ÿ9", `'; DROP TABLE x; --`, `x\`, `\n`, `\x41\101`,
	`-h`, `..\..\x`, `@me $X %{name} \ITK`, strings.Repeat("?", 40), "12\x0034"[:2] + "\x0f7",
}

// TestCStringRoundTrip compiles the literals and prints them back.
func TestCStringRoundTrip(t *testing.T) {
	var source, want bytes.Buffer
	source.WriteString("#include <stdio.h>\nint main(void)\n{\n")
	for _, text := range hostile {
		source.WriteString("    fputs(" + cString(text) + ", stdout); putchar('\\036');\n")
		want.WriteString(text + "\036")
	}
	source.WriteString("    return 0;\n}\n")
	dir := t.TempDir()
	file, program := filepath.Join(dir, "a.c"), filepath.Join(dir, "a")
	if err := os.WriteFile(file, source.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	// -trigraphs is what a strict C90 compiler does by itself.
	out, err := exec.Command("gcc", "-std=c90", "-pedantic-errors", "-trigraphs", "-Wall", "-Wextra", "-Werror", "-o", program, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, err := exec.Command(program).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("got  %q\nwant %q", got, want.Bytes())
	}
}

// FuzzCString decodes the literal as a C compiler would.
func FuzzCString(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		literal := cString(text)
		if strings.Contains(literal, "??") {
			t.Errorf("%q may hold a trigraph", literal)
		}
		for i := range len(literal) {
			if literal[i] < ' ' || literal[i] > '~' {
				t.Fatalf("%q holds the byte %#x", literal, literal[i])
			}
		}
		if got, ok := decodeC(literal); !ok || got != text {
			t.Errorf("%q became %s, which is %q", text, literal, got)
		}
	})
}

// decodeC reads a C string literal with the escapes that C90 has.
func decodeC(literal string) (string, bool) {
	if len(literal) < 2 || literal[0] != '"' || literal[len(literal)-1] != '"' {
		return "", false
	}
	var out []byte
	body := literal[1 : len(literal)-1]
	for i := 0; i < len(body); i++ {
		switch {
		case body[i] == '"':
			return string(out), false
		case body[i] != '\\':
			out = append(out, body[i])
			continue
		case i+1 == len(body):
			return string(out), false
		}
		i++
		if body[i] >= '0' && body[i] <= '7' {
			n, digits := 0, 0
			for ; digits < 3 && i < len(body) && body[i] >= '0' && body[i] <= '7'; digits++ {
				n = n*8 + int(body[i]-'0')
				i++
			}
			i--
			out = append(out, byte(n))
			continue
		}
		switch body[i] {
		case 'n':
			out = append(out, '\n')
		case '"', '\\', '?':
			out = append(out, body[i])
		default:
			return string(out), false
		}
	}
	return string(out), true
}

// FuzzCComment looks for what ends or continues a comment.
func FuzzCComment(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		comment := "/* " + cComment(text) + " */"
		inner := comment[2 : len(comment)-2]
		for _, bad := range []string{"*/", "/*", "//", "\\", "?"} {
			if strings.Contains(inner, bad) {
				t.Errorf("%q holds %q", comment, bad)
			}
		}
		for i := range len(comment) {
			if comment[i] < ' ' || comment[i] > '~' {
				t.Fatalf("%q holds the byte %#x", comment, comment[i])
			}
		}
	})
}

// FuzzMarkdown looks for marks that are not escaped and code spans that end early.
func FuzzMarkdown(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		escaped := mdText(text)
		for i := 0; i < len(escaped); i++ {
			if escaped[i] == '\\' {
				i++
				continue
			}
			if strings.IndexByte("`*_{}[]<>#|~&$\n\r", escaped[i]) >= 0 {
				t.Errorf("%q: %q is not escaped", escaped, escaped[i])
			}
		}
		code := mdCode(text)
		if strings.ContainsAny(code, "\n\r") {
			t.Errorf("%q is more than a line", code)
		}
		fence := len(code) - len(strings.TrimLeft(code, "`"))
		if inner := strings.Trim(code, "`"); fence > 0 && strings.Contains(inner, strings.Repeat("`", fence)) {
			t.Errorf("%q ends early", code)
		}
		for i := range len(code) {
			if code[i] == '|' && (i == 0 || code[i-1] != '\\') {
				t.Errorf("%q ends a cell", code)
			}
		}
	})
}
