package check

// Rule is one thing that this package looks for.
type Rule struct {
	ID       string
	Severity Severity
	// Why says what goes wrong when the rule is broken, Fix what to do.
	Why, Fix string
}

// Rules lists every rule in the order of their ids. A finding may be milder
// than its rule where the facts behind it are weak.
var Rules = [...]Rule{
	{"arity", Error, "a call with the wrong number of arguments does not compile as C99 and crashes as C90", "pass the arguments that the declaration has"},
	{"bypass-left", Error, "with the bypass on, everything that follows ignores access rules", "switch it off on every path when it is no longer needed"},
	{"c99", Warning, "Visual Studio 2010 and 2012, which Teamcenter 10 and 11 need, know only C90", "write it as C90"},
	{"deprecated", Warning, "the function is deprecated and may be missing in a later release", "call its replacement"},
	{"double-free", Error, "the second free of a block damages the heap", "free it once, or set it to NULL in between"},
	{"error-text-lost", Warning, "the error stack holds what the last call that failed put there, until it is cleared", "read the texts first"},
	{"format-data", Error, "data with a percent sign, used as a format, crash the program or worse", `write printf("%s", text)`},
	{"free-in-loop", Warning, "memory that each turn of a loop gets but only the last one frees grows with the number of objects", "free it inside the loop"},
	{"header-fictitious", Error, "no release has this header", "include the header that declares the functions"},
	{"header-missing", Error, "without the header the compiler guesses the declaration", "include the header"},
	{"header-old", Warning, "newer releases do not have this header", "include its successor"},
	{"index-bound", Error, "the element behind the last one is not there: what it holds is not yours", "write < instead of <="},
	{"leak", Error, "memory that an ITK call returned and nobody frees adds up over a batch run", "call MEM_free when it is no longer needed, also after an error"},
	{"leak-elements", Error, "each text of this array is a block of its own", "free every element, then the array"},
	{"leak-on-return", Warning, "a return or continue before the free leaks the memory", "free it before, or leave through one clean-up"},
	{"line-comment", Info, "C90 has no // comments", "write /* */"},
	{"lock-left", Error, "a lock that is never given back keeps everybody else from the object until the session ends", "call AOM_refresh(object, FALSE) on every path"},
	{"lock-on-return", Warning, "a return or continue between lock and unlock leaves the object locked", "unlock before, or leave through one clean-up"},
	{"name-invented", Error, "no real program uses this name: it circulates only in texts about ITK", "use what exists"},
	{"name-unknown", Error, "the facts about ITK do not have this name", "check the spelling against the headers of your site"},
	{"never-saved", Warning, "what is made or changed in memory and not saved is lost at the end of the session", "save it, or take it back"},
	{"no-roll-back", Error, "a mark point without a roll back keeps half of a change that failed", "roll back to the mark when a call after it fails"},
	{"null-test", Error, "a finder returns ITK_ok and NULLTAG when it finds nothing", "test the tag against NULLTAG before it is used"},
	{"open", Error, "what is opened and never closed stays until the session ends; an enquiry's id cannot be used again", "close it on every path"},
	{"open-on-return", Warning, "a return before the close leaves it open", "close it before the return, or leave through one clean-up"},
	{"overflow", Warning, "what is longer than the array overwrites what stands behind it", "bound it, with %.63s for example, or measure it and get as much memory"},
	{"password", Error, "a password in the source is known to everyone who has the program", "log in with ITK_auto_login and -pf="},
	{"return-code", Error, "a call whose return code nobody looks at fails in silence", "test it, and report it with the error stack"},
	{"save-unlocked", Error, "without the lock the save fails, or overwrites the change of somebody else", "save first, then give the lock back"},
	{"script-bracket", Error, "inside a block of a batch file an unescaped ) ends the block, wherever it stands", "write ^)"},
	{"script-call", Error, "a batch file that starts another one without call never comes back", "write call before it"},
	{"script-exit", Error, "exit without /b closes the window that the script runs in", "write exit /b and the code"},
	{"script-iplib", Error, "the headers of ITK cannot be read without the definition", "pass -DIPLIB=none"},
	{"script-line-end", Warning, "cmd and sh each need their own line ends", "see the message"},
	{"script-linkitk", Error, "linkitk adds .exe itself", "leave .exe out"},
	{"script-quote", Error, "the shell reads on to the next quote", "close the quote"},
	{"script-text", Warning, "a console shows other characters, or none", "use ASCII"},
	{"set-unlocked", Warning, "a change without the modify lock fails, or overwrites the change of somebody else", "take the lock with AOM_refresh(object, TRUE) before"},
	{"swapped", Warning, "both are tags, so that no compiler sees which is which", "pass them in the order of the declaration"},
	{"trigraph", Warning, "old compilers replace ?? and the character after it", `write \? for the second question mark`},
	{"unbalanced", Error, "brackets do not match, so the rest of the file cannot be read", "close every bracket"},
	{"unescaped", Warning, "a value that holds the delimiter, a quote or a line break moves the columns behind it", "write each value through a function that quotes"},
	{"unload", Info, "objects that stay loaded until the end make memory grow with each one that is read", "call AOM_unload for what the turn of the loop loaded"},
	{"usage", Error, "the function exists but is often used like this, wrongly", "see the message"},
	{"use-after-free", Error, "what is freed belongs to somebody else: it may hold anything", "free it behind its last use"},
	{"wrong-free", Error, "memory must go back to where it came from", "use MEM_free for memory of ITK, free for that of malloc, none for what ITK keeps"},
	{"wrong-kind", Error, "both are tags, so that no compiler sees the difference: the call fails, or does something else", "pass an object of the kind that the call is for"},
}

func ruleOf(id string) Rule {
	for i := range Rules {
		if Rules[i].ID == id {
			return Rules[i]
		}
	}
	return Rule{ID: id, Severity: Error}
}
