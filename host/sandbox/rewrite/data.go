package rewrite

// segment is a data segment that stays in the module. An active one acts when
// an instance is made and is empty from then on; taken out, it leaves an empty
// passive one, so that the others keep their indexes.
type segment struct{ bytes []byte }

// How a data segment gets into memory, as in the binary.
const (
	dataActive  = 0 // when an instance is made
	dataPassive = 1 // by memory.init
	dataMemory  = 2 // as dataActive, and names its memory
)

func (m *module) readData(r *reader) {
	n := r.count("data segments", m.caps.Segments)
	m.segments = make([]segment, 0, n)
	for i := 0; i < n && r.err == nil; i++ {
		m.segments = append(m.segments, m.readSegment(r))
	}
	m.runs = mergeRuns(m.runs)
}

func (m *module) readSegment(r *reader) segment {
	at := r.pos
	switch mode := r.u32(); mode {
	case dataActive:
		m.readActive(r, at)
	case dataPassive:
		return segment{r.bytes(int(r.u32()))}
	case dataMemory:
		r.index("memory", len(m.memories))
		m.readActive(r, at)
	default:
		r.fail(at, "unknown mode %#x of data segment", mode)
	}
	return segment{}
}

// readActive takes a segment out of the module.
func (m *module) readActive(r *reader, at int) {
	if len(m.memories) == 0 {
		r.fail(at, "unknown memory 0, there is none")
		return
	}
	offset := m.readConstant(r)
	if offset.typ != typeI32 {
		r.fail(at, "offset of a data segment must be an i32")
	}
	bytes := r.bytes(int(r.u32()))
	start := uint32(offset.value)
	end := uint64(start) + uint64(len(bytes))
	if end > uint64(m.memories[0].min)*PageSize {
		r.fail(at, "out of bounds memory access: data up to %d, memory has %d pages", end, m.memories[0].min)
	}
	if end > uint64(m.caps.Image) {
		r.fail(at, "data up to %d, at most %d is accepted", end, m.caps.Image)
	}
	if r.err == nil {
		m.runs = append(m.runs, Run{start, bytes})
	}
}

// appendDataCount appends the number of data segments if code names them.
func (m *module) appendDataCount(out []byte) []byte {
	if !m.usesData {
		return out
	}
	return appendU32(out, uint32(len(m.segments)))
}

// appendData appends what is left of the data segments if code names them.
func (m *module) appendData(out []byte) []byte {
	if !m.usesData || len(m.segments) == 0 {
		return out
	}
	out = appendU32(out, uint32(len(m.segments)))
	for _, s := range m.segments {
		out = appendSized(append(out, dataPassive), s.bytes)
	}
	return out
}
