package emit

import (
	"flag"
	"math/rand/v2"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var randomSpecs = flag.Int("random", 12, "how many random Specs TestRandomSpecs compiles")

// TestRandomSpecs compiles programs of Specs that nobody thought of: parts that
// are left out in one and needed by the other show up here. The seed is fixed,
// so that a failure comes again.
func TestRandomSpecs(t *testing.T) {
	t.Parallel()
	strict := checker(t).Strictest()
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < *randomSpecs; {
		s := randomSpec(r).WithDefaults()
		if s.Validate() != nil {
			continue
		}
		i++
		t.Run(itoa(i), func(t *testing.T) {
			t.Parallel()
			p, err := pattern.For(s, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
			if err != nil {
				t.Fatal(err)
			}
			compileAll(t, strict, Project(p))
			if t.Failed() {
				t.Logf("%s", s.JSON())
			}
		})
	}
}

func one[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

func randomSpec(r *rand.Rand) spec.Spec {
	s := spec.New(spec.QueryExport)
	s.Title = one(r, "", "a title")
	s.Select.From = one(r, spec.FromFilter, spec.FromFilter, spec.FromQuery, spec.FromFolder, spec.FromInput)
	s.Select.Kind = one(r, spec.KindObject, spec.KindItem, spec.KindRevision, spec.KindRevision, spec.KindDataset, spec.KindFolder)
	s.Select.Type, s.Select.Subtypes = one(r, "", "Some Type"), r.IntN(4) > 0
	if s.Select.Kind == spec.KindRevision {
		s.Select.Revision = one(r, spec.RevisionAll, spec.RevisionLatest, spec.RevisionLatestReleased, spec.RevisionLatestWorking, spec.RevisionGiven)
	}
	switch s.Select.From {
	case spec.FromQuery:
		s.Select.Query = &spec.Query{Name: "Query"}
		if r.IntN(2) == 0 {
			s.Select.Query.Entries = []spec.Entry{{Entry: "Name", Value: "x"}}
		}
	case spec.FromFolder:
		s.Select.Folder = &spec.Folder{Name: one(r, "A", "A/B"), Owner: one(r, "", "x"), Recursive: r.IntN(2) == 0}
	case spec.FromInput:
		s.Input = randomInput(r, s.Select)
	}
	for range r.IntN(5) {
		s.Where = append(s.Where, randomFilter(r))
	}
	for range r.IntN(6) {
		s.Columns = append(s.Columns, randomColumn(r))
	}
	randomOutput(r, &s)
	return s
}

func randomInput(r *rand.Rand, s spec.Select) *spec.Input {
	in := &spec.Input{File: one(r, "", "x.csv"), Header: r.IntN(2) == 0, Repeat: one(r, spec.RepeatEach, spec.RepeatOnce, spec.RepeatError)}
	key := one(r, spec.RoleUID, spec.RoleItemID)
	in.Columns = []spec.InputColumn{{Role: key, Header: one(r, "", "key")}}
	if key == spec.RoleItemID && s.Revision == spec.RevisionGiven {
		in.Columns = append(in.Columns, spec.InputColumn{Role: spec.RoleIgnore}, spec.InputColumn{Role: spec.RoleRevID, Header: one(r, "", "rev")})
	}
	return in
}

func randomFilter(r *rand.Rand) spec.Filter {
	f := spec.Filter{
		Field: one(r, spec.FieldItemID, spec.FieldRevID, spec.FieldName, spec.FieldDescription, spec.FieldOwner, spec.FieldGroup,
			spec.FieldModifiedBy, spec.FieldStatus, spec.FieldStatus, spec.FieldCreated, spec.FieldModified, spec.FieldReleased,
			spec.FieldProject, spec.FieldSite, spec.FieldReferences, spec.FieldNamedReferences, "property:a4_x", "relation:A4_Y"),
		Op: one(r, spec.OpIs, spec.OpIsNot, spec.OpLike, spec.OpSet, spec.OpUnset, spec.OpBefore, spec.OpAfter, spec.OpBetween, spec.OpWithin, spec.OpOlderThan),
		Of: one(r, spec.OfSelf, spec.OfSelf, spec.OfSelf, spec.OfItem, spec.OfRevision),
	}
	switch f.Op {
	case spec.OpIs, spec.OpIsNot, spec.OpLike:
		f.Values = one(r, []string{"x"}, []string{"x", "y"})
	case spec.OpBefore:
		f.To = "2024-01-01"
	case spec.OpAfter:
		f.From = "2024-01-01"
	case spec.OpBetween:
		f.From, f.To = "2024-01-01", "2024-01-31T10:00"
	case spec.OpWithin:
		f.Last, f.Unit, f.Calendar = 2, one(r, spec.UnitDay, spec.UnitMonth), r.IntN(2) == 0
	case spec.OpOlderThan:
		f.Last, f.Unit = 2, spec.UnitYear
	}
	if r.IntN(6) == 0 && f.Op != spec.OpSet && f.Op != spec.OpUnset {
		f = spec.Filter{Field: f.Field, Op: f.Op, Of: f.Of, Option: true, Last: 0}
	}
	return f
}

func randomColumn(r *rand.Rand) spec.Column {
	c := spec.Column{
		Property: one(r, "object_name", "a4_x", "creation_date", "original_file_name"), As: one(r, spec.AsDisplay, spec.AsDisplay, spec.AsRaw),
		Of: one(r, spec.OfSelf, spec.OfSelf, spec.OfItem, spec.OfRevision, spec.OfRelated, spec.OfFile, spec.OfRun),
	}
	switch c.Of {
	case spec.OfRun:
		c.Property = one(r, "uid", "line")
	case spec.OfRelated, spec.OfFile:
		c.Relation, c.Type = one(r, "A4_Y", "A4_Z", ""), one(r, "", "PDF")
	}
	return c
}

func randomOutput(r *rand.Rand, s *spec.Spec) {
	s.Output.Format = one(r, spec.FormatCSV, spec.FormatCSV, spec.FormatText, spec.FormatJSON)
	s.Output.Header, s.Output.CountOnly = r.IntN(3) > 0, r.IntN(6) == 0
	s.Output.Quote = one(r, spec.QuoteMinimal, spec.QuoteAll)
	if s.Output.Format != spec.FormatJSON {
		s.Output.Encoding = one(r, spec.EncodingSite, spec.EncodingUTF8, spec.EncodingUTF8BOM, spec.EncodingLatin1, spec.EncodingWindows1252)
	}
	s.Output.SiteEncoding = one(r, spec.EncodingUnknown, spec.EncodingUTF8, spec.EncodingLatin1, spec.EncodingWindows1252)
	s.Output.Newline, s.Output.Decimal = one(r, spec.NewlineLF, spec.NewlineCRLF), one(r, ".", ",")
	s.Output.File = one(r, "", "x_{yyyymmdd}.csv")
	s.Output.EmptyExit = one(r, 0, 0, 3)
	s.Safety.StopAfter = one(r, 0, 5)
	for _, c := range s.Columns {
		if r.IntN(4) == 0 {
			s.Output.Sort = append(s.Output.Sort, spec.Sort{Property: c.Property, Descending: r.IntN(2) == 0})
		}
	}
}
