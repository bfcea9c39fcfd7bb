package host_test

import (
	"strings"
	"testing"

	"github.com/kilnworks/kiln/host"
)

func TestNormalizeEmail(t *testing.T) {
	for text, want := range map[string]string{
		" Ada@Example.COM ":            "ada@example.com",
		"o'neil+kiln@mail.example":     "o'neil+kiln@mail.example",
		"a.b@localhost":                "a.b@localhost",
		"x@xn--bcher-kva.example":      "x@xn--bcher-kva.example",
		strings.Repeat("a", 64) + "@b": strings.Repeat("a", 64) + "@b",
	} {
		if got, err := host.NormalizeEmail(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "@", "ada", "ada@", "@example.com", "a@b@c", "a b@example.com", ".a@example.com", "a.@example.com",
		"a..b@example.com", "a@-b.example", "a@b-.example", "a@b..example", "a@.example", "a@example.", `"a"@example.com`, "a@[127.0.0.1]",
		"Ada <ada@example.com>", "a@example.com\r\nBcc: b@example.com", "a@example.com,b@example.com", "ädä@example.com", "a@bücher.example",
		"a\x00@example.com", "\xff@example.com", strings.Repeat("a", 65) + "@b", "a@" + strings.Repeat("b.", 130) + "c", "a@" + strings.Repeat("b", 64)} {
		if got, err := host.NormalizeEmail(text); host.ErrorCode(err) != host.ValidationFailed {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func FuzzNormalizeEmail(f *testing.F) {
	f.Add("Ada@Example.com")
	f.Add("a..b@c")
	f.Fuzz(func(t *testing.T, text string) {
		email, err := host.NormalizeEmail(text)
		if err != nil {
			return
		}
		again, err := host.NormalizeEmail(email)
		if err != nil || again != email || strings.ContainsAny(email, " \r\n\x00<>,;:\"\\()[]") || strings.Count(email, "@") != 1 {
			t.Fatalf("%q became %q", text, email)
		}
	})
}

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		session, link, code := host.NewSessionSecret(), host.NewLinkToken(), host.NewLinkCode()
		if !host.CheckSessionSecret(session) || !host.CheckLinkToken(link) || !host.CheckLinkCode(code) {
			t.Fatalf("%s %s %s", session, link, code)
		}
		if host.CheckSessionSecret(link) || host.CheckLinkToken(session) || host.CheckSecret(session) || seen[session] || seen[link] {
			t.Fatalf("%s and %s are taken for another", session, link)
		}
		seen[session], seen[link] = true, true
	}
	for _, text := range []string{"", "kiln_ses_", host.NewSessionSecret() + "x", strings.Replace(host.NewSessionSecret(), "_ses_", "_SES_", 1),
		"kiln_ses_" + strings.Repeat("-", 43), "kiln_ses_" + strings.Repeat("ä", 43)[:43]} {
		if host.CheckSessionSecret(text) || host.CheckLinkToken(strings.Replace(text, "ses", "lnk", 1)) {
			t.Errorf("%q passed", text)
		}
	}
	for _, text := range []string{"", "12345", "1234567", "12345a", "12345\n", "+12345", "١٢٣٤٥٦"} {
		if host.CheckLinkCode(text) {
			t.Errorf("%q passed", text)
		}
	}
	if host.HashLinkCode("a@b", "123456") == host.HashLinkCode("c@d", "123456") {
		t.Error("one list of hashes fits all addresses")
	}
}

func TestNewOrgName(t *testing.T) {
	for _, email := range []string{"ada@example.com", "Ada.Lovelace+kiln@example.com", "__@x", "---a@x", strings.Repeat("a-", 32) + "@x", "ä@x"} {
		name := host.NewOrgName(email)
		if err := host.CheckOrgName(name); err != nil || host.NewOrgName(email) == name {
			t.Errorf("%s: %s %v", email, name, err)
		}
	}
	if name := host.NewOrgName("ada.l@example.com"); !strings.HasPrefix(name, "ada-l-") || len(name) != len("ada-l-")+6 {
		t.Error(name)
	}
}
