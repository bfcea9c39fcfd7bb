package emit

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// samples writes an input file that shows the form.
func (w *writer) samples() {
	in := w.plan.Spec.Input
	if in == nil {
		return
	}
	values := map[spec.Role][3]string{
		spec.RoleItemID: {"000123", "000124", "000125"}, spec.RoleRevID: {"A", "B", "A"},
		spec.RoleUID: {"AAAAAAAAAAAAAA", "BBBBBBBBBBBBBB", "CCCCCCCCCCCCCC"}, spec.RoleIgnore: {"", "", ""},
	}
	if slices.ContainsFunc(in.Columns, func(c spec.InputColumn) bool { return c.Role == spec.RoleChildID && c.Value != "" }) {
		values[spec.RoleParentID] = values[spec.RoleItemID] // the same component twice in one assembly is a mistake
	}
	value := func(c spec.InputColumn, i int) string {
		if known, ok := values[c.Role]; ok {
			return known[i]
		}
		if c.Role == spec.RoleFile {
			return sampleValue(c, i) + fileEnding(w.plan.Spec.Action.DatasetType)
		}
		return sampleValue(c, i)
	}
	var b strings.Builder
	if in.Header {
		w.sampleLine(&b, func(c spec.InputColumn) string {
			if c.Header == "" {
				return strings.ReplaceAll(string(c.Role), "-", "_")
			}
			return c.Header
		})
	}
	for i := range 3 {
		w.sampleLine(&b, func(c spec.InputColumn) string { return value(c, i) })
	}
	w.file(sampleFile, []byte(b.String()))
	if w.plan.Spec.Pattern == spec.DatasetImport {
		for i := range 3 {
			name := sampleValue(spec.InputColumn{Role: spec.RoleFile}, i) + fileEnding(w.plan.Spec.Action.DatasetType)
			w.file(sampleFolder+"/"+name, []byte("sample "+itoa(i+1)+"\n"))
		}
	}
}

// sampleFile is the sample input.
const sampleFile = "sample_input.csv"

// sampleUser and sampleProject are names of the sample input that no site has of
// itself.
const (
	sampleUser    = "colleague"
	sampleProject = "PRJ-1"
)

// sampleFolder holds the files of the sample input.
const sampleFolder = "sample_files"

// fileEnding is the usual one of a dataset type, for samples alone.
func fileEnding(datasetType string) string {
	switch datasetType {
	case "DirectModel":
		return ".jt"
	case "Text":
		return ".txt"
	case "UGMASTER", "UGPART":
		return ".prt"
	case "MSExcel", "MSExcelX":
		return ".xlsx"
	case "MSWord", "MSWordX":
		return ".docx"
	case "Zip":
		return ".zip"
	case "Image":
		return ".png"
	}
	return ".pdf"
}

func (w *writer) sampleLine(b *strings.Builder, cell func(spec.InputColumn) string) {
	in := w.plan.Spec.Input
	first := true
	for _, column := range in.Columns {
		if column.Value != "" {
			continue
		}
		if !first {
			b.WriteString(in.Delimiter)
		}
		first = false
		text := cell(column)
		if strings.ContainsAny(text, "\"\r\n"+in.Delimiter) {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		b.WriteString(text)
	}
	b.WriteString("\n")
}

// sampleValue is a value of the sample input.
func sampleValue(c spec.InputColumn, i int) string {
	digits := []string{"1", "2", "3"}
	switch c.Role {
	case spec.RoleNewRevID:
		return "C" // the site for trying has A and B
	case spec.RoleSecondaryRev, spec.RoleParentRev, spec.RoleChildRev:
		return []string{"A", "B", "A"}[i]
	case spec.RoleSecondaryID, spec.RoleChildID:
		return "00020" + digits[i]
	case spec.RoleParentID:
		return "000123"
	case spec.RoleQuantity, spec.RoleLevel:
		return digits[i]
	case spec.RoleFindNo:
		return digits[i] + "0"
	case spec.RoleName, spec.RoleDescription, spec.RoleDatasetName, spec.RoleValue, spec.RoleProperty:
		return "Text " + digits[i]
	case spec.RoleFile:
		return "file" + digits[i]
	case spec.RolePropertyName:
		return "object_desc"
	case spec.RoleUser:
		return sampleUser
	case spec.RoleGroup:
		return "dba"
	case spec.RoleProject:
		return sampleProject
	case spec.RoleStatus:
		return "Released"
	case spec.RoleRelation:
		return "IMAN_specification"
	case spec.RoleDatasetType:
		return "PDF"
	case spec.RoleReference:
		return "PDF_Reference"
	}
	return ""
}
