package spec

import (
	"errors"
	"strings"
	"testing"
)

// valid is a Spec that each case of TestValidate breaks in one place.
func valid() Spec {
	s := New(QueryExport)
	s.Select.From, s.Select.Kind, s.Select.Type = FromFilter, KindRevision, "Part Revision"
	s.Where = []Filter{{Field: FieldStatus, Op: OpSet}}
	return s.WithDefaults()
}

func TestValidate(t *testing.T) {
	if err := valid().Validate(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		want   string
		damage func(*Spec)
	}{
		{`pattern: "bom-compare" is none of the patterns; there are query-export, property-report`, func(s *Spec) { s.Pattern = "bom-compare" }},
		{`title: holds a control character`, func(s *Spec) { s.Title = "a\nb" }},
		{`title: is longer than 120 characters`, func(s *Spec) { s.Title = strings.Repeat("ü", 121) }},
		{`select.from: "session" is not allowed; choose "input", "filter", "query", "folder"`, func(s *Spec) { s.Select.From = "session" }},
		{`select.kind: "user" is not allowed`, func(s *Spec) { s.Select.Kind = "user" }},
		{`select.type: holds a control character`, func(s *Spec) { s.Select.Type = "a\x00" }},
		{`select.typeGiven: is true, but there is no type`, func(s *Spec) { s.Select.Type, s.Select.TypeGiven = "", true }},
		{`select.revision: "given" needs an input column`, func(s *Spec) { s.Select.Revision = RevisionGiven }},
		{`select.query: is missing: select.from is "query"`, func(s *Spec) { s.Select.From = FromQuery }},
		{`select.query: is allowed only when select.from is "query"`, func(s *Spec) { s.Select.Query = &Query{Name: "x"} }},
		{`select.query.entries[0].value: must not be empty`, func(s *Spec) {
			s.Select.From, s.Select.Query = FromQuery, &Query{Name: "x", Entries: []Entry{{Entry: "Name"}}}
		}},
		{`select.folder.name: must not be empty`, func(s *Spec) { s.Select.From, s.Select.Folder = FromFolder, &Folder{} }},
		{`input: is missing: select.from is "input"`, func(s *Spec) { s.Select.From = FromInput }},
		{`input.columns: must hold exactly one key: "item-id" or "uid"`, func(s *Spec) {
			s.Select.From, s.Input = FromInput, (&Input{Columns: []InputColumn{{Role: RoleRevID}}}).withDefaults(ruleOf(QueryExport))
		}},
		{`input.dates: "%d-%b-%Y" holds what no program reads`, func(s *Spec) { s.Select.From, s.Input = FromInput, &Input{Dates: "%d-%b-%Y"} }},
		{`input.dates: "%d.%m.%" holds what no program reads`, func(s *Spec) { s.Select.From, s.Input = FromInput, &Input{Dates: "%d.%m.%"} }},
		{`input.dates: "%d.%m." must hold %d, %m and %Y or %y`, func(s *Spec) { s.Select.From, s.Input = FromInput, &Input{Dates: "%d.%m."} }},
		{`where[0].field: "colour" is no field`, func(s *Spec) { s.Where[0].Field = "colour" }},
		{`where[0].field: "property:a b" is no field`, func(s *Spec) { s.Where[0].Field = "property:a b" }},
		{`where[0].op: "like" is not allowed; choose "is", "is-not", "set", "unset"`, func(s *Spec) { s.Where[0].Op = OpLike }},
		{`where[0].values: "is" needs a value`, func(s *Spec) { s.Where[0].Op = OpIs }},
		{`where[0].values: "set" takes no values`, func(s *Spec) { s.Where[0].Values = []string{"x"} }},
		{`where[0].values[0]: holds a NUL character`, func(s *Spec) { s.Where[0].Op, s.Where[0].Values = OpIs, []string{"a\x00b"} }},
		{`where[0].option: is true, so the filter must not hold a value`, func(s *Spec) {
			s.Where[0] = Filter{Field: FieldStatus, Of: OfSelf, Op: OpIs, Values: []string{"x"}, Option: true}
		}},
		{`where[0].field: "named-references" tests datasets only`, func(s *Spec) { s.Where[0].Field = FieldNamedReferences }},
		{`where[0].of: "revision" can be reached only from items and datasets`, func(s *Spec) { s.Where[0].Of = OfRevision }},
		{`where[0].from: is missing`, func(s *Spec) { s.Where[0] = Filter{Field: FieldCreated, Of: OfSelf, Op: OpAfter} }},
		{`where[0].from: "2024-02-30" is no day`, func(s *Spec) {
			s.Where[0] = Filter{Field: FieldCreated, Of: OfSelf, Op: OpAfter, From: "2024-02-30"}
		}},
		{`where[0].to: lies before 2024-02-02`, func(s *Spec) {
			s.Where[0] = Filter{Field: FieldCreated, Of: OfSelf, Op: OpBetween, From: "2024-02-02", To: "2024-02-01"}
		}},
		{`where[0].last: must be at least 1`, func(s *Spec) {
			s.Where[0] = Filter{Field: FieldCreated, Of: OfSelf, Op: OpWithin, Unit: UnitDay}
		}},
		{`where[0].calendar: is allowed only for within`, func(s *Spec) {
			s.Where[0] = Filter{Field: FieldCreated, Of: OfSelf, Op: OpOlderThan, Last: 1, Unit: UnitDay, Calendar: true}
		}},
		{`columns[0].property: "a-b" is no internal name`, func(s *Spec) { s.Columns[0].Property = "a-b" }},
		{`columns[0].of: "line" is not allowed`, func(s *Spec) { s.Columns[0].Of = "line" }},
		{`columns[1].relation: is missing: it leads to the file`, func(s *Spec) { s.Columns[1].Of = OfFile }},
		{`columns[1].relation: is allowed only for`, func(s *Spec) { s.Columns[1].Relation = "IMAN_specification" }},
		{`columns[1].property: of the run there are only line, uid`, func(s *Spec) { s.Columns[1].Of = OfRun }},
		{`select.include[0]: query-export takes the selected objects alone`, func(s *Spec) { s.Select.Include = []Include{IncludeForms} }},
		{`output.format: "xml" is not allowed`, func(s *Spec) { s.Output.Format = "xml" }},
		{`output.file: holds a control character`, func(s *Spec) { s.Output.File = "a\tb" }},
		{`output.delimiter: "x" is not allowed`, func(s *Spec) { s.Output.Delimiter = "x" }},
		{`output.encoding: JSON is always "utf-8"`, func(s *Spec) { s.Output.Format = FormatJSON }},
		{`output.sort[0].property: "a" is not among the columns`, func(s *Spec) { s.Output.Sort = []Sort{{Property: "a"}} }},
		{`output.emptyExit: must be 0 to 9`, func(s *Spec) { s.Output.EmptyExit = 10 }},
		{`safety.limit: must be 0`, func(s *Spec) { s.Safety.Limit = -1 }},
		{`safety.stopAfter: must be 0`, func(s *Spec) { s.Safety.StopAfter = -1 }},
		{`notes[0].kind: "guess" is not allowed`, func(s *Spec) { s.Notes = []Note{{Kind: "guess"}} }},
	} {
		s := valid()
		test.damage(&s)
		err := s.Validate()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

func TestValidateReportsAll(t *testing.T) {
	s := valid()
	s.Title, s.Output.EmptyExit, s.Columns[0].Property = "x\n", 99, ""
	var errs Errors
	if !errors.As(s.Validate(), &errs) || len(errs) != 3 || errs[0].Path != "title" || errs[2].Path != "output.emptyExit" {
		t.Errorf("%v", errs)
	}
}

// TestRefusedChanges: what a writer must not be asked, each with its reason.
func TestRefusedChanges(t *testing.T) {
	filter := `"select":{"from":"filter","kind":"revision","revision":"all"}`
	input := `"select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"}]}`
	for _, test := range []struct{ pattern, rest, want string }{
		{StatusAdd, filter, `where: status-add needs at least one filter`},
		{StatusAdd, `"select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id"}]}`, `select.revision: is missing`},
		{StatusAdd, input + `,"safety":{"limit":0}`, `safety.limit: must not be 0`},
		{StatusAdd, input + `,"output":{"format":"json"}`, `output.format: a result file is always "csv"`},
		{StatusAdd, input + `,"columns":[{"property":"object_name"}]`, `columns: status-add writes a result file`},
		{StatusAdd, input + `,"action":{"user":"x"}`, `action.user: is no part of status-add`},
		{StatusAdd, input + `,"structure":{"rule":"x"}`, `structure: status-add walks along no structure`},
		{DeleteObjects, filter + `,"where":[{"field":"name","op":"like","values":["TEST*"]}]`, `select.from: "filter" is not allowed`},
		{DeleteObjects, `"select":{"from":"query","kind":"item","query":{"name":"Item...","entries":[{"entry":"Name","value":"TEST*"}]}}`, `select.query.entries[0].value: must be exact`},
		{DeleteObjects, `"select":{"from":"query","kind":"item","query":{"name":"Item..."}}`, `select.query.entries: must not be empty`},
		{DeleteObjects, input + `,"safety":{"bypass":"option"}`, `safety.bypass: delete-objects never bypasses`},
		{StatusRemove, filter + `,"where":[{"field":"status","op":"set"}]`, `select.from: "filter" is not allowed`},
		{StatusRemove, input + `,"action":{"status":["*"]},"safety":{"bypass":"option"}`, `action.status[0]: must be the exact name`},
		{StatusRemove, input + `,"safety":{"bypass":"option"}`, `action.status: must name the statuses`},
		{StatusRemove, input + `,"action":{"status":["A"]}`, `safety.bypass: must be "option"`},
		{WorkflowTask, `"select":{"from":"filter","kind":"task"},"where":[{"field":"task-name","op":"is","values":["Review"]}],"action":{"do":"approve"}`, `select.from: must be "session"`},
		{WorkflowTask, `"select":{"from":"session","kind":"task"},"action":{"do":"approve"}`, `where: must hold a filter on "task-name"`},
		{QueryExport, `"select":{"from":"filter","kind":"item"},"action":{"status":["x"]}`, `action.status: is no part of query-export`},
		{QueryExport, `"select":{"from":"filter","kind":"item"},"safety":{"bypass":"option"}`, `safety.bypass: query-export changes nothing`},
		{QueryExport, `"select":{"from":"filter","kind":"item"},"where":[{"field":"checked-out","op":"set"}]`, `where[0].field: "checked-out" is no field of query-export`},
		{UserReport, `"select":{"from":"filter","kind":"user"},"where":[{"field":"owner","op":"is","values":["x"]}]`, `where[0].field: "owner" is no field of a user`},
		{PropertyUpdate, input, `action.set: must name at least one property`},
		{ItemCreate, `"select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"name"}]}`, `action.autoId: must be true`},
		{Revise, input + `,"action":{"revisionId":"column"}`, `action.revisionId: "column" needs an input column`},
		{RelationCreate, input, `input.columns: must hold the other end`},
	} {
		body := `{"spec":1,"pattern":"` + test.pattern + `",` + test.rest + `}`
		s, err := Parse([]byte(body))
		if err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		err = s.WithDefaults().Validate()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\ngot  %v\nwant %s", body, err, test.want)
		}
	}
	for body, want := range map[string]string{
		`{"spec":1,"pattern":"dataset-purge","action":{"keep":2}}`:           "action.keep: must be 1",
		`{"spec":1,"pattern":"revise","safety":{"dryRun":false}}`:            "safety.dryRun: must be true",
		`{"spec":1,"pattern":"revise","safety":{"requireFilter":false}}`:     "safety.requireFilter: must be true",
		`{"spec":1,"pattern":"revise","safety":{"limit":-1}}`:                "safety.limit: must be 0 or more",
		`{"spec":1,"pattern":"revise","action":{"sett":[]}}`:                 "action.sett: is no member",
		`{"spec":1,"pattern":"bom-export","structure":{"rule":1}}`:           "structure.rule: must be a string",
		`{"spec":1,"pattern":"revise","select":{"objects":[{"item_id":1}]}}`: "select.objects[0].item_id: is no member",
	} {
		if _, err := Parse([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\ngot  %v\nwant %s", body, err, want)
		}
	}
}

// TestValidateTask: an action is for named tasks, of who runs the program
// unless they are only handed over.
func TestValidateTask(t *testing.T) {
	named := Filter{Field: FieldTaskName, Op: OpIs, Values: []string{"Review"}}
	for _, test := range []struct {
		want string
		from From
		do   Do
		with []Filter
	}{
		{"", FromSession, DoApprove, []Filter{named}},
		{"", FromFilter, DoAssign, []Filter{{Field: FieldTaskName, Op: OpLike, Option: true}}},
		{"", FromFilter, DoReport, nil},
		{"", FromSession, DoReport, []Filter{{Field: FieldTaskName, Op: OpLike, Values: []string{"*"}}}},
		{`select.from: must be "session"`, FromFilter, DoComplete, []Filter{named}},
		{`where: must hold a filter on "task-name"`, FromSession, DoApprove, []Filter{{Field: FieldTemplate, Op: OpIs, Values: []string{"x"}}}},
		{`where: must hold a filter on "task-name"`, FromSession, DoApprove, []Filter{{Field: FieldTaskName, Op: OpIsNot, Values: []string{"x"}}}},
		{`where[0].values[0]: names no task`, FromSession, DoApprove, []Filter{{Field: FieldTaskName, Op: OpLike, Values: []string{"**"}}}},
		{`where[0].values[0]: "begun" is no state of a task; there are unassigned, pending, started`, FromFilter, DoReport, []Filter{{Field: FieldTaskState, Op: OpIs, Values: []string{"begun"}}}},
		{`where[0].op: every task has a state`, FromFilter, DoReport, []Filter{{Field: FieldTaskState, Op: OpUnset}}},
		{`where[0].op: every task has a template`, FromFilter, DoReport, []Filter{{Field: FieldTemplate, Op: OpUnset}}},
	} {
		s := New(WorkflowTask)
		s.Select.From, s.Select.Kind, s.Action.Do, s.Where = test.from, KindTask, test.do, test.with
		err := s.WithDefaults().Validate()
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s %s %v: %v, want %q", test.from, test.do, test.with, err, test.want)
		}
	}
}

// TestIncludes: what a report would not widen by is refused rather than read
// over.
func TestIncludes(t *testing.T) {
	for _, r := range rules {
		if len(r.include) > 0 && !r.writes {
			t.Errorf("%s accepts select.include, by which no report widens", r.id)
		}
		s := New(r.id)
		s.Columns = []Column{{Property: "object_name"}}
		if err := s.WithDefaults().Validate(); r.writes && len(r.of) == 0 && (err == nil || !strings.Contains(err.Error(), "let query-export write other columns")) {
			t.Errorf("%s: columns of a result file: %v", r.id, err)
		}
	}
}
