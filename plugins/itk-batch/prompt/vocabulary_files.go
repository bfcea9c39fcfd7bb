package prompt

// sourceWords say where the objects come from.
var sourceWords = [...]entry{
	{queryWord, "", "saved query, saved search, query named, query called, using query, use query, run query, " +
		"run saved query, execute query, execute saved query, with query, from query, of query, " +
		"gespeicherte abfrage, gespeicherten abfrage, gespeicherte suche, gespeicherten suche, " +
		"mit abfrage"},
	{queryWord, "maybe", "query, abfrage"},
	{folderWord, "", "contents of folder, content of folder, in folder, inside folder, under folder, from folder, " +
		"of folder, below folder, children of folder, inhalt des ordners, inhalt von ordner, im ordner, " +
		"in ordner, aus ordner, aus dem ordner, unter ordner, unter dem ordner"},
	{folderWord, "Home", "home folder, my home folder, in my home folder, contents of home folder, " +
		"contents of my home folder, home ordner"},
	{folderWord, "Newstuff", "newstuff, newstuff folder, my newstuff folder, contents of newstuff, contents of newstuff folder, " +
		"contents of my newstuff folder"},
	{recursive, "", "subfolders, sub folders, unterordner, unterordnern, recursively, recursive, rekursiv, including subfolders, with subfolders, mit unterordnern, " +
		"and subfolders, and all subfolders"},
	{listWord, "", "input file, input list, from list, in list, from csv, from csv file, from file, from text file, " +
		"listed in, list of ids, list of item ids, list of part numbers, given in, eingabedatei, " +
		"aus liste, aus der liste, in der liste, aus csv, aus csv datei, aus datei, aus der datei, " +
		"contained in file, ids from, item ids from"},
	{listWord, "object:item|Item|given", "items from, items in"},
	{listWord, "object:revision|ItemRevision|given", "revisions from, revisions in"},
	{listWord, "object:revision|Part Revision|everyday", "parts in"},
}

// formatWords shape the output.
var formatWords = [...]entry{
	{format, "csv", "csv, csv file, to csv, as csv, als csv, in csv, into csv, nach csv, csv datei, csv format, " +
		"to csv file, in csv datei, als csv datei, csv export, csv report"},
	{format, "json", "json, to json, as json, als json, json file, json datei, output json, json format"},
	{format, "text", "txt, text file, txt file, as text, to text, to text file, textdatei, als textdatei, als text"},
	{format, "tab text", "tab delimited text, tab separated text, tab delimited text file"},
	{format, "excel", "to excel, nach excel, for excel, in excel, into excel, open in excel, excel"},
	{format, "german excel", "german excel, for german excel, deutsches excel, fuer excel, fuer deutsches excel, " +
		"german version of excel, deutschem excel, in deutschem excel"},
	{refused, "xlsx", "excel file, xlsx, xls, excel sheet, excel workbook, excel datei, excel spreadsheet, exceldatei, " +
		"excel tabelle"},
	{refused, "xml", "xml, html, html report, xml file, xml datei, pdf report, as pdf, als pdf"},
	{delimiter, ",", "comma separated, comma delimited, kommagetrennt, komma getrennt, kommasepariert, comma, komma"},
	{delimiter, ";", "semicolon, semicolon separated, semicolon delimited, semikolon, strichpunkt, semikolongetrennt, " +
		"semikolon getrennt, semikolonsepariert"},
	{delimiter, "\t", "tab, tabs, tab delimited, tab separated, tsv, tabulator, tabulatorgetrennt, tab getrennt"},
	{delimiter, "|", "pipe, pipe delimited, pipe separated, vertical bar, senkrechter strich, pipe getrennt, " +
		"pipe zeichen"},
	{delimiter, "^", "caret, dach"},
	{delimiterWord, "", "delimiter, separator, field separator, trennzeichen, separated by, delimited by, getrennt durch, " +
		"getrennt mit, separated with, feldtrenner"},
	{header, "yes", "with header, header line, with header line, with header row, column titles, with column titles, " +
		"mit kopfzeile, mit ueberschrift, header, kopfzeile, header row"},
	{header, "no", "no header, no header line, no header row, without header, without header line, " +
		"without header row, ohne kopfzeile, ohne ueberschrift, keine kopfzeile, no headers, " +
		"no column titles, without column titles, ohne header, without headings, no headings, kein header, " +
		"noheader"},
	{encoding, "utf-8", "utf-8, utf8, unicode, utf-8 without bom, utf-8 no bom, utf-8 ohne bom"},
	{refused, "encoding", "utf-16, utf16, ebcdic"},
	{encoding, "iso-8859-1", "latin1, latin-1, iso-8859-1, iso8859-1"},
	{encoding, "windows-1252", "ansi, windows-1252, cp1252, cp-1252"},
	{encoding, "utf-8-bom", "utf-8-bom, utf-8 with bom, utf-8 mit bom, utf8 with bom, utf8 mit bom, utf-8 bom, utf8 bom"},
	{byteOrder, "", "byte order mark, with byte order mark"},
	{filler, "", "encoding, encoded, kodierung, zeichensatz, codierung, one line per, one row per, eine zeile pro, " +
		"one per line"},
	{newline, "crlf", "crlf, windows line ends, windows line endings, dos line endings, windows zeilenenden"},
	{newline, "lf", "unix line endings, unix line ends, unix zeilenenden"},
	{decimalComma, "", "decimal comma, dezimalkomma, decimal commas"},
	{quoteAll, "", "quoted, all quoted, quote all, quote everything, in anfuehrungszeichen, " +
		"alles in anfuehrungszeichen, all fields quoted, all values quoted"},
	{sortWord, "", "sorted by, sort by, order by, ordered by, sorted on, sortiert nach, sortiere nach, " +
		"sortieren nach, sort on, sorted after, sort after, geordnet nach"},
	{direction, "down", "descending, desc, absteigend, in descending order, newest first, neueste zuerst, latest first, largest first"},
	{direction, "up", "ascending, asc, aufsteigend, in ascending order, oldest first, aelteste zuerst, alphabetically, alphabetisch"},
	{columnsWord, "", "columns, column, with columns, columns in this order, in this order, with fields, fields, " +
		"attributes, with attributes, properties, with properties, output columns, spalten, mit spalten, " +
		"mit den spalten, spalte, reihenfolge, in dieser reihenfolge, felder, attribute, eigenschaften, " +
		"mit den feldern, showing, including, incl, inkl, inklusive, plus"},
	{preposition, "out file", "to file, into file, to file named, into file named, into file called, in datei, in die datei, " +
		"in eine datei, nach datei, output file, ausgabedatei, output to, output path, output, write to, " +
		"save as, saved as, save to, save it as, save it to, file name is"},
	{preposition, "out folder", "to folder, into folder, to directory, into directory, in directory, output directory, " +
		"output folder, directory, in verzeichnis, ins verzeichnis, in den ordner, in das verzeichnis, " +
		"nach verzeichnis"},
	{preposition, "out", "to, into, as, nach, als, unter, ins"},
	{preposition, "in", "from, aus"},
	{logWord, "", "log to, log file, logfile, log into, log in, write log to, logs to, protokoll nach, protokoll in, " +
		"protokolldatei, logdatei, log nach, log, with log file, with log, log path, protokoll"},
}

