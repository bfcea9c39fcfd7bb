package api

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/host"
)

func TestDownload(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.do("POST", "/v1/generations", asked)
	path := "/v1/generations/" + r.fake.generations[0].ID
	a := r.do("GET", path+"/download", "")
	for name, want := range map[string]string{
		"Content-Type": "application/zip", "Cache-Control": "private, no-cache",
		"Content-Disposition": `attachment; filename="query-export-` + r.fake.generations[0].ID + `.zip"; filename*=UTF-8''query-export-` +
			r.fake.generations[0].ID + `.zip`,
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.StatusCode != 200 || a.ContentLength != int64(len(a.body)) {
		t.Fatalf("%d, length %d of %d", a.StatusCode, a.ContentLength, len(a.body))
	}
	z, err := zip.NewReader(bytes.NewReader(a.body), int64(len(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	var got []host.File
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, host.NewFile(f.Name, body, uint32(f.Mode().Perm())))
		if len(f.Extra) > 0 || f.Flags&8 != 0 || f.Modified.Year() != 1980 || f.Mode()&fs.ModeType != 0 {
			t.Errorf("%s: extra %v, flags %x, modified %v, mode %v", f.Name, f.Extra, f.Flags, f.Modified, f.Mode())
		}
	}
	want := made(host.Request{}).Files
	want[0], want[1] = want[1], want[0] // sorted
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	legacy := r.do("GET", path+"/archive", "")
	if !bytes.Equal(legacy.body, a.body) || legacy.Header.Get("ETag") != a.Header.Get("ETag") {
		t.Error("/archive differs from /download")
	}
	for _, suffix := range []string{"/download", "/archive"} {
		if head := r.do("HEAD", path+suffix, ""); head.StatusCode != 200 || head.ContentLength != a.ContentLength || head.Header.Get("ETag") == "" {
			t.Errorf("HEAD %s: %d %v", suffix, head.StatusCode, head.Header)
		}
		if same := r.do("GET", path+suffix, "", "If-None-Match: "+a.Header.Get("ETag")); same.StatusCode != 304 || len(same.body) > 0 {
			t.Errorf("If-None-Match %s: %d", suffix, same.StatusCode)
		}
	}
}

func TestZipIsDeterministic(t *testing.T) {
	t.Parallel()
	files := []host.File{
		host.NewFile("b/ü.txt", []byte(strings.Repeat("compress me ", 1000)), 0o644),
		host.NewFile("a", nil, 0o755),
	}
	first, err := zipOf(files)
	if err != nil {
		t.Fatal(err)
	}
	files[0], files[1] = files[1], files[0]
	second, err := zipOf(files)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the order of the files shows")
	}
	if len(first) > 2000 {
		t.Errorf("nothing was compressed: %d bytes", len(first))
	}
}

func TestDisposition(t *testing.T) {
	t.Parallel()
	got := disposition("naïve \"x\"\r\n/..%.zip")
	want := `attachment; filename="na_ve _x____.._.zip"; filename*=UTF-8''na%C3%AFve%20%22x%22%0D%0A%2F..%25.zip`
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if strings.ContainsAny(got, "\r\n") {
		t.Errorf("a line break gets into the header: %q", got)
	}
}
