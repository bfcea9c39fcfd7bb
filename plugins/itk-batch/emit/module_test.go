package emit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

// harness compiles some files of a project with a main of the test's own and
// runs it with the input; what else they need is replaced by a few lines.
func harness(t *testing.T, specText, main string, names []string, input string, environment ...string) string {
	t.Helper()
	dir := t.TempDir()
	root, err := sim.Root()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Project(plan(t, specText)) {
		if name, ok := strings.CutPrefix(f.Path, "src/"); ok {
			if err := os.WriteFile(filepath.Join(dir, name), f.Body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	program := filepath.Join(dir, "program")
	args := []string{"-std=c99", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined",
		"-I" + filepath.Join(root, "include"), "-o", program, filepath.Join(dir, "main.c")}
	for _, name := range names {
		args = append(args, filepath.Join(dir, name))
	}
	if err := os.WriteFile(filepath.Join(dir, "main.c"), []byte(main), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	command := exec.Command(program)
	command.Stdin = strings.NewReader(input)
	command.Env = append(os.Environ(), environment...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return string(out)
}

const datesMain = `
#include <stdio.h>
#include <string.h>
#include "pnx_dates.h"

static void print(int has, date_t d)
{
    if (!has) printf(" -");
    else printf(" %04d-%02d-%02dT%02d:%02d:%02d", d.year, d.month + 1, d.day, d.hour, d.minute, d.second);
}

int main(void)
{
    char now[32], value[64];
    int form = 0;
    struct tm tm;

    while (scanf("%31s %d %63s", now, &form, value) == 3) {
        pnx_range_t range;
        memset(&range, 0, sizeof range);
        memset(&tm, 0, sizeof tm);
        sscanf(now, "%d-%d-%dT%d:%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min);
        tm.tm_year -= 1900;
        tm.tm_mon -= 1;
        tm.tm_isdst = -1;
        if (!pnx_narrow_range(&range, (pnx_date_form_t)form, value, mktime(&tm))) {
            printf("wrong\n");
            continue;
        }
        print(range.has_from, range.from);
        print(range.has_until, range.until);
        printf("\n");
    }
    return 0;
}
`

// The forms are those of the enumeration in pnx_dates.h.
const (
	after = iota
	until
	before
	within
	previous
	olderThan
)

func TestDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		now   string
		form  int
		value string
		want  string
	}{
		{"2024-03-15T10:00", after, "2024-03-01", "2024-03-01T00:00:00 -"},
		{"2024-03-15T10:00", after, "2024-03-01T12:30", "2024-03-01T12:30:00 -"},
		{"2024-03-15T10:00", until, "2023-12-31", "- 2023-12-31T23:59:59"},
		{"2024-03-15T10:00", until, "2023-12-31T08:15", "- 2023-12-31T08:15:59"},
		{"2024-03-15T10:00", before, "2024-01-01", "- 2023-12-31T23:59:59"},
		{"2024-03-15T10:00", before, "2024-03-01T00:00", "- 2024-02-29T23:59:59"},
		{"2024-03-15T10:00", after, "2024-02-30", "wrong"},
		{"2024-03-15T10:00", after, "2023-02-29", "wrong"},
		{"2024-03-15T10:00", after, "2024-13-01", "wrong"},
		{"2024-03-15T10:00", after, "2024-03-01T24:00", "wrong"},
		{"2024-03-15T10:00", after, "01.03.2024", "wrong"},
		{"2024-03-15T10:00", after, "2024-03-01T", "wrong"},
		{"2024-03-15T10:00", within, "24h", "2024-03-14T10:00:00 -"},
		// The last Sunday of March has 23 hours in Berlin, that of October 25.
		{"2024-03-31T10:00", within, "24h", "2024-03-30T09:00:00 -"},
		{"2024-03-31T10:00", within, "1d", "2024-03-30T10:00:00 -"},
		{"2024-10-27T10:00", within, "24h", "2024-10-26T11:00:00 -"},
		{"2024-03-15T10:00", within, "2w", "2024-03-01T10:00:00 -"},
		{"2024-03-31T10:00", within, "1m", "2024-02-29T10:00:00 -"},
		{"2024-02-29T10:00", within, "1y", "2023-02-28T10:00:00 -"},
		{"2024-01-15T10:00", within, "2m", "2023-11-15T10:00:00 -"},
		{"2024-03-15T10:00", olderThan, "180d", "- 2023-09-17T10:00:00"},
		{"2024-03-15T10:00", previous, "1d", "2024-03-14T00:00:00 2024-03-14T23:59:59"},
		{"2024-03-15T10:00", previous, "0d", "2024-03-15T00:00:00 -"},
		{"2024-04-01T10:00", previous, "1d", "2024-03-31T00:00:00 2024-03-31T23:59:59"},
		// 15 March 2024 is a Friday; weeks begin on Monday.
		{"2024-03-15T10:00", previous, "1w", "2024-03-04T00:00:00 2024-03-10T23:59:59"},
		{"2024-03-17T10:00", previous, "0w", "2024-03-11T00:00:00 -"},
		{"2024-03-15T10:00", previous, "1m", "2024-02-01T00:00:00 2024-02-29T23:59:59"},
		{"2024-03-15T10:00", previous, "0m", "2024-03-01T00:00:00 -"},
		{"2024-03-15T10:00", previous, "1y", "2023-01-01T00:00:00 2023-12-31T23:59:59"},
		{"2024-03-15T10:00", previous, "2h", "wrong"},
		{"2024-03-15T10:00", within, "24", "wrong"},
		{"2024-03-15T10:00", within, "-1d", "wrong"},
		{"2024-03-15T10:00", within, "1x", "wrong"},
		{"2024-03-15T10:00", within, "9999999d", "wrong"},
	}
	var input, want strings.Builder
	for _, test := range tests {
		input.WriteString(test.now + " " + itoa(test.form) + " " + test.value + "\n")
		want.WriteString(test.value + " at " + test.now + ": " + test.want + "\n")
	}
	out := harness(t, `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"created","op":"within","last":1,"unit":"day"}],"output":{},"safety":{}}`,
		datesMain, []string{"pnx_dates.c"}, input.String(), "TZ=Europe/Berlin")
	var got strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		if i < len(tests) {
			got.WriteString(tests[i].value + " at " + tests[i].now + ": " + strings.TrimSpace(line) + "\n")
		}
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Error(diff)
	}
}

const encodeMain = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "pnx_encode.h"
#include "pnx_report.h"

void pnx_error(const char *format, ...) { (void)format; }

int main(void)
{
    pnx_text_t cell;
    int c = 0;

    memset(&cell, 0, sizeof cell);
    for (c = getchar(); c != EOF; c = getchar()) {
        char byte = (char)c;
        if (c != '\n') {
            pnx_put(&cell, &byte, 1);
            continue;
        }
        if (pnx_encode(&cell)) printf("%s\n", pnx_string(&cell));
        else printf("refused\n");
        pnx_empty(&cell);
    }
    free(cell.data);
    return 0;
}
`

func TestEncode(t *testing.T) {
	t.Parallel()
	tests := []struct{ from, to, input, want string }{
		{"unknown", "utf-8", "a\nM\u00fcller \u20ac \U0001f600\n\xfc\n\xc0\x80\n\xed\xa0\x80\n\xf4\x90\x80\x80\nab\xc3\n\n",
			"a\nM\u00fcller \u20ac \U0001f600\nrefused\nrefused\nrefused\nrefused\nrefused\n\n"},
		{"iso-8859-1", "utf-8", "a\nM\xfcller\n\xff\n", "a\nM\u00fcller\n\u00ff\n"},
		{"windows-1252", "utf-8-bom", "\x80\xfc\x93\n\x81\n", "\u20ac\u00fc\u201c\nrefused\n"},
		{"unknown", "windows-1252", "M\xfcller\nM\u00fcller\nabc\n", "M\xfcller\nrefused\nabc\n"},
		{"utf-8", "iso-8859-1", "M\u00fcller\n\u20ac\n\xfc\n", "M\xfcller\nrefused\nrefused\n"},
		{"utf-8", "windows-1252", "M\u00fcller \u20ac \u0178\n\u4e2d\n\u0081\n", "M\xfcller \x80 \x9f\nrefused\nrefused\n"},
		{"windows-1252", "iso-8859-1", "\xfc\n\x80\n", "\xfc\nrefused\n"},
	}
	for _, test := range tests {
		t.Run(test.from+" to "+test.to, func(t *testing.T) {
			t.Parallel()
			got := harness(t, `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{"siteEncoding":"`+test.from+`","encoding":"`+test.to+`"},"safety":{}}`,
				encodeMain, []string{"pnx_encode.c", "pnx_text.c"}, test.input)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTitlesAreInTheEncodingOfTheFile(t *testing.T) {
	tests := []struct{ text, encoding, want string }{
		{"Müller €", "windows-1252", "M\xfcller \x80"},
		{"Müller €", "iso-8859-1", "M\xfcller ?"},
		{"Müller €", "utf-8", "Müller €"},
		{"Ÿ ž", "windows-1252", "\x9f \x9e"},
	}
	for _, test := range tests {
		p := plan(t, `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{"siteEncoding":"utf-8","encoding":"`+test.encoding+`"},"safety":{}}`)
		if got := (&writer{plan: p}).title(test.text); got != test.want {
			t.Errorf("%s in %s: %q, want %q", test.text, test.encoding, got, test.want)
		}
	}
}
