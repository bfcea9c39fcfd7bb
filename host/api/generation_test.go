package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asked is the request body of the reference.
const asked = `{"prompt": "Export released parts to CSV", "requestId": "req_123",
	"projectContext": {"tcVersion": "14.3", "compiler": "gcc", "codePrefix": "PNX"},
	"options": {"explicitType": "itk-batch", "explicitPattern": "query-export", "dryRun": false}}`

// once is the same without a requestId.
const once = `{"prompt": "Export released parts to CSV", "projectContext": {"tcVersion": "14.3", "compiler": "gcc"}}`

func TestCreateGeneration(t *testing.T) {
	t.Parallel()
	r := start(t)
	first := r.do("POST", "/v1/generations", asked)
	if first.StatusCode != 200 {
		t.Fatalf("%d %s", first.StatusCode, first.body)
	}
	var got map[string]any
	first.decode(t, &got)
	id := got["id"].(string)
	if want := `{"id":"` + id + `","requestId":"req_123","status":"succeeded","createdAt":"2026-11-23T09:30:01.123Z",`; !strings.HasPrefix(string(first.body), want) {
		t.Errorf("the body begins %.200s, want %s", first.body, want)
	}
	for _, part := range []string{
		`"completedAt":"2026-11-23T09:30:01.135Z"`, `"summary":"Exports <parts> & more."`,
		`"encoding":"base64"`, `"content":"/wAB"`, `"mode":"0755"`, `"fuel":18000000000000000000`, `"durationMs":12`,
		`"buildManifest":{"fuel":12345678901234567890,"b":1,"a":"<x>"}`, `"resetAt":"2026-12-01T00:00:00.000Z"`,
		`"dryRun":false`, `"hint":"say semicolon"`,
	} {
		if !strings.Contains(string(first.body), part) {
			t.Errorf("the body has no %s:\n%s", part, first.body)
		}
	}
	if got := first.Header.Get("Location"); got != "/v1/generations/"+id {
		t.Errorf("Location: %q", got)
	}
	if got := first.Header.Get("Idempotent-Replayed"); got != "" {
		t.Errorf("the first answer says idempotent-replayed: %s", got)
	}

	again := r.do("POST", "/v1/generations", asked)
	if again.StatusCode != 200 || again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("repeat: %d, idempotent-replayed %q", again.StatusCode, again.Header.Get("Idempotent-Replayed"))
	}
	if diff := cmp.Diff(string(first.body), string(again.body)); diff != "" {
		t.Errorf("a repeat has another body:\n%s", diff)
	}
	if len(r.fake.generations) != 1 {
		t.Errorf("%d generations were stored", len(r.fake.generations))
	}
	viaHeader := r.do("POST", "/v1/generations", strings.Replace(asked, `"requestId": "req_123",`, "", 1), "Idempotency-Key: req_123")
	if string(viaHeader.body) != string(first.body) {
		t.Errorf("Idempotency-Key is not an alias of requestId: %s", viaHeader.body)
	}
}

func TestDryRunKeepsNothing(t *testing.T) {
	t.Parallel()
	r := start(t)
	dry := r.do("POST", "/v1/generations", strings.Replace(asked, `"dryRun": false`, `"dryRun": true`, 1))
	real := r.do("POST", "/v1/generations", asked)
	var a, b GenerationResult
	dry.decode(t, &a)
	real.decode(t, &b)
	if diff := cmp.Diff(a.Files, b.Files); diff != "" || len(a.Files) == 0 {
		t.Errorf("a dry run makes other files:\n%s", diff)
	}
	if a.Id != nil || !a.DryRun || a.Usage.Quota != nil || dry.Header.Get("Location") != "" {
		t.Errorf("a dry run shows id %v, quota %v, location %q", a.Id, a.Usage.Quota, dry.Header.Get("Location"))
	}
	if got := r.fake.counts(); got != "1 orders, 1 generations" {
		t.Errorf("after one dry and one real run: %s", got)
	}
}

func TestGetGeneration(t *testing.T) {
	t.Parallel()
	r := start(t)
	var made GenerationResult
	r.do("POST", "/v1/generations", asked).decode(t, &made)
	path := "/v1/generations/" + *made.Id
	got := r.do("GET", path, "")
	var record Generation
	got.decode(t, &record)
	if diff := cmp.Diff(made.Files, *record.Files); diff != "" {
		t.Errorf("the record has other files:\n%s", diff)
	}
	if record.BuildManifest == nil || record.Request.Prompt != "Export released parts to CSV" {
		t.Errorf("record: %s", got.body)
	}
	tag := got.Header.Get("ETag")
	if tag == "" || got.Header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("ETag %q, Cache-Control %q", tag, got.Header.Get("Cache-Control"))
	}
	same := r.do("GET", path, "", "If-None-Match: \"x\", "+tag)
	if same.StatusCode != 304 || len(same.body) != 0 || same.Header.Get("ETag") != tag {
		t.Errorf("If-None-Match: %d %q", same.StatusCode, same.body)
	}
	head := r.do("HEAD", path, "")
	if head.StatusCode != 200 || head.ContentLength != int64(len(got.body)) || head.Header.Get("ETag") != unpackedTag(tag) {
		t.Errorf("HEAD: %d, length %d of %d", head.StatusCode, head.ContentLength, len(got.body))
	}
	other := r.newKey("org_2", "generations:read", "generations:write")
	for _, method := range []string{"GET " + path, "GET " + path + "/events", "GET " + path + "/download",
		"GET " + path + "/archive", "POST " + path + "/cancel", "GET /v1/generations/gen_0", "GET /v1/generations/%00",
		"GET /v1/generations/x", "GET /v1/generations/" + strings.Repeat("a", 3000)} {
		verb, path, _ := strings.Cut(method, " ")
		if got := r.do(verb, path, "", "Authorization: Bearer "+other); got.StatusCode != 404 || got.failure(t).Error.Code != "not_found" {
			t.Errorf("%s by another org: %d %s", method, got.StatusCode, got.body)
		}
	}
}

