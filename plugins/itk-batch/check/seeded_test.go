package check

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// sample returns the program that the simulator's tests run; it is sound.
func sample(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../sim/testdata/sample/sample_list.c")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSoundProgram(t *testing.T) {
	for _, version := range []string{"10.1", "11.6", "14.3", "2412", "none"} {
		for _, f := range Project([]File{{"sample_list.c", []byte(sample(t))}}, version) {
			t.Errorf("%s: %+v", version, f)
		}
	}
}

// faults change the sound program in one place each and name the rule that
// must see it.
var faults = []struct{ rule, name, old, new string }{
	{"arity", "an argument dropped", `QRY_find2(name, &query)`, `QRY_find2(&query)`},
	{"arity", "an argument too many", `ITK_auto_login()`, `ITK_auto_login("u", "p", "g")`},
	{"c99", "a declaration after a statement", "    if (code == ITK_ok) return 1;\n", "    if (code == ITK_ok) return 1;\n    int late = 0;\n"},
	{"c99", "a declaration in a for", "for (i = 0; i < n; i++) {\n        SAMPLE_OK", "for (int k = 0; k < n; k++) {\n        SAMPLE_OK"},
	{"deprecated", "an old call", `QRY_find2(name, &query)`, `QRY_find(name, &query)`},
	{"double-free", "a free repeated", "    MEM_free(name);\n", "    MEM_free(name);\n    MEM_free(name);\n"},
	{"error-text-lost", "the stack cleared before it is read", "    failures++;\n    EMH_ask_error_text", "    failures++;\n    EMH_clear_errors();\n    EMH_ask_error_text"},
	{"error-text-lost", "another call before it is read", "    failures++;\n    EMH_ask_error_text", "    failures++;\n    if (AOM_load(NULLTAG) != ITK_ok) failures++;\n    EMH_ask_error_text"},
	{"format-data", "a text as format", `fprintf(out, "  %s\n", references[k])`, `fprintf(out, references[k])`},
	{"format-data", "a parameter as format", `printf("%d revisions\n", n)`, `printf(query)`},
	{"free-in-loop", "a free moved behind the loop", "        MEM_free(references);\n        references = NULL;\n    }\n", "    }\n    MEM_free(references);\n"},
	{"header-fictitious", "an invented header", "<base_utils/Mem.h>", "<tc/mem.h>"},
	{"header-fictitious", "letter case", "<base_utils/Mem.h>", "<base_utils/mem.h>"},
	{"header-missing", "the query's header", "#include <qry/qry.h>\n", ""},
	{"header-missing", "the enquiry's header", "#include <pom/enq/enq.h>\n", ""},
	{"header-missing", "the header of MEM_free", "#include <base_utils/Mem.h>\n", ""},
	{"header-old", "an old header", "<tc/emh.h>", "<tc/emh.h>\n#include <itk/mem.h>"},
	{"index-bound", "one beyond the count", "k < n_references", "k <= n_references"},
	{"leak", "a free dropped", "    MEM_free(name);\n", ""},
	{"leak", "the entries", "    MEM_free(entries);\n", ""},
	{"leak", "the report", "    MEM_free(report);\n", ""},
	{"leak", "the result of another function", "    MEM_free(found);\n", ""},
	{"leak", "the error text", "    MEM_free(text);\n", ""},
	{"leak-elements", "the texts of an array", "            MEM_free(references[k]);\n", ""},
	{"leak-on-return", "a return before the frees", "    if (rc == ITK_ok) rc = WSOM_ask_release_status_list", "    if (rc == ITK_ok && n_values == 0) return ITK_err;\n    if (rc == ITK_ok) rc = WSOM_ask_release_status_list"},
	{"line-comment", "a line comment", "static int failures = 0;", "static int failures = 0; // total"},
	{"name-invented", "an invented call", "AOM_ask_value_string(rev", "WSOM_is_type_of(rev"},
	{"name-unknown", "a call misspelt", "AOM_ask_value_string(rev", "AOM_ask_value_strng(rev"},
	{"name-unknown", "a constant misspelt", "POM_enquiry_bind_value", "POM_enquiry_bound_value"},
	{"null-test", "the query's test dropped", "rc == ITK_ok && query == NULLTAG", "rc != ITK_ok"},
	{"null-test", "the relation's test dropped", "    if (relation == NULLTAG) {\n        failures++;\n        return;\n    }\n", ""},
	{"open", "the enquiry's delete dropped", "rc2 = POM_enquiry_delete(q);", ""},
	{"open", "the file's close dropped", "        if (fclose(out) != 0) failures++;\n", ""},
	{"open-on-return", "a return while the enquiry is open", "    if (rc == ITK_ok) rc = POM_enquiry_set_distinct(q, TRUE);", "    if (n == NULL) return ITK_err;\n    if (rc == ITK_ok) rc = POM_enquiry_set_distinct(q, TRUE);"},
	{"overflow", "a value of any length", "strlen(value) < sizeof text", "value != NULL"},
	{"overflow", "a text that is too long", "strcpy(text, value)", `strcpy(text, "` + strings.Repeat("x", 128) + `")`},
	{"password", "a literal password", "ITK_auto_login()", `ITK_init_module("infodba", "infodba", "dba")`},
	{"password", "a variable with one", "const char *path = NULL,", `const char *password = "infodba", *path = NULL,`},
	{"return-code", "a check dropped", "    if (rc == ITK_ok) rc = POM_enquiry_set_distinct(q, TRUE);", "    rc = POM_enquiry_set_distinct(q, TRUE);"},
	{"return-code", "a wrapper dropped", "SAMPLE_OK(ITK_exit_module(TRUE));", "ITK_exit_module(TRUE);"},
	{"return-code", "a result dropped", "rc = AOM_ask_value_string(rev", "AOM_ask_value_string(rev"},
	{"return-code", "a cast to void", "SAMPLE_OK(ITK_exit_module(TRUE));", "(void)ITK_exit_module(TRUE);"},
	{"return-code", "the last one never read", "    rc2 = POM_enquiry_delete(q);\n    return rc != ITK_ok ? rc : rc2;", "    rc2 = POM_enquiry_delete(q);\n    return rc;"},
	{"trigraph", "a trigraph", "usage: sample_list", "usage??/ sample_list"},
	{"unbalanced", "a brace dropped", "        failures++;\n        return;\n    }\n", "        failures++;\n        return;\n"},
	{"unescaped", "values side by side", `fprintf(out, "|%d\n", n)`, `fprintf(out, "%d|%s\n", n, name)`},
	{"unload", "the unload dropped", "        SAMPLE_OK(AOM_unload(found[i]));\n", ""},
	{"usage", "the password file's path as password", "    if (!SAMPLE_OK(ITK_auto_login())) return 1;", "    value = ITK_ask_cli_argument(\"-pf=\");\n    if (!SAMPLE_OK(ITK_init_module(path, value, path))) return 1;"},
	{"use-after-free", "a free before the use", "        for (k = 0; rc == ITK_ok && k < n_references; k++) {", "        MEM_free(references);\n        for (k = 0; rc == ITK_ok && k < n_references; k++) {"},
	{"wrong-free", "free for MEM_free", "    MEM_free(name);\n", "    free(name);\n"},
	{"wrong-free", "an array of the error stack", "    EMH_clear_errors();\n", "    EMH_clear_errors();\n    MEM_free(codes);\n"},
	{"wrong-free", "an option", "    if (path == NULL || value == NULL) return 1;\n", "    if (path == NULL || value == NULL) return 1;\n    MEM_free(path);\n"},
	{"wrong-free", "the texts of one block", "    MEM_free(values);\n", "    MEM_free(values[0]);\n    MEM_free(values);\n"},
}

