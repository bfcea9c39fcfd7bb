package prompt

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"Export released parts.":                "Export|released|parts|mark:.",
		"item_id, rev; name":                    "lit:item_id|mark:,|rev|mark:;|name",
		"name = 'a b' and desc=\"c, d\"":        "name|mark:=|quoted:a b|and|desc|mark:=|quoted:c, d",
		"don't, isn't, O'Brien":                 "don't|mark:,|isn't|mark:,|O'Brien",
		"'it's fine' x":                         "quoted:it's fine|x",
		"„Müller & Söhne“ »x« “y” ‘z’":          "quoted:Müller & Söhne|quoted:x|quoted:y|quoted:z",
		"\"unclosed text":                       "lit:\"unclosed|text",
		"CSV-Datei utf-8 P-2024":                "CSV|+Datei|lit:utf-8|lit:P-2024",
		"1.2. 15.2.24 2024-03-01 in 2023.":      "lit:1.2.|lit:15.2.24|lit:2024-03-01|in|lit:2023|mark:.",
		"03/04/2024 .. 05/06/2024":              "lit:03/04/2024|mark:..|lit:05/06/2024",
		"C:\\export\\a.csv /data/x_{y}.csv":     "lit:C:\\export\\a.csv|lit:/data/x_{y}.csv",
		"General... and Item...":                "lit:General...|and|lit:Item...",
		"columns: a (b_c)":                      "columns|mark::|a|mark:(|lit:b_c|mark:)",
		"./out.csv .NET ../x":                   "lit:./out.csv|lit:.NET|lit:../x",
		"PDFs ItemRevision 24h 18:00":           "PDFs|lit:ItemRevision|lit:24h|lit:18:00",
		"incl. Rev. and Nr. x":                  "incl|Rev|and|Nr|x",
		"a\u00a0b\u2003c\nd\te":                 "a|b|c|d|e",
		"\xff\xfebad":                           "bad",
		"\"a\nb\"":                              "quoted:a\nb",
		"4711/A wXd9abc123 TEST* ^ | p_x!=3 >=": "lit:4711/A|lit:wXd9abc123|lit:TEST*|lit:^|lit:||lit:p_x|mark:!=|lit:3|mark:>=",
	} {
		var got []string
		for _, token := range tokenize(text) {
			s := token.text
			switch {
			case token.kind == quoted:
				s = "quoted:" + s
			case token.kind == mark:
				s = "mark:" + s
			case token.literal:
				s = "lit:" + s
			case token.joined:
				s = "+" + s
			}
			got = append(got, s)
			if inside := text[token.start:token.end]; !strings.Contains(inside, token.text) {
				t.Errorf("%q: the token %q is not at its place %q", text, token.text, inside)
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: -want +got\n%s", text, diff)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{"Größe": "groesse", "Überschrift": "ueberschrift", "abc": "abc", "don’t": "don't", "ÄÖÜ": "aeoeue"} {
		if got := fold(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestSameWord(t *testing.T) {
	for _, pair := range [...]struct {
		a, b string
		want bool
	}{
		{"parts", "part", true}, {"freigegebenen", "freigegebene", true}, {"teilen", "teil", true}, {"revisionen", "revision", true}, {"boms", "bom", true},
		{"the", "then", false}, {"owner", "own", false}, {"release", "released", false}, {"in", "ins", false}, {"erstellte", "erstellen", false}, {"", "", true},
	} {
		if got := sameWord(pair.a, pair.b); got != pair.want {
			t.Errorf("%s, %s: %v", pair.a, pair.b, got)
		}
	}
}

// TestCorrect reads testdata/typos.txt: a word as written, and as understood.
func TestCorrect(t *testing.T) {
	lines, err := os.ReadFile("testdata/typos.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(lines)), "\n") {
		text, want, _ := strings.Cut(line, " ")
		tokens := tokenize(text)
		correct(tokens)
		if tokens[0].fold != want {
			t.Errorf("%s: %s, want %s", text, tokens[0].fold, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range [...]struct {
		a, b string
		want int
	}{{"part", "part", 0}, {"prat", "part", 1}, {"pat", "part", 1}, {"party", "part", 1}, {"pert", "part", 1}, {"abc", "xyz", 3}, {"", "ab", 2}} {
		if got := distance(test.a, test.b, 5); got != test.want {
			t.Errorf("%s, %s: %d", test.a, test.b, got)
		}
	}
}