func TestListGenerations(t *testing.T) {
	t.Parallel()
	r := start(t)
	for range 5 {
		r.do("POST", "/v1/generations", once)
	}
	var seen []string
	path := "/v1/generations?limit=2"
	for pages := 0; path != "" && pages < 9; pages++ {
		a := r.do("GET", path, "")
		var list GenerationList
		a.decode(t, &list)
		for _, g := range list.Data {
			seen = append(seen, g.Id)
			if g.Files != nil || g.BuildManifest != nil {
				t.Error("a list has files")
			}
		}
		link, _, _ := strings.Cut(strings.TrimPrefix(a.Header.Get("Link"), "<"), ">")
		if (link != "") != list.HasMore || list.HasMore != (list.NextCursor != nil) {
			t.Errorf("hasMore %v, cursor %v, link %q", list.HasMore, list.NextCursor, link)
		}
		path = link
	}
	var want []string
	for i := range r.fake.generations {
		want = append(want, r.fake.generations[len(r.fake.generations)-1-i].ID)
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("following the links (-want +got):\n%s", diff)
	}
	if a := r.do("GET", "/v1/generations?status=failed", ""); !strings.Contains(string(a.body), `"data":[],"hasMore":false,"nextCursor":null`) {
		t.Errorf("nothing has failed, but: %s", a.body)
	}
}

func TestServiceRoutes(t *testing.T) {
	t.Parallel()
	r := start(t)
	artifacts := r.do("GET", "/v1/artifacts", "")
	var list ArtifactList
	artifacts.decode(t, &list)
	if len(list.Data) != 1 || list.Data[0].Type != "itk-batch" || len(list.Data[0].Patterns) != 1 {
		t.Errorf("artifacts: %s", artifacts.body)
	}
	if got := r.do("GET", "/v1/artifacts", "", "If-None-Match: "+artifacts.Header.Get("ETag")); got.StatusCode != 304 {
		t.Errorf("artifacts again: %d", got.StatusCode)
	}
	for _, path := range []string{"/v1/openapi.json", "/docs", "/livez", "/readyz"} {
		for _, method := range []string{"GET", "HEAD"} {
			if got := r.do(method, path, "", "Authorization:"); got.StatusCode != 200 {
				t.Errorf("%s %s: %d %s", method, path, got.StatusCode, got.body)
			}
		}
	}
	doc := r.do("GET", "/v1/openapi.json", "")
	if !strings.Contains(string(doc.body), `"openapi":"3.1.0"`) || strings.Contains(string(doc.body), `"x-`+`go`) || strings.Contains(string(doc.body), "x-order") {
		t.Errorf("openapi.json: %.200s", doc.body)
	}
	page := string(r.do("GET", "/docs", "").body)
	for _, part := range []string{"POST /v1/generations/stream", `id="error-no_matching_pattern"`, `id="schema-GenerationResult"`, "req_123"} {
		if !strings.Contains(page, part) {
			t.Errorf("the docs page has no %q", part)
		}
	}
	for _, part := range []string{"http://", "https://", "<script ", "ZgotmplZ", "x-order"} {
		if strings.Contains(page, part) {
			t.Errorf("the docs page has %q", part)
		}
	}
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("the docs page has %d scripts, want the one that its policy names", n)
	}
}

func TestReadyTellsWhy(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.set(func() { r.fake.failing = http.ErrServerClosed })
	if got := r.do("GET", "/livez", ""); got.StatusCode != 200 {
		t.Errorf("livez asks the database: %d", got.StatusCode)
	}
	got := r.do("GET", "/readyz", "")
	if got.StatusCode != 503 || !strings.Contains(string(got.body), `"message":"the database does not answer`) ||
		strings.Contains(string(got.body), "http:") {
		t.Errorf("readyz: %d %s", got.StatusCode, got.body)
	}
	r.fake.set(func() { r.fake.failing = nil; close(r.fake.draining) })
	if got := r.do("GET", "/readyz", ""); got.StatusCode != 503 || !strings.Contains(string(got.body), "shutting down") {
		t.Errorf("readyz while draining: %d %s", got.StatusCode, got.body)
	}
}

// TestPostedSpec: the Spec goes to the plugin in one form, whatever the order
// of its members, and is shown with the generation.
func TestPostedSpec(t *testing.T) {
	t.Parallel()
	r := start(t)
	body := func(spec string) string {
		return strings.Replace(once, `"compiler": "gcc"`, `"compiler": "gcc", "spec": `+spec, 1)
	}
	a := r.do("POST", "/v1/generations", body(`{"spec": 1, "select": {"kind": "item", "from": "filter"}}`), "Idempotency-Key: a")
	if a.StatusCode != 200 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	var result struct{ ID string }
	a.decode(t, &result)
	stored := r.do("GET", "/v1/generations/"+result.ID, "")
	if want := `"spec":{"select":{"from":"filter","kind":"item"},"spec":1}`; !strings.Contains(string(stored.body), want) {
		t.Errorf("the generation shows no %s:\n%s", want, stored.body)
	}
	if again := r.do("POST", "/v1/generations", body(`{"select":{"from":"filter","kind":"item"},"spec":1}`), "Idempotency-Key: a"); again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("another order of members is another request: %d %s", again.StatusCode, again.body)
	}
}
