package rewrite

// An element segment starts with flags: bit 0 says that it is not active (it is
// passive, or declarative if bit 1 is set too), bit 1 of an active one that it
// names its table, bit 2 that its items are expressions and not indexes.
const (
	elementNotActive   = 1
	elementTable       = 2
	elementExpressions = 4
)

// readElements reads the element segments and encodes them again, with the
// functions renumbered.
func (m *module) readElements(r *reader) {
	n := r.count("element segments", m.caps.Segments)
	for i := 0; i < n && r.err == nil; i++ {
		m.readElement(r)
	}
	m.elements.count = n
}

func (m *module) readElement(r *reader) {
	at := r.pos
	flags := r.u32()
	if flags > 7 {
		r.fail(at, "unknown flags %#x of element segment", flags)
		return
	}
	out := m.elements.items
	out = append(out, byte(flags))
	if flags&elementNotActive == 0 {
		out = m.copyTarget(r, out, flags)
	}
	// Kind or type of the items stand there unless flags are 0 or 4.
	if flags&(elementNotActive|elementTable) != 0 {
		out = append(out, m.readElementType(r, flags))
	}
	m.elements.items = m.copyItems(r, out, flags)
}

// copyTarget copies the table and the offset of an active segment.
func (m *module) copyTarget(r *reader, out []byte, flags uint32) []byte {
	var table uint32
	if flags&elementTable != 0 {
		table = r.index("table", len(m.tables))
		out = appendU32(out, table)
	} else if len(m.tables) == 0 {
		r.fail(r.pos, "unknown table 0, there is none")
	}
	at := r.pos
	offset := m.readConstant(r)
	if offset.typ != typeI32 {
		r.fail(at, "offset of an element segment must be an i32")
	}
	return append(out, offset.bytes...)
}

func (m *module) readElementType(r *reader, flags uint32) byte {
	if flags&elementExpressions != 0 {
		return byte(r.referenceType())
	}
	r.zero("kind of elements")
	return 0
}

func (m *module) copyItems(r *reader, out []byte, flags uint32) []byte {
	at := r.pos
	n := r.count("elements", m.caps.Entries)
	if m.items += n; m.items > m.caps.Entries {
		r.fail(at, "%d elements in all segments, at most %d are accepted", m.items, m.caps.Entries)
	}
	out = appendU32(out, uint32(n))
	for i := 0; i < n && r.err == nil; i++ {
		if flags&elementExpressions != 0 {
			out = append(out, m.readConstant(r).bytes...)
		} else {
			f := r.index("function", m.funcCount())
			m.declare(f)
			out = appendU32(out, m.renumber(f))
		}
	}
	return out
}
