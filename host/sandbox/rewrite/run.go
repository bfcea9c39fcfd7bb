package rewrite

import (
	"cmp"
	"slices"
)

// Run is a piece of memory: its first address and its bytes.
type Run struct {
	Offset uint32
	Bytes  []byte
}

func (r Run) end() int { return int(r.Offset) + len(r.Bytes) }

// mergeGap is how many zero bytes between two runs join them into one: Go's
// linker starts a segment after every eight zero bytes or so, which makes
// 65,000 of them in a small program.
const mergeGap = 1024

// mergeRuns returns few runs that leave the same memory as the given ones in
// their order.
func mergeRuns(runs []Run) []Run {
	runs = slices.DeleteFunc(runs, func(r Run) bool { return len(r.Bytes) == 0 })
	inOrder := slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b Run) int { return cmp.Compare(a.Offset, b.Offset) })
	for i := 1; i < len(runs); i++ {
		if runs[i-1].end() > int(runs[i].Offset) {
			return flatten(inOrder)
		}
	}
	return joinRuns(runs)
}

// joinRuns joins neighbours; the runs are sorted and do not overlap.
func joinRuns(runs []Run) []Run {
	var merged []Run
	for first := 0; first < len(runs); {
		next := first + 1
		for next < len(runs) && int(runs[next].Offset)-runs[next-1].end() <= mergeGap {
			next++
		}
		merged = append(merged, flatten(runs[first:next])...)
		first = next
	}
	return merged
}

// flatten lays runs out in one that reaches from the lowest to the highest.
func flatten(runs []Run) []Run {
	start, end := runs[0].Offset, runs[0].end()
	for _, r := range runs {
		start, end = min(start, r.Offset), max(end, r.end())
	}
	all := Run{start, make([]byte, end-int(start))}
	for _, r := range runs {
		copy(all.Bytes[r.Offset-start:], r.Bytes)
	}
	return []Run{all}
}
