package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// windows1252 are the characters 0x80 to 0x9f; 0 for those that do not exist.
const windows1252 = "€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ"

// encoded returns the bytes of the text in an encoding of one byte for each
// character, with ? for what it does not have. Any other encoding keeps UTF-8,
// which is what the request came in.
func encoded(text string, to spec.Encoding) string {
	if to != spec.EncodingLatin1 && to != spec.EncodingWindows1252 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		b.WriteByte(singleByte(r, to))
	}
	return b.String()
}

func singleByte(r rune, to spec.Encoding) byte {
	if r < 0x80 || r >= 0xa0 && r <= 0xff {
		return byte(r)
	}
	if to == spec.EncodingWindows1252 {
		at := byte(0x80)
		for _, w := range windows1252 {
			if w == r {
				return at
			}
			at++
		}
	}
	return '?'
}

// title returns the title of a column in the encoding of the file.
func (w *writer) title(text string) string {
	out := w.plan.Spec.Output
	if out.Encoding == spec.EncodingSite {
		return encoded(text, out.SiteEncoding)
	}
	return encoded(text, out.Encoding)
}

// name returns a name of the site in the encoding of the site, if it is known.
func (w *writer) name(text string) string {
	return encoded(text, w.plan.Spec.Output.SiteEncoding)
}
