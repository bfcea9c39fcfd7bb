package prompt

// propertyWords name properties. The argument is the internal name, with
// "@file" or "@run" where it is read elsewhere than on the object itself;
// where an item's property belongs to a revision's export is decided when the
// kind of the objects is known.
var propertyWords = [...]entry{
	{property, "item_id", "item id, item ids, itemid, id, ids, part number, part no, number, p/n, item number, partnumber, " +
		"document number, teilenummer, teilenr, teile nr, teilenummern, sachnummer, sachnr, artikelnummer, " +
		"artikelnr, materialnummer, ident, identnummer, nummer, item it belongs to, item they belong to, " +
		"parent item, owning item, item the dataset belongs to"},
	{property, "item_revision_id", "rev ids, rev, revision, revision id, rev id, item revision id, index, aenderungsindex, stand, " +
		"revisionsstand, revisionsnummer"},
	{property, "object_name", "name, title, part name, item name, object name, benennung, bezeichnung, titel, teilename, " +
		"dataset name"},
	{property, "object_desc", "description, desc, long text, object description, beschreibung, langtext"},
	{property, "object_type", "type, object type, kind, typ, objekttyp, objektart, typen"},
	{property, "object_string", "display text, display string, id string, anzeigetext"},
	{property, "owning_user", "owner, owning user, responsible, besitzer, eigentuemer, verantwortlicher, owner id, author, " +
		"creator, ersteller"},
	{property, "owning_group", "owner group, besitzer gruppe, group, owning group, department, gruppe, besitzergruppe, abteilung"},
	{property, "creation_date", "creation date, date created, created date, created on, erstelldatum, anlagedatum, " +
		"erstellungsdatum, angelegt am, erstellt am"},
	{property, "last_mod_date", "last mod date, mod date, modification date, last modified, last modified date, date modified, modified on, changed on, " +
		"last modification date, last change, change date, aenderungsdatum, geaendert am, " +
		"letzte aenderung"},
	{property, "last_mod_user", "last modifier, last modifying user, letzter bearbeiter"},
	{property, "date_released", "release date, released on, date released, released date, freigabedatum, freigegeben am"},
	{property, "release_status_list", "status, release status, statuses, freigabestatus"},
	{property, "last_release_status", "last status, letzter status, last release status"},
	{property, "process_stage_list", "process stage, prozessstufe"},
	{property, "uom_tag", "unit, uom, unit of measure, units of measure, einheit, mengeneinheit, me"},
	{property, "sequence_id", "sequence, sequence id, sequenz"},
	{property, "current_revision_id", "current revision id"},
	{property, "project_ids", "project, projects, project id, project ids, projekt, projektnummer"},
	{property, "uid@run", "uid, uids, puid, eindeutige kennung"},
	{property, "line@run", "line number, zeilennummer"},
	{property, "original_file_name@file", "file name, filename, original name, original file name, dateiname, originalname"},
	{property, "original_file_name@file:PDF", "name of pdf, file name of attached pdf, file name of pdf, filename of attached pdf, pdf file name, " +
		"name of attached pdf, pdf dateiname, dateiname des pdf, dateiname des angehaengten pdf"},
	{property, "byte_size@file", "size, file size, dateigroesse, groesse"},
	{property, "ref_list", "reference list"},
	{property, "owning_site", "owning site, site, eigentuemerstandort, standort"},
	{nameless, "material", "material"},
	{nameless, "werkstoff", "werkstoff"},
	{nameless, "weight", "weight"},
	{nameless, "mass", "mass"},
	{nameless, "gewicht", "gewicht"},
	{nameless, "masse", "masse"},
	{nameless, "cost", "cost"},
	{nameless, "price", "price"},
	{nameless, "kosten", "kosten"},
	{nameless, "preis", "preis"},
	{nameless, "supplier", "supplier"},
	{nameless, "vendor", "vendor"},
	{nameless, "lieferant", "lieferant"},
	{nameless, "drawing number", "drawing number"},
	{nameless, "zeichnungsnummer", "zeichnungsnummer"},
	{nameless, "project code", "project code"},
	{nameless, "projektschluessel", "projektschluessel"},
	{nameless, "order number", "order number"},
	{nameless, "auftragsnummer", "auftragsnummer"},
	{nameless, "plant", "plant"},
	{nameless, "werk", "werk"},
	{nameless, "site code", "site code"},
	{nameless, "quantity", "quantity"},
	{nameless, "menge", "menge"},
	{nameless, "find number", "find number"},
	{nameless, "color", "color"},
	{nameless, "colour", "colour"},
	{nameless, "farbe", "farbe"},
}
