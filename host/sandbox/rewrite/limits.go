package rewrite

// limits are the least and greatest size of a table, in entries, or of a
// memory, in pages.
type limits struct {
	min, max uint32
	hasMax   bool
}

// readLimits reads limits whose greatest accepted size is most; without a
// maximum of its own, that is its maximum.
func (r *reader) readLimits(most uint32) limits {
	at := r.pos
	flags := r.byte()
	if flags > 1 {
		r.fail(at, "limits with flags %#x: shared and 64-bit memories and tables are not accepted", flags)
		return limits{}
	}
	l := limits{min: r.u32(), max: most, hasMax: flags == 1}
	if l.hasMax {
		l.max = r.u32()
	}
	if l.hasMax && l.min > l.max {
		r.fail(at, "minimum %d is above the maximum %d", l.min, l.max)
	}
	return l
}

func (l limits) append(out []byte) []byte {
	if !l.hasMax {
		return appendU32(append(out, 0), l.min)
	}
	return appendU32(appendU32(append(out, 1), l.min), l.max)
}

const maxPages = 65536

func (m *module) readMemories(r *reader) {
	n := r.count("memories", 1)
	for i := 0; i < n && r.err == nil; i++ {
		at := r.pos
		l := r.readLimits(maxPages)
		if l.min > maxPages || l.max > maxPages {
			r.fail(at, "memory of more than %d pages", maxPages)
		}
		m.memories = append(m.memories, l)
	}
}

func (m *module) appendMemories(out []byte) []byte {
	if len(m.memories) == 0 {
		return out
	}
	return m.memories[0].append(appendU32(out, 1))
}

type tableType struct {
	typ valueType
	limits
}

func (m *module) readTables(r *reader) {
	n := r.count("tables", m.caps.Tables)
	for i := 0; i < n && r.err == nil; i++ {
		m.tables = append(m.tables, m.readTable(r, uint32(m.caps.Entries/n)))
	}
}

// readTable reads a table of at most that many entries. Growing beyond must
// fail, so they become its maximum; an instruction that grows a table may
// always fail.
func (m *module) readTable(r *reader, most uint32) tableType {
	at := r.pos
	t := tableType{r.referenceType(), r.readLimits(most)}
	if t.min > most {
		r.fail(at, "table of %d entries, at most %d are accepted", t.min, most)
	}
	t.hasMax = true
	t.max = min(t.max, most)
	return t
}

func (m *module) appendTables(out []byte) []byte {
	if len(m.tables) == 0 {
		return out
	}
	out = appendU32(out, uint32(len(m.tables)))
	for _, t := range m.tables {
		out = t.append(append(out, byte(t.typ)))
	}
	return out
}
