package prompt

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestTricky compares readings with whole Specs, written by hand. Notes and
// titles are compared by the golden files.
func TestTricky(t *testing.T) {
	for _, test := range []struct{ prompt, spec string }{
		{"Export all part revisions that are released but not obsolete, changed since March, as csv for german excel",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":true,"revision":"all"},
			"where":[{"field":"status","op":"set"},{"field":"status","op":"is-not","values":["Obsolete"]},{"field":"modified","op":"after","option":true}],
			"output":{"format":"csv","delimiter":";","encoding":"utf-8-bom","newline":"crlf"},"safety":{}}`},
		{"Alle Zeichnungen der Gruppe Konstruktion, die zwischen dem 1.2. und 15.2.24 freigegeben wurden, mit Teilenr, Index, Benennung; Trennzeichen Strichpunkt",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Drawing Revision","typeGiven":false,"revision":"all"},
			"where":[{"field":"group","op":"is","values":["Konstruktion"]},{"field":"status","op":"set"},{"field":"released","op":"between","from":"2024-02-01","to":"2024-02-15"}],
			"columns":[{"property":"item_id","of":"item","header":"Teilenr"},{"property":"item_revision_id","header":"Index"},{"property":"object_name","header":"Benennung"}],
			"output":{"format":"csv","delimiter":";"},"safety":{}}`},
		{"list items created 03/04/2024 .. 05/06/2024 by jdoe",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","type":"Item","typeGiven":true},
			"where":[{"field":"created","op":"between","option":true},{"field":"owner","op":"is","values":["jdoe"]}],
			"output":{"format":"csv"},"safety":{}}`},
		{"released revisions in KW 12/2024",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"ItemRevision","typeGiven":true,"revision":"all"},
			"where":[{"field":"status","op":"set"},{"field":"released","op":"between","from":"2024-03-18","to":"2024-03-24"}],"output":{"format":"csv"},"safety":{}}`},
		{`Find parts whose name is 100% *genuine* "Müller & Söhne"; -- DROP TABLE`,
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":false,"revision":"latest"},
			"where":[{"field":"name","op":"is","values":["100% *genuine* \"Müller & Söhne\"; -- DROP TABLE"]}],"output":{"format":"csv"},"safety":{}}`},
		{"items without pdf",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"ItemRevision","typeGiven":false,"revision":"latest"},
			"where":[{"field":"relation:IMAN_specification","op":"unset","values":["PDF"]}],"output":{"format":"csv"},"safety":{}}`},
		{"nightly 2am job Export relased parts of yesterday to /data/erp/parts_YYYYMMDD.csv; if none dont create file and exit 3",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":false,"revision":"all"},
			"where":[{"field":"status","op":"set"},{"field":"released","op":"within","last":1,"unit":"day","calendar":true}],
			"output":{"format":"csv","file":"/data/erp/parts_{yyyymmdd}.csv","emptyExit":3},"safety":{}}`},
		{"We run Teamcenter 14.3 on RHEL8, gcc. Need nightly utility, prefix PNX, which writes a pipe delimited file of released Part revisions (last 24h) with item_id, rev, name, material (pnx_material), weight (pnx_weight) and the file name of the attached PDF; if nothing was released write only the header; exit code 0 ok, 1 login error, 2 partial errors. Log to /var/log/tc. Password file must be used, no password on the command line.",
			`{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","type":"Part Revision","typeGiven":true,"subtypes":true,"revision":"all"},
			"where":[{"field":"status","op":"set"},{"field":"released","op":"within","last":24,"unit":"hour"}],
			"columns":[{"property":"item_id","of":"item"},{"property":"item_revision_id","header":"rev"},{"property":"object_name","header":"name"},
			{"property":"pnx_material"},{"property":"pnx_weight"},
			{"property":"original_file_name","of":"file","relation":"IMAN_specification","type":"PDF","header":"pdf_file_name"}],
			"output":{"format":"csv","delimiter":"|","header":true,"log":"/var/log/tc"},"safety":{}}`},
	} {
		t.Run(test.prompt[:min(20, len(test.prompt))], func(t *testing.T) {
			want, err := spec.Parse([]byte(test.spec))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(test.prompt, Context{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.WithDefaults(), got.Spec, cmpopts.IgnoreFields(spec.Spec{}, "Title", "Notes"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
