package sim

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// state is what the database holds: the objects in the order of creation.
type state struct {
	order   []string
	objects map[string]object // by UID
}

// object is a stored object: what it is called, and its values as a fixture
// would set them.
type object struct {
	label  string
	values []string
}

// born are the values that every new object has or that its name tells, of no
// interest in a comparison.
var born = []string{"creation_date", "last_mod_date", "last_mod_user", "owning_user", "owning_group", "object_type", "active_seq",
	"sequence_id", "primary_object", "secondary_object", "relation_type", "rev_chain_anchor"}

// changes compares the states of the database before and after a run. A line
// is "+" or "-" with an object, or with one of its values; the lines stand in
// the order of creation.
func changes(folder string) ([]string, error) {
	before, err := readState(filepath.Join(folder, "before.sim"))
	if err != nil {
		return nil, err
	}
	after, err := readState(filepath.Join(folder, "after.sim"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // a sanitizer ended the program; it is in the watch report
	}
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, uid := range before.order {
		old := before.objects[uid]
		now, there := after.objects[uid]
		if !there {
			lines = append(lines, "- "+old.label)
			continue
		}
		lines = append(lines, missing("- ", old.label, old.values, now.values)...)
		lines = append(lines, missing("+ ", old.label, now.values, old.values)...)
	}
	for _, uid := range after.order {
		if _, old := before.objects[uid]; old {
			continue
		}
		now := after.objects[uid]
		lines = append(lines, "+ "+now.label)
		for _, value := range now.values {
			if name, _, _ := strings.Cut(value, "="); !slices.Contains(born, name) {
				lines = append(lines, "+ "+now.label+": "+value)
			}
		}
	}
	return lines, nil
}

// missing lists the values that the others lack.
func missing(sign, label string, values, others []string) []string {
	var lines []string
	for _, value := range values {
		if !slices.Contains(others, value) {
			lines = append(lines, sign+label+": "+value)
		}
	}
	return lines
}

func readState(path string) (state, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return state{}, err
	}
	return readStateText(string(text)), nil
}

func readStateText(text string) state {
	s := state{objects: map[string]object{}}
	uid := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if value, ok := strings.CutPrefix(line, "  set "); ok {
			o := s.objects[uid]
			o.values = append(o.values, readable(value))
			s.objects[uid] = o
			continue
		}
		class, shown, _ := strings.Cut(strings.TrimPrefix(line, "object "), "  # ")
		class, uid, _ = strings.Cut(class, " uid=")
		if shown == "" {
			shown = uid
		}
		if class != `"RevisionAnchor"` { // the list of the versions that stand there themselves
			s.order = append(s.order, uid)
		}
		s.objects[uid] = object{label: strings.Trim(class, `"`) + " " + shown}
	}
	return s
}

// readable shows what references lead to instead of their UIDs.
func readable(value string) string {
	name, _, _ := strings.Cut(value, "=")
	if reference, shown, ok := strings.Cut(value, "  # "); ok && strings.HasPrefix(reference, name+"=uid:") {
		return name + "=" + shown
	}
	return value
}

// State lists what the database held after the run, without UIDs: objects and
// their values, sorted, so that states with the same contents are equal.
func (r Result) State() []string {
	s := readStateText(r.state)
	var lines []string
	for _, uid := range s.order {
		o := s.objects[uid]
		lines = append(lines, o.label)
		for _, value := range o.values {
			lines = append(lines, o.label+": "+value)
		}
	}
	slices.Sort(lines)
	return lines
}
