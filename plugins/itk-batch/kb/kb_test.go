package kb

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTablesAreFresh(t *testing.T) {
	out := filepath.Join(t.TempDir(), "fresh.go")
	if text, err := exec.Command("go", "run", "gen.go", "-out", out).CombinedOutput(); err != nil {
		t.Fatalf("gen.go: %v\n%s", err, text)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("functions.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("functions.gen.go is older than the facts: run go generate in this folder")
	}
}

func TestEveryFunctionIsFound(t *testing.T) {
	if len(functions) != 577 {
		t.Errorf("%d functions, want 577", len(functions))
	}
	for i := range functions {
		f, ok := Find(functions[i].Name)
		if !ok || f.Name != functions[i].Name {
			t.Errorf("Find(%q) = %q, %t", functions[i].Name, f.Name, ok)
		}
		if f.Header != "" {
			if h, ok := FindHeader(f.Header); !ok || h.Status == Fictitious {
				t.Errorf("%s: header %q is not among the headers", f.Name, f.Header)
			}
		}
	}
	for _, name := range []string{"", "AOM", "ZZZ_find", "BOM_line_ask_item"} {
		if _, ok := Find(name); ok {
			t.Errorf("Find(%q) finds something", name)
		}
	}
}

func TestFunctionFacts(t *testing.T) {
	f, _ := Find("QRY_find2")
	if !f.Code() || !f.Finds() || f.FoundTag() != 1 || f.Arity() != 2 || f.Header != "qry/qry.h" {
		t.Errorf("QRY_find2 = %+v", f)
	}
	if f, _ = Find("TC_write_syslog"); !f.Variadic() || f.Arity() != 1 || f.Code() {
		t.Errorf("TC_write_syslog = %+v", f)
	}
	if f, _ = Find("QRY_find_user_entries"); f.Finds() || f.Params[2].Frees != Block {
		t.Errorf("QRY_find_user_entries = %+v", f)
	}
	if f, _ = Find("AE_ask_datasettype_refs"); f.Params[2].Frees != Strings {
		t.Errorf("AE_ask_datasettype_refs = %+v", f)
	}
	if f, _ = Find("AOM_save"); f.DeprecatedBy != "AOM_save_with_extensions" {
		t.Errorf("AOM_save = %+v", f)
	}
	if f, _ = Find("tc_strcmp"); f.Code() {
		t.Error("tc_strcmp returns no return code")
	}
}

func TestSuspects(t *testing.T) {
	if s, ok := Invented("BOM_line_ask_item"); !ok || s.Instead == "" {
		t.Errorf("BOM_line_ask_item = %+v, %t", s, ok)
	}
	if s, ok := Misused("ITK_auto_login"); !ok || s.Instead != "no arguments" {
		t.Errorf("ITK_auto_login = %+v, %t", s, ok)
	}
	if _, ok := Invented("ITK_auto_login"); ok {
		t.Error("ITK_auto_login is called invented")
	}
	for i := range invented {
		if _, ok := Find(invented[i].Name); ok {
			t.Errorf("%s is both known and invented", invented[i].Name)
		}
	}
}

func TestHeadersBring(t *testing.T) {
	for _, c := range []struct {
		include, header string
		want            bool
	}{
		{"ae/ae.h", "ae/dataset.h", true},
		{"sa/sa.h", "sa/user.h", true},
		{"qry/qry.h", "qry/qry.h", true},
		{"qry/qry.h", "", true},
		{"qry/qry.h", "tc/emh.h", false},
		{"stdio.h", "tc/emh.h", false},
	} {
		if got := Brings(c.include, c.header); got != c.want {
			t.Errorf("Brings(%q, %q) = %t", c.include, c.header, got)
		}
	}
	if h, _ := FindHeader("tc/mem.h"); h.Status != Fictitious || h.Instead != "base_utils/Mem.h" {
		t.Errorf("tc/mem.h = %+v", h)
	}
}

func TestIsModule(t *testing.T) {
	for prefix, want := range map[string]bool{"BOM": true, "aom": true, "Tc": true, "WSO": true, "PROP": true, "PNX": false, "": false, "A": false} {
		if got := IsModule(prefix); got != want {
			t.Errorf("IsModule(%q) = %t", prefix, got)
		}
	}
}

func TestHasModule(t *testing.T) {
	for name, want := range map[string]bool{"BOM_line": true, "tc_strcmp": true, "bom_line": false, "BOM": false, "PNX_x": false, "": false, "_x": false} {
		if got := HasModule(name); got != want {
			t.Errorf("HasModule(%q) = %t", name, got)
		}
	}
}

func TestNames(t *testing.T) {
	n, ok := FindName("POM_enquiry_in")
	if !ok || n.Kind != Constant || n.Header != "pom/enq/enq.h" || n.Confidence != Medium {
		t.Errorf("POM_enquiry_in = %+v, %t", n, ok)
	}
	for i := range names {
		if _, ok := Find(names[i].Name); ok {
			t.Errorf("%s is a function and a name", names[i].Name)
		}
	}
}

// TestFirstUnderscore holds what the search for names of ITK in a text relies on.
func TestFirstUnderscore(t *testing.T) {
	names := map[string]bool{}
	for f := range Functions {
		names[f.Name] = true
	}
	for n := range Names {
		names[n.Name] = true
	}
	for name := range names {
		module, _, ok := strings.Cut(name, "_")
		if !ok || name[0] < 'A' || name[0] > 'Z' {
			continue // found by nobody that way
		}
		if last := module[len(module)-1]; (last < 'A' || last > 'Z') && (last < '0' || last > '9') {
			t.Errorf("%s", name)
		}
	}
}
