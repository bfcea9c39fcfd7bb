package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

func TestGenerateShowsTheProject(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject(),
		sdk.Diagnostic{Severity: sdk.Warning, Code: "odd", Message: "odd", Stage: "validating", File: "src/main.c", Line: 3, Hint: "look"},
		sdk.Diagnostic{Severity: sdk.Info, Code: "assumed", Message: "assumed", Stage: "planning"})))
	got := server.client().run(t, request...)
	got.want(t, 0)
	wantOut := `itk-batch / query-export (gen_1): 5 files, 502 B

Exports released parts.

├── README.md            9 B
├── build-manifest.json  451 B
├── build/
│   └── build.sh*        10 B
└── src/
    ├── main.c           29 B
    └── table.bin        3 B

Nothing was written; --out DIR writes the files.
`
	wantErr := `✓ planning                7ms
✓ selecting-pattern      21ms
✓ loading-kb             35ms
✓ generating             49ms
✓ validating             63ms
✓ packaging              77ms
warning: src/main.c:3: odd
  look
note: assumed
`
	if diff := cmp.Diff([]string{wantOut, wantErr}, []string{got.stdout, got.stderr}); diff != "" {
		t.Error(diff)
	}
	sent := server.arrived()[0]
	if sent.header.Get("Authorization") != "Bearer "+testKey || sent.header.Get("User-Agent") != "kiln/"+host.Version {
		t.Errorf("headers: %v", sent.header)
	}
}

