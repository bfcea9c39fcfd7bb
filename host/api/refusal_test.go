package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// ask is a request body with other members in place of the given ones.
func ask(members string) string {
	if !strings.Contains(members, `"prompt"`) {
		members = `"prompt":"Export parts",` + members
	}
	if !strings.Contains(members, `"projectContext"`) {
		members += `,"projectContext":{"tcVersion":"14.3","compiler":"gcc"}`
	}
	return "{" + strings.ReplaceAll(strings.Trim(members, ","), ",,", ",") + "}"
}

func TestBodiesThatAreRefused(t *testing.T) {
	t.Parallel()
	r := start(t)
	deep := strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40)
	for _, c := range []struct {
		name, body string
		headers    []string
		status     int
		code       host.Code
		param      string
		says       string // a part of the message: what is wrong or what to do
	}{
		{"empty", "", nil, 400, host.InvalidJSON, "", "send a JSON object"},
		{"not JSON", "prompt=x", nil, 400, host.InvalidJSON, "", "line 1, column 1"},
		{"cut off", `{"prompt":`, nil, 400, host.InvalidJSON, "", "line 1, column 11"},
		{"array", `[]`, nil, 400, host.InvalidJSON, "", "send a JSON object"},
		{"null", `null`, nil, 400, host.InvalidJSON, "", "send a JSON object"},
		{"trailing garbage", once + "x", nil, 400, host.InvalidJSON, "", "not one JSON value"},
		{"two values", once + once, nil, 400, host.InvalidJSON, "", "not one JSON value"},
		{"byte order mark", "\ufeff" + once, nil, 400, host.InvalidJSON, "", "line 1"},
		{"invalid UTF-8", "{\"prompt\":\n\"\xff\"}", nil, 400, host.InvalidJSON, "", "line 2, column 2; encode it as UTF-8"},
		{"half a surrogate pair", ask(`"prompt":"\ud800"`), nil, 400, host.InvalidJSON, "prompt", "half a surrogate pair"},
		{"too deep", ask(`"x":` + deep), nil, 400, host.InvalidJSON, "", "deeper than 32 levels; send it flatter"},
		{"member twice", ask(`"projectContext":{"tcVersion":"14.3","compiler":"gcc","tcVersion":"14.3"}`), nil, 400,
			host.InvalidJSON, "projectContext.tcVersion", "is there twice; send it once"},
		{"member twice, escaped", ask(`"x":1,"\u0078":2`), nil, 400, host.InvalidJSON, "x", "is there twice"},
		{"wrong type", ask(`"prompt":7`), nil, 400, host.ValidationFailed, "prompt", "is a number; send a string"},
		{"wrong type inside", ask(`"options":{"dryRun":"yes"}`), nil, 400, host.ValidationFailed, "options.dryRun", "send true or false"},
		{"string for object", ask(`"options":"x"`), nil, 400, host.ValidationFailed, "options", "send an object"},
		{"no prompt", `{"projectContext":{"tcVersion":"14.3","compiler":"gcc"}}`, nil, 400, host.ValidationFailed, "prompt", "say what to generate"},
		{"null prompt", ask(`"prompt":null`), nil, 400, host.ValidationFailed, "prompt", "say what to generate"},
		{"blank prompt", ask(`"prompt":" \n\t"`), nil, 400, host.ValidationFailed, "prompt", "say what to generate"},
		{"long prompt", ask(`"prompt":"` + strings.Repeat("a", 32769) + `"`), nil, 400, host.ValidationFailed, "prompt", "at most 32768"},
		{"NUL", ask(`"prompt":"a\u0000"`), nil, 400, host.ValidationFailed, "prompt", "NUL"},
		{"no context", `{"prompt":"x"}`, nil, 400, host.ValidationFailed, "projectContext.tcVersion", "14.3"},
		{"bad version", ask(`"projectContext":{"tcVersion":"v14","compiler":"gcc"}`), nil, 400, host.ValidationFailed, "projectContext.tcVersion", "write it like 14.3"},
		{"bad compiler", ask(`"projectContext":{"tcVersion":"14.3","compiler":"clang"}`), nil, 400, host.ValidationFailed, "projectContext.compiler", `say "msvc" or "gcc"`},
		{"other case", ask(`"projectContext":{"TCVersion":"14.3","compiler":"gcc"}`), nil, 400, host.ValidationFailed, "projectContext.tcVersion", "name the Teamcenter version"},
		{"bad prefix", ask(`"projectContext":{"tcVersion":"14.3","compiler":"gcc","codePrefix":"1x"}`), nil, 400, host.ValidationFailed, "projectContext.codePrefix", "a prefix is a letter"},
		{"Spec as a text", ask(`"projectContext":{"tcVersion":"14.3","compiler":"gcc","spec":"x"}`), nil, 400, host.ValidationFailed, "projectContext.spec", "is a string; send an object"},
		{"long Spec", ask(`"projectContext":{"tcVersion":"14.3","compiler":"gcc","spec":{"a":"` + strings.Repeat("a", host.MaxSpecBytes) + `"}}`), nil, 400, host.ValidationFailed, "projectContext.spec", "at most 65536"},
		{"member of the Spec twice", ask(`"projectContext":{"tcVersion":"14.3","compiler":"gcc","spec":{"where":[],"where":[]}}`), nil, 400, host.InvalidJSON, "projectContext.spec.where", "is there twice"},
		{"bad requestId", ask(`"requestId":"a b"`), nil, 400, host.ValidationFailed, "requestId", "1 to 128 of"},
		{"empty requestId", ask(`"requestId":""`), nil, 400, host.ValidationFailed, "requestId", "not empty"},
		{"long requestId", ask(`"requestId":"` + strings.Repeat("a", 129) + `"`), nil, 400, host.ValidationFailed, "requestId", "1 to 128 of"},
		{"two ids", ask(`"requestId":"a"`), []string{"Idempotency-Key: b"}, 400, host.ValidationFailed, "requestId", "are different; send one of them"},
		{"bad Idempotency-Key", once, []string{"Idempotency-Key: a b"}, 400, host.ValidationFailed, "requestId", "1 to 128 of"},
		{"reserved type", ask(`"options":{"explicitType":"soa-client"}`), nil, 400, host.ArtifactTypeReserved, "options.explicitType", "reserved"},
		{"unknown pattern", ask(`"options":{"explicitPattern":"nope"}`), nil, 400, host.ValidationFailed, "options.explicitPattern", "query-export"},
		{"typo of an option", ask(`"options":{"dryrun":true}`), nil, 400, host.UnknownOption, "options.dryrun", "did you mean dryRun?"},
		{"unknown option", ask(`"options":{"zzz":true}`), nil, 400, host.UnknownOption, "options.zzz", "there is dryRun, explicitPattern, explicitType"},
		{"no Content-Type", once, []string{"Content-Type:"}, 415, host.UnsupportedMediaType, "", "send application/json"},
		{"form", "prompt=x", []string{"Content-Type: application/x-www-form-urlencoded"}, 415, host.UnsupportedMediaType, "", "send application/json"},
		{"text", once, []string{"Content-Type: text/plain"}, 415, host.UnsupportedMediaType, "", "send application/json"},
		{"looks like JSON", once, []string{"Content-Type: application/jsonp"}, 415, host.UnsupportedMediaType, "", "send application/json"},
		{"charset", once, []string{"Content-Type: application/json; charset=latin1"}, 415, host.UnsupportedMediaType, "", "JSON is UTF-8"},
		{"gzip", once, []string{"Content-Encoding: gzip"}, 415, host.UnsupportedMediaType, "", "send the body uncompressed"},
		{"too large", ask(`"x":"` + strings.Repeat("a", maxBody) + `"`), nil, 413, host.RequestTooLarge, "", "send less"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, path := range []string{"/v1/generations", "/v1/generations/stream"} {
				a := r.do("POST", path, c.body, c.headers...)
				e := a.failure(t).Error
				if a.StatusCode != c.status || e.Code != string(c.code) || value(e.Param) != c.param && c.param != "" || !strings.Contains(e.Message, c.says) {
					t.Errorf("%s: %d %s %q %q,\nwant %d %s %q …%s…", path, a.StatusCode, e.Code, value(e.Param), e.Message, c.status, c.code, c.param, c.says)
				}
				if e.Type != "invalid_request_error" || e.Retryable {
					t.Errorf("%s: type %s, retryable %v", path, e.Type, e.Retryable)
				}
			}
		})
	}
	if got := r.fake.counts(); got != "0 orders, 0 generations" {
		t.Errorf("refused requests left %s", got)
	}
}

