package prompt

// statusWords are words of the life cycle; their arguments are explained in
// status.go.
var statusWords = [...]entry{
	{participle, "released", "status date, statusdatum, released, freigegeben, freigegebene, freigegebener, freigegebenes, release date, freigabedatum, " +
		"date_released"},
	{statusWord, "unset", "not released, unreleased, non released, not yet released, nicht freigegeben, nicht freigegebene, " +
		"nicht freigegebener, noch nicht freigegeben, noch nicht freigegebene, unfreigegebene, in work, " +
		"working, in working state, wip, work in progress, draft, in arbeit, in arbeit befindliche, " +
		"entwurf, entwuerfe, unfertige, no status, no release status, statusless, kein status, " +
		"keinen status, statuslos, without any status"},
	{statusWord, "set", "any status, with any status, some status, irgendeinem status, irgendein status"},
	{statusWord, "ask:Obsolete", "obsolete, veraltet, veraltete, ungueltig"},
	{statusWord, "ask:Superseded", "superseded, abgeloest"},
	{statusWord, "name:Pending", "pending"},
	{statusWord, "name:Review", "in review, under review, in pruefung"},
	{statusWord, "name:Approved", "approved, genehmigt, genehmigte"},
	{statusWord, "name:Frozen", "frozen, eingefroren, eingefrorene"},
	{statusWord, "name:Production", "in production"},
	{statusWord, "literal:TCM Released", "tcm released"},
	{participle, "created", "created, newly created, erstellt, erstellte, erstellter, angelegt, angelegte, angelegter, " +
		"creation date, erstelldatum, anlagedatum, erstellungsdatum, creation_date"},
	{participle, "modified", "modified, last modified, changed, last changed, edited, touched, updated, geaendert, geaenderte, " +
		"geaenderter, zuletzt geaendert, zuletzt geaenderte, modification date, last modified date, " +
		"aenderungsdatum, last_mod_date"},
	{participle, "modified:not", "not modified, not changed, not touched, untouched, unchanged, unveraendert, nicht geaendert, " +
		"nicht geaenderte, unveraenderte"},
}

// filterWords begin filters on persons, texts, relations and sites.
var filterWords = [...]entry{
	{author, "owner", "owned by, dem benutzer, benutzer, belonging to user, belongs to user, of user, from user, by user, user, von benutzer, " +
		"vom benutzer, des benutzers, von anwender, vom anwender, im besitz von, gehoeren"},
	{author, "owner:creator", "created by, authored by, by, angelegt von, erstellt von"},
	{author, "modified-by", "modified by, last modified by, changed by, last changed by, edited by, geaendert von, " +
		"zuletzt geaendert von, bearbeitet von"},
	{author, "group", "owned by group, of group, from group, in group, der gruppe, aus gruppe"},
	{author, "project", "in project, of project, from project, assigned to project, im projekt, aus projekt, " +
		"aus dem projekt, des projekts, zum projekt"},
	{mine, "", "mine, my, i own, owned by me, meine, meiner, von mir, created by me, that i own, which i own, " +
		"belong to me"},
	{textOp, "is", "is, are, equals, is equal to, equal to, exactly, ist, is exactly, gleich, ist gleich, lautet, " +
		"is one of, one of, is either, either, entweder, in"},
	{textOp, "is-not", "is not, isn't, not equal to, does not equal, ist nicht, ungleich"},
	{textOp, "like", "like, is like, matches, matching, entspricht, wie"},
	{textOp, "contains", "contains, containing, contain, includes, enthaelt, enthalten"},
	{textOp, "starts", "starts with, starting with, start with, begins with, beginning with, begin with, beginnt mit, " +
		"beginnend mit, beginnen mit, faengt an mit"},
	{textOp, "ends", "ends with, ending with, end with, ending in, endet mit, endet auf, enden mit"},
	{textOp, "unset", "is empty, empty, is blank, blank, is not set, not set, is missing, missing, is null, leer, leere, " +
		"leerer, ist leer, nicht gesetzt, ist nicht gesetzt, nicht gefuellt, not filled"},
	{textOp, "set", "is already set, already set, is already filled, already filled, already has a value, has a value, bereits gesetzt, schon gesetzt, bereits gefuellt, schon gefuellt, is not empty, not empty, is set, filled, is filled, is not blank, is not null, nicht leer, " +
		"ist nicht leer, gefuellt, ist gefuellt, ist gesetzt"},
	{textOp, "number", "greater than, larger than, bigger than, less than, smaller than, is greater than, is less than, " +
		"groesser als, kleiner als, at least"},
	{textOp, "negated", "is not like, are not like, does not match, does not contain, not containing, not like, does not start with, not starting with, " +
		"enthaelt nicht, beginnt nicht mit, does not end with"},
	{property, "object_name", "named, called, namens"},
	{filler, "", "custom property, custom attribute, property, attribute, eigenschaft, attribut, field, feld"},
	{related, "", "attachment, attached file, anhang, anhaenge, anhaengen, anlagen"},
	{relation, "", "relation, beziehung"},
	{relation, "IMAN_specification", "specification relation"},
	{withFiles, "", "named reference, named references, benannte referenz, benannten referenzen, file, dateien"},
	{unreferenced, "", "nobody references, which nobody references, that nobody references, nothing references, that nothing references, nothing refers to, that nothing refers to, nobody uses, that nobody uses, which nobody uses, without references, that have no references, ohne referenzen, unused, not referenced, unreferenced, orphan, orphaned, not referenced anywhere, " +
		"not used anywhere, unbenutzt, unbenutzte, nicht referenziert, verwaist, verwaiste, " +
		"nicht referenzierte"},
	{siteLocal, "is", "local, local site, owned here, lokal, lokale, eigener standort"},
	{siteLocal, "is-not", "remote, replica, stub, not local, replikat, fremder standort"},
	{refused, "released by", "released by, freigegeben von, approved by"},
	{refused, "as of", "as of, zum datum, zum stichtag"},
	{refused, "compare", "compare, compare all, vergleiche, vergleichen"},
	{refused, "duplicates", "duplicate, more than once, doppelt, doppelte, mehrfach"},
	{refused, "effectivity", "effectivity, effective, valid from, gueltig ab, gueltigkeit"},
	{refused, "baseline", "baseline, baselines"},
	{refused, "variants", "variant, variante"},
	{refused, "grouping", "per template, per task, pro vorlage, per status, per type, per owner, per user, per group, per month, per year, per project, " +
		"by status, by type, grouped by, group by, pro status, je status, pro typ, je typ, pro gruppe, " +
		"je gruppe, pro benutzer, gruppiert nach, pro monat"},
}
