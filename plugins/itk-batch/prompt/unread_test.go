package prompt

import (
	"errors"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// strange are conditions that no Spec can say, and the word of each that a
// question must name.
var strange = []struct{ condition, word string }{
	{"that are blue", "blue"},
	{"which smell of paint", "smell"},
	{"except the flurbish ones", "flurbish"},
	{"but not the ones that Miller loves", "miller"},
	{"but skip whatever Miller loves", "miller"},
	{"unless somebody cares", "somebody"},
	{"without a blessing", "blessing"},
	{"provided that Anna agrees", "agrees"},
	{"if they look odd", "odd"},
	{"whose colour is odd", "colour"},
	{"only the wobbly ones", "wobbly"},
	{"that still matter", "matter"},
	{"nur die krassen", "krassen"},
	{"die nach Farbe riechen", "riechen"},
	{"außer den blauen", "blauen"},
	{"außer denen von gestern vergessenen", "vergessenen"},
	{"aber nicht die verbeulten", "verbeulten"},
	{"ohne Segen", "segen"},
	{"mit Rostflecken", "rostflecken"},
	{"sofern der Chef zustimmt", "chef"},
	{"wenn sie wackeln", "wackeln"},
}

// TestUnreadConditionIsAsked puts a condition that nobody understands into
// every prompt that a changing program was made of. None may be made of it now
// as if the condition were not there.
func TestUnreadConditionIsAsked(t *testing.T) {
	prompts := 0
	for _, e := range expectations(t) {
		context := Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX", ExplicitPattern: e.explicit}
		if e.spec == "" || !changesData(t, e.prompt, context) {
			continue
		}
		prompts++
		for _, s := range strange {
			for _, at := range placesFor(e.prompt) {
				text := e.prompt[:at] + " " + s.condition + e.prompt[at:]
				_, err := Read(text, context)
				var refusal *Refusal
				if !errors.As(err, &refusal) {
					t.Errorf("%q is accepted", text)
				}
			}
			_, err := Read(e.prompt+" "+s.condition, context)
			var refusal *Refusal
			if !errors.As(err, &refusal) || len(refusal.Jobs) < 2 && !strings.Contains(fold(refusal.Message), s.word) {
				t.Errorf("%q is not asked about in %q: %v", s.word, e.prompt+" "+s.condition, err)
			}
		}
	}
	if prompts < 150 {
		t.Errorf("only %d prompts change data", prompts)
	}
}

func changesData(t *testing.T, text string, context Context) bool {
	t.Helper()
	reading, err := Read(text, context)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	s := reading.Spec
	return spec.Writes(s.Pattern) && (s.Pattern != spec.WorkflowTask || s.Action.Do != spec.DoReport)
}

// TestReportAsksAboutRestriction puts the same conditions behind what a report
// lists: a report may leave a word unread, but none that narrows it.
func TestReportAsksAboutRestriction(t *testing.T) {
	prompts := 0
	for _, e := range expectations(t) {
		context := Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX", ExplicitPattern: e.explicit}
		if e.spec == "" || changesData(t, e.prompt, context) {
			continue
		}
		prompts++
		for _, s := range strange {
			text := e.prompt + ", " + s.condition
			if _, err := Read(text, context); err == nil {
				t.Errorf("%q is accepted", text)
			}
		}
	}
	if prompts < 80 {
		t.Errorf("only %d prompts are reports", prompts)
	}
}

// placesFor returns where a condition can stand: behind the first word for
// the objects, behind the name of a file, and at the end.
func placesFor(text string) []int {
	r := &reader{text: text, tokens: tokenize(text)}
	places := []int{len(text)}
	object := false
	for i, t := range r.tokens {
		switch {
		case t.kind == word && looksPath(t.text) && hasExtension(t.text):
			places = append(places, t.end)
		case !object && r.nounAt(i) == objectNoun && !r.at(i+1).joined && r.at(i+1).text != ";" && r.at(i+1).text != ",":
			places, object = append(places, t.end), true
		}
	}
	return places
}

// TestRestrictionThatNoFilterSaysIsAsked holds restrictions that are left open
// and such as no filter, list or choice can say.
func TestRestrictionThatNoFilterSaysIsAsked(t *testing.T) {
	for _, text := range []string{
		"delete the items in del.csv except those",
		"delete the items in del.csv except those, dry run first",
		"delete the items in del.csv unless",
		"Lösche die Artikel aus del.csv, außer diesen",
		"add status Obsolete to the revisions in r.csv, but not all of them",
		"parts owned by jdoe to csv, except those",
		"parts to csv except released ones owned by jdoe",
		"delete the items in del.csv except those of group Design created by jdoe",
		"delete the revisions in del.csv (item_id,rev) except the latest of each item",
		"parts to csv except those of yesterday",
		"delete the datasets in ds.csv (uid) which are older than 5 years or have no file",
		"delete items 100001 to 100050",
		"delete items in a.csv (released ones stay)",
		"delete items in a.csv (item_id, released ones stay)",
		"delete items in a.csv, released excluded",
		"Lösche die Items in a.csv, freigegebene nicht",
		"delete items 4711 and 4712 except 4713",
		"where is 4711 used except in 5000",
		"users without license who logged in last month to csv",
		"delete the modified items in a.csv",
		"Teile, die im März 2024 freigegeben aber danach geändert wurden, als CSV",
		"change owner of all objects of jdoe but not datasets to anna",
		"delete items from a.csv that aren't checked out by jdoe",
		"clear a4_note where it contains 'TODO' for parts in project P1",
		"approve my tasks except those called 'Final Check'",
		"add status Gesperrt to 4711/A and all revisions of 4800",
		"parts released in the middle of 2023 to csv",
		"remove items 4711 and 4712, but 4712 only if unreleased",
	} {
		if reading, err := Read(text, Context{}); err == nil {
			t.Errorf("%q is accepted: %s", text, reading.Spec.JSON())
		}
	}
}

// TestNegationReachesItsCondition names the objects again between a negation
// and what is negated.
func TestNegationReachesItsCondition(t *testing.T) {
	for _, text := range []string{
		"attach files from f.csv (item,rev,file) as PDF unless the revision is released",
		"delete the items in del.csv unless the item is released",
		"delete the items in del.csv, but not if the item is released",
		"Lösche die Artikel aus del.csv, außer der Artikel ist freigegeben",
		"add status Frozen to the revs in r.csv unless the revision is released",
		"change owner of the items in r.csv to anna except items that are released",
		"parts of group Design to csv except parts that are released",
		"delete all but the released items in a.csv",
		"Lösche alle Items aus a.csv bis auf die freigegebenen",
		"delete the items in a.csv with the exception of released ones",
		"delete the items in a.csv apart from those that are released",
		"Lösche die Items aus a.csv mit Ausnahme der freigegebenen",
	} {
		reading, err := Read(text, Context{})
		if err != nil {
			continue // a question is as good
		}
		if status, ok := reading.Spec.Filter(spec.FieldStatus); !ok || status.Op != spec.OpUnset {
			t.Errorf("%q: %+v", text, reading.Spec.Where)
		}
	}
}

// TestNegatedFilters compares what stands behind a negation with its filter.
func TestNegatedFilters(t *testing.T) {
	for text, want := range map[string]string{
		"set a4_x to 'y' on items in a.csv unless a4_x is empty":                                  "property:a4_x set",
		"set a4_x to 'y' on items in a.csv unless a4_x is filled":                                 "property:a4_x unset",
		"clear a4_x on items in a.csv except where a4_x = 'keep'":                                 "property:a4_x is-not [\"keep\"]",
		"delete items in a.csv whose owner isn't jdoe":                                            "owner is-not [\"jdoe\"]",
		"Lösche Items aus a.csv, sofern nicht in Projekt P1":                                      "project is-not [\"P1\"]",
		"Status \"Frozen\" entfernen bei Revisionen in r.csv, die noch Status \"Gesperrt\" haben": "status is [\"Gesperrt\"]",
		"Items mit Projekt P1 dem Projekt P2 zuordnen":                                            "project is [\"P1\"]",
		"Teile, die seit 2015 nicht geändert wurden, als CSV":                                     "modified before ..2015-01-01",
	} {
		reading, err := Read(text, Context{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if where := reading.Spec.Where; len(where) != 1 || describeFilter(where[0]) != want {
			t.Errorf("%q: %+v", text, where)
		}
	}
}

// TestSecondListIsAsked keeps one list from taking the place of another.
func TestSecondListIsAsked(t *testing.T) {
	for _, text := range []string{
		"delete the items in a.csv except those in b.csv",
		"delete items from a.csv and b.csv",
		"Lösche Items aus a.csv außer denen aus b.csv",
	} {
		_, err := Read(text, Context{})
		var refusal *Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Message, "a.csv") || !strings.Contains(refusal.Message, "b.csv") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestNamesStayAsWritten keeps names that look like slips of small words from
// being read as those.
func TestNamesStayAsWritten(t *testing.T) {
	for _, name := range []string{"meier", "weber", "bauer", "klein"} {
		for _, text := range []string{"parts owned by " + name + " to csv", "Besitzer aller Objekte von " + name + " auf anna ändern"} {
			reading, err := Read(text, Context{})
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			if owner, ok := reading.Spec.Filter(spec.FieldOwner); !ok || owner.Values[0] != name {
				t.Errorf("%q: owner %q", text, owner.Values)
			}
		}
	}
}
