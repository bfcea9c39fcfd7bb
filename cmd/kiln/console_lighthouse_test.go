package main

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

var lighthouse = flag.Bool("lighthouse", false, "let Lighthouse mark the console; minutes on a quiet machine")

// TestConsoleLighthouse lets Lighthouse mark views on a phone, as it simulates
// one. The marks for speed mean something on a quiet machine alone, so it runs on demand.
func TestConsoleLighthouse(t *testing.T) {
	if !*lighthouse {
		t.Skip("make lighthouse runs it")
	}
	program := filepath.Join(npmInstall(t, "lighthouse@13.5.0"), "node_modules", "lighthouse", "cli", "index.js")
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	read := eval[string](p, "location.pathname")
	cookies, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil || len(cookies.Cookies) != 1 {
		t.Fatalf("%v %v", cookies, err)
	}
	signedIn := cookies.Cookies[0].Name + "=" + cookies.Cookies[0].Value
	for _, view := range []struct {
		path, cookie string
		times        int // what has most to draw is marked most often, since each mark must be good
	}{{"/", "", 1}, {"/keys", signedIn, 1}, {read, signedIn, 5}, {"/docs", "", 1}} {
		for range view.times {
			marks := mark(t, program, p.base+view.path, view.cookie)
			t.Logf("%s: accessibility %.0f, best practices %.0f, performance %.0f",
				view.path, marks["accessibility"], marks["best-practices"], marks["performance"])
			if marks["accessibility"] < 100 || marks["best-practices"] < 95 || marks["performance"] < 95 {
				t.Errorf("%s: 100, 95 and 95 are wanted", view.path)
			}
		}
	}
}

// measures is how often Lighthouse may fail to measure before that is a failure:
// on a busy machine its recording can lack the beginning.
const measures = 3

// lighthouseReport is what is read of Lighthouse's.
type lighthouseReport struct {
	RuntimeError struct{ Code, Message string }
	Categories   map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Score        *float64
		Title        string
		DisplayValue string
	}
	FinalURL string `json:"finalDisplayedUrl"`
}

// mark returns the score of each category, 0 to 100.
func mark(t *testing.T, program, url, cookie string) map[string]float64 {
	t.Helper()
	args := []string{program, url, "--quiet", "--output=json", "--only-categories=accessibility,best-practices,performance",
		"--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage"}
	if cookie != "" {
		headers, err := json.Marshal(map[string]string{"Cookie": cookie, "Referer": url})
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, "--extra-headers="+string(headers))
	}
	var r lighthouseReport
	for try := 1; ; try++ {
		c := exec.Command(tool(t, "node"), args...)
		c.Env = append(os.Environ(), "CHROME_PATH="+tool(t, "chromium", "chromium-browser", "google-chrome"))
		c.Env = append(c.Env, browserEnv(t)...)
		c.Dir = t.TempDir()
		out, err := c.Output()
		r = lighthouseReport{}
		if err == nil {
			r = decode[lighthouseReport](t, out)
		}
		if err == nil && r.RuntimeError.Code == "" {
			break
		}
		t.Logf("%s: lighthouse: %v %s", url, err, r.RuntimeError.Message)
		if try == measures {
			t.Fatalf("%s: Lighthouse measured nothing", url)
		}
	}
	if r.FinalURL != url {
		t.Errorf("%s: Lighthouse ended at %s", url, r.FinalURL)
	}
	marks := map[string]float64{}
	for name, category := range r.Categories {
		marks[name] = category.Score * 100
		for _, ref := range category.AuditRefs {
			if audit := r.Audits[ref.ID]; ref.Weight > 0 && audit.Score != nil && *audit.Score < 0.9 {
				t.Logf("%s: %s: %.2f: %s %s", url, ref.ID, *audit.Score, audit.Title, audit.DisplayValue)
			}
		}
	}
	return marks
}
