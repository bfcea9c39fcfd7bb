package prompt

// jobWords are verbs and nouns that ask for a pattern. A weak one serves
// other patterns as well and decides only when nothing stronger is there. A
// verb whose argument is a pattern may still mean another one, by its object.
var jobWords = [...]entry{
	{weakJob, "query-export", "export, extract, dump, list, write, exportieren, exportiere, ausgeben, auflisten, liste, " +
		"schreibe, schreiben, schreibt, gib, liste auf, listing, find, search, select, get, show, give me, fetch, " +
		"print, query all, suche, suchen, finde, finden, abfragen, zeige, zeig, zeige mir, which, welche, " +
		"produce, output all, report, report of, overview, auswertung, uebersicht, bericht, auszug"},
	{count, "", "count, how many, number of, count only, only count, just count, count of, zaehle, zaehlen, " +
		"wie viele, wieviele, anzahl der, anzahl aller, anzahl, just the number, only the number, " +
		"only the count, nur die anzahl, nur anzahl, nur zaehlen"},
	{topic, "property-report", "aller eigenschaften, aller attribute, rohwerte, everything about, everything known about, everything we know about, all about, alles ueber, alles was wir wissen ueber, what properties, which properties, what attributes, which attributes, welche eigenschaften, welche attribute, property dump, property dumps, attribute dump, property list of, property values of, full property list, complete property list, eigenschaften von, all property values, all attribute values, all properties and values, jede eigenschaft, jedes attribut, all properties of, print all properties, print all properties of, dump attributes of, " +
		"dump all attributes, all attributes of, alle eigenschaften, alle attribute, every property of, " +
		"show all properties, list all properties, property report, all properties, every property, dump attributes, " +
		"eigenschaftsbericht, all attributes, saemtliche eigenschaften, saemtliche attribute"},
	{job, "property-update", "remove trailing blanks, remove leading and trailing blanks, remove leading blanks, reset, zuruecksetzen, auf grossbuchstaben, in grossbuchstaben, auf kleinbuchstaben, in kleinbuchstaben, to uppercase, to upper case, to lowercase, to lower case, uppercase, lowercase, capitalize, grossschreiben, kleinschreiben, set, update, change, fill, populate, setze, setzen, aendern, aendere, aktualisieren, aktualisiere, befuellen, befuelle, " +
		"pflegen, pflege, mass update, bulk update, bulk change, mark, mark them, markieren, markiere, " +
		"massenaenderung, massenpflege, rename, umbenennen, benenne, clear, leeren, fuelle, fuellen, " +
		"into teamcenter attributes, blank out, empty out, wipe, modify, overwrite property, trim, correct, korrigiere, korrigieren, blank, convert"},
	{job, "item-create", "create, create items, anlegen, lege, legt, erzeugen, erzeuge, erstellen, erstelle, migrate, migrieren, import parts, " +
		"import items, upload items, teile importieren, artikel importieren, einspielen, load items, generate items, create parts"},
	{job, "item-copy", "copy item, save as new item, speichern unter, copy items, duplicate items, save item as"},
	{job, "revise", "rev up, rev them up, bump revision, bump revisions, revise, uprev, up rev, next revision, next rev, new revision, revidieren, revidiere, hochziehen, ziehe hoch, " +
		"neue revision, revisionsstand erhoehen, naechste revision, new revisions, neue revisionen"},
	{job, "change-ownership", "should belong to, should now belong to, should be owned by, shall belong to, must belong to, sollen gehoeren, soll gehoeren, should go to, give ownership, change owner, change ownership, transfer ownership, chown, reassign objects, " +
		"besitzer aendern, eigentuemer aendern, change owning user, set owner, besitzer wechseln, besitzerwechsel, eigentuemerwechsel, " +
		"reassign ownership, change owning group, move ownership"},
	{job, "hand", "hand, hands"},
	{job, "hand over", "hand over, uebergeben an, uebergeben, uebergib, handover, uebertragen, uebertrage, transfer"},
	{job, "status-add", "add status, add status to, set status, release directly, stamp, status setzen, status vergeben, " +
		"freigeben, release, into status, assign status, set release status, add release status, setze status"},
	{job, "status-remove", "remove status, delete status, unrelease, strip, status entfernen, freigabe zuruecknehmen, " +
		"status loeschen, un release, take away status, remove release status, entferne status, freigaben zuruecknehmen"},
	{job, "status-replace", "replace status, promote from, status ersetzen, statuswechsel, ersetze status, swap status"},
	{job, "promote", "promote"},
	{job, "relation-create", "attach, relate, link, connect, create relation, create relations, verknuepfen, zuordnen, " +
		"beziehung anlegen, verknuepfe, haenge, anhaengen, haengen, verbinde, verbinden, beziehungen anlegen"},
	{topic, "bom-export", "structure of, structures of, product structure, product structures, assembly structure, struktur von, struktur der, produktstruktur, baugruppenstruktur, bom, boms, ebom, mbom, bill of material, bills of material, parts list, structure list, stueckliste, " +
		"stuecklisten, strukturstueckliste, stuecklistenauszug, mengenstueckliste, mengenstuecklisten, " +
		"rolled up, find number, bom lines, summenstueckliste, baukastenstueckliste, strukturstuecklisten, multi level bom"},
	{job, "bom-export", "explode, aufloesen, flatten, loese auf"},
	{job, "bom-import", "import bom, load bom, build structure, build structures, import bom structure, create assembly structure, " +
		"stueckliste importieren, stuecklisten importieren, stueckliste einlesen, stuecklisten einlesen, " +
		"struktur aufbauen, add component, insert part, build assembly, build assemblies, build assembly structure, build assembly structures, build up structure, create structure, create structures, position hinzufuegen, teil einbauen, " +
		"create bom, strukturen aufbauen, stuecklisten aufbauen, aufbauen, build bom, build boms, einbauen, insert component, lies stueckliste, upload bom"},
	{job, "bom-compare", "compare bom, compare boms, bom diff, bom compare, stuecklisten vergleichen, " +
		"stueckliste vergleichen, vergleiche stuecklisten, vergleiche stueckliste, bom comparison, stuecklistenvergleich, compare structures, compare structure"},
	{topic, "where-used", "assemblies containing, assemblies that contain, assemblies which contain, assemblies with component, assemblies using, assemblies that use, boms containing, boms that contain, where used, whereused, used in, parents of, implosion, verwendungsnachweis, verwendung, " +
		"wo verwendet, referenced by, which objects reference, objects reference, referenziert von, " +
		"wer verweist auf, where referenced, what references, who references, verwendungsnachweise, verwendungen, objects that reference, " +
		"welche objekte verweisen auf, referencers of, which assemblies use, in which assemblies, in welchen baugruppen, " +
		"welche objekte referenzieren, parent assemblies of, all parents of, direct parents of"},
	{job, "dataset-import", "import, importieren, importiere, import files, load datasets, attach files, check in files, " +
		"dateien importieren, dateien anhaengen, replace file, datei austauschen, upload, hochladen, lade hoch"},
	{job, "load", "load, lade, laden, einlesen"},
	{job, "where", "in which, in welchen, in welcher, in welchem, where is, where are, report where, show where, wo ist, wo sind, wo wird, wo werden"},
	{job, "save", "save, speichere"},
	{job, "replace", "replace, ersetze, ersetzen, austauschen, tausche, exchange, swap"},
	{job, "dataset-export", "download, export files, extract files, extract pdf, export pdf files, extract pdfs, " +
		"herunterladen, lade herunter, dateien exportieren, pdfs of components, download pdf, pdf ziehen, " +
		"copy files, export attached files, get drawings, save files, export attachments, pdfs ziehen, ziehe pdfs, " +
		"export pdfs, export pdf, extract jt, export jt files, pdf dateien exportieren, pdfs exportieren, get pdfs, export files of, export all files, export all pdfs, extract jt files, get pdf files, export attached pdfs, all pdfs of"},
	{job, "purge", "purge, clean up versions, remove old versions, delete old versions, delete old dataset versions, " +
		"alte versionen loeschen, bereinigen, bereinige, aufraeumen, remove old dataset versions, raeume auf, clean up, cleanup, alte versionen entfernen, purge old versions, clean up old versions"},
	{job, "delete-objects", "get rid of, throw away, dispose of, loswerden, entsorgen, delete, delete them, remove, erase, drop, loeschen, loesche, entfernen, entferne, remove all, take away, nimm weg, zuruecknehmen"},
	{job, "add", "add, hinzufuegen, fuege, append to, aufnehmen, nimm auf"},
	{job, "take", "take, takes, nimm, nehme, nehmen, pull"},
	{job, "build", "build, baue, bauen, build up, assemble"},
	{job, "install", "install, insert, verbaue, verbauen, baue ein, einfuegen, fuege ein"},
	{job, "give", "give, geben, vergib, vergeben, put, vergebe, grant, move, verschiebe, verschieben, bekommen, erhalten, bekommt, erhaelt, receive"},
	{job, "start", "start, starte, starten, launch"},
	{job, "workflow-start", "start workflow, start workflows, start process, submit to, initiate process, kick off, " +
		"workflow starten, prozess starten, in umlauf geben, release via workflow, quick release, " +
		"quick release via workflow, via workflow, ueber workflow freigeben, schnellfreigabe, initiate, submit, route, " +
		"in workflow geben, durch workflow schicken, send through workflow, run workflow, trigger workflow, trigger, start a process"},
	{job, "complete", "complete, approve, sign off, reject, delegate, genehmigen, genehmige, ablehnen, abzeichnen, erledigen, erledige, finish, abschliessen, delegieren, umverteilen"},
	{job, "reassign", "reassign, umhaengen"},
	{job, "copy", "copy, kopiere, kopieren, duplicate item"},
	{filler, "", "empty means delete, empty means delete value, empty means clear, empty cells mean delete, leere zellen loeschen, leere zellen loeschen den wert, leere zelle loescht, leer bedeutet loeschen, replace existing, replace existing structure, replace existing lines, replace existing files, vorhandene ersetzen, bestehende ersetzen"},
	{job, "workflow-task", "complete task, review tasks, reassign task, delegate task, reassign tasks, approve all, " +
		"aufgabe erledigen, aufgaben erledigen, aufgabe umverteilen, complete tasks"},
	{topic, "workflow-task", "stuck workflows, stuck workflow, workflows, open tasks, tasks, pending processes, " +
		"haengende workflows, offene aufgaben, aufgaben, task name, processes, prozesse, my tasks, meine aufgaben, worklist, arbeitsliste, running workflows, laufende workflows, my worklist"},
	{job, "process-abort", "abort, kill process, prozess abbrechen, prozesse abbrechen, abort process, abort all processes, " +
		"cancel process, cancel workflow, cancel workflows, workflows abbrechen, workflow abbrechen, abbrechen, kill all processes, kill workflows, cancel processes"},
	{topic, "user-report", "who is in, wer ist in, wer ist alles in, wer gehoert zu, who belongs to, who is member of, wer ist mitglied, who are members of, benutzer der gruppe, users, user list, list users, members of group, licence usage, license level, last login, " +
		"benutzerliste, anwenderliste, gruppenmitglieder, who is in group, alle benutzer, all users, " +
		"never logged in, nie angemeldet, mitglieder der gruppe, user report, inactive users, active users, list of users, inaktive benutzer, " +
		"aktive benutzer, user accounts, anwender, members of the group, group members, benutzer auflisten, welche benutzer, which users"},
	{job, "user-admin", "inactivate, inactivate all users, deactivate, deactivate users, create user, create users, " +
		"benutzer anlegen, benutzer deaktivieren, benutzer sperren, deaktivieren, deaktiviere, activate users, new users, disable users, lock users, sperre"},
	{job, "project-assign", "assign to project, assign, add to project, remove from project, projekt zuweisen, zuweisen, weise, " +
		"ins projekt aufnehmen, aus projekt entfernen, add them to project, projektzuordnung, assign to projects"},
	{topic, "checkout-report", "checked out, check outs, checkouts, who has checked out, reserved, ausgecheckt, ausgecheckte, " +
		"ausgecheckten, in bearbeitung bei, checkout report, check out, checkout, ausgecheckter, auscheckungen"},
	{job, "checkout-cancel", "cancel checkout, cancel check out, undo checkout, force check in, auschecken abbrechen, " +
		"check out aufheben, check in, checkin, cancel checkouts, cancel all checkouts, undo checkouts, force checkin, cancel the check outs, einchecken, cancel check outs, auscheckungen aufheben, checkouts aufheben"},
	{topic, "classification-report", "of class, der klasse, attributes of class, attribute der klasse, merkmale der klasse, objects of class, objekte der klasse, classified, classification, classification values, classification export, ico values, " +
		"klassifiziert, klassifizierte, sachmerkmale, klassifikationswerte, class id, klassifikation, klassifizierten, klassifizierter, " +
		"classification attributes, sachmerkmalleisten, klassifizierungsdaten, sachmerkmalen, classification data, ico"},
	{topic, "preference-report", "preferences, site preferences, praeferenzen, site settings"},
	{topic, "plmxml-export", "plmxml, plmxml export, tcxml, briefcase, transfer mode"},
	{job, "type-change", "change type, change type of, typ aendern, change object type, change item type"},
	{job, "classification-set", "classify, klassifizieren, klassifiziere"},
	{safetyWord, "keepModified", "don't touch modified date, dont touch modified date, do not touch modified date, don't touch last modified date, do not touch last modified date, don't change modified date, dont change modified date, do not change modified date, don't change modification date, do not change modification date, do not change last modified date, keep last modified date, keep modification date, keep last mod date, keeping last modified date, without changing last modified date, " +
		"aenderungsdatum behalten, aenderungsdatum beibehalten, keep modified date, don't change last modified date, aenderungsdatum bleibt, ohne aenderungsdatum zu aendern, keep last modification date, aenderungsdatum soll bleiben, aenderungsdatum nicht aendern"},
	{safetyWord, "released:allow", "even if released, even released ones, also released ones, auch wenn freigegeben, auch freigegebene, including released ones, even if they are released, also if released"},
	{safetyWord, "released:skip", "freigegebene nicht anfassen, freigegebene nicht aendern, freigegebene nicht anruehren, freigegebene nicht veraendern, leave released ones alone, leave released ones untouched, do not touch released, don't touch released ones, skip released, skip released ones, leave released ones, freigegebene ueberspringen, freigegebene auslassen, freigegebene weglassen, freigegebene ignorieren, unless released, sofern nicht freigegeben, do not touch released ones, skip released revisions"},
	{safetyWord, "checkedOut:skip", "ausgecheckte nicht anfassen, leave checked out ones alone, do not touch checked out ones, unless checked out, not checked out, that are not checked out, if not checked out, sofern nicht ausgecheckt, nicht ausgecheckt, except checked out ones, skip checked out, skip checked out ones, ausgecheckte ueberspringen, skip checked out objects, leave checked out ones, ignore checked out ones"},
	{safetyWord, "checkedOut:error", "report checked out as error, checked out is an error, checked out objects are errors, ausgecheckte sind fehler, checked out ones are errors"},
	{safetyWord, "inProcess:allow", "even if in process, auch wenn im umlauf, auch wenn im workflow, even if in workflow, also those in process"},
	{safetyWord, "inProcess:skip", "skip those in process, skip objects in process, skip if in process, im umlauf ueberspringen, skip those in workflow, unless in process, not in process, if not in process, that are not in process, nicht im umlauf"},
	{safetyWord, "productive", "really, productive, echt, scharf, produktiv, for real, execute it"},
}