// writer is a sound program that changes an object and makes a relation.
const writer = `#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tcinit/tcinit.h>

static int set(tag_t object, const char *text)
{
    return AOM_set_value_string(object, "object_desc", text);
}

static int change(tag_t object, const char *text)
{
    int rc = AOM_refresh(object, TRUE), rc2 = ITK_ok;
    if (rc != ITK_ok) return rc;
    rc = set(object, text);
    if (rc == ITK_ok) rc = AOM_save_with_extensions(object);
    rc2 = AOM_refresh(object, FALSE);
    return rc != ITK_ok ? rc : rc2;
}

static int relate(tag_t primary, tag_t secondary, tag_t type)
{
    tag_t relation = NULLTAG;
    int rc = GRM_create_relation(primary, secondary, type, NULLTAG, &relation);
    if (rc == ITK_ok) rc = GRM_save_relation(relation);
    return rc;
}

int line(tag_t object, tag_t secondary, tag_t type, const char *text)
{
    int mark = 0, rc = ITK_ok, rc2 = ITK_ok;
    logical changed = FALSE;

    rc = ITK_set_bypass(TRUE);
    if (rc != ITK_ok) return rc;
    rc = POM_place_markpoint(&mark);
    if (rc == ITK_ok) {
        rc = change(object, text);
        if (rc == ITK_ok) rc = relate(object, secondary, type);
        if (rc == ITK_ok) rc2 = POM_forget_markpoint(mark);
        else rc2 = POM_roll_to_markpoint(mark, &changed);
        if (rc == ITK_ok) rc = rc2;
    }
    rc2 = ITK_set_bypass(FALSE);
    return rc != ITK_ok ? rc : rc2;
}
`

