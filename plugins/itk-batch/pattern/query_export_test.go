package pattern

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

func planned(t *testing.T, s spec.Spec, target Target) *Plan {
	t.Helper()
	s = s.WithDefaults()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	p, err := For(s, target)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func revisions(where ...spec.Filter) spec.Spec {
	s := spec.New(spec.QueryExport)
	s.Select.From, s.Select.Kind = spec.FromFilter, spec.KindRevision
	s.Where = where
	return s
}

func is(field spec.Field, op spec.Op, values ...string) spec.Filter {
	return spec.Filter{Field: field, Op: op, Values: values}
}

// TestRoutes is the table of which filters the enquiry narrows by and which
// are tested on each object.
func TestRoutes(t *testing.T) {
	tests := []struct {
		filter spec.Filter
		narrow Narrow
		test   Test
	}{
		{is(spec.FieldName, spec.OpIs, "x"), NarrowText, TestText},
		{is(spec.FieldName, spec.OpLike, "x*"), NarrowText, TestText},
		{is(spec.FieldName, spec.OpIsNot, "x"), NarrowNot, TestText},
		{is(spec.FieldItemID, spec.OpIs, "1"), NarrowItemID, TestItemID},
		{is(spec.PropertyField("a4_x"), spec.OpIs, "1"), NarrowProperty, TestProperty},
		{is(spec.PropertyField("a4_x"), spec.OpSet), NarrowNot, TestEmpty},
		{is(spec.PropertyField("a4_x"), spec.OpUnset), NarrowNot, TestEmpty},
		{is(spec.FieldOwner, spec.OpIs, "u"), NarrowTags, TestNot},
		{is(spec.FieldOwner, spec.OpIsNot, "u"), NarrowNot, TestTag},
		{is(spec.FieldStatus, spec.OpIs, "s"), NarrowStatus, TestNot},
		{is(spec.FieldStatus, spec.OpIsNot, "s"), NarrowNot, TestNoStatus},
		{is(spec.FieldStatus, spec.OpSet), NarrowReleased, TestNot},
		{is(spec.FieldStatus, spec.OpUnset), NarrowNot, TestNoStatus},
		{spec.Filter{Field: spec.FieldCreated, Op: spec.OpAfter, From: "2024-01-01"}, NarrowDate, TestNot},
		{is(spec.FieldReleased, spec.OpSet), NarrowDateSet, TestNot},
		{is(spec.FieldReleased, spec.OpUnset), NarrowNot, TestDateSet},
		{is(spec.FieldProject, spec.OpIs, "p"), NarrowProject, TestProject},
		{is(spec.FieldProject, spec.OpUnset), NarrowNot, TestProject},
		{is(spec.FieldSite, spec.OpIs, "local"), NarrowNot, TestSite},
		{is(spec.RelationFieldOf("IMAN_reference"), spec.OpSet), NarrowRelation, TestRelation},
		{is(spec.RelationFieldOf("IMAN_reference"), spec.OpUnset, "PDF"), NarrowNot, TestRelation},
		{is(spec.FieldReferences, spec.OpUnset), NarrowNot, TestReferences},
	}
	for _, test := range tests {
		p := planned(t, revisions(test.filter), Target{TCVersion: "14.3"})
		if f := p.Filters[0]; f.Narrow != test.narrow || f.Test != test.test {
			t.Errorf("%s %s: narrow %d, test %d; want %d, %d", f.Field, f.Op, f.Narrow, f.Test, test.narrow, test.test)
		}
	}
}

// TestOneJoinForEachClass: an object with both statuses has no status object
// that is both.
func TestOneJoinForEachClass(t *testing.T) {
	p := planned(t, revisions(is(spec.FieldStatus, spec.OpIs, "A"), is(spec.FieldStatus, spec.OpIs, "B"),
		is(spec.FieldStatus, spec.OpSet), is(spec.RelationFieldOf("A"), spec.OpSet), is(spec.RelationFieldOf("B"), spec.OpSet),
		is(spec.FieldProject, spec.OpIs, "A"), is(spec.FieldProject, spec.OpIs, "B")), Target{TCVersion: "14.3"})
	narrow := []Narrow{NarrowStatus, NarrowNot, NarrowNot, NarrowRelation, NarrowNot, NarrowProject, NarrowNot}
	test := []Test{TestNot, TestStatus, TestStatus, TestRelation, TestRelation, TestProject, TestProject}
	for i, f := range p.Filters {
		if f.Narrow != narrow[i] || f.Test != test[i] {
			t.Errorf("filter %d: narrow %d, test %d; want %d, %d", i, f.Narrow, f.Test, narrow[i], test[i])
		}
	}
}

// TestOtherSourcesTestEverything: only an enquiry can narrow.
func TestOtherSourcesTestEverything(t *testing.T) {
	s := revisions(is(spec.FieldStatus, spec.OpIs, "x"), is(spec.FieldOwner, spec.OpIs, "u"))
	s.Select.From, s.Select.Query = spec.FromQuery, &spec.Query{Name: "General..."}
	for _, f := range planned(t, s, Target{TCVersion: "14.3"}).Filters {
		if f.Narrow != NarrowNot || f.Test == TestNot {
			t.Errorf("%s: narrow %d, test %d", f.Field, f.Narrow, f.Test)
		}
	}
}

// TestOptionNames: no option may look like -h or like one of the login, and
// two filters on one field do not share one.
func TestOptionNames(t *testing.T) {
	p := planned(t, revisions(
		is(spec.PropertyField("height"), spec.OpIs, "1"), is(spec.PropertyField("u"), spec.OpIs, "1"),
		is(spec.FieldGroup, spec.OpIs, "g"), is(spec.FieldName, spec.OpIs, "a"), is(spec.FieldName, spec.OpLike, "b*"),
		is(spec.FieldName, spec.OpIsNot, "c"),
		spec.Filter{Field: spec.FieldCreated, Op: spec.OpAfter, From: "2024-01-01"},
		spec.Filter{Field: spec.FieldCreated, Op: spec.OpWithin, Last: 1, Unit: spec.UnitWeek},
	), Target{TCVersion: "14.3"})
	var names []string
	for _, o := range p.Options {
		names = append(names, o.Name)
		if strings.HasPrefix(o.Name, "h") || o.Name == "u" || o.Name == "p" || o.Name == "pf" || o.Name == "g" {
			t.Errorf("-%s is taken", o.Name)
		}
	}
	want := []string{"output", "log", "delimiter", "noheader", "count", "max", "progress", "type", "prop_height", "prop_u",
		"owning_group", "name", "name2", "not_name", "created_after", "created_until",
		"created2_after", "created2_until", "created2_within", "revision"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	long := revisions(is(spec.FieldName, spec.OpIs, strings.Repeat("x", 200)))
	tests := []struct {
		name, prefix, want string
		spec               spec.Spec
	}{
		{"module", "AOM", "ITK module", revisions()},
		{"module in other case", "Pom", "ITK module", revisions()},
		{"module with underscores", "bom__", "ITK module", revisions()},
		{"long value", "PNX", "too long", long},
	}
	for _, test := range tests {
		_, err := For(test.spec.WithDefaults(), Target{TCVersion: "14.3", Prefix: test.prefix})
		var rejection *sdk.Rejection
		if !errors.As(err, &rejection) || !strings.Contains(rejection.Message, test.want) || len(rejection.Missing) == 0 {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestPrefix(t *testing.T) {
	for prefix, want := range map[string]string{"": "kiln_query_export", "PNX": "pnx_query_export", "A_": "a_query_export", "x9": "x9_query_export"} {
		if got := planned(t, revisions(), Target{TCVersion: "14.3", Prefix: prefix}).Program; got != want {
			t.Errorf("%q: %s, want %s", prefix, got, want)
		}
	}
}

// TestVersions: what the facts do not cover is said, never guessed.
func TestVersions(t *testing.T) {
	codes := func(version string, msvc bool) (codes []string) {
		for _, d := range planned(t, revisions(is(spec.FieldStatus, spec.OpIsNot, "x")), Target{TCVersion: version, MSVC: msvc}).Diagnostics {
			codes = append(codes, d.Code)
		}
		return codes
	}
	tests := []struct {
		version string
		msvc    bool
		want    []string
	}{
		{"13.2", true, []string{"call_to_verify", "call_to_verify"}},
		{"14.3", true, []string{"toolchain_uncertain", "call_to_verify", "call_to_verify"}},
		{"14.3", false, []string{"toolchain_uncertain", "call_to_verify", "call_to_verify"}},
		{"9.1", true, []string{"version_unknown", "call_to_verify", "call_to_verify"}},
		{"2706", false, []string{"version_unknown", "call_to_verify", "call_to_verify"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, codes(test.version, test.msvc)); diff != "" {
			t.Errorf("%s: %s", test.version, diff)
		}
	}
}
