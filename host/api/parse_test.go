package api

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
)

// FuzzBody: whatever is accepted is what encoding/json reads too, and what is
// refused is refused as the customer's mistake.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{asked, once, "", "[]", `{"a":{"b":[1,2,{"c":null}]}}`, `{"a":1,"a":2}`, `{"x":"\ud800"}`,
		"{\"x\":\"\xff\"}", `{"x":"\ufffd"}`, `{"prompt":1}`, `{"options":{"dryrun":1}}`, "{}{}", `{"a":1e999}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := parse(body)
		if err != nil {
			if code := host.ErrorCode(err); code != host.InvalidJSON {
				t.Fatalf("%v", err)
			}
			return
		}
		if !utf8.Valid(body) || !json.Valid(body) {
			t.Fatalf("%q was accepted", body)
		}
		var want any
		if err := json.Unmarshal(body, &want); err == nil {
			text, _ := json.Marshal(got)
			var again any
			if err := json.Unmarshal(text, &again); err != nil || !cmp.Equal(want, again) {
				t.Fatalf("%q was read as %s", body, text)
			}
		}
		if _, _, err := requestShape.check(got); err != nil {
			if code := host.ErrorCode(err); code != host.InvalidJSON && code != host.ValidationFailed && code != host.UnknownOption {
				t.Fatalf("%v", err)
			}
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(encodeCursor(host.Cursor{CreatedAt: time.UnixMicro(1), ID: "gen_a"}))
	f.Add("")
	f.Add("AQAAAAAAAAAB")
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := decodeCursor(text); ok && encodeCursor(c) != text {
			t.Fatalf("%q is read as %v, which is %q", text, c, encodeCursor(c))
		}
	})
}

func TestCursor(t *testing.T) {
	t.Parallel()
	want := host.Cursor{CreatedAt: time.Date(2026, 11, 23, 1, 2, 3, 456789000, time.UTC), ID: host.NewID("gen")}
	text := encodeCursor(want)
	if got, ok := decodeCursor(text); !ok || got != want {
		t.Errorf("%v became %v, %v", want, got, ok)
	}
	for i := range text {
		for _, bad := range []string{text[:i], text[:i] + "!" + text[i+1:], text[:i] + "A" + text[i:]} {
			if got, ok := decodeCursor(bad); ok && bad != text {
				t.Errorf("%q was read as %v", bad, got)
			}
		}
	}
}

func FuzzLastEventID(f *testing.F) {
	for _, seed := range []string{"", "0", "1", "-1", "999999999999999999", "9999999999999999999", "1e3", "０"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := lastEventID(&text)
		if err != nil {
			if host.ErrorCode(err) != host.ValidationFailed {
				t.Fatal(err)
			}
			return
		}
		if want, err := strconv.ParseInt("0"+text, 10, 64); err != nil || n != want || n < 0 {
			t.Fatalf("%q was read as %d", text, n)
		}
	})
}

func FuzzAuthorization(f *testing.F) {
	f.Add([]byte("Bearer " + host.NewSecret()))
	f.Add([]byte("Basic x"))
	f.Add([]byte(""))
	f.Add([]byte("bearer    "))
	f.Fuzz(func(t *testing.T, header []byte) {
		secret, err := bearer([]string{string(header)})
		if err != nil {
			if code := host.ErrorCode(err); code != host.MissingCredentials && code != host.InvalidAPIKey {
				t.Fatal(err)
			}
			return
		}
		if !host.CheckSecret(secret) {
			t.Fatalf("%q passed as %q", header, secret)
		}
	})
}

func TestMatches(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{`"a"`: true, `W/"a"`: true, `"b", "a"`: true, `"b","a"`: true, `*`: true,
		`"b"`: false, `a`: false, ``: false} {
		if got := matches(&header, `"a"`); got != want {
			t.Errorf("%s matches: %v", header, got)
		}
	}
	if matches(nil, `"a"`) || matches(new("*"), "") {
		t.Error("nothing matches")
	}
}
