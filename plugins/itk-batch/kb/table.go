package kb

// table finds rows of facts by their names. It is made once for the process; a
// guest finds it in its first image.
type table[T any] struct {
	rows  []T
	named map[string]int
}

func newTable[T any](rows []T, name func(*T) string) table[T] {
	named := make(map[string]int, len(rows))
	for i := range rows {
		named[name(&rows[i])] = i
	}
	return table[T]{rows, named}
}

// find returns the row of that name.
func (t *table[T]) find(name string) (row T, ok bool) {
	i, ok := t.named[name]
	if ok {
		row = t.rows[i]
	}
	return row, ok
}
