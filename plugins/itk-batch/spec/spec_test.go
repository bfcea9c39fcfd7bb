package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// full uses every member once.
const full = `{"spec":1,"pattern":"query-export","title":"All of it","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":true,"subtypes":false,"revision":"all"},` +
	`"where":[{"field":"status","of":"self","op":"is","values":["TCM Released","a \"b\" \\ \u0001 % ü"],"option":false},` +
	`{"field":"released","of":"self","op":"between","from":"2024-02-01","to":"2024-02-15T18:00","option":false},` +
	`{"field":"modified","of":"item","op":"within","last":0,"unit":"month","calendar":true,"option":false},` +
	`{"field":"created","of":"self","op":"after","option":true}],` +
	`"columns":[{"property":"item_id","of":"item","header":"Nr","as":"raw"},{"property":"original_file_name","of":"file","header":"file","as":"display","relation":"IMAN_specification","type":"PDF"}],` +
	`"output":{"format":"csv","file":"a.csv","directory":"C:\\out","log":"/var/log","delimiter":"|","header":false,"quote":"all","encoding":"utf-8","siteEncoding":"utf-8","newline":"crlf","dates":"%d.%m.%Y","list":"/","decimal":",","sort":[{"property":"item_id","descending":true}],"countOnly":true,"emptyExit":3},` +
	`"safety":{"limit":5,"stopAfter":1},"notes":[{"path":"select","kind":"assumed","text":"x"}]}`

func TestJSONRoundTrip(t *testing.T) {
	for name, body := range map[string]string{
		"full":   full,
		"query":  `{"spec":1,"pattern":"query-export","title":"","select":{"from":"query","kind":"object","type":"","typeGiven":false,"subtypes":true,"query":{"name":"Item...","entries":[{"entry":"Item ID","value":"4711*"}]}},"output":{},"safety":{}}`,
		"folder": `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"item","folder":{"name":"A","owner":"jdoe","recursive":true}},"output":{},"safety":{}}`,
		"input":  `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"item"},"input":{"file":"ids.txt","delimiter":";","header":false,"encoding":"utf-8","columns":[{"role":"item-id","header":"Nr"},{"role":"ignore"}],"repeat":"once"},"output":{},"safety":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.WithDefaults().Validate(); err != nil {
				t.Fatal(err)
			}
			first := s.JSON()
			if !json.Valid(first) {
				t.Fatalf("not JSON: %s", first)
			}
			again, err := Parse(first)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(first), string(again.JSON())); diff != "" {
				t.Errorf("posting back: -want +got\n%s", diff)
			}
			if diff := cmp.Diff(s.WithDefaults(), again); diff != "" {
				t.Errorf("the value changed: -want +got\n%s", diff)
			}
			if name == "full" && string(first) != full {
				t.Errorf("every member is given, so the bytes must be equal:\n%s", cmp.Diff(full, string(first)))
			}
		})
	}
}

func TestMarshal(t *testing.T) {
	s, err := Parse([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(s)
	if err != nil || !bytes.Equal(body, s.JSON()) {
		t.Errorf("Marshal: %v %s", err, body)
	}
	var back Spec
	if err := json.Unmarshal(body, &back); err != nil || !bytes.Equal(back.JSON(), body) {
		t.Errorf("Unmarshal: %v", err)
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`{"spec":1,"statuss":[]}`, "statuss: is no member of this form of the Spec"},
		{`{"spec":1,"where":[{"field":"status","op":"set","vaules":[]}]}`, "where[0].vaules: is no member of this form of the Spec"},
		{`{"spec":1,"select":{"from":3,"kind":"item","kind":"folder"}}`, "select.from: must be a string\nselect.kind: is given twice"},
		{`{"spec":2}`, "spec: must be 1, the only version of this form"},
		{`{}`, "spec: must be 1, the only version of this form"},
		{`{"spec":1,"output":{"header":"no","emptyExit":1.5}}`, "output.header: must be true or false\noutput.emptyExit: must be a whole number"},
		{`{"spec":1,"where":{}}`, "where: must be a list"},
		{`{"spec":1,"select":null}`, "select: must be an object"},
		{`{"spec":1} x`, "spec: is not valid JSON"},
		{`{"spec":1`, "spec: is not valid JSON"},
		{`[` + strings.Repeat("[", 40) + strings.Repeat("]", 41), "spec: is not valid JSON: nested deeper than 16"},
		{"\xff", "spec: is not valid UTF-8"},
	} {
		_, err := Parse([]byte(test.body))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%.60s\n got %v\nwant %s", test.body, err, test.want)
		}
	}
}

func TestDefaults(t *testing.T) {
	s := New(QueryExport)
	s.Select.From, s.Select.Kind = FromFilter, KindRevision
	d := s.WithDefaults()
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, d.WithDefaults()); diff != "" {
		t.Errorf("twice is not once: %s", diff)
	}
	if len(s.Columns) != 0 || len(d.Columns) != 9 || d.Columns[0].Of != OfItem || d.Columns[0].Header != "item_id" {
		t.Errorf("columns: %+v", d.Columns)
	}
	if d.Select.Revision != RevisionLatest || d.Output.Delimiter != "," || d.Output.Newline != NewlineLF || !d.Output.Header {
		t.Errorf("defaults: %+v", d)
	}
	for format, want := range map[Format]Output{
		FormatText: {Delimiter: "\t", Encoding: EncodingSite},
		FormatJSON: {Delimiter: ",", Encoding: EncodingUTF8},
	} {
		o := Output{Format: format}.withDefaults()
		if o.Delimiter != want.Delimiter || o.Encoding != want.Encoding {
			t.Errorf("%s: %+v", format, o)
		}
	}
	for _, kind := range []Kind{KindObject, KindItem, KindRevision, KindDataset, KindFolder} {
		s := New(QueryExport)
		s.Select.From, s.Select.Kind = FromFilter, kind
		if err := s.WithDefaults().Validate(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if kind.RootClass() == "" {
			t.Errorf("%s has no class", kind)
		}
	}
}

func TestParseDay(t *testing.T) {
	for s, want := range map[string]bool{
		"2024-02-29": true, "2023-02-29": false, "2000-02-29": true, "1900-02-29": false, "2024-13-01": false, "2024-00-01": false,
		"2024-04-31": false, "2024-04-30T23:59": true, "2024-04-30T24:00": false, "2024-04-30 23:59": false, "24-04-30": false,
		"": false, "2024-1-1": false, "2024/01/01": false, "202a-01-01": false, "2024-01-01T1a:00": false, "1899-12-31": false,
	} {
		if _, ok := ParseDay(s); ok != want {
			t.Errorf("%q: %v", s, ok)
		}
	}
	if d, _ := ParseDay("2024-04-30T23:59"); d != (Day{2024, 4, 30, 23, 59, true}) {
		t.Errorf("%+v", d)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{},"safety":{}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := Parse(body)
		if err != nil {
			var problems Errors
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("not Errors: %v", err)
			}
			return
		}
		first := s.JSON()
		again, err := Parse(first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if !bytes.Equal(again.JSON(), first) {
			t.Fatalf("posting back changes\n%s\n%s", first, again.JSON())
		}
		_ = s.WithDefaults().Validate()
	})
}

func BenchmarkJSON(b *testing.B) {
	s, err := Parse([]byte(full))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_ = s.JSON()
	}
}
