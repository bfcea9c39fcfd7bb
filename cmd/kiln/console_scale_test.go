package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
)

// insert stores a generation as if it had been run.
func insert(t *testing.T, db store.Config, result host.Result, prompt string) string {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	org, err := s.EnsureOrg(ctx, "demo")
	if err != nil {
		t.Fatal(err)
	}
	var request host.Request
	request.Prompt = prompt
	request.Context.TCVersion, request.Context.Compiler = "14.3", "gcc"
	receipt, err := s.Enqueue(ctx, host.Order{OrgID: org.ID, Request: request, ClaimFor: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Finish(ctx, *receipt.Claim, result, nil); err != nil {
		t.Fatal(err)
	}
	return receipt.Generation.ID
}

// TestConsoleOpensBigGenerations holds what the page makes of 200 files of 2 MB,
// one of them long, to what can be seen of them.
func TestConsoleOpensBigGenerations(t *testing.T) {
	p, _, db := console(t)
	line := "    result = PNX_OK(AOM_ask_value_string(object, \"object_name\", &value)); /* a line of code */\n"
	var files []host.File
	for i := range 199 {
		files = append(files, host.NewFile(fmt.Sprintf("src/part_%03d.c", i), []byte(strings.Repeat(line, 80)), 0o644))
	}
	long := strings.Repeat(line, 6000)
	files = append(files, host.NewFile("src/table.c", []byte(long), 0o644))
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "Big.", Files: files}, "A big one")

	p.open("/generations")
	p.click("A big one")
	p.heading("A big one")
	p.open("/generations") // what comes once has come
	p.sees("A big one")
	p.watchWork()
	before := p.work()
	p.clickOn(".history-row")
	p.until(`document.querySelector('.code .hl-comment')`)
	opened := p.work().since(before)
	t.Logf("200 files, 2 MB: %s", opened)
	opened.within(t, work{Elements: 2500, Styles: 30, Layouts: 30, Processor: time.Second})

	before = p.work()
	p.click("table.c")
	p.until(`document.querySelector('.file h2').textContent === 'src/table.c' && document.querySelector('.code .line')`)
	p.until(`(document.querySelector('.code').scrollTop = 1e9) && [...document.querySelectorAll('.gutter a')].some((a) => a.textContent === '6000')`)
	long6000 := p.work().since(before)
	t.Logf("6,000 lines, their first and their last: %s", long6000)
	long6000.within(t, work{Elements: 2500, Styles: 30, Layouts: 30, Processor: time.Second})
}

// TestConsoleScrollsLongLists goes to the end of 10,000 generations.
func TestConsoleScrollsLongLists(t *testing.T) {
	p, _, db := console(t)
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "One of many."}, "One of many")
	multiply(t, db, 10_000)
	p.open("/generations")
	p.until(`document.querySelectorAll('.history-row').length >= 50`)
	p.watchWork()
	eval[any](p, `(globalThis.most = 0, true)`)
	// Down to the end, as far as there is something.
	for end := time.Now().Add(3 * time.Minute); ; {
		done := eval[bool](p, `new Promise((resolve) => {
			scrollTo(0, document.documentElement.scrollHeight);
			requestAnimationFrame(() => requestAnimationFrame(() => {
				most = Math.max(most, document.querySelectorAll('.history-row').length);
				resolve(!document.querySelector('.more') && Boolean(document.querySelector('a[href$="gen_many10000"]')));
			}));
		})`)
		if done {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the list never came to its end; the page says:\n%s", p.text())
		}
	}
	if pages := eval[int](p, `document.querySelectorAll('.history-page').length`); pages != 201 {
		t.Errorf("%d pages of 50, want 201", pages)
	}
	checkSmoothness(t, p)
	p.until(`scrollY === 0 && document.querySelector('.history-row .history-prompt').textContent === 'One of many'`)
	load := eval[struct {
		Most     int
		Elements int
		Heap     float64
	}](p, `({most, elements: document.querySelectorAll('*').length, heap: performance.memory.usedJSHeapSize})`)
	t.Logf("at most %d rows at a time, %d elements and %.0f MB at the end", load.Most, load.Elements, load.Heap/1e6)
	if load.Most > 600 || load.Elements > 6000 {
		t.Errorf("the page grows with the list")
	}
	if load.Heap > 100e6 {
		t.Errorf("the page holds %.0f MB", load.Heap/1e6)
	}
}

// checkSmoothness goes up the whole list, 45 rows with each frame, and looks at
// what the page has to do for one.
func checkSmoothness(t *testing.T, p *page) {
	t.Helper()
	eval[any](p, `scrollTo(0, document.documentElement.scrollHeight), new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))`)
	before := p.work()
	frames := evalWithin[int](p, 3*time.Minute, `new Promise((resolve) => {
		let frames = 0;
		const step = () => {
			frames++;
			most = Math.max(most, document.querySelectorAll('.history-row').length);
			scrollBy(0, -2000);
			if (scrollY > 0) requestAnimationFrame(step);
			else resolve(frames);
		};
		requestAnimationFrame(step);
	})`)
	did := p.work().since(before)
	t.Logf("10,001 rows in %d frames: %s", frames, did)
	did.within(t, work{Elements: 500, Styles: 3, Layouts: 3, Processor: 33 * time.Millisecond}.times(frames))
}

// multiply copies the newest generation in the database itself, which is quick.
func multiply(t *testing.T, c store.Config, n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.DataDir, "kiln.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name FROM pragma_table_info('generations')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var columns, values []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, name)
		switch name {
		case "id":
			name = "'gen_many' || i"
		case "created_at":
			name = "created_at - i * 1000000"
		}
		values = append(values, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		INSERT INTO generations (%s) SELECT %s FROM n, (SELECT * FROM generations ORDER BY created_at DESC LIMIT 1)`,
		n, strings.Join(columns, ","), strings.Join(values, ",")))
	if err != nil {
		t.Fatal(err)
	}
}
