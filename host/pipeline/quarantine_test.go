package pipeline

import (
	"testing"
	"time"
)

func TestQuarantineBacksOff(t *testing.T) {
	var q quarantines
	now := time.Unix(1_000_000, 0)
	fail := func() bool { _, begins := q.failed("a", now, "trap"); return begins }
	for n := 1; n < maxFailures; n++ {
		if fail() {
			t.Fatalf("a quarantine after %d failures", n)
		}
	}
	if !fail() {
		t.Fatalf("no quarantine after %d failures", maxFailures)
	}
	for want := shortestRest; want < 3*longestRest; want *= 2 {
		rest := min(want, longestRest)
		got, in := q.of("a", now.Add(rest-1))
		if !in || !got.Until.Equal(now.Add(rest)) || got.Reason != "trap" || got.Failures < maxFailures {
			t.Fatalf("%+v, %v; want it until %s later", got, in, rest)
		}
		if fail() {
			t.Fatal("a generation that was begun before made the quarantine longer")
		}
		now = now.Add(rest)
		if _, in := q.of("a", now); in {
			t.Fatalf("still in quarantine after %s", rest)
		}
		if !fail() { // the trial
			t.Fatal("a failed trial did not lead back into quarantine")
		}
	}
	if _, in := q.of("b", now); in {
		t.Error("another plugin is in quarantine")
	}
	if !q.succeeded("a") || q.succeeded("a") {
		t.Error("a success after a quarantine is not told apart from others")
	}
	if _, in := q.of("a", now); in || fail() {
		t.Error("a success did not clean the record")
	}
}

func TestOldFailuresAreForgotten(t *testing.T) {
	var q quarantines
	now := time.Unix(1_000_000, 0)
	for range 10 * maxFailures {
		if _, begins := q.failed("a", now, "trap"); begins {
			t.Fatal("failures that lie far apart led to a quarantine")
		}
		now = now.Add(forgetAfter + 1)
	}
}

func TestRecordsStayFew(t *testing.T) {
	var q quarantines
	for n := range 3 * maxQuarantines {
		q.failed(string(rune('a'+n)), time.Unix(1, 0), "trap")
	}
	if len(q.records) > maxQuarantines {
		t.Errorf("%d records", len(q.records))
	}
}
