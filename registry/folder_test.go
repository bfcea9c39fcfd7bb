package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// scene is a folder and a clock.
type scene struct {
	*testing.T
	Folder
	now time.Time
}

func newScene(t *testing.T) *scene {
	return &scene{t, Folder{Dir: t.TempDir(), Settle: time.Second}, time.Now()}
}

func (s *scene) write(file, body string) {
	s.Helper()
	if err := os.WriteFile(filepath.Join(s.Dir, file), []byte(body), 0o644); err != nil {
		s.Fatal(err)
	}
	// The file system's clock is not the scene's: a file is as new as its last write.
	if err := os.Chtimes(filepath.Join(s.Dir, file), s.now, s.now); err != nil {
		s.Fatal(err)
	}
}

func (s *scene) remove(file string) {
	s.Helper()
	if err := os.Remove(filepath.Join(s.Dir, file)); err != nil {
		s.Fatal(err)
	}
}

// want lets that much time pass and compares what the folder then holds, as
// "file=body" for modules that can be read.
func (s *scene) want(after time.Duration, pending bool, want ...string) {
	s.Helper()
	s.now = s.now.Add(after)
	modules, p, err := s.Scan(s.now)
	if err != nil {
		s.Fatal(err)
	}
	var got []string
	for _, m := range modules {
		text := m.File + ": "
		if m.Err != nil {
			text += m.Err.Error()
		}
		for _, w := range want {
			if file, body, ok := strings.Cut(w, "="); ok && file == m.File && DigestOf([]byte(body)) == m.Digest {
				text = w
			}
		}
		got = append(got, text)
	}
	if diff := cmp.Diff(want, got); diff != "" || p != pending {
		s.Errorf("pending %v, want %v (-want +got):\n%s", p, pending, diff)
	}
}

func TestFilesCountOnceTheyRest(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.want(0, false)
	s.write("a.wasm", "1")
	s.want(0, true)
	s.want(900*time.Millisecond, true)
	s.write("a.wasm", "12") // still being copied
	s.want(900*time.Millisecond, true)
	s.want(200*time.Millisecond, false, "a.wasm=12")

	s.write("a.wasm", "123")
	s.want(0, true, "a.wasm=12") // as it was, until it rests again
	s.write("a.wasm", "1234")
	s.want(900*time.Millisecond, true, "a.wasm=12")
	s.want(200*time.Millisecond, false, "a.wasm=1234")

	s.remove("a.wasm") // and written anew, as some programs replace a file
	s.want(0, true, "a.wasm=1234")
	s.write("a.wasm", "5")
	s.want(0, true, "a.wasm=1234")
	s.want(1100*time.Millisecond, false, "a.wasm=5")
	s.remove("a.wasm")
	s.want(0, true, "a.wasm=5")
	s.want(1100*time.Millisecond, false)
}

// TestMovedFileCountsAtOnce: who moves a file into the folder has completed it
// before, also where size and time are those of the file that it replaces.
func TestMovedFileCountsAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	old := s.now.Add(-time.Hour)
	for _, body := range []string{"1", "2"} {
		s.write("a.wasm.part", body)
		if err := os.Chtimes(filepath.Join(s.Dir, "a.wasm.part"), old, old); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(s.Dir, "a.wasm.part"), filepath.Join(s.Dir, "a.wasm")); err != nil {
			t.Fatal(err)
		}
		s.want(0, false, "a.wasm="+body)
	}
	// A clock that is ahead does not count.
	s.write("b.wasm", "3")
	future := s.now.Add(time.Hour)
	if err := os.Chtimes(filepath.Join(s.Dir, "b.wasm"), future, future); err != nil {
		t.Fatal(err)
	}
	s.want(0, true, "a.wasm=2")
	s.want(1100*time.Millisecond, false, "a.wasm=2", "b.wasm=3")
}

func TestWhatIsNoModule(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.write("notes.txt", "no")
	s.write(".a.wasm.X7", "no")
	s.write(".b.wasm", "no")
	s.write("with space.wasm", "no")
	if err := os.Mkdir(filepath.Join(s.Dir, "folder.wasm"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(s.Dir, "broken.wasm")); err != nil {
		t.Fatal(err)
	}
	large, err := os.Create(filepath.Join(s.Dir, "large.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	if err := large.Truncate(maxModuleBytes + 1); err != nil {
		t.Fatal(err)
	}
	large.Close()
	s.want(2*time.Second, false,
		"folder.wasm: it is not a regular file",
		"large.wasm: it is larger than 64 MiB",
		"with space.wasm: its name must consist of letters, digits, dots, hyphens and underscores")
}

func TestReadWantsTheDigest(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.write("a.wasm", "1")
	modules, err := ReadFolder(s.Dir)
	if err != nil || len(modules) != 1 {
		t.Fatal(modules, err)
	}
	if body, err := s.Read(modules[0]); err != nil || string(body) != "1" {
		t.Error(body, err)
	}
	s.write("a.wasm", "2")
	if _, err := s.Read(modules[0]); err == nil || !strings.Contains(err.Error(), "changed again") {
		t.Error(err)
	}
	s.remove("a.wasm")
	if _, err := s.Read(modules[0]); err == nil || strings.Contains(err.Error(), s.Dir) {
		t.Error(err)
	}
	s.Dir += "/nowhere"
	if _, _, err := s.Scan(s.now); err == nil {
		t.Error("no error without a folder")
	}
}
