package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// fileWords are those of dataset-import and dataset-export.
var fileWords = []entry{
	{special, "type:PDF", "pdf document, pdf documents, pdf dokument, pdf dokumente, as pdf, as pdfs, als pdf, als pdfs, pdf, pdfs, pdf file, pdf files, pdf datei, pdf dateien, pdf dataset, pdf datasets, pdf drawings"},
	{special, "type:DirectModel", "jt, jts, jt file, jt files, jt datei, jt dateien, directmodel, directmodel dataset, directmodel datasets, direct model, jt datasets, visualization files, visualisierung"},
	{special, "type:Text", "text files, text file, text dataset, text datasets, as text datasets, textdateien, textdatei, txt files"},
	{special, "type:MSWord", "word dokument, word dokumente, word documents, word document, word files, word file, word dateien, word datei, doc files, word datasets, msword"},
	{special, "type:MSExcel", "excel files, excel file, excel dateien, excel datei, xls files, excel documents, excel sheets, excel datasets, msexcel"},
	{special, "type:MSPowerPoint", "powerpoint files, powerpoint, ppt files, powerpoint dateien"},
	{special, "type:UGMASTER", "native nx parts, native nx files, ugmaster, nx parts, nx files, nx part files, prt files, nx dateien, ug files, nx teile, ugmaster datasets"},
	{special, "type:UGPART", "ugpart, nx drawings, nx zeichnungen, ugpart datasets"},
	{special, "type:CATPart", "catpart, catparts, catia parts, catia files, catia teile, catpart datasets"},
	{special, "type:CATProduct", "catproduct, catproducts, catia products"},
	{special, "type:CATDrawing", "catdrawing, catdrawings, catia drawings, catia zeichnungen"},
	{special, "type:Image", "image, images, pictures, jpg files, jpgs, png files, pngs, bilder, image files, photos, fotos"},
	{special, "type:TIF", "tif, tiff, tif files, tiffs, tiff files, tifs"},
	{special, "type:Zip", "zip, zip files, zips, zip archive, zip archives, zip dateien"},
	{special, "type:HTML", "html files, html pages"},
	{special, "unknown type", "dxf, dwg, step, stp, iges, step files, dxf files, dwg files, solidworks files, inventor files, stp files"},
	{special, "several types", "cad, cad file, cad files, cad data, cad datei, cad dateien, cad daten, cad dataset, cad datasets, cad datensaetze, cad model, cad models, cad modelle, native files, native cad files, native cad data"},
	{object, "revision|Part Revision|everyday", "component, components, komponente, komponenten"},
	{special, "of type", "dataset type, datasettype, datasettyp, datensatztyp, of type, datasets of type, vom typ, as dataset type, type"},
	{special, "relation", "relation, with relation, via relation, using relation, mit beziehung, mit relation, beziehung, ueber, via, per"},
	{special, "reference", "named reference, reference name, reference, named ref, referenz, als referenz, benannte referenz"},
	{special, "existing:replace", "replace existing, replace, overwrite existing, replace the file, ersetzen, vorhandene ersetzen, ersetze, ersetze vorhandene, replace existing files, austauschen, replace files, bestehende ersetzen"},
	{special, "existing:skip", "skip existing, skip if exists, existing datasets are skipped, vorhandene ueberspringen, if not there yet, bestehende ueberspringen, skip if already there"},
	{special, "existing:update", "new version, as new version, add new version, create new version, neue version, als neue version, new version of existing, update existing"},
	{special, "existing:add", "add another, always create new, always add, immer neu anlegen, another dataset"},
	{special, "existing:error", "error if exists, error if dataset exists, fehler wenn vorhanden, error if it exists"},
	{special, "text", "text mode, as text, in text mode, im textmodus, textmodus, ascii mode"},
	{special, "binary", "binary, binary mode, binaer, as binary"},
	{special, "match file", "match by file name, matched by file name, match by filename, by file name, by filename, ueber den dateinamen, nach dateiname, anhand des dateinamens, same file name, matching file name, matching file names"},
	{special, "match dataset", "match by dataset name, matched by dataset name, by dataset name, nach datensatzname"},
	{special, "overwrite", "overwrite, overwrite existing files, ueberschreiben, overwriting, replace existing files on disk, vorhandene dateien ueberschreiben"},
	{special, "keep", "skip files that exist, skip files which exist, skip files that already exist, skip existing files, vorhandene dateien ueberspringen, don't overwrite, do not overwrite, no overwrite, never overwrite, nicht ueberschreiben, without overwriting"},
	{special, "original name", "under their original names, under original names, under the original names, under its original name, with their original names, original names, original file names, keep original names, unter originalnamen, unter ihren originalnamen, mit originalnamen"},
	{special, "from name", "named in the file name, in the file name, from the file name, out of the file name, im dateinamen, aus dem dateinamen"},
	{special, "folders", "one folder per, one directory per, one subfolder per, a folder per, a folder for each, one folder for each, a subfolder for each, ein ordner pro, ein ordner je, je ein ordner, ein verzeichnis pro, ein verzeichnis je"},
	{special, "name", "file name, filename, name, name it, named, name them, dateiname, and name it, file names, rename to, save as, dateinamen, naming, benannt, benannt als, called, file name is, mit namen"},
	{filler, "", "import, download, export, upload, attach, attached, attach to, extract, files, file, dateien, datei, attachments, datasets, dataset, datensaetze, as datasets, as dataset, " +
		"existing, with new ones, new ones, new, herunterladen, herunter, lade, importieren, haengen, anhaengen, existing datasets, als datensaetze, der, attachment, jeweiligen, an, load, get, get drawings, into, volumes"},
}