func TestUnknownMembersGiveWarnings(t *testing.T) {
	t.Parallel()
	r := start(t)
	a := r.do("POST", "/v1/generations", ask(`"promt":"x","projectContext":{"tcVersion":"14.3","compiler":"gcc","Compiler":1},"options":{"explicitType":"my-type"}`))
	var g GenerationResult
	a.decode(t, &g)
	var codes []string
	for _, d := range g.Diagnostics {
		codes = append(codes, d.Severity+" "+d.Code+" "+d.Stage)
	}
	if got := strings.Join(codes, ", "); !strings.HasPrefix(got, "warning unknown_member planning, warning unknown_member planning, warning unknown_artifact_type planning") {
		t.Errorf("diagnostics: %s", a.body)
	}
	if !strings.Contains(string(a.body), `"hint":"did you mean prompt?"`) || !strings.Contains(string(a.body), `projectContext.Compiler`) {
		t.Errorf("the warnings do not help: %s", a.body)
	}
	var many strings.Builder
	for i := range 3000 {
		many.WriteString(`"m` + strings.Repeat("x", i%200) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)) + `":1,`)
	}
	r.do("POST", "/v1/generations", ask(many.String())).decode(t, &g)
	if n := len(g.Diagnostics); n != maxWarnings+1 {
		t.Errorf("3000 unknown members gave %d diagnostics", n)
	}
}