func TestGenerateSendsTheRequest(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	server.client().run(t, append(request, "--prefix", "PNX", "--type", "itk-batch", "--pattern", "query-export",
		"--dry-run", "--request-id", "req_123")...).want(t, 0)
	var got map[string]any
	if err := json.Unmarshal([]byte(server.arrived()[0].raw), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"prompt": "Export released parts to CSV", "requestId": "req_123",
		"projectContext": map[string]any{"tcVersion": "14.3", "compiler": "gcc", "codePrefix": "PNX"},
		"options":        map[string]any{"explicitType": "itk-batch", "explicitPattern": "query-export", "dryRun": true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestGenerateSendsASpec takes it from a file of its own or from a build
// manifest.
func TestGenerateSendsASpec(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"spec.json": `{"spec":1,"pattern":"query-export"}`, "build-manifest.json": `{"manifestVersion":1,"spec":{"spec":1,"pattern":"query-export"}}`,
		"none.json": `{"manifestVersion":1}`, "text.json": `no`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	for _, name := range []string{"spec.json", "build-manifest.json"} {
		server.client().run(t, append(request, "--spec", filepath.Join(dir, name))...).want(t, 0)
	}
	for _, sent := range server.arrived() {
		if !strings.Contains(sent.raw, `"spec":{"spec":1,"pattern":"query-export"}`) {
			t.Errorf("sent %s", sent.raw)
		}
	}
	for name, want := range map[string]string{"none.json": "without a Spec", "text.json": "no JSON object", "nowhere.json": "no such file"} {
		r := server.client().run(t, append(request, "--spec", filepath.Join(dir, name))...)
		if r.want(t, 2); !strings.Contains(r.stderr, want) {
			t.Errorf("%s: %s", name, r.stderr)
		}
	}
}

// TestGenerateAgainFromAManifest needs nothing but the manifest, which it
// prefers to nothing that was said.
func TestGenerateAgainFromAManifest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "build-manifest.json", `{"manifestVersion":1,"artifactType":"itk-batch","inputs":{"prompt":"Export released parts",
		"projectContext":{"tcVersion":"14.3","compiler":"gcc","codePrefix":"PNX"},"options":{}},"spec":{"spec":1}}`)
	write(t, dir, "spec.json", `{"spec":1}`)
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	p.dir = dir
	p.run(t, "generate", "--spec", "build-manifest.json").want(t, 0)
	p.run(t, "generate", "--spec", "build-manifest.json", "Export parts", "--compiler", "msvc").want(t, 0)
	write(t, dir, ".kiln.yaml", "codePrefix: ABC\n")
	p.run(t, "generate", "--spec", "build-manifest.json").want(t, 0)
	var got []string
	for _, c := range server.arrived() {
		in := c.body.ProjectContext
		got = append(got, strings.Join([]string{c.body.Prompt, in.TcVersion, in.Compiler, *in.CodePrefix, *c.body.Options.ExplicitType}, ", "))
	}
	want := []string{"Export released parts, 14.3, gcc, PNX, itk-batch", "Export parts, 14.3, msvc, PNX, itk-batch",
		"Export released parts, 14.3, gcc, ABC, itk-batch"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p.run(t, "generate", "--spec", "spec.json").want(t, 2, "--spec: the file holds a Spec without the prompt")
}

func TestGenerateWritesTheProject(t *testing.T) {
	t.Parallel()
	files := smallProject()
	server := newKilnServer(t, success(resultJSON(t, files)))
	p := server.client()
	p.dir = t.TempDir()
	p.run(t, append(request, "--out", "new/export")...).want(t, 0)
	out := filepath.Join(p.dir, "new", "export")
	for _, f := range files {
		path := filepath.Join(out, filepath.FromSlash(f.Path))
		body, err := os.ReadFile(path)
		if err != nil || string(body) != string(f.Body) {
			t.Errorf("%s: %q, %v", f.Path, body, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o100 != os.FileMode(f.Mode)&0o100 {
			t.Errorf("%s: mode %v, %v", f.Path, info.Mode(), err)
		}
	}
	again := p.run(t, append(request, "--out", "new/export")...)
	again.want(t, 0)
	if !strings.Contains(again.stdout, "new/export: 5 unchanged\n") {
		t.Errorf("second run:\n%s", again.stdout)
	}
	if got := listing(t, out); len(got) != 5 {
		t.Errorf("files: %v", got)
	}
}

func TestGenerateRefusesToOverwrite(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	p.dir = t.TempDir()
	write(t, p.dir, "README.md", "mine")
	write(t, p.dir, "src/main.c", "mine")
	before := listing(t, p.dir)
	p.run(t, append(request, "-o", ".", "--request-id", "again")...).want(t, 1, "2 files in . would be lost, so nothing was written",
		"README.md: was not written by Kiln", "src/main.c: was not written by Kiln", "--force", "--request-id again")
	if diff := cmp.Diff(before, listing(t, p.dir)); diff != "" {
		t.Error(diff)
	}
	p.run(t, append(request, "-o", ".", "--force")...).want(t, 0)
	if got := listing(t, p.dir)["README.md"]; got != "# Export\n" {
		t.Errorf("README.md is %q", got)
	}
}

func TestGenerateDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	p.dir = t.TempDir()
	got := p.run(t, append(request, "--out", "x", "--dry-run")...)
	got.want(t, 0)
	if !strings.Contains(got.stdout, "x: 5 to create; nothing was written (--dry-run)") || len(listing(t, p.dir)) != 0 {
		t.Errorf("stdout:\n%s\nfiles: %v", got.stdout, listing(t, p.dir))
	}
}

func TestGenerateUnusableFolderCostsNothing(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	p.dir = t.TempDir()
	write(t, p.dir, "file", "")
	p.run(t, append(request, "--out", "file")...).want(t, 2, "--out file: is a file")
	p.run(t, append(request, "--out", "file/below")...).want(t, 2, "--out file/below: ")
	if n := len(server.arrived()); n != 0 {
		t.Errorf("%d calls were made", n)
	}
}

func TestGenerateJSON(t *testing.T) {
	t.Parallel()
	body := resultJSON(t, smallProject())
	server := newKilnServer(t, success(body), failure(400, "invalid_request_error", "no_matching_pattern", "no"))
	got := server.client().run(t, append(request, "--json", "--out", "x")...)
	got.want(t, 0, "x: 5 created")
	if diff := cmp.Diff(body+"\n", got.stdout); diff != "" {
		t.Error(diff)
	}
	got = server.client().run(t, append(request, "--json")...)
	got.want(t, 2, "kiln: no\n  trace req_trace\n")
	if diff := cmp.Diff(errorJSON("invalid_request_error", "no_matching_pattern", "no")+"\n", got.stdout); diff != "" {
		t.Error(diff)
	}
}

func TestGenerateRefusals(t *testing.T) {
	t.Parallel()
	page := func(status int, media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		code   int
		says   string
	}{
		{"invalid", failure(400, "invalid_request_error", "validation_failed", "compiler?"), 2, "compiler?\n  trace req_trace"},
		{"no key", failure(401, "authentication_error", "invalid_api_key", "bad key"), 3, "check KILN_API_KEY"},
		{"scope", failure(403, "permission_error", "insufficient_scope", "no right"), 3, "no right"},
		{"quota", failure(403, "quota_error", "quota_exceeded", "used up"), 3, "used up"},
		{"too large", failure(413, "invalid_request_error", "request_too_large", "too large"), 2, "too large"},
		{"conflict", failure(409, "conflict_error", "generation_canceled", "canceled"), 1, "canceled"},
		{"plugin", failure(500, "api_error", "plugin_failed", "trap"), 1, "trap"},
		{"plugin in the stream", events(frame(1, "error", errorJSON("api_error", "plugin_failed", "trap"))), 1, "trap"},
		{"rejected in the stream", events(frame(1, "error", errorJSON("invalid_request_error", "no_matching_pattern", "what?"))), 2, "what?"},
		{"unreadable error", events(frame(1, "error", "{}")), 1, "cannot be read"},
		{"wait for a day", failure(429, "rate_limit_error", "rate_limited", "slow down", "Retry-After", "80000"), 1, "try again in 22h13m20s"},
		{"another server", page(404, "text/html", "<h1>"), 1, "not an answer of the Kiln API"},
		{"another server's 200", page(200, "text/html", "<h1>"), 4, "is a Kiln server there?"},
		{"escape sequences", failure(400, "invalid_request_error", "validation_failed", "a\x1b[2Jb\r\u202ec"), 2, "a\ufffd[2Jb\ufffd\ufffdc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := newKilnServer(t, c.answer)
			p := server.client()
			p.dir = t.TempDir()
			p.run(t, append(request, "--out", "x")...).want(t, c.code, c.says)
			if n := len(server.arrived()); n != 1 {
				t.Errorf("%d calls were made", n)
			}
			if got := listing(t, p.dir); len(got) != 0 {
				t.Errorf("files: %v", got)
			}
		})
	}
}

func TestGenerateNamesMistakesByTheirFlags(t *testing.T) {
	t.Parallel()
	body := `{"error":{"type":"invalid_request_error","code":"validation_failed","message":"projectContext.compiler: say msvc",
		"param":"projectContext.compiler","details":[{"path":"projectContext.compiler","code":"required","message":"say msvc"},
		{"path":"projectContext.tcVersion","code":"required","message":"name it"},{"path":"prompt","code":"missing","message":"a date"},
		{"path":"options.explicitPattern","code":"candidate","message":"query-export: Query export"}],"retryable":false},"traceId":"req_1"}`
	server := newKilnServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(400)
		io.WriteString(w, body)
	})
	got := server.client().run(t, "generate", "x")
	got.want(t, 2)
	want := `kiln: projectContext.compiler: say msvc
  set it with --compiler or as compiler in .kiln.yaml
  projectContext.tcVersion: name it
  set it with --tc-version or as tcVersion in .kiln.yaml
  prompt: a date
  perhaps --pattern query-export: Query export
  trace req_1
`
	if diff := cmp.Diff(want, got.stderr); diff != "" {
		t.Error(diff)
	}
}

