package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// work is what a page has done. It grows with what the page is made to do and
// hardly with how busy the machine is, as time on a clock would.
type work struct {
	Elements  int           // made, whether they are in the page or not
	Styles    int           // how often styles were computed
	Layouts   int           // how often the page was laid out
	Processor time.Duration // time that the main thread had the processor
}

// watchWork begins to count in the page as it is now; another page counts anew.
func (p *page) watchWork() {
	p.Helper()
	domain := performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}
	if _, err := chromedp.Call(p.ctx, performance.Enable, domain); err != nil {
		p.Fatal(err)
	}
	eval[bool](p, `(() => {
		globalThis.elementsMade = 0;
		const count = (owner, name, size) => {
			const before = owner[name];
			owner[name] = function (...args) {
				const made = before.apply(this, args);
				elementsMade += size(made);
				return made;
			};
		};
		count(Document.prototype, 'createElement', () => 1);
		count(Document.prototype, 'createElementNS', () => 1);
		count(Node.prototype, 'cloneNode', (made) => (made.querySelectorAll?.('*').length ?? 0) + 1);
		return true;
	})()`)
}

// work is what was done since watchWork.
func (p *page) work() (w work) {
	p.Helper()
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		p.Fatal(err)
	}
	told := 0
	for _, m := range metrics.Metrics {
		told++
		switch m.Name {
		case "RecalcStyleCount":
			w.Styles = int(m.Value)
		case "LayoutCount":
			w.Layouts = int(m.Value)
		case "TaskDuration":
			w.Processor = time.Duration(m.Value * float64(time.Second))
		default:
			told--
		}
	}
	if told != 3 {
		p.Fatal("the browser does not tell what it has done")
	}
	w.Elements = eval[int](p, `elementsMade`)
	return w
}

func (w work) since(before work) work {
	return work{w.Elements - before.Elements, w.Styles - before.Styles, w.Layouts - before.Layouts, w.Processor - before.Processor}
}

func (w work) times(n int) work {
	return work{w.Elements * n, w.Styles * n, w.Layouts * n, w.Processor * time.Duration(n)}
}

func (w work) String() string {
	return fmt.Sprintf("%d elements made, %d computations of style, %d layouts, %.1f ms of the processor",
		w.Elements, w.Styles, w.Layouts, w.Processor.Seconds()*1000)
}

// within fails where more was done than may be, and where nothing was counted.
func (w work) within(t *testing.T, most work) {
	t.Helper()
	if w.Elements > most.Elements || w.Styles > most.Styles || w.Layouts > most.Layouts || w.Processor > most.Processor {
		t.Errorf("that is too much; at most: %s", most)
	}
	if w.Elements == 0 {
		t.Error("no element was counted")
	}
}
