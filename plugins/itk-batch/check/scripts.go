package check

import "strings"

// script checks a build script: a batch file of Windows, or one of the shell.
func (p *project) script(path, src string) {
	batch := isBatch(path)
	depth := 0
	number := 0
	for line := range strings.Lines(src) {
		number++
		p.lineEnd(path, number, line, batch)
		line = strings.TrimRight(line, "\r\n")
		if !plain(line) {
			p.reportLine("script-text", path, number, "a character that not every code page has", "")
		}
		if !batch && !strings.Contains(line, `" `) {
			continue // no quoted program is called
		}
		word := strings.ToLower(strings.TrimLeft(line, " \t@"))
		p.siteScripts(path, number, word)
		if batch && !strings.HasPrefix(word, "rem") && !strings.HasPrefix(word, "::") {
			depth = p.batchLine(path, number, word, depth)
		}
	}
}

func isScript(path string) bool { return isBatch(path) || strings.HasSuffix(path, ".sh") }

func isBatch(path string) bool {
	return strings.HasSuffix(path, ".bat") || strings.HasSuffix(path, ".cmd")
}

func (p *project) lineEnd(path string, number int, line string, batch bool) {
	if strings.HasSuffix(line, "\r\n") == batch && strings.HasSuffix(line, "\n") {
		return
	}
	message, hint := "the line does not end with LF alone", "end each line with LF"
	if batch {
		message, hint = "the line does not end with CR and LF", "end each line with CR and LF"
	}
	p.reportLine("script-line-end", path, number, message, hint)
}

func plain(line string) bool {
	for i := range len(line) {
		if line[i] >= 0x7f || line[i] < ' ' && line[i] != '\t' {
			return false
		}
	}
	return true
}

// siteScripts checks how a line calls the site's compile and linkitk.
func (p *project) siteScripts(path string, number int, word string) {
	if strings.Contains(word, "if not exist") || strings.HasPrefix(word, "[") || strings.HasPrefix(word, "#") {
		return
	}
	compiles := strings.Contains(word, "sample/compile\" ") || strings.Contains(word, "sample\\compile\" ")
	if compiles && !strings.Contains(word, "-diplib=none") {
		p.reportLine("script-iplib", path, number, "compile is called without -DIPLIB=none", "")
	}
	if _, after, ok := strings.Cut(word, "linkitk\" -o "); ok {
		if name, _, _ := strings.Cut(after, " "); strings.HasSuffix(name, ".exe") {
			p.reportLine("script-linkitk", path, number, "the name after linkitk -o ends in .exe", "")
		}
	}
}

// batchLine checks one command of a batch file and returns how many blocks are
// open after it.
func (p *project) batchLine(path string, number int, word string, depth int) int {
	first, rest, _ := strings.Cut(word, " ")
	if first == "exit" && !strings.HasPrefix(strings.TrimSpace(rest), "/b") {
		p.reportLine("script-exit", path, number, "exit closes the window of the caller", "")
	}
	name := strings.Trim(first, `"`)
	if strings.HasSuffix(name, ".bat") || strings.HasSuffix(name, `sample\compile`) || strings.HasSuffix(name, `sample\linkitk`) {
		p.reportLine("script-call", path, number, "a batch file is started without call", "")
	}
	quotes, opened, closed := 0, 0, 0
	for i := range len(word) {
		switch {
		case word[i] == '"':
			quotes++
		case i > 0 && word[i-1] == '^' || quotes%2 == 1:
		case word[i] == '(':
			opened++
		case word[i] == ')':
			closed++
		}
	}
	if quotes%2 == 1 {
		p.reportLine("script-quote", path, number, "a quote has no other half", "")
	}
	if depth > 0 && strings.HasPrefix(word, "echo") && closed > 0 {
		p.reportLine("script-bracket", path, number, "this ) ends the block", "")
	}
	if strings.HasPrefix(word, "echo") {
		return depth
	}
	return max(depth+opened-closed, 0)
}
