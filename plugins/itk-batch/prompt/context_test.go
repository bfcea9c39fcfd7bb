package prompt

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func TestContextWins(t *testing.T) {
	const text = "released parts on windows for Teamcenter 13 with prefix ABC"
	reading, err := Read(text, Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"compiler msvc", "Teamcenter 13", "prefix ABC"} {
		if !slices.ContainsFunc(reading.Remarks, func(r string) bool { return strings.Contains(r, want) && strings.Contains(r, "wins") }) {
			t.Errorf("no remark on %q in %q", want, reading.Remarks)
		}
	}
	reading, err = Read("released parts on linux for TC 14.3 with prefix PNX", Context{TCVersion: "14.3.0.2", Compiler: "gcc", CodePrefix: "PNX"})
	if err != nil || len(reading.Remarks) != 0 {
		t.Errorf("remarks without a difference: %q %v", reading.Remarks, err)
	}
}

func TestNewlineOfCompiler(t *testing.T) {
	for compiler, want := range map[string]spec.Newline{"gcc": spec.NewlineLF, "msvc": spec.NewlineCRLF} {
		reading, err := Read("released parts as csv", Context{Compiler: compiler})
		if err != nil || reading.Spec.Output.Newline != want {
			t.Errorf("%s: %s %v", compiler, reading.Spec.Output.Newline, err)
		}
	}
	reading, err := Read("released parts as csv, unix line endings", Context{Compiler: "msvc"})
	if err != nil || reading.Spec.Output.Newline != spec.NewlineLF {
		t.Errorf("said: %s %v", reading.Spec.Output.Newline, err)
	}
}

// TestSecretsStayOut checks that no part of a login comes back in a message.
func TestSecretsStayOut(t *testing.T) {
	for _, text := range []string{
		"export released parts, user infodba password s3cr3t", "released parts with login infodba/s3cr3t", "parts -u=infodba -p=s3cr3t to csv",
		"export parts, Passwort: s3cr3t", "export parts, password is 's3cr3t'", "log in as infodba/s3cr3t and list released parts", "released parts pwd=s3cr3t",
		"release the parts in parts.csv with status TCM Released, login infodba/s3cr3t",
	} {
		_, err := Read(text, Context{ExplicitPattern: spec.QueryExport})
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q was not refused", text)
			continue
		}
		if whole := refusal.Message + strings.Join(refusal.Missing, " "); strings.Contains(whole, "s3cr3t") || !strings.Contains(whole, "login") {
			t.Errorf("%q: %s", text, whole)
		}
	}
}

// TestHostileText checks that text in quotes arrives as a value, byte for byte.
func TestHostileText(t *testing.T) {
	for _, value := range []string{
		`*/ int x; /*`, `??/`, `??'`, `%s%n%x`, `%PATH%`, "$(rm -rf /)", "line\nbreak", "tab\there", `back\slash\`, `\" \\`, "'single'", "-->", "\u2028", "漢字", "é́", "a;b,c|d^e", "REM & del", `\x41\101`, "{yyyymmdd}", "*", "@me", "-h",
	} {
		reading, err := Read("parts whose name is “"+value+"” and owned by jdoe", Context{})
		if err != nil {
			t.Errorf("%q: %v", value, err)
			continue
		}
		f, _ := reading.Spec.Filter(spec.FieldName)
		if len(f.Values) != 1 || f.Values[0] != value || f.Op != spec.OpIs {
			t.Errorf("%q arrived as %q", value, f.Values)
		}
		checkSpec(t, reading.Spec)
	}
	for _, path := range []string{"/tmp/a\x00b.csv", "/tmp/a\nb.csv", "/tmp/\x1b[31m.csv", "/tmp/" + strings.Repeat("a", 300) + ".csv"} {
		if reading, err := Read("released parts to \""+path+"\"", Context{}); err == nil {
			t.Errorf("the path %q was taken: %q", path, reading.Spec.Output.File)
		}
	}
	if _, err := Read("parts whose name is \"a\x00b\"", Context{}); err == nil {
		t.Error("a NUL in a value was taken")
	}
}

// TestNightlyMeansItsOwnDay checks that nothing relative was computed.
func TestNightlyMeansItsOwnDay(t *testing.T) {
	reading, err := Read("items created yesterday, modified in the last 3 months", Context{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reading.Spec.Where {
		if f.From != "" || f.To != "" || f.Op != spec.OpWithin {
			t.Errorf("a relative date became a day: %+v", f)
		}
	}
}
