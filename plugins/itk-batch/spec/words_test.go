package spec

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	tests := []struct {
		name, spec string
		want       []string
	}{
		{"a report", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":true,"revision":"all"},` +
			`"where":[{"field":"status","op":"set"},{"field":"released","op":"within","last":24,"unit":"hour"},{"field":"owner","op":"is","values":["jdoe","anna"]}],` +
			`"columns":[{"property":"item_id","of":"item"},{"property":"object_name"}],"output":{"file":"out.csv"},"safety":{}}`,
			[]string{
				`Finds revisions of type "Part Revision", all of each item.`, `Only those with any release status.`,
				`Only those whose release date is in the last 24 hours.`, `Only those whose owner is "jdoe" or "anna".`,
				`Writes item_id of the item, object_name.`, `Writes to "out.csv".`,
			}},
		{"a writer", `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},` +
			`"input":{"file":"p.csv","delimiter":";","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"property","property":"a4_cost"}]},` +
			`"action":{"set":[{"property":"a4_plant","value":"1000"},{"property":"a4_old"},{"property":"object_name","transform":"upper"}]},"output":{},"safety":{}}`,
			[]string{
				`Reads from a file which revisions are meant.`,
				`The file "p.csv" holds item id, rev id, the value of a4_cost, separated by semicolons.`,
				`Sets a4_plant to "1000".`, `Clears a4_old.`, `Sets object_name to its own value in upper form.`, `Sets a4_cost to the value of its column.`,
				`A dry run unless -nodryrun is given; released objects are skipped; checked-out objects are skipped.`,
			}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := Parse([]byte(test.spec))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, s.WithDefaults().Words()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestWordsOfEveryPattern checks that each pattern has its sentence, and that
// none is empty or holds two blanks in a row.
func TestWordsOfEveryPattern(t *testing.T) {
	file, err := os.Open("testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		s, err := Parse(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		words := s.WithDefaults().Words()
		if Writes(s.Pattern) && len(words) < 3 {
			t.Errorf("%s: only %q", s.Pattern, words)
		}
		for _, w := range words {
			if !strings.HasSuffix(w, ".") || strings.Contains(w, "  ") || strings.Contains(w, " .") {
				t.Errorf("%s: %q", s.Pattern, w)
			}
		}
	}
}
