package check

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rulesOf returns the ids of what the rules find in one C file.
func rulesOf(text string) []string {
	var ids []string
	for _, f := range Project([]File{{"a.c", []byte(text)}}, "14.3") {
		ids = append(ids, f.Rule)
	}
	return ids
}

// TestForeignCode reads C in the style of public programs.
func TestForeignCode(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"wrapped calls", `
#include <tccore/item.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>
#define ITK_CALL(x) { if ((x) != ITK_ok) report(); }
static void report(void) {}
int f(tag_t item) {
    char *id = NULL;
    ITK_CALL(ITEM_ask_id2(item, &id));
    MEM_free(id);
    return 0;
}`, nil},
		{"functions of the project that look like ITK", `
#include <tc/tc_startup.h>
int BOM_my_own(int x) { return x; }
extern int POM_AM__mine(int);
int f(void) { return BOM_my_own(1) + POM_AM__mine(2); }`, nil},
		{"a code prefix is no module", `
void PNX_report(const char *);
int f(void) { PNX_report("x"); return XYZ_other(1); }`, nil},
		{"switched off", `
int f(void) {
#if 0
    BOM_line_ask_item(1);
#endif
    return 0;
}`, nil},
		{"half a bracket in each branch", `
#include <tccore/aom.h>
int f(tag_t a, int x) {
#ifdef OLD
    if (x) {
#else
    if (!x) {
#endif
        AOM_load(a);
    }
    return 0;
}`, []string{"return-code"}},
		{"an else branch is another path", `
#include <tccore/aom.h>
int f(tag_t a, int x) {
    int rc = 0;
    if (x) rc = AOM_load(a);
    else rc = AOM_refresh(a, FALSE);
    return rc;
}`, nil},
		{"read in the next turn", `
#include <tccore/aom.h>
int f(tag_t a, int n) {
    int rc = 0, i;
    for (i = 0; i < n && rc == ITK_ok; i++) {
        rc = AOM_load(a);
    }
    return 0;
}`, nil},
		{"handed to the caller", `
#include <tccore/item.h>
int f(tag_t item, int *n, tag_t **revs) { return ITEM_list_all_revs(item, n, revs); }
int g(tag_t item) {
    tag_t *revs = NULL;
    int n = 0;
    return f(item, &n, &revs);
}`, []string{"leak"}},
		{"kept in a structure that nobody frees", `
#include <tccore/item.h>
struct part { char *id; };
int f(struct part *p, tag_t item) { return ITEM_ask_id2(item, &p->id); }`, []string{"leak"}},
		{"a finder behind a function", `
#include <qry/qry.h>
static int find(const char *name, tag_t *query) { return QRY_find2(name, query); }
int f(const char *name, tag_t *out) {
    tag_t query = NULLTAG;
    int rc = find(name, &query);
    if (rc == ITK_ok) *out = query;
    return rc;
}`, []string{"null-test"}},
		{"a format behind a function", `
#include <stdio.h>
#include <stdarg.h>
static void say(const char *format, ...) { va_list a; va_start(a, format); vprintf(format, a); va_end(a); }
void f(const char *text) { say(text); say("%s", text); }`, []string{"format-data"}},
		{"C++", `
// a comment
extern "C" {
#include <tccore/aom.h>
int f(tag_t a) { AOM_load(a); return 0; }
}`, []string{"line-comment", "return-code"}},
		{"continued and commented lines", "#include \\\n <tccore/aom.h>\n#define A /* x\n y */ 1\nint f(tag_t a) { return AOM_load(a); }\n", nil},
		{"a found tag that is only told of", `
#include <stdio.h>
#include <tccore/aom.h>
#include <tccore/item.h>
int f(tag_t item) {
    tag_t rev = NULLTAG;
    int rc = ITEM_find_revision(item, "A", &rev);
    if (rev == NULLTAG) printf("none\n");
    if (rc == ITK_ok) rc = AOM_load(rev);
    return rc;
}`, []string{"null-test"}},
		{"memory put out through a variable, freed by the wrong one", `
#include <stdlib.h>
#include <base_utils/Mem.h>
static int add(tag_t object, int *n, tag_t **list) {
    tag_t *longer = MEM_realloc(*list, (*n + 1) * sizeof **list);
    if (longer == NULL) return 0;
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}
int f(tag_t *some, int n_some) {
    tag_t *all = NULL;
    int n = 0, i = 0, done = 1;
    for (i = 0; done && i < n_some; i++) done = add(some[i], &n, &all);
    free(all);
    return done;
}`, []string{"wrong-free"}},
		{"memory that gets lost", `
#include <tccore/item.h>
#include <base_utils/Mem.h>
int f(tag_t item) {
    char *id = NULL;
    int rc = ITEM_ask_id2(item, &id);
    id = NULL;
    if (rc == ITK_ok) rc = ITEM_ask_name2(item, &id);
    MEM_free(id);
    return rc;
}`, []string{"leak"}},
		{"saved for one type alone", `
#include <ae/dataset.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>
int f(tag_t a, tag_t type) {
    logical is_dataset = FALSE;
    int rc = AOM_refresh(a, TRUE), rc2 = ITK_ok;
    if (rc != ITK_ok) return rc;
    rc = TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset);
    if (rc == ITK_ok) rc = AOM_set_value_string(a, "object_desc", "x");
    if (rc == ITK_ok) rc = is_dataset ? ITK_ok : AOM_save_with_extensions(a);
    rc2 = AOM_refresh(a, FALSE);
    return rc != ITK_ok ? rc : rc2;
}`, []string{"never-saved"}},
		{"an unload of something else", `
#include <stdio.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <base_utils/Mem.h>
#include <qry/qry.h>
static int tell(tag_t object) {
    char *name = NULL;
    int rc = AOM_ask_value_string(object, "object_name", &name);
    if (rc == ITK_ok && name != NULL) puts(name);
    MEM_free(name);
    return rc;
}
static int drop(tag_t object) { return AOM_unload(object); }
int f(tag_t query, char **entries, char **values, tag_t other) {
    tag_t *found = NULL;
    int n = 0, i = 0, rc = QRY_execute(query, 1, entries, values, &n, &found);
    for (i = 0; rc == ITK_ok && i < n; i++) {
        rc = tell(found[i]);
        if (rc == ITK_ok) rc = drop(other);
    }
    for (i = 0; rc == ITK_ok && i < n; i++) {
        rc = tell(found[i]);
        if (rc == ITK_ok) rc = drop(found[i]);
    }
    MEM_free(found);
    return rc;
}
int g(FILE *file) {
    char id[32];
    int rc = ITK_ok;
    while (rc == ITK_ok && fgets(id, sizeof id, file) != NULL) {
        tag_t item = NULLTAG;
        rc = ITEM_find_item(id, &item);
        if (rc == ITK_ok && item != NULLTAG) rc = tell(item);
    }
    return rc;
}`, []string{"unload", "deprecated", "unload"}},
		{"both branches free", `
#include <tccore/item.h>
#include <base_utils/Mem.h>
int f(tag_t item, int x) {
    char *id = NULL;
    int rc = ITEM_ask_id2(item, &id);
    if (rc != ITK_ok) return rc;
    if (x) { MEM_free(id); return 1; }
    MEM_free(id);
    return 0;
}`, nil},
	} {
		if diff := cmp.Diff(c.want, rulesOf(c.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSeverityFollowsVersion(t *testing.T) {
	text := "#include <tc/emh.h>\nint f(void)\n{\n    f();\n    int late = 0;\n    return late; // end\n}\n"
	for version, want := range map[string]Severity{"10.1": Warning, "11.6": Warning, "12.4": Info, "2412": Info, "?": Info} {
		found := Project([]File{{"a.c", []byte(text)}}, version)
		if len(found) != 2 || found[0].Rule != "c99" || found[0].Line != 5 || found[0].Severity != want || found[1].Severity != want {
			t.Errorf("%s: %+v", version, found)
		}
	}
}

func TestRulesAreOrdered(t *testing.T) {
	for i, r := range Rules {
		if i > 0 && Rules[i-1].ID >= r.ID {
			t.Errorf("%s stands after %s", r.ID, Rules[i-1].ID)
		}
		if r.Why == "" || r.Fix == "" || !slices.Contains([]Severity{Error, Warning, Info}, r.Severity) {
			t.Errorf("half a rule: %+v", r)
		}
	}
}

func TestOtherFilesAreNotRead(t *testing.T) {
	bad := []byte("int f(void) { BOM_line_ask_item(1); }")
	if found := Project([]File{{"README.md", bad}, {"notes.txt", bad}}, "14.3"); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

func TestHeadersReachThroughTheProject(t *testing.T) {
	files := []File{
		{"src/a.c", []byte("#include \"a.h\"\nint f(tag_t a) { return AOM_load(a); }\n")},
		{"src/a.h", []byte("#include \"b.h\"\n")},
		{"src/b.h", []byte("#include \"a.h\"\n#include <tccore/aom.h>\n")},
	}
	if found := Project(files, "14.3"); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

// FuzzScan wants tokens that stand in the text, one behind the other, and
// brackets that match in pairs, whatever is read.
func FuzzScan(f *testing.F) {
	f.Add(sample(f), false)
	for name := range foreign {
		text, err := os.ReadFile(filepath.Join("testdata", "foreign", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), true)
	}
	f.Add("a\\\nb R\"x(\")x\" 1'0 '\\\r\n' //\\\r\n*/", true)
	f.Fuzz(func(t *testing.T, text string, firstOnly bool) {
		s := scan(text, newWords(), nil, firstOnly)
		end := 0
		for i, k := range s.tokens {
			if int(k.at) < end || int(k.at) >= len(text) {
				t.Fatalf("token %d stands at %d, the one before ends at %d of %d", i, k.at, end, len(text))
			}
			end = int(k.at) + 1
			if k.match >= 0 && (int(s.tokens[k.match].match) != i || s.tokens[k.match].parent != k.parent) {
				t.Fatalf("token %d matches %d, but not the other way", i, k.match)
			}
			if k.parent >= int32(i) || k.parent >= 0 && s.tokens[k.parent].match >= 0 && s.tokens[k.parent].match < int32(i) {
				t.Fatalf("token %d is not inside %d", i, k.parent)
			}
		}
	})
}

func FuzzProject(f *testing.F) {
	f.Add(sample(f))
	for _, c := range faults {
		f.Add(c.new)
	}
	f.Add(writer)
	for name := range foreign {
		text, err := os.ReadFile(filepath.Join("testdata", "foreign", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("int f(){if(")
	f.Add("int f(){a-.b!=")
	f.Add("#if 0\n#else\n/*")
	f.Add("\"\\")
	f.Add("#define \\")
	f.Fuzz(func(t *testing.T, text string) {
		files := []File{{"a.c", []byte(text)}, {"b.h", []byte(text)}, {"c.bat", []byte(text)}, {"d.sh", []byte(text)}, {"e.cpp", []byte(text)}}
		first := Project(files, "11.6")
		if diff := cmp.Diff(first, Project(files, "11.6")); diff != "" {
			t.Errorf("two runs differ:\n%s", diff)
		}
		for _, f := range first {
			if f.Line < 1 || f.Message == "" || f.Hint == "" {
				t.Errorf("half a finding: %+v", f)
			}
		}
	})
}

func BenchmarkProject(b *testing.B) {
	files := projects(b)["baseline"]
	size := 0
	for _, f := range files {
		size += len(f.Body)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		Project(files, "14.3")
	}
}