// writerFaults change the writer in one place each.
var writerFaults = []struct{ rule, name, old, new string }{
	{"bypass-left", "the bypass stays", "    rc2 = ITK_set_bypass(FALSE);\n", ""},
	{"lock-left", "the unlock dropped", "    rc2 = AOM_refresh(object, FALSE);\n", ""},
	{"lock-left", "TRUE for FALSE", "AOM_refresh(object, FALSE)", "AOM_refresh(object, TRUE)"},
	{"lock-on-return", "a return while it is locked", "    rc = set(object, text);\n", "    rc = set(object, text);\n    if (rc != ITK_ok) return rc;\n"},
	{"lock-on-return", "a continue while it is locked", "    if (rc == ITK_ok) rc = AOM_save_with_extensions(object);\n    rc2 = AOM_refresh(object, FALSE);\n", `    for (; rc == ITK_ok; text++) {
        rc = AOM_refresh(object, TRUE);
        if (text[0] == 'x') continue;
        if (rc == ITK_ok) rc = AOM_save_with_extensions(object);
        rc2 = AOM_refresh(object, FALSE);
    }
`},
	{"never-saved", "the save dropped", "    if (rc == ITK_ok) rc = AOM_save_with_extensions(object);\n", ""},
	{"never-saved", "the relation's save dropped", "    if (rc == ITK_ok) rc = GRM_save_relation(relation);\n", ""},
	{"never-saved", "another way there has no save", "int line(", `int quick(tag_t object, const char *text)
{
    int rc = AOM_refresh(object, TRUE), rc2 = ITK_ok;
    if (rc != ITK_ok) return rc;
    rc = set(object, text);
    rc2 = AOM_refresh(object, FALSE);
    return rc != ITK_ok ? rc : rc2;
}

int line(`},
	{"never-saved", "what is made for a caller, which saves something else", "int line(", `static int create(tag_t input, tag_t *item)
{
    return TCTYPE_create_object(input, item);
}

int add(tag_t input, tag_t object, const char *text)
{
    tag_t item = NULLTAG;
    int rc = create(input, &item);
    if (rc == ITK_ok) rc = change(object, text);
    return rc;
}

int line(`},
	{"no-roll-back", "the roll back dropped", "        else rc2 = POM_roll_to_markpoint(mark, &changed);\n", ""},
	{"open", "the mark is never forgotten", "rc2 = POM_forget_markpoint(mark)", "rc2 = ITK_ok"},
	{"save-unlocked", "unlocked before it is saved", "    rc = set(object, text);\n", "    rc = set(object, text);\n    rc2 = AOM_refresh(object, FALSE);\n"},
	{"set-unlocked", "no lock", "    int rc = AOM_refresh(object, TRUE), rc2", "    int rc = ITK_ok, rc2"},
	{"set-unlocked", "FALSE for TRUE", "AOM_refresh(object, TRUE)", "AOM_refresh(object, FALSE)"},
	{"set-unlocked", "a folder that takes what is made", "int line(", `int put(tag_t input, tag_t folder)
{
    tag_t item = NULLTAG;
    int rc = TCTYPE_create_object(input, &item);
    if (rc == ITK_ok) rc = AOM_save_with_extensions(item);
    if (rc == ITK_ok) rc = FL_insert(folder, item, 999);
    if (rc == ITK_ok) rc = AOM_save_with_extensions(folder);
    return rc;
}

int line(`},
	{"swapped", "primary and secondary", "GRM_create_relation(primary, secondary", "GRM_create_relation(secondary, primary"},
	{"wrong-kind", "a relation for its type", "GRM_save_relation(relation)", "GRM_find_relation(primary, secondary, relation, &relation)"},
}

