package registry

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Difference is what one module of a folder would change in the lock.
type Difference struct {
	File string
	Kind Kind
	// Changes are in the order in which people look at them.
	Changes []Change
}

// Kind tells how a module stands to the lock.
type Kind string

// The kinds of a difference.
const (
	Added   Kind = "new"     // in the folder, not in the lock
	Changed Kind = "changed" // in both, not the same
	Removed Kind = "gone"    // in the lock, not in the folder
)

// Change is one member of an entry that differs. An empty text means that the
// member was not there, or is no more.
type Change struct {
	Name, Old, New string
	// Widens says that the plugin would be allowed more than before.
	Widens bool
}

// Diff compares a lock with the entries that it would have for what is in the
// folder now.
func (l Lock) Diff(now Lock) []Difference {
	var all []Difference
	for _, p := range now.Plugins {
		before, ok := l.Plugin(p.File)
		kind := Changed
		if !ok {
			kind = Added
		}
		if changes := before.diff(p); !ok || len(changes) > 0 {
			all = append(all, Difference{p.File, kind, changes})
		}
	}
	for _, p := range l.Plugins {
		if _, ok := now.Plugin(p.File); !ok {
			all = append(all, Difference{p.File, Removed, narrowed(p.diff(Locked{}))})
		}
	}
	slices.SortFunc(all, func(a, b Difference) int { return cmp.Compare(a.File, b.File) })
	return all
}

// narrowed are the changes of a plugin that may not do anything any more.
func narrowed(changes []Change) []Change {
	for i := range changes {
		changes[i].Widens = false
	}
	return changes
}

// diff compares member by member.
func (l Locked) diff(now Locked) []Change {
	var changes []Change
	add := func(name, before, after string, widens bool) {
		if before != after {
			changes = append(changes, Change{name, before, after, widens})
		}
	}
	add("type", l.Type, now.Type, false)
	add("version", l.Version, now.Version, false)
	add("digest", l.Digest, now.Digest, false)
	add("abi", number(l.ABI), number(now.ABI), false)
	add("replaces", replaced(l), replaced(now), now.Replaces)
	changes = append(changes, setChanges("capability", l.Capabilities, now.Capabilities, true)...)
	changes = append(changes, setChanges("pattern", l.Patterns, now.Patterns, false)...)
	return append(changes, l.Limits.diff(now.Limits)...)
}

func replaced(l Locked) string {
	if !l.Replaces {
		return ""
	}
	return "the built-in plugin for " + l.Type
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// setChanges lists what came and what went, each as a change of its own.
func setChanges(name string, before, after []string, widens bool) []Change {
	var changes []Change
	for _, v := range slices.Sorted(slices.Values(after)) {
		if !slices.Contains(before, v) {
			changes = append(changes, Change{Name: name, New: v, Widens: widens})
		}
	}
	for _, v := range slices.Sorted(slices.Values(before)) {
		if !slices.Contains(after, v) {
			changes = append(changes, Change{Name: name, Old: v})
		}
	}
	return changes
}

// diff compares limits. Zero means the sandbox's default, which has no number
// here and may be more than there was; for fuel it means no limit.
func (l Limits) diff(now Limits) []Change {
	var changes []Change
	add := func(name string, before, after uint64, show func(uint64) string) {
		if before != after {
			widens := before != 0 && (after > before || after == 0)
			changes = append(changes, Change{name, show(before), show(after), widens})
		}
	}
	add("memory", l.MemoryBytes, now.MemoryBytes, byteCount)
	add("stage time", uint64(max(0, l.StageTimeout)), uint64(max(0, now.StageTimeout)), span)
	add("stage fuel", l.StageFuel, now.StageFuel, count)
	add("bytes of files", uint64(max(0, l.FileBytes)), uint64(max(0, now.FileBytes)), byteCount)
	add("files", uint64(max(0, l.Files)), uint64(max(0, now.Files)), count)
	add("bytes of results", uint64(max(0, l.ResultBytes)), uint64(max(0, now.ResultBytes)), byteCount)
	return changes
}

// The texts of limits; zero is none.
func count(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func span(n uint64) string {
	if n == 0 {
		return ""
	}
	return time.Duration(n).String()
}

func byteCount(n uint64) string {
	switch {
	case n == 0:
		return ""
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// String tells the change in a line: "capability: llm (new)".
func (c Change) String() string {
	switch {
	case c.Old == "":
		return c.Name + ": " + c.New + " (new)"
	case c.New == "":
		return c.Name + ": " + c.Old + " (gone)"
	}
	return c.Name + ": " + c.Old + " → " + c.New
}

// Contradicts tells where what a module says of itself is not what the lock
// says of it; nil where both agree. Limits are not the module's to say.
func (l Locked) Contradicts(module Entry) error {
	said := Locked{Entry: module, Replaces: l.Replaces}
	said.File, said.Limits = l.File, l.Limits
	changes := l.diff(said)
	if len(changes) == 0 {
		return nil
	}
	texts := make([]string, len(changes))
	for i, c := range changes {
		texts[i] = c.String()
	}
	return fmt.Errorf("the module is not what %s says of it: %s; \"kiln plugin lock\" writes what is true", LockFile, strings.Join(texts, "; "))
}
