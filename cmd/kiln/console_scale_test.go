package main

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

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

// TestConsoleOpensBigGenerations measures how long 200 files of 2 MB take,
// from the click to the first line of code, and that one long file scrolls.
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

	// The machine runs other tests as well: what one try of five can is what the console can.
	took := math.Inf(1)
	for try := 0; try < 5 && took > 1000; try++ {
		p.open("/generations")
		p.sees("A big one")
		took = min(took, eval[float64](p, `new Promise((resolve) => {
			const began = performance.now();
			const look = () => document.querySelector('.code .line') ? resolve(performance.now() - began) : requestAnimationFrame(look);
			document.querySelector('.history-row').click();
			look();
		})`))
	}
	t.Logf("200 files, 2 MB: %.0f ms", took)
	if took > 1000 {
		t.Errorf("opening took %.0f ms", took)
	}
	p.click("table.c")
	p.until(`document.querySelector('.file h2').textContent === 'src/table.c'`)
	p.until(`(document.querySelector('.code').scrollTop = 1e9) && [...document.querySelectorAll('.gutter a')].some((a) => a.textContent === '6000')`)
}

// TestConsoleScrollsLongLists goes to the end of 10,000 generations.
func TestConsoleScrollsLongLists(t *testing.T) {
	p, _, db := console(t)
	insert(t, db, host.Result{Status: host.Succeeded, ArtifactType: "itk-batch", Pattern: "query-export", Summary: "One of many."}, "One of many")
	multiply(t, db, 10_000)
	p.open("/generations")
	p.until(`document.querySelectorAll('.history-row').length >= 50`)
	watchLoad := `globalThis.load = {most: 0, tasks: []};
		new PerformanceObserver((list) => load.tasks.push(...list.getEntries().map((e) => e.duration))).observe({type: 'longtask'})`
	eval[any](p, watchLoad+`, true`)
	// Down to the end, as far as there is something.
	for end := time.Now().Add(3 * time.Minute); ; {
		done := eval[bool](p, `new Promise((resolve) => {
			scrollTo(0, document.documentElement.scrollHeight);
			requestAnimationFrame(() => requestAnimationFrame(() => {
				load.most = Math.max(load.most, document.querySelectorAll('.history-row').length);
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
		Tasks    []float64
		Elements int
		Heap     float64
	}](p, `({...load, elements: document.querySelectorAll('*').length, heap: performance.memory.usedJSHeapSize})`)
	t.Logf("at most %d rows at a time, %d elements and %.0f MB at the end; %d long tasks, the longest %.0f ms",
		load.Most, load.Elements, load.Heap/1e6, len(load.Tasks), slices.Max(append(load.Tasks, 0)))
	if load.Most > 600 || load.Elements > 6000 {
		t.Errorf("the page grows with the list")
	}
	if load.Heap > 100e6 {
		t.Errorf("the page holds %.0f MB", load.Heap/1e6)
	}
}

// checkSmoothness goes up the whole list, 45 rows with each frame, and looks at
// the time between frames and at what the page has to do for one.
func checkSmoothness(t *testing.T, p *page) {
	t.Helper()
	_, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	if err != nil {
		t.Fatal(err)
	}
	slow := math.Inf(1) // other tests take the processor away: the best of some goes counts
	for try := 0; try < 5 && slow > 100; try++ {
		eval[any](p, `scrollTo(0, document.documentElement.scrollHeight), new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))`)
		before := p.busy()
		gaps := eval[[]float64](p, `new Promise((resolve) => {
			const gaps = [];
			let before;
			const step = (now) => {
				if (before) gaps.push(now - before);
				before = now;
				scrollBy(0, -2000);
				if (scrollY > 0) requestAnimationFrame(step);
				else resolve(gaps.sort((a, b) => a - b));
			};
			requestAnimationFrame(step);
		})`)
		work := (p.busy() - before).Seconds() * 1000 / float64(len(gaps))
		slow = gaps[len(gaps)*95/100]
		t.Logf("10,001 rows: half of %d frames within %.0f ms, 95 %% within %.0f ms; %.1f ms of the processor each", len(gaps), gaps[len(gaps)/2], slow, work)
		if work > 33 {
			t.Errorf("a frame takes %.1f ms of work", work)
		}
	}
	if slow > 100 {
		t.Errorf("one frame in twenty takes more than %.0f ms", slow)
	}
}

// busy is the processor time that the page's main thread has taken so far.
func (p *page) busy() time.Duration {
	p.Helper()
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range metrics.Metrics {
		if m.Name == "TaskDuration" {
			return time.Duration(m.Value * float64(time.Second))
		}
	}
	p.Fatal("the browser does not tell what it has done")
	return 0
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