// readFiles reads which files are meant, their type, relation and names.
func readFiles(r *reader, p phrase, n int) bool {
	if p.sense == folderWord && r.spec.Pattern == spec.DatasetImport {
		r.note("input", spec.NoteAssumed, "a directory is not read: the files are listed in a file, one path per line")
		if t := r.at(r.pos + n); t.kind == quoted || t.kind == word && t.literal {
			n++
		}
		r.took(n)
		return true
	}
	if r.at(r.pos).isOneOf("as", "als") && n <= 1 && r.internalType(r.at(r.pos+1)) {
		r.skip(1)
		return r.internalFileType(r.at(r.pos).text)
	}
	if r.uidFile(p, n) || r.plainRelation() || r.volume(r.at(r.pos)) {
		return true
	}
	if p.sense != special {
		return r.datasetObject(p, n)
	}
	act := &r.spec.Action
	how, value, _ := strings.Cut(p.arg, ":")
	switch how {
	case "type":
		return r.fileType(value, n)
	case "unknown type":
		r.note("action.datasetType", spec.NoteAssumed, "no standard type for "+clip(r.slice(r.pos, r.pos+n), 20)+": name the site's type with -dataset_type=")
		r.unknownFile = clip(r.slice(r.pos, r.pos+n), 20)
		r.took(n)
		return true
	case "several types":
		r.missing = append(r.missing, "which datasets \""+clip(r.slice(r.pos, r.pos+n), 30)+"\" are: their type, such as UGMASTER, CATPart, CATProduct or DirectModel, one for each program")
		r.took(n)
		return true
	case "of type":
		return r.namedFileType(n)
	case "relation":
		return r.fileRelation(n)
	case "reference":
		return r.fileReference(n)
	case "existing":
		if r.spec.Pattern == spec.DatasetExport { // there, what exists is a file on disk
			act.Overwrite = value == string(spec.ExistingReplace)
			break
		}
		act.Existing = spec.Existing(value)
	case "text", "binary":
		act.Text = how == "text"
	case "match file":
		act.Match = spec.MatchFileName
	case "match dataset":
		act.Match = spec.MatchDatasetName
	case "overwrite":
		act.Overwrite = !r.negate
		if r.spec.Pattern == spec.DatasetImport {
			act.Overwrite = false
			act.Existing = spec.ExistingReplace
		}
	case "keep":
		act.Overwrite = false
	case "from name":
		if r.spec.Pattern != spec.DatasetImport {
			return false
		}
		r.missing = append(r.missing, "a list that names the object of each file, such as (item_id,rev,file): nothing is taken from the name of a file")
	case "folders":
		if r.spec.Pattern != spec.DatasetExport {
			return false
		}
		r.missing = append(r.missing, "one directory for all files: a folder for each object is not made; put it into the file name, such as {item_id}_{rev}_{original}")
	case "original name":
		if r.spec.Pattern != spec.DatasetExport {
			return false
		}
		act.FileName = "{original}"
	case "name":
		return r.fileName(n)
	}
	r.took(n)
	return true
}

// uidFile reads "dataset uid AbC12dEf".
func (r *reader) uidFile(p phrase, n int) bool {
	before := r.at(r.pos - 1)
	if !r.uidArgument(p, n) {
		return false
	}
	if before.kind == word && (sameWord(before.fold, "dataset") || before.fold == "datensatz") {
		r.spec.Select.Kind, r.objectSeen = spec.KindDataset, true
	}
	return true
}

