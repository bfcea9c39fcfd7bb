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
				`Finds revisions of type "Part Revision", all revisions of each item.`, `Only those with a release status.`,
				`Only those whose release date is in the last 24 hours.`, `Only those whose owner is "jdoe" or "anna".`,
				`Writes item_id of the item, object_name.`, `Writes to "out.csv".`,
			}},
		{"a writer", `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},` +
			`"input":{"file":"p.csv","delimiter":";","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"property","property":"a4_cost"}]},` +
			`"action":{"set":[{"property":"a4_plant","value":"1000"},{"property":"a4_old"},{"property":"object_name","transform":"upper"}]},"output":{},"safety":{}}`,
			[]string{
				`Reads from a file which revisions are meant.`,
				`The file "p.csv" holds item id, revision id and the value of a4_cost, separated by semicolons.`,
				`Sets a4_plant to "1000".`, `Clears a4_old.`, `Sets object_name to its own value in upper case.`, `Sets a4_cost to the value of its column.`,
				`A dry run unless -nodryrun is given; released and checked-out objects are skipped.`,
			}},
		{"filters", `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"revision","revision":"latest-released","folder":{"name":"A","recursive":true}},` +
			`"where":[{"field":"owner","op":"is","values":["@me"]},{"field":"name","op":"like","values":["B*"]},{"field":"created","op":"within","last":1,"unit":"day","calendar":true},` +
			`{"field":"modified","op":"between","from":"2024-05-01","to":"2024-05-01"},{"field":"released","op":"after","option":true},` +
			`{"field":"modified-by","op":"is-not","values":["anna"]},{"field":"relation:IMAN_specification","op":"unset","values":["PDF"]},{"field":"property:a4_code","op":"set"}],` +
			`"columns":[{"property":"object_name"}],"output":{"delimiter":";","header":false,"sort":[{"property":"object_name","descending":true}]},"safety":{}}`,
			[]string{
				`Takes the revisions in the folder "A" and its subfolders, the latest released revision of each item.`,
				`Only those whose owner is the user who runs it.`, `Only those whose name matches "B*".`, `Only those whose creation date is yesterday.`,
				`Only those whose date of the last change is 2024-05-01.`, `Only those whose release date is the date given when it runs or later.`,
				`Only those not last changed by "anna".`, `Only those without a "PDF" attached by IMAN_specification.`, `Only those with a value of a4_code.`, `Writes object_name.`,
				`The rows are written separated by semicolons, without a header line, sorted by object_name, descending.`,
			}},
		{"a structure", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},` +
			`"input":{"header":false,"columns":[{"role":"parent-id"},{"role":"child-id"},{"role":"find-no"}]},"action":{"existing":"skip","missing":"create"},"output":{},"safety":{"limit":5}}`,
			[]string{
				`Reads from a file which revisions are meant, the latest working revision of each item.`,
				`The file holds item id of the parent, item id of the component and find number, separated by commas, without a header line.`,
				`Builds the structures; a line that exists is skipped; a component that is missing is created.`,
				`A dry run unless -nodryrun is given; at most 5 objects; released and checked-out objects are skipped.`,
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