// runWords speak of the run: limits, exit codes, login, schedule.
var runWords = [...]entry{
	{limitWord, "", "at most, max, maximum, limit, limited to, limit to, no more than, up to max, first, top, " +
		"hoechstens, maximal, die ersten"},
	{stopAtError, "", "stop at first error, stop on first error, stop on error, beim ersten fehler abbrechen, " +
		"abort at first error, abort on first error"},
	{emptyResult, "", "if none, if nothing, if nothing found, if nothing was found, if nothing is found, " +
		"if nothing was released, if nothing was created, if nothing was changed, if nothing changed, " +
		"if no objects, if empty, if result is empty, if no result, if no rows, when nothing was found, " +
		"when nothing found, when empty, when nothing is found, falls nichts, falls nichts gefunden, " +
		"wenn nichts, wenn nichts gefunden, wenn leer"},
	{exitCode, "", "exit code, exit codes, exit, return code, rueckgabewert, exitcode"},
	{scheduled, "", "daily, nightly, hourly, weekly, monthly, every hour, every day, every night, every week, " +
		"every morning, taeglich, taeglicher, naechtlich, naechtlicher, stuendlich, woechentlich, " +
		"jede nacht, jeden tag, cron, cron job, cronjob, scheduled, task scheduler, einplanen, " +
		"every month"},
	{login, "file", "password file, password file must be used, with password file, passwortdatei, no password, " +
		"no passwords, without password, no password on command line, kein passwort, mit passwortdatei"},
	{login, "secret", "password, passwort, kennwort, pwd, -p, credentials"},
	{login, "maybe", "login, log in as, anmelden als, -u, user infodba, login with, login as"},
	{environment, "prefix", "prefix, praefix, code prefix"},
	{environment, "version", "teamcenter, tc, for tc, fuer tc"},
	{environment, "gcc", "on linux, linux, rhel, rhel8, rhel9, gcc, unter linux, suse, sles"},
	{environment, "msvc", "windows, on windows, unter windows, msvc, visual studio"},
	{noEffect, "dry run", "dry run, simulate, test only, preview, testlauf, probelauf, simulation"},
	{noEffect, "bypass", "with bypass, bypass, as dba, as infodba, mit bypass, als dba, als infodba, infodba runs it"},
	{noEffect, "progress", "verbose, quiet, with progress, ausfuehrlich"},
	{refused, "append", "append"},
	{noEffect, "overwrite", "overwrite, ueberschreiben"},
	{noEffect, "resume", "resume, fortsetzen"},
	{refused, "mail", "mail it, email it, send by mail, send it by mail, send by email, send mail, mail result, by mail, " +
		"by email, per mail, per mail senden, per e mail, by e mail, ftp, sftp, send it to, mail them, email them, upload it, email to, mail to, e mail to, " +
		"mail an, e mail an, schicke, schicken, verschicken, versenden, send them, send result, email result, mail me, email me"},
	{nameless, "email", "email, e mail, mail"},
}
