package prompt

// objectWords name what is listed. The argument is kind, internal type and
// whether the word names the type itself ("given") or is everyday language
// ("everyday"). Types of everyday words are looked up at the site like any
// other name.
var objectWords = [...]entry{
	{object, "item|Item|given", "item"},
	{object, "item|Item|everyday", "master, artikel, artikelstamm, stamm"},
	{object, "revision|ItemRevision|given", "revision, rev, item revision, item rev, itemrevision"},
	{object, "revision|ItemRevision|everyday", "artikelrevision, aenderungsstand"},
	{object, "revision|Part Revision|everyday", "part, teil, bauteil, teilerevision"},
	{object, "revision|Part Revision|given", "part revision, part rev, partrevision"},
	{object, "revision|Design Revision|everyday", "design, konstruktion, cad teil"},
	{object, "revision|Design Revision|given", "design revision, design rev"},
	{object, "revision|DocumentRevision|everyday", "document, doc, dokument, unterlage, dokumentrevision"},
	{object, "revision|DocumentRevision|given", "document revision, documentrevision"},
	{object, "revision|Drawing Revision|everyday", "drawing, zeichnung, zeichnungsrevision"},
	{object, "revision|Drawing Revision|given", "drawing revision"},
	{object, "object||everyday", "object, objekt, everything, workspace object"},
	{object, "dataset||everyday", "dataset, datasets, datensatz, datensaetze, cad dataset, cad datensaetze"},
	{object, "dataset|PDF|given", "pdf dataset, pdf datensatz, pdf datensaetze"},
	{object, "dataset|PDF|everyday", "pdf file, pdf datei, pdf, pdfs"},
	{object, "dataset|Text|given", "text dataset"},
	{object, "dataset|MSExcel|everyday", "excel dataset"},
	{object, "dataset|MSWord|everyday", "word dataset, word file"},
	{object, "dataset|UGMASTER|given", "ugmaster, ugmaster dataset"},
	{object, "dataset|UGPART|given", "ugpart, ugpart dataset"},
	{object, "dataset|UGMASTER|everyday", "nx dataset, nx teil, nx part"},
	{object, "dataset|UGPART|everyday", "nx drawing, nx zeichnung"},
	{object, "dataset|DirectModel|everyday", "jt, jt dataset, jt file, jt datei, jts"},
	{object, "dataset|DirectModel|given", "directmodel, directmodel dataset"},
	{object, "dataset|CATPart|given", "catpart, catpart dataset"},
	{object, "dataset|CATProduct|given", "catproduct, catproduct dataset"},
	{object, "dataset|CATDrawing|given", "catdrawing"},
	{object, "folder|Folder|given", "folder, folders"},
	{object, "folder|Folder|everyday", "ordner, mappe"},
	{refused, "site type", "change request, problem report, change notice, change order, ecr, ecrs, ecn, ecns, " +
		"aenderungsantrag, aenderungsantraege, aenderungsmitteilung, aenderungsauftrag, " +
		"aenderungsauftraege"},
	{refused, "assembly", "assembly, assemblies, assy, baugruppe, zusammenbau"},
	{refused, "bom view", "bom view, bom views, stuecklistensicht"},
	{typeWord, "", "of type, type is, vom typ, des typs, mit typ"},
	{typeWord, "dataset", "dataset type"},
	{typeWord, "item", "item type"},
	{filler, "", "business object"},
	{revisions, "latest", "latest revision, latest rev, newest revision, newest rev, current revision, latest only, latest, " +
		"newest, neueste revision, neuester revision, aktuelle revision, letzte revision, neueste"},
	{revisions, "latest-released", "latest released, latest released revision, latest released rev, last released revision, " +
		"letzte freigegebene, letzte freigegebene revision, neueste freigegebene, " +
		"neueste freigegebene revision"},
	{revisions, "latest-working", "latest working, latest working revision, latest working rev, neueste in arbeit, " +
		"neueste revision in arbeit"},
	{revisions, "all", "all revisions of, each revision, every revision, all their revisions, with all revisions, " +
		"incl all revisions, including all revisions, alle revisionen, aller revisionen, jede revision, " +
		"mit allen revisionen, samt revisionen"},
}