func TestGenerateTrustsNoResult(t *testing.T) {
	t.Parallel()
	edit := func(from, to string) string { return strings.ReplaceAll(resultJSON(t, smallProject()), from, to) }
	for name, body := range map[string]string{
		"a path above":       edit(`"path":"README.md"`, `"path":"../README.md"`),
		"an absolute path":   edit(`"path":"README.md"`, `"path":"/tmp/README.md"`),
		"a drive":            edit(`"path":"README.md"`, `"path":"C:README.md"`),
		"a backslash":        edit(`"path":"README.md"`, `"path":"..\\README.md"`),
		"a device":           edit(`"path":"README.md"`, `"path":"NUL.md"`),
		"a file twice":       edit(`"path":"README.md"`, `"path":"SRC/MAIN.C"`),
		"a file as a folder": edit(`"path":"README.md"`, `"path":"src"`),
		"another content":    edit(`# Export`, `# Ixport`),
		"another mode":       edit(`"mode":"0644"`, `"mode":"4755"`),
		"no mode":            edit(`"mode":"0644"`, `"mode":"rw"`),
		"another encoding":   edit(`"encoding":"base64"`, `"encoding":"gzip"`),
		"no base64":          edit(`"content":"/wD+"`, `"content":"%"`),
		"no files":           `{"files":[]}`,
		"no JSON":            `{"files"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newKilnServer(t, success(body))
			p := server.client()
			p.dir = t.TempDir()
			p.run(t, append(request, "--out", "x/y")...).want(t, 1, "kiln: the server's result ")
			if got := listing(t, p.dir); len(got) != 0 {
				t.Errorf("files: %v", got)
			}
		})
	}
}

func TestGeneratePrompts(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	p.dir = t.TempDir()
	write(t, p.dir, "prompt.txt", "\ufeffExport »parts«\n")
	write(t, p.dir, "latin1.txt", "Stückliste"[:2]+"\xfcckliste")
	write(t, p.dir, "huge.txt", strings.Repeat("x", 1<<20))
	p.stdin = "from a pipe"
	for _, args := range [][]string{{"-f", "prompt.txt"}, {"-"}, {"--", "--odd"}} {
		p.run(t, append([]string{"generate", "-q"}, args...)...).want(t, 0)
	}
	var prompts []string
	for _, c := range server.arrived() {
		prompts = append(prompts, c.body.Prompt)
	}
	if diff := cmp.Diff([]string{"Export »parts«\n", "from a pipe", "--odd"}, prompts); diff != "" {
		t.Error(diff)
	}
	for says, args := range map[string][]string{
		"say what to generate":                       {},
		"put the prompt in quotes":                   {"a", "b"},
		"either a prompt or --file":                  {"a", "--file", "prompt.txt"},
		"latin1.txt: is not valid UTF-8":             {"--file", "latin1.txt"},
		"huge.txt: is larger than":                   {"--file", "huge.txt"},
		"gone.txt: no such file":                     {"--file", "gone.txt"},
		"the prompt: is empty":                       {" "},
		"--timeout":                                  {"a", "--timeout", "0s"},
		"--out: name a folder":                       {"a", "--out", ""},
		"--request-id: is empty":                     {"a", "--request-id", ""},
		"nothing to overwrite without --out":         {"a", "--force"},
		"--url: \"x\" is not the URL of a server":    {"a", "--url", "x"},
		"unknown flag: --tcversion; kiln generate -": {"a", "--tcversion", "1"},
	} {
		p.run(t, append([]string{"generate"}, args...)...).want(t, 2, says)
	}
}

func TestGenerateNeedsAKey(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := process{dir: t.TempDir(), env: []string{"KILN_URL=" + server.URL}}
	write(t, p.dir, "key", testKey+"\n")
	p.run(t, request...).want(t, 3, "no API key", "--local")
	p.run(t, append(request, "--api-key", "AKIA123")...).want(t, 3, "--api-key: is not a Kiln API key")
	p.run(t, append(request, "--api-key", testKey, "--api-key-file", "key")...).want(t, 2, "either")
	p.run(t, append(request, "--api-key-file", "key")...).want(t, 0)
	p.env = append(p.env, "KILN_API_KEY_FILE=key")
	p.run(t, request...).want(t, 0)
	for _, c := range server.arrived() {
		if got := c.header.Get("Authorization"); got != "Bearer "+testKey {
			t.Errorf("Authorization: %q", got)
		}
	}
}

func TestGenerateKeepsTheKeyToItself(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host was called: %s %s %v", r.Method, r.URL, r.Header)
	}))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := newKilnServer(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) })
		server.client().run(t, request...).want(t, 1, "redirects to "+elsewhere.URL, "use it as --url")
	}
	p := process{env: []string{"KILN_API_KEY=" + testKey}}
	p.run(t, append(request, "--url", "http://kiln.example.com")...).want(t, 2, "is not encrypted", "--plain-http")
	p.run(t, append(request, "--url", "https://me:hush@kiln.example.com")...).want(t, 2, "user name or password")
}

func TestGeneratePrecedence(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := process{dir: t.TempDir(), env: []string{"KILN_API_KEY=" + testKey}}
	write(t, p.dir, ".git/HEAD", "")
	write(t, p.dir, ".kiln.yaml", "url: "+server.URL+"\ntcVersion: 2412.0010\ncompiler: msvc\ncodePrefix: ABC\nout: gen\n")
	write(t, p.dir, "deep/down/file", "")
	top := p.dir
	p.dir = filepath.Join(top, "deep", "down")
	p.run(t, "generate", "x").want(t, 0)
	p.run(t, "generate", "x", "--compiler", "gcc", "--prefix", "").want(t, 0)
	if _, err := os.Stat(filepath.Join(top, "gen", "src", "main.c")); err != nil {
		t.Error(err)
	}
	var got [][3]string
	for _, c := range server.arrived() {
		context := c.body.ProjectContext
		prefix, _ := json.Marshal(context.CodePrefix)
		got = append(got, [3]string{context.TcVersion, context.Compiler, string(prefix)})
	}
	want := [][3]string{{"2412.0010", "msvc", `"ABC"`}, {"2412.0010", "gcc", "null"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p.env = append(p.env, "KILN_URL=http://127.0.0.1:1")
	p.run(t, "generate", "x").want(t, 4, "cannot reach http://127.0.0.1:1: nothing listens there")
	p.run(t, "generate", "x", "--url", server.URL).want(t, 0)
}

func TestGenerateStaysInTheProject(t *testing.T) {
	t.Parallel()
	server := newKilnServer(t, success(resultJSON(t, smallProject())))
	p := server.client()
	above := t.TempDir()
	p.dir = filepath.Join(above, "repo")
	write(t, p.dir, ".kiln.yaml", "out: gen/x")
	link(t, above, p.dir, "gen")
	p.run(t, request...).want(t, 2, ".kiln.yaml:1: out: \"gen/x\" cannot be used: path escapes")
	if n := len(server.arrived()); n != 0 {
		t.Errorf("%d calls were made", n)
	}
	p.run(t, append(request, "--out", "gen/x")...).want(t, 0)
}

// write makes a file below dir, and its folders.
func write(t testing.TB, dir, path, body string) {
	t.Helper()
	path = filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// listing is all files below dir with what is in them, and where links lead.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			return nil
		}
		if d.Type()&os.ModeSymlink != 0 {
			to, err := os.Readlink(path)
			files[filepath.ToSlash(name)] = "-> " + to
			return err
		}
		body, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// soon is how long a test waits for what must happen.
const soon = 20 * time.Second
