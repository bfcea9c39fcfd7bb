package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// isForeign reports keys that end everything: what they ask for is not a
// batch utility, or must not be stored.
func isForeign(key string) bool {
	switch key {
	case "itk-handler", "itk-extension", "rac-plugin", "awc-module", "soa-client", "sql", "multi-site", "dispatcher", "administration", "password":
		return true
	}
	return false
}

func foreignRefusal(key string) *Refusal {
	refusal := &Refusal{Candidates: []string{spec.QueryExport}}
	switch key {
	case "itk-handler", "itk-extension", "rac-plugin", "awc-module", "soa-client":
		refusal.Message = "The prompt asks for a " + foreignTitle(key) + ", which is the artifact type " + key + ", not an ITK batch utility; that type is reserved and not made yet. A batch utility can export the same data from the command line."
		refusal.Missing = []string{"the artifact type " + key}
	case "sql":
		refusal.Message = "Direct access to the database bypasses Teamcenter's rules, and writing so destroys data. Only ITK programs are made; reading is the pattern query-export."
		refusal.Missing = []string{"a wish that ITK can fulfil, without SQL"}
	case "multi-site":
		refusal.Message = "A transfer of ownership between sites is Multi-Site, not a change of owner in this site; no ITK batch utility does it safely."
		refusal.Missing = []string{"a wish within one site"}
	case "password":
		refusal.Candidates = nil
		refusal.Message = "The prompt holds a password or a login. Prompts are stored, so nothing was made of this one: remove it and ask again. Generated programs take -u= and -pf= (a password file) when they run. Change the password if it was a real one."
		refusal.Missing = []string{"a prompt without a login"}
	default:
		refusal.Message = "This is a task of administration or translation for which Teamcenter has services and utilities of its own; no ITK batch utility is made for it."
		refusal.Missing = []string{"a wish that a batch utility can fulfil"}
	}
	return refusal
}

func foreignTitle(key string) string {
	switch key {
	case "itk-handler":
		return "workflow handler"
	case "itk-extension":
		return "server extension"
	case "rac-plugin":
		return "Rich Client customization"
	case "awc-module":
		return "customization of Active Workspace"
	}
	return "SOA client"
}

// softReason says what cannot be done and what to do instead.
func softReason(key string) string {
	switch key {
	case "site type":
		return "changes and problem reports have types of the site: name the internal type, such as revisions of type \"ChangeNoticeRevision\""
	case "assembly":
		return "an assembly has no type of its own: name a type; its structure is the pattern bom-export"
	case "bom view":
		return "whether an object has a structure is no filter; the structure itself is the pattern bom-export"
	case "xlsx":
		return "Excel files are not written: ask for CSV (\"for German Excel\" gives semicolons)"
	case "xlsx input":
		return "Excel files are not read: save the list as CSV"
	case "xml":
		return "XML, HTML and PDF reports are not written: ask for CSV, text or JSON"
	case "grouping":
		return "grouping and counting by value: export the rows with that column and count in the spreadsheet, or count once per value with a filter"
	case "duplicates":
		return "finding duplicates needs grouping: export the rows sorted by that column"
	case "effectivity":
		return "effectivity: no trustworthy calls are known"
	case "baseline":
		return "baselines: no trustworthy calls are known"
	case "variants":
		return "variants: not supported"
	case "as of":
		return "the state of the past: only the present one can be listed; name a date of release, creation or change"
	case "compare":
		return "comparing: export twice and compare the files"
	case "released by":
		return "who released an object is not kept on it: name the owner or the last modifier"
	case "encoding":
		return "this encoding: write UTF-8, UTF-8 with BOM, ISO-8859-1 or Windows-1252"
	case "append":
		return "appending to a file: each run writes its own file"
	case "mail":
		return "sending the result by mail or to a server is a second job: the script that starts the program can do it"
	case "change type":
		return "no call changes the type of an object"
	}
	return "classifying objects: no trustworthy calls are known"
}
