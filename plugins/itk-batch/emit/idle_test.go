package emit

import (
	"regexp"
	"strings"
	"testing"
)

var (
	cFunction  = regexp.MustCompile(`(?ms)^[a-z].*?^\{\n(.*?)^\}\n`)
	idleCast   = regexp.MustCompile(`(?m)^    \(void\)(\w+);\n`)
	cComments  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cTexts     = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"`)
	memberName = regexp.MustCompile(`(?:->|\.)\w+`)
)

// TestNothingUsedIsCalledIdle wants no function to say of a parameter that it
// is not used, and to use it.
func TestNothingUsedIsCalledIdle(t *testing.T) {
	t.Parallel()
	casts := 0
	for pattern, examples := range examplesOf(t) {
		for _, s := range examples {
			for _, f := range Project(plan(t, string(s.JSON()))) {
				if !strings.HasSuffix(f.Path, ".c") {
					continue
				}
				text := memberName.ReplaceAllString(cTexts.ReplaceAllString(cComments.ReplaceAllString(string(f.Body), ""), ""), "")
				for _, body := range cFunction.FindAllStringSubmatch(text, -1) {
					for _, idle := range idleCast.FindAllStringSubmatch(body[1], -1) {
						if strings.Contains(body[1], "int "+idle[1]+" =") {
							continue // no parameter
						}
						casts++
						rest := strings.Replace(body[1], idle[0], "", 1)
						if regexp.MustCompile(`\b` + idle[1] + `\b`).MatchString(rest) {
							t.Errorf("%s, %s: %s is used:\n%s", pattern, f.Path, idle[1], body[1])
						}
					}
				}
			}
		}
	}
	if casts < 50 {
		t.Errorf("only %d casts are found: the test reads no longer what is written", casts)
	}
}