// foreignWords ask for something that is no batch utility.
var foreignWords = [...]entry{
	{refused, "itk-handler", "handler, handlers, action handler, rule handler"},
	{refused, "itk-extension", "bmide, pre action, post action, extension, precondition, erweiterung"},
	{refused, "rac-plugin", "rich client, rac, button, schaltflaeche, menu, menue"},
	{refused, "awc-module", "active workspace, awc, tile"},
	{refused, "soa-client", "soa, rest api, web service, webservice, java client, .net, dotnet, java, c#"},
	{refused, "sql", "sql, oracle, directly in database, direkt in datenbank, direkt in der datenbank, table pitem, " +
		"sqlplus, database table, insert into"},
	{refused, "multi-site", "another site, to another site, ownership to another site, transfer ownership to another site, " +
		"multi site, multisite, ods, replicate, an anderen standort"},
	{refused, "dispatcher", "dispatcher, translate to jt"},
	{refused, "administration", "solr, fms, volume move, move volume"},
}

// smallWords join, negate, announce, or say nothing.
var smallWords = [...]entry{
	{and, "", "+, and, und, sowie, as well as, also, but, aber"},
	{or, "", "or, oder"},
	{then, "", "then, afterwards, dann, danach, anschliessend"},
	{not, "", "all but, everything but, anything but, bis auf, alle bis auf, alles bis auf, alle ausser, alles ausser, apart from, aside from, with the exception of, with exception of, mit ausnahme von, mit ausnahme der, abgesehen von, doesn't, didn't, haven't, hasn't, weren't, wasn't, skip, skipping, omit, omitting, exclude, leave out, leaving out, ignore, ignoring, ueberspringe, ignoriere, w/o, nicht mehr, no longer, unless, unless they are, unless it is, es sei denn, ausser wenn, except if, except when, except where, don't, dont, do not, nobody, no one, niemand, nobody has, no one has, no user, never, nie, niemals, neither, nor, weder, noch, not, nicht, kein, keine, keinen, no, non, without, ohne, except, but not, aber nicht, excluding, " +
		"other than, ausser, ausgenommen, aren't, don't have, do not have, does not have, that have no, " +
		"have no, has no, with no, that are not, which are not, nicht im"},
	{marker, "", "where, that, that's, they're, it's, whose, deren, dessen, wobei, sofern, falls, solange, soweit, insofern, vorausgesetzt, provided, provided that, as long as, so long as, when, only, just, nur, ausschliesslich, having, " +
		"restricted to, wenn, if, bei denen"},
	{with, "", "with, mit, have, has, haben, hat, w"},
	{filler, "", "yet, so far, bislang, bisher, bulk, massenhaft, if exists, if it exists, if they exist, if already exists, if it already exists, if present, wenn vorhanden, falls vorhanden, wenn schon vorhanden, durch, bereits, schon, already, automatically, automatisch, auf, via, read, lies, ob, now, what, still, immer noch, noch immer, actually, eigentlich, wenigstens, per, off, raus, heraus, rein, hinein, inside, whatever, bei, hinzu, zusammen, davon, damit, nun, jetzt, mal, kindly, simply, given, respective, jeweiligen, entsprechend, entsprechende, entsprechenden, above, below, such, new, neue, neuen, neuer, old, alte, alten, same, laut, gemaess, according to, named in, site, ones, yes, our, i'd, i'm, we're, we'd, got, put, team, denen, derer, ausgabe, exported, know, tell me, wissen, export of, attached, angehaengt, angehaengte, " +
		"angehaengtem, contents, inhalt, line ends, line endings, zeilenenden, the, a, an, all, alle, " +
		"aller, allen, every, each, any, jedem, jeden, jede, jeder, jedes, saemtliche, saemtlicher, of, for, on, at, in, " +
		"im, am, der, die, das, den, dem, des, ein, eine, einer, einen, einem, von, vom, zu, zum, zur, " +
		"fuer, this, these, those, they, them, their, its, it, ihre, ihrer, was, were, wurde, wurden, " +
		"worden, sind, ist, be, been, who, there, i, we, me, us, you, ich, wir, mir, uns, need, needs, " +
		"want, would like, brauche, brauchen, benoetige, moechte, can you, could you, please, pls, bitte, " +
		"run, use, using, must, should, soll, sollen, must be used, utility, program, programm, batch, " +
		"tool, itk, script, skript, job, interface, schnittstelle, erp, sap, make, writes, exports, lists, " +
		"finds, data, daten, information, row, rows, line, lines, result, ergebnis, called, " +
		"delimited file, separated file, file, datei, values, werte, format, order, based on, so, dass, " +
		"currently, aktuell, existing, vorhandene, entries, exist, exists, gibt es, es, alles, stored, " +
		"available, belong, belonging to, sie, frau, herr, herrn, command line, state, zustand, best regards, " +
		"kind regards, regards, gruss, gruesse, hello, hi, hallo, thanks, thank you, danke, too, auch, " +
		"folgenden, following, jeweils, werden, wird, sein, do, does, about, out, date, datum"},
	{negativeAnswer, "", "nein"},
	{leftOut, "", "auslassen, auszulassen, weglassen, wegzulassen, ausschliessen, ausgeschlossen, ueberspringen, ignorieren, left out, excluded, are skipped, be skipped, are ignored"},
	{format, "excel", "excel compatible"},
}