func (r *reader) plainRelation() bool {
	t := r.at(r.pos)
	if t.kind != word || !t.literal || !isRelationName(t) || r.listing {
		return false
	}
	r.relation = properCase(t.text)
	r.took(1)
	return true
}

// datasetObject keeps "dataset" from being the object that is selected when
// revisions are.
func (r *reader) datasetObject(p phrase, n int) bool {
	if p.sense != object || !strings.HasPrefix(p.arg, "dataset|") {
		return false
	}
	_, typ, _ := strings.Cut(p.arg, "|")
	typ, _, _ = strings.Cut(typ, "|")
	return r.fileType(typ, n)
}

func (r *reader) fileType(typ string, n int) bool {
	if r.typeNamed {
		typ = "" // the internal name wins
	}
	if r.spec.Action.DatasetType == "" && typ != "" {
		r.spec.Action.DatasetType = typ
	} else if typ != "" && r.spec.Action.DatasetType != typ {
		r.missing = append(r.missing, "one type of datasets: "+r.spec.Action.DatasetType+" and "+typ+" are both named")
	}
	r.took(n)
	return true
}

// internalType reports the internal name of a type of datasets: "as MSWordX".
func (r *reader) internalType(t token) bool {
	return t.kind == word && t.literal && isUpperFirst(t.text) && spec.IsIdentifier(t.text) && !isRelationName(t)
}

// internalFileType takes a type by its internal name, which wins over an
// everyday word for it.
func (r *reader) internalFileType(name string) bool {
	r.spec.Action.DatasetType, r.typeNamed = name, true
	r.took(1)
	return true
}