func TestWriterFaults(t *testing.T) {
	for _, f := range Project([]File{{"writer.c", []byte(writer)}}, "11.6") {
		t.Errorf("the sound one: %+v", f)
	}
	for _, c := range writerFaults {
		if strings.Count(writer, c.old) == 0 {
			t.Errorf("%s: %s: the writer has no %q", c.rule, c.name, c.old)
		}
		findings := Project([]File{{"writer.c", []byte(strings.Replace(writer, c.old, c.new, 1))}}, "11.6")
		if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Rule == c.rule }) {
			t.Errorf("%s: %s: found only %+v", c.rule, c.name, findings)
		}
	}
}

// scriptFaults are build scripts with one fault each.
var scriptFaults = []struct {
	rule, file, text string
	line             int
}{
	{"script-bracket", "build.bat", "if x (\r\n  echo missing (see above) 1>&2\r\n)\r\n", 2},
	{"script-call", "build.bat", "\"%TC_ROOT%\\sample\\linkitk\" -o a a.obj\r\n", 1},
	{"script-call", "build.bat", "vcvars64.bat x64\r\n", 1},
	{"script-exit", "build.bat", "@echo off\r\nexit 1\r\n", 2},
	{"script-iplib", "build.sh", "\"$TC_ROOT/sample/compile\" a.c\n", 1},
	{"script-iplib", "build.bat", "call \"%TC_ROOT%\\sample\\compile\" a.c\r\n", 1},
	{"script-line-end", "build.bat", "@echo off\r\nsetlocal\n", 2},
	{"script-line-end", "build.sh", "set -eu\r\n", 1},
	{"script-line-end", "build.sh", "set -eu", 1},
	{"script-linkitk", "build.sh", "\"$TC_ROOT/sample/linkitk\" -o a.exe a.o\n", 1},
	{"script-quote", "build.bat", "cd \"x\r\n", 1},
	{"script-text", "build.sh", "echo ü\n", 1},
}

func TestSeededFaults(t *testing.T) {
	sound := sample(t)
	seen := map[string]bool{}
	for _, c := range faults {
		seen[c.rule] = true
		if strings.Count(sound, c.old) == 0 {
			t.Errorf("%s: %s: the sample has no %q", c.rule, c.name, c.old)
			continue
		}
		program := strings.Replace(sound, c.old, c.new, 1)
		findings := Project([]File{{"sample_list.c", []byte(program)}}, "11.6")
		if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Rule == c.rule }) {
			t.Errorf("%s: %s: found only %+v", c.rule, c.name, findings)
		}
		for _, f := range findings {
			if f.Message == "" || f.Hint == "" || f.Line < 1 || f.File != "sample_list.c" {
				t.Errorf("%s: %s: half a finding: %+v", c.rule, c.name, f)
			}
		}
	}
	for _, c := range scriptFaults {
		seen[c.rule] = true
		found := Project([]File{{c.file, []byte(c.text)}}, "14.3")
		if len(found) != 1 || found[0].Rule != c.rule || found[0].Line != c.line {
			t.Errorf("%s: %q: found %+v", c.rule, c.text, found)
		}
	}
	for _, c := range writerFaults {
		seen[c.rule] = true
	}
	for _, r := range Rules {
		if !seen[r.ID] {
			t.Errorf("no fault is seeded for the rule %s", r.ID)
		}
	}
}