func TestNullsCountAsAbsent(t *testing.T) {
	t.Parallel()
	r := start(t)
	a := r.do("POST", "/v1/generations", ask(`"requestId":null,"options":null,"projectContext":{"tcVersion":"2412.0001","compiler":"msvc","codePrefix":null}`))
	if a.StatusCode != 200 {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestWhoMayCallWhat(t *testing.T) {
	t.Parallel()
	r := start(t)
	revoked, expired := host.NewSecret(), host.NewSecret()
	r.addKey(revoked, host.Key{OrgID: "org_1", Scopes: host.Scopes[:], RevokedAt: time.Now()})
	r.addKey(expired, host.Key{OrgID: "org_1", Scopes: host.Scopes[:], ExpiresAt: time.Now()})
	unknown := host.NewSecret()
	wrongSum := r.secret[:len(r.secret)-1] + map[bool]string{true: "b", false: "a"}[strings.HasSuffix(r.secret, "a")]
	routes := []struct{ method, path, scope string }{
		{"GET", "/v1/artifacts", "artifacts:read"},
		{"POST", "/v1/generations", "generations:write"}, {"POST", "/v1/generations/stream", "generations:write"},
		{"GET", "/v1/generations", "generations:read"}, {"GET", "/v1/generations/gen_0", "generations:read"},
		{"GET", "/v1/generations/gen_0/events", "generations:read"}, {"GET", "/v1/generations/gen_0/download", "generations:read"},
		{"GET", "/v1/generations/gen_0/archive", "generations:read"}, {"POST", "/v1/generations/gen_0/cancel", "generations:write"},
	}
	for _, route := range routes {
		var others []host.Scope
		for _, s := range host.Scopes {
			if string(s) != route.scope {
				others = append(others, s)
			}
		}
		for _, c := range []struct {
			header  string
			status  int
			code    host.Code
			asked   bool // the database
			www     string
			message string
		}{
			{"", 401, host.MissingCredentials, false, `Bearer realm="kiln"`, "Authorization: Bearer"},
			{"Basic dTpw", 401, host.MissingCredentials, false, `Bearer realm="kiln"`, "no other scheme"},
			{"Bearer", 401, host.InvalidAPIKey, false, `error="invalid_token"`, "check that all of it was copied"},
			{"Bearer x", 401, host.InvalidAPIKey, false, `error="invalid_token"`, "check that all of it was copied"},
			{"Bearer " + wrongSum, 401, host.InvalidAPIKey, false, `error="invalid_token"`, "check that all of it was copied"},
			{"Bearer " + r.secret + "x", 401, host.InvalidAPIKey, false, `error="invalid_token"`, "check that all of it was copied"},
			{"Bearer " + unknown, 401, host.InvalidAPIKey, true, `error="invalid_token"`, "there is no such API key"},
			{"Bearer " + revoked, 401, host.KeyRevoked, true, `error="invalid_token"`, "make a new one"},
			{"Bearer " + expired, 401, host.KeyExpired, true, `error="invalid_token"`, "make a new one"},
			{"Bearer " + r.newKey("org_1", others...), 403, host.InsufficientScope, true, `scope="` + route.scope + `"`, "use a key that has it"},
		} {
			before := r.fake.lookups
			a := r.do(route.method, route.path, "{}", "Authorization: "+c.header, "Cookie: session=x")
			e := a.failure(t).Error
			if a.StatusCode != c.status || e.Code != string(c.code) || !strings.Contains(e.Message, c.message) ||
				!strings.Contains(a.Header.Get("WWW-Authenticate"), c.www) || r.fake.lookups > before != c.asked {
				t.Errorf("%s %s with %q: %d %s, WWW-Authenticate %s, database asked: %v", route.method, route.path, c.header,
					a.StatusCode, a.body, a.Header.Get("WWW-Authenticate"), r.fake.lookups > before)
			}
		}
		head := r.request("HEAD", route.path, "", "Authorization:")
		if res, err := http.DefaultTransport.RoundTrip(head); err != nil || route.method == "GET" && res.StatusCode != 401 {
			t.Errorf("HEAD %s without a key: %v %v", route.path, res, err)
		}
	}
	if got := r.fake.counts(); got != "0 orders, 0 generations" {
		t.Errorf("refused requests left %s", got)
	}
	if res := r.do("GET", "/v1/artifacts", "", "Authorization: bearer   "+r.secret); res.StatusCode != 200 {
		t.Errorf("the scheme's case matters: %d", res.StatusCode)
	}
	if strings.Contains(r.log.String(), "kiln_live_") || strings.Contains(r.log.String(), "Bearer") {
		t.Errorf("the log shows keys:\n%s", r.log)
	}
}

func TestPathsAndMethods(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, c := range []struct {
		method, path string
		status       int
		code, allow  string
	}{
		{"GET", "/", 404, "not_found", ""},
		{"GET", "/v1", 404, "not_found", ""},
		{"GET", "/v1/nope/<script>", 404, "not_found", ""},
		{"GET", "/V1/artifacts", 404, "not_found", ""},
		{"GET", "/v1/artifacts/", 404, "not_found", ""},
		{"GET", "/v1/generations/gen_0/", 404, "not_found", ""},
		{"GET", "/v1/generations/gen_0%2Fevents", 404, "not_found", ""},
		{"DELETE", "/v1/artifacts", 405, "method_not_allowed", "GET, HEAD"},
		{"POST", "/v1/artifacts", 405, "method_not_allowed", "GET, HEAD"},
		{"PUT", "/v1/generations", 405, "method_not_allowed", "GET, HEAD, POST"},
		{"OPTIONS", "/v1/generations", 405, "method_not_allowed", "GET, HEAD, POST"},
		{"GET", "/v1/generations/stream", 405, "method_not_allowed", "POST"},
		{"GET", "/v1/generations/gen_0/cancel", 405, "method_not_allowed", "POST"},
		{"POST", "/v1/generations/gen_0", 405, "method_not_allowed", "GET, HEAD"},
		{"BREW", "/v1/generations", 405, "method_not_allowed", "GET, HEAD, POST"},
		{"GET", "/v1/generations?limit=0", 400, "validation_failed", ""},
		{"GET", "/v1/generations?limit=101", 400, "validation_failed", ""},
		{"GET", "/v1/generations?limit=ten", 400, "validation_failed", ""},
		{"GET", "/v1/generations?limit=1&limit=2", 400, "validation_failed", ""},
		{"GET", "/v1/generations?cursor=", 400, "validation_failed", ""},
		{"GET", "/v1/generations?cursor=AAAA", 400, "validation_failed", ""},
		{"GET", "/v1/generations?status=rejected", 400, "validation_failed", ""},
		{"GET", "/v1/generations?status=done", 400, "validation_failed", ""},
		{"GET", "/v1/generations?q=%00", 400, "validation_failed", ""},
		{"GET", "/v1/generations?q=%ff", 400, "validation_failed", ""},
		{"GET", "/v1/generations?q=%zz", 400, "validation_failed", ""},
		{"GET", "/v1/generations?pattern=" + strings.Repeat("a", 65), 400, "validation_failed", ""},
	} {
		a := r.do(c.method, c.path, "")
		e := a.failure(t).Error
		if a.StatusCode != c.status || e.Code != c.code || a.Header.Get("Allow") != c.allow {
			t.Errorf("%s %s: %d %q %s", c.method, c.path, a.StatusCode, a.Header.Get("Allow"), a.body)
		}
		if strings.Contains(string(a.body), "<script>") {
			t.Errorf("%s %s is echoed: %s", c.method, c.path, a.body)
		}
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	rejection := &host.Error{Code: host.NoMatchingPattern, Message: "nothing fits", Details: []host.Detail{
		{Path: "options.explicitPattern", Code: "candidate", Message: "query-export"}}}
	for _, c := range []struct {
		name   string
		status host.Status
		err    *host.Error
		want   int
		kept   bool
	}{
		{"plugin failed", host.Failed, host.Errorf(host.PluginFailed, "the plugin trapped"), 500, true},
		{"timeout", host.Failed, host.Errorf(host.GenerationTimeout, "took too long"), 500, true},
		{"canceled", host.Canceled, host.Errorf(host.GenerationCanceled, "was canceled"), 409, true},
		{"rejected", host.Rejected, rejection, 400, false},
		{"no reason", host.Failed, nil, 500, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := start(t)
			r.fake.run = fail(c.status, c.err)
			a := r.do("POST", "/v1/generations", asked)
			body := a.failure(t)
			if a.StatusCode != c.want || value(body.RequestId) != "req_123" || body.TraceId != a.Header.Get("X-Request-Id") {
				t.Errorf("%d %s", a.StatusCode, a.body)
			}
			if c.err != nil && (body.Error.Code != string(c.err.Code) || len(value(body.Error.Details)) != len(c.err.Details)) {
				t.Errorf("%s", a.body)
			}
			if got := a.Header.Get("Location"); (got != "") != c.kept {
				t.Errorf("Location: %q", got)
			}
			record := r.do("GET", "/v1/generations/"+r.fake.generations[0].ID, "")
			if kept := record.StatusCode == 200; kept != c.kept {
				t.Errorf("record: %d %s", record.StatusCode, record.body)
			}
			zip := r.do("GET", "/v1/generations/"+r.fake.generations[0].ID+"/download", "")
			if zip.StatusCode != 404 {
				t.Errorf("download of what has failed: %d %s", zip.StatusCode, zip.body)
			}
			r.fake.set(func() { r.fake.run = succeed })
			if again := r.do("POST", "/v1/generations", asked); again.StatusCode != 200 || again.Header.Get("Idempotent-Replayed") != "" {
				t.Errorf("the repeat: %d %s", again.StatusCode, again.body)
			}
		})
	}
}

func TestInternalErrorsAreHidden(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, c := range []struct {
		err    error
		code   string
		hidden string
	}{
		{http.ErrBodyNotAllowed, "internal_error", "http:"},
		{host.Errorf(host.Code("new_code"), "secret of a code without a face"), "internal_error", "secret"},
		{host.Errorf(host.PersistenceFailed, "could not be saved; try again"), "persistence_failed", "\x00"},
	} {
		r.fake.set(func() { r.fake.failing = c.err })
		a := r.do("GET", "/v1/artifacts", "")
		e := a.failure(t)
		if a.StatusCode != 500 || e.Error.Code != c.code || strings.Contains(string(a.body), c.hidden) || !e.Error.Retryable {
			t.Errorf("%v: %d %s", c.err, a.StatusCode, a.body)
		}
		if n := strings.Count(r.log.String(), e.TraceId); n != 1 || !strings.Contains(r.log.String(), strings.Trim(c.err.Error(), "\x00")[:10]) {
			t.Errorf("%v is in the log %d times:\n%s", c.err, n, r.log)
		}
	}
	r.fake.set(func() { r.fake.failing = nil })
	r.fake.run = func(host.Request, func(sdk.Stage, host.EventStatus)) host.Result { panic("kaboom") }
	a := r.do("POST", "/v1/generations", ask(`"options":{"dryRun":true}`))
	if a.StatusCode != 500 || strings.Contains(string(a.body), "kaboom") || !strings.Contains(r.log.String(), "fake_test.go") {
		t.Errorf("a panic: %d %s\n%s", a.StatusCode, a.body, r.log)
	}
	stream := r.do("POST", "/v1/generations/stream", ask(`"options":{"dryRun":true}`))
	if strings.Contains(string(stream.body), "kaboom") || !strings.Contains(string(stream.body), "internal_error") {
		t.Errorf("a panic in a stream: %d %s", stream.StatusCode, stream.body)
	}
	if strings.Contains(r.log.String(), "Export parts") {
		t.Errorf("the log shows prompts:\n%s", r.log)
	}
}

func TestProblemDetails(t *testing.T) {
	t.Parallel()
	r := start(t)
	a := r.do("POST", "/v1/generations", ask(`"requestId":"r1","options":{"dryrun":true}`), "Accept: application/problem+json, application/json;q=0.5")
	var p Problem
	a.decode(t, &p)
	if a.Header.Get("Content-Type") != "application/problem+json" || p.Status != 400 || p.Code != "unknown_option" ||
		p.Type != "/docs#error-unknown_option" || p.TraceId != a.Header.Get("X-Request-Id") || value(p.RequestId) != "r1" {
		t.Errorf("%v %s", a.Header, a.body)
	}
	for _, accept := range []string{"", "*/*", "application/json", "text/html"} {
		if a := r.do("GET", "/v1/nope", "", "Accept: "+accept); a.Header.Get("Content-Type") != "application/json" {
			t.Errorf("Accept %q gave %s", accept, a.Header.Get("Content-Type"))
		}
	}
}

func TestTraceIDs(t *testing.T) {
	t.Parallel()
	r := start(t)
	seen := map[string]bool{}
	for _, c := range []struct {
		inbound string
		kept    bool
	}{{"", false}, {"abcdefgh", true}, {"A-b_0123", true}, {"short", false}, {strings.Repeat("a", 64), true},
		{strings.Repeat("a", 65), false}, {"quote\"quote", false}, {"tab\tabcdefg", false}, {"blank blank", false}} {
		got := r.do("GET", "/livez", "", "X-Request-Id: "+c.inbound).Header.Get("X-Request-Id")
		if (got == c.inbound) != c.kept || !c.kept && !strings.HasPrefix(got, "req_") || seen[got] {
			t.Errorf("%q became %q", c.inbound, got)
		}
		seen[got] = true
	}
}