// namedFileType reads "dataset type A4_Scan".
func (r *reader) namedFileType(n int) bool {
	i := r.pos + n
	if r.at(i).text == "=" || r.at(i).text == ":" {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.kind == word && !t.literal && !isUpperFirst(t.text) {
		return false
	}
	if p, m := r.g.own(r.tokens, i); p.sense == special && strings.HasPrefix(p.arg, "type:") {
		r.skip(i - r.pos)
		return r.fileType(strings.TrimPrefix(p.arg, "type:"), m)
	}
	r.skip(i - r.pos)
	return r.fileType(t.text, 1)
}

func (r *reader) fileRelation(n int) bool {
	i := r.pos + n
	for r.at(i).text == "=" || r.at(i).text == ":" {
		i++
	}
	t := r.at(i)
	switch {
	case t.kind == word && t.literal && spec.IsIdentifier(t.text), t.kind == quoted && spec.IsIdentifier(t.text):
		r.relation = properCase(t.text)
	case t.kind == word && r.everydayRelation(t.fold) != "":
		r.relation = r.everydayRelation(t.fold)
		r.note("action.relation", spec.NoteAssumed, "\""+clip(t.text, 30)+"\" taken as "+r.relation+": option -relation=")
	default:
		return false
	}
	r.took(i + 1 - r.pos)
	return true
}

func (r *reader) fileReference(n int) bool {
	i := r.pos + n
	if r.at(i).text == "=" || r.at(i).text == ":" {
		i++
	}
	t := r.at(i)
	if t.kind == mark || t.kind == word && !t.literal {
		return false
	}
	name := t.text
	if name == "PDF_Referance" {
		name = "PDF_Reference"
		r.note("action.reference", spec.NoteAssumed, "PDF_Referance is misspelt: PDF_Reference")
	}
	r.spec.Action.Reference = name
	r.took(i + 1 - r.pos)
	return true
}

// referenceOf is the named reference of a standard dataset type.
func referenceOf(typ string) string {
	switch typ {
	case "PDF":
		return "PDF_Reference"
	case "DirectModel":
		return "JTPART"
	case "UGMASTER", "UGPART":
		return "UGPART"
	case "MSWord":
		return "word"
	case "MSExcel":
		return "excel"
	case "MSPowerPoint":
		return "powerpoint"
	case "Zip":
		return "ZIPFILE"
	case "Text", "HTML", "Image", "TIF", "CATProduct", "CATDrawing", "CATPart":
		return typ
	}
	return ""
}

// settleFiles completes type, reference and relation.
func (r *reader) settleFiles() {
	act := &r.spec.Action
	if act.Reference == "" && r.unknownFile == "" {
		act.Reference = referenceOf(act.DatasetType)
	}
	act.Relation = r.relation
	if act.Relation == "" && r.spec.Select.Kind != spec.KindDataset && !r.spec.Input.Has(spec.RoleRelation) {
		act.Relation = defaultRelation
		if act.DatasetType == "DirectModel" {
			act.Relation = "IMAN_Rendering"
		}
		r.note("action.relation", spec.NoteAssumed, "relation not named: "+act.Relation+", option -relation=")
	}
}

func settleImport(r *reader) {
	act, sel, in := &r.spec.Action, &r.spec.Select, r.spec.Input
	matched := act.Match != "" && !in.Has(spec.RoleItemID) && !in.Has(spec.RoleUID)
	if matched {
		r.matchedFiles()
	}
	r.settleFiles()
	if act.DatasetType == "Text" {
		act.Text = true
	}
	if in == nil || matched {
		return
	}
	if !in.Has(spec.RoleFile) {
		if r.titled {
			r.missing = append(r.missing, "the column with the path of each file, such as (item_id,rev,file)")
		} else if len(in.Columns) == 0 {
			r.usualKeys()
		}
	}
	if act.DatasetType == "" && !in.Has(spec.RoleDatasetType) {
		r.missing = append(r.missing, "the type of the datasets: PDF, Text, DirectModel, or the site's internal name")
	}
	if sel.Kind == spec.KindItem && in.Has(spec.RoleRevID) {
		sel.Kind = spec.KindRevision
	}
	if in.Has(spec.RoleUID) && r.existingDatasets() {
		r.missing = append(r.missing, "the revision that each file belongs to, such as (item_id,rev,file): a uid is taken as that of a revision, and datasets are found below it or by their name")
	}
}

// existingDatasets reports "into existing datasets".
func (r *reader) existingDatasets() bool {
	for i, t := range r.tokens {
		if t.isOneOf("existing", "bestehende", "bestehenden", "vorhandene", "vorhandenen") && r.at(i+1).isOneOf("dataset", "datasets", "datensatz", "datensaetze") {
			return true
		}
	}
	return false
}

// matchedFiles replaces files of datasets that are found by a name.
func (r *reader) matchedFiles() {
	sel := &r.spec.Select
	sel.Kind, sel.Type, sel.TypeGiven = spec.KindDataset, r.spec.Action.DatasetType, r.spec.Action.DatasetType != ""
	sel.From = spec.FromInput
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	if !r.spec.Input.Has(spec.RoleFile) {
		header := ""
		if r.spec.Input.Header {
			header = "file"
		}
		r.spec.Input.Columns = append(r.spec.Input.Columns, spec.InputColumn{Role: spec.RoleFile, Header: header})
		r.note("input", spec.NoteAssumed, "the files are listed in a file, one path per line, because an ITK program has no portable way to read a directory")
	}
	if r.spec.Action.Existing == "" {
		r.spec.Action.Existing = spec.ExistingReplace
	}
}

func settleExport(r *reader) {
	act, sel := &r.spec.Action, &r.spec.Select
	if sel.Kind == spec.KindDataset && sel.From == spec.FromFilter && sel.Type == "" {
		sel.Type, sel.TypeGiven = act.DatasetType, act.DatasetType != ""
	}
	if sel.Kind == spec.KindItem {
		sel.Kind = spec.KindRevision
		if sel.Type == "Item" {
			sel.Type = "ItemRevision"
		} else if sel.Type != "" {
			sel.Type += revisionSuffix(sel.Type)
		}
		r.note("select.kind", spec.NoteAssumed, "files hang on revisions: those of the items are treated")
	}
	r.settleFiles()
	if sel.Kind == spec.KindDataset {
		act.Relation = ""
	}
	if r.spec.Output.File != "" && r.spec.Output.Directory == "" && r.spec.Output.Format == "" {
		r.note("output.file", spec.NoteAssumed, "the file is the manifest: which files were written")
	}
	if r.spec.Output.Directory == "" {
		r.note("output.directory", spec.NoteDefault, "the directory is not named: option -dir=, by default the current one")
	}
	if act.FileName != "" {
		r.note("action.fileName", spec.NoteDefault, "a second file of the same name gets _2, _3")
	}
	if act.DatasetType == "" && r.unknownFile != "" {
		r.missing = append(r.missing, "the type of the datasets with "+r.unknownFile+": it has no standard type; say dataset type and the site's internal name, or every dataset would be written")
	}
}
