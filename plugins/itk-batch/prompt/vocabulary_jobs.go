package prompt

// jobWords are verbs and nouns that ask for a pattern. A weak one serves
// other patterns as well and decides only when nothing stronger is there.
var jobWords = [...]entry{
	{weakJob, "query-export", "export, extract, dump, list, write, exportieren, exportiere, ausgeben, auflisten, liste, " +
		"schreibe, schreiben, gib, liste auf, listing, find, search, select, get, show, give me, fetch, " +
		"print, query all, suche, suchen, finde, finden, abfragen, zeige, zeig, zeige mir, which, welche, " +
		"produce, output all, report, report of, overview, auswertung, uebersicht, bericht, auszug"},
	{count, "", "count, how many, number of, count only, only count, just count, count of, zaehle, zaehlen, " +
		"wie viele, wieviele, anzahl der, anzahl aller, anzahl, just the number, only the number, " +
		"only the count, nur die anzahl, nur anzahl, nur zaehlen"},
	{job, "property-report", "all properties of, print all properties, print all properties of, dump attributes of, " +
		"dump all attributes, all attributes of, alle eigenschaften, alle attribute, every property of, " +
		"show all properties, list all properties"},
	{job, "property-update", "set, update, change, fill, populate, setze, setzen, aendern, aendere, aktualisieren, befuellen, " +
		"pflegen, mass update, bulk update, bulk change, mark, mark them, markieren, markiere, " +
		"massenaenderung, massenpflege, rename, umbenennen, clear, leeren, into teamcenter, " +
		"into teamcenter attributes, modify"},
	{job, "item-create", "create, create items, anlegen, erzeugen, erstellen, migrate, migrieren, import parts, " +
		"import items, upload items, teile importieren, einspielen, copy item, load items"},
	{job, "revise", "revise, uprev, up rev, next revision, next rev, new revision, revidieren, revidiere, hochziehen, " +
		"neue revision, revisionsstand erhoehen"},
	{job, "change-ownership", "change owner, change ownership, transfer ownership, chown, reassign objects, hand over, " +
		"besitzer aendern, eigentuemer aendern, umhaengen, uebergeben an, change owning user, set owner"},
	{job, "status-add", "add status, add status to, set status, release directly, stamp, status setzen, status vergeben, " +
		"freigeben, release, into status, assign status"},
	{job, "status-remove", "remove status, delete status, unrelease, strip, status entfernen, freigabe zuruecknehmen, " +
		"status loeschen"},
	{job, "status-replace", "replace status, promote from, status ersetzen, statuswechsel"},
	{job, "relation-create", "attach, relate, link, connect, create relation, create relations, verknuepfen, zuordnen, " +
		"beziehung anlegen, verknuepfe"},
	{job, "bom-export", "bom, boms, ebom, mbom, bill of material, explode, parts list, structure list, stueckliste, " +
		"stuecklisten, strukturstueckliste, stuecklistenauszug, mengenstueckliste, aufloesen, flatten, " +
		"rolled up, find number, bom lines"},
	{job, "bom-import", "import bom, load bom, build structure, import bom structure, create assembly structure, " +
		"stueckliste importieren, stuecklisten importieren, stueckliste einlesen, stuecklisten einlesen, " +
		"struktur aufbauen, einlesen, add component, insert part, position hinzufuegen, teil einbauen, " +
		"create bom"},
	{job, "bom-compare", "compare bom, compare boms, bom diff, bom compare, stuecklisten vergleichen, " +
		"stueckliste vergleichen"},
	{job, "where-used", "where used, whereused, used in, parents of, implosion, verwendungsnachweis, verwendung, " +
		"wo verwendet, referenced by, which objects reference, objects reference, referenziert von, " +
		"wer verweist auf, where referenced"},
	{job, "dataset-import", "import, importieren, importiere, import files, load datasets, attach files, check in files, " +
		"dateien importieren, dateien anhaengen, replace file, replace, datei austauschen, upload, " +
		"ersetze"},
	{job, "dataset-export", "download, export files, extract files, extract pdf, export pdf files, extract pdfs, " +
		"herunterladen, lade herunter, dateien exportieren, pdfs of components, download pdf, pdf ziehen, " +
		"copy files, export attached files, get drawings, save files, export attachments"},
	{job, "dataset-purge", "purge, clean up versions, remove old versions, delete old versions, delete old dataset versions, " +
		"alte versionen loeschen, bereinigen, aufraeumen, remove old dataset versions"},
	{job, "delete-objects", "delete, delete them, remove, erase, drop, loeschen, loesche, entfernen, entferne"},
	{job, "workflow-start", "start workflow, start workflows, start process, submit to, initiate process, kick off, " +
		"workflow starten, prozess starten, in umlauf geben, release via workflow, quick release, " +
		"quick release via workflow, via workflow, ueber workflow freigeben, schnellfreigabe, start, " +
		"starte"},
	{job, "workflow-task", "complete task, complete, approve, sign off, reject, review tasks, reassign task, delegate task, " +
		"stuck workflows, stuck workflow, workflows, open tasks, tasks, pending processes, " +
		"haengende workflows, offene aufgaben, aufgaben, aufgabe erledigen, genehmigen, ablehnen, " +
		"task name, processes, prozesse"},
	{job, "process-abort", "abort, kill process, prozess abbrechen, prozesse abbrechen, abort process, abort all processes, " +
		"cancel process"},
	{job, "user-report", "users, user list, list users, members of group, licence usage, license level, last login, " +
		"benutzerliste, anwenderliste, gruppenmitglieder, who is in group, alle benutzer, all users, " +
		"never logged in, nie angemeldet"},
	{job, "user-admin", "inactivate, inactivate all users, deactivate, deactivate users, create user, create users, " +
		"benutzer anlegen, benutzer deaktivieren, benutzer sperren, deaktivieren"},
	{job, "project-assign", "assign to project, assign, add to project, remove from project, projekt zuweisen, zuweisen, " +
		"ins projekt aufnehmen, aus projekt entfernen"},
	{job, "checkout-report", "checked out, check outs, checkouts, who has checked out, reserved, ausgecheckt, ausgecheckte, " +
		"ausgecheckten, in bearbeitung bei"},
	{job, "checkout-cancel", "cancel checkout, cancel check out, undo checkout, force check in, auschecken abbrechen, " +
		"check out aufheben, check in, checkin"},
	{job, "classification-report", "classified, classification, classification values, classification export, ico values, " +
		"klassifiziert, klassifizierte, sachmerkmale, klassifikationswerte, class id, klassifikation"},
	{job, "preference-report", "preferences, site preferences, praeferenzen, site settings"},
	{job, "plmxml-export", "plmxml, plmxml export, tcxml, briefcase, transfer mode"},
	{refused, "change type", "change type, change type of, typ aendern"},
	{refused, "classify", "classify, klassifizieren"},
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
	{and, "", "and, und, sowie, as well as, also, but, aber"},
	{or, "", "or, oder"},
	{then, "", "then, afterwards, dann, danach, anschliessend"},
	{not, "", "neither, nor, weder, noch, not, nicht, kein, keine, keinen, no, non, without, ohne, except, but not, aber nicht, excluding, " +
		"other than, ausser, ausgenommen, aren't, don't have, do not have, does not have, that have no, " +
		"have no, has no, with no, that are not, which are not, nicht im"},
	{marker, "", "where, that, whose, deren, dessen, wobei, only, just, nur, ausschliesslich, having, " +
		"restricted to, wenn, if, unless, bei denen"},
	{with, "", "with, mit, have, has, haben, hat, w"},
	{filler, "", "yes, our, i'd, i'm, we're, we'd, got, put, team, denen, derer, ausgabe, exported, know, tell me, wissen, export of, attached, angehaengt, angehaengte, " +
		"angehaengtem, contents, inhalt, line ends, line endings, zeilenenden, the, a, an, all, alle, " +
		"aller, allen, every, each, any, jede, jeder, jedes, saemtliche, saemtlicher, of, for, on, at, in, " +
		"im, am, der, die, das, den, dem, des, ein, eine, einer, einen, einem, von, vom, zu, zum, zur, " +
		"fuer, this, these, those, they, them, their, its, it, ihre, ihrer, was, were, wurde, wurden, " +
		"worden, sind, ist, be, been, who, there, i, we, me, us, you, ich, wir, mir, uns, need, needs, " +
		"want, would like, brauche, brauchen, benoetige, moechte, can you, could you, please, pls, bitte, " +
		"run, use, using, must, should, soll, sollen, must be used, utility, program, programm, batch, " +
		"tool, itk, script, skript, job, interface, schnittstelle, erp, sap, make, writes, exports, lists, " +
		"finds, data, daten, information, row, rows, line, lines, result, ergebnis, called, " +
		"delimited file, separated file, file, datei, values, werte, format, order, based on, so, dass, " +
		"currently, aktuell, existing, vorhandene, entries, exist, exists, gibt es, es, alles, stored, " +
		"available, belong, belonging to, command line, state, zustand, best regards, " +
		"kind regards, regards, gruss, gruesse, hello, hi, hallo, thanks, thank you, danke, too, auch, " +
		"folgenden, following, jeweils, werden, wird, sein, do, does, about, out, date, datum"},
	{negativeAnswer, "", "nein"},
	{format, "excel", "excel compatible"},
}
