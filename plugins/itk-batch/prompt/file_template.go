package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// fileName reads a template such as itemid_rev.pdf.
func (r *reader) fileName(n int) bool {
	i := r.pos + n
	for t := r.at(i); t.text == "=" || t.text == ":" || t.kind == word && (t.fold == "is" || t.fold == "as" || t.fold == "als" || t.fold == "should" || t.fold == "be" || t.fold == "like" || t.fold == "it" || t.fold == "them" || t.fold == "ist" || t.fold == "wie" || t.fold == "im" || t.fold == "in" || t.fold == "the"); t = r.at(i) {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark && t.text != "{" || r.spec.Pattern != spec.DatasetExport || r.listing {
		return false
	}
	end := r.unbroken(i)
	written := t.text
	if end > i+1 {
		written = r.slice(i, end)
	}
	name, ok := template(written)
	if !ok {
		return false
	}
	r.spec.Action.FileName = name
	r.took(end - r.pos)
	return true
}

// unbroken returns the end of the tokens that are written as one word with
// the one at i: the braces of "{item_id}_{rev}.pdf" are cut from it.
func (r *reader) unbroken(i int) int {
	end := i + 1
	for end < len(r.tokens) && r.tokens[end].start == r.tokens[end-1].end && r.tokens[end].kind != quoted {
		if t := r.tokens[end]; t.kind == mark && t.text != "{" && t.text != "}" {
			break
		}
		end++
	}
	return end
}

// template turns the words of a file name into the parts that are replaced.
func template(text string) (string, bool) {
	var out strings.Builder
	replaced := false
	for i := 0; i < len(text); {
		if !isLetterByte(text[i]) && text[i] != '{' {
			out.WriteByte(text[i])
			i++
			continue
		}
		if text[i] == '{' {
			end := strings.IndexByte(text[i:], '}')
			if end < 0 {
				return "", false
			}
			if part := templatePart(fold(text[i+1 : i+end])); part != "" {
				out.WriteString("{" + part + "}")
				replaced = true
			} else {
				return "", false
			}
			i += end + 1
			continue
		}
		end, part := longestPart(text, i)
		if part != "" {
			out.WriteString("{" + part + "}")
			replaced = true
		} else {
			out.WriteString(text[i:end])
		}
		i = end
	}
	return out.String(), replaced
}

// longestPart returns the end of the word at i, and the part it stands for.
func longestPart(text string, i int) (int, string) {
	for _, known := range [...]string{"item_id", "itemid", "item-id", "rev_id", "revid", "revision", "rev", "status", "object_name", "name", "original", "ext", "item", "id"} {
		if len(text) < i+len(known) || fold(text[i:i+len(known)]) != known {
			continue
		}
		if end := i + len(known); end == len(text) || !isLetterByte(text[end]) {
			return end, templatePart(known)
		}
	}
	end := i
	for end < len(text) && isLetterByte(text[end]) {
		end++
	}
	return end, ""
}

func isLetterByte(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func templatePart(word string) string {
	switch word {
	case "item_id", "itemid", "item-id", "item", "id":
		return "item_id"
	case "rev", "rev_id", "revid", "revision":
		return "rev"
	case "name", "object_name":
		return "name"
	case "status", "original", "ext":
		return word
	}
	return ""
}
