package rewrite

// readBodies reads where the bodies of the functions lie.
func (m *module) readBodies(r *reader) {
	n := r.count("functions", m.caps.Funcs)
	m.bodies = make([]span, 0, n)
	for i := 0; i < n && r.err == nil; i++ {
		at := r.pos
		size := int(r.u32())
		if size > m.caps.Body {
			r.fail(at, "function of %d bytes, at most %d are accepted", size, m.caps.Body)
		}
		start := r.pos
		r.bytes(size)
		m.bodies = append(m.bodies, span{start, r.pos})
	}
}

// appendBodies appends the rewritten functions and, after them, those of bulk.go.
func (m *module) appendBodies(out []byte, r *reader) []byte {
	var code []byte
	b := &body{module: m}
	all := section{count: len(m.bodies), items: out}
	for i, s := range m.bodies {
		in := &reader{data: r.data, pos: s.at, end: s.end, section: "code"}
		b.read(in, m.types[m.funcs[i]])
		if in.err != nil {
			r.err = in.err
			return nil
		}
		code = b.append(code[:0], r.data)
		all.items = appendSized(all.items, code)
	}
	for _, code := range m.bulkBodies() {
		all.items = appendSized(all.items, code)
		all.count++
	}
	return all.append(nil)
}

// body is the function that is being rewritten. One value serves all functions
// in turn, so that its slices are made once.
type body struct {
	module *module
	// groups is where the declarations of locals lie, without their number;
	// groupCount is that number. Code follows from groups.end on.
	groups     span
	groupCount int
	locals     int // parameters included
	end        int

	frames   []frame
	blocks   int // all blocks, loops and ifs so far
	loops    int // all loops so far
	branches int // labels of all br_tables so far
	jumps
	meter
}

// frame is a block, loop or if that is open, or the function itself.
type frame struct {
	op      opcode // opBlock, opLoop, opIf; opElse once that was met
	account int    // who pays for what comes after it
	number  int    // of those opened in the function
	params  uint32 // how many values it takes
	// Of a loop: the account of its passes, and how it starts.
	passes   int
	dispatch *dispatch
}

// read reads a function and plans its edits.
func (b *body) read(r *reader, t funcType) {
	b.end = r.end
	b.readLocals(r, t.params)
	b.blocks, b.loops, b.branches = 0, 0, 0
	b.jumps.state = straightOn
	b.meter.begin(r.pos)
	b.frames = append(b.frames[:0], frame{op: opBlock})
	var in instruction
	for len(b.frames) > 0 && r.err == nil {
		b.readInstruction(r, &in)
		b.step(r, &in)
	}
	if r.pos != r.end {
		r.fail(r.pos, "%d bytes after the end of a function", r.end-r.pos)
	}
	b.settle()
	b.module.effort += effort(b.blocks, b.loops, b.locals)
	if b.module.effort > b.module.caps.Effort {
		r.fail(b.groups.at, "too hard to compile: %d blocks, %d loops and %d locals here, much like it before",
			b.blocks, b.loops, b.locals)
	}
}

func (b *body) readLocals(r *reader, params int) {
	b.locals = params
	b.groupCount = r.count("groups of locals", b.module.caps.Locals)
	b.groups.at = r.pos
	for i := 0; i < b.groupCount && r.err == nil; i++ {
		at := r.pos
		n := r.u32()
		r.valueType()
		if int64(b.locals)+int64(n) > int64(b.module.caps.Locals) {
			r.fail(at, "too many locals: %d or more, at most %d are accepted", int64(b.locals)+int64(n), b.module.caps.Locals)
			return
		}
		b.locals += int(n)
	}
	b.groups.end = r.pos
}

// step checks that blocks nest and plans what the instruction needs.
func (b *body) step(r *reader, in *instruction) {
	b.plan(in)
	b.follow(in)
	switch in.op {
	case opBlock, opLoop, opIf:
		b.open(r, in)
	case opElse:
		b.otherwise(r, in)
	case opEnd:
		b.close(in)
	case opBr:
		if !b.thread(in) {
			b.branch(in.index)
		}
	case opBrIf:
		b.branch(in.index)
	case opBrTable:
		for _, label := range b.labels {
			b.branch(label)
		}
	case opRefFunc:
		if int(in.index) >= len(b.module.declared) || !b.module.declared[in.index] {
			r.fail(in.at, "undeclared function %d for ref.func", in.index)
		}
		b.renumber(in)
	case opCall:
		b.renumber(in)
	case opTableSet, opTableGrow, opTableFill, opTableCopy, opTableInit, opElemDrop, opDataDrop:
		b.module.keepOut("instruction %#x at offset %#x changes a table or drops a segment", uint16(in.op), in.at)
	}
}

func (b *body) renumber(in *instruction) {
	f := b.module.renumber(in.index)
	b.edits = append(b.edits, edit{kind: renumber, at: in.indexAt, until: in.end, n: int64(f)})
}

func (b *body) open(r *reader, in *instruction) {
	caps := &b.module.caps
	b.blocks++
	switch {
	case len(b.frames) >= caps.Nesting:
		r.fail(in.at, "more than %d blocks open at once", caps.Nesting)
	case b.blocks > caps.Blocks:
		r.fail(in.at, "more than %d blocks in one function", caps.Blocks)
	}
	f := frame{op: in.op, account: b.account, number: b.blocks, params: in.index}
	switch in.op {
	case opLoop:
		b.loops++
		if in.index > 0 {
			b.loops++ // its check is a loop of its own
		}
		b.enterLoop(in)
		f.passes = b.account
	case opIf:
		b.fork(in.end)
	}
	b.frames = append(b.frames, f)
}

// branch is a way to the end of a frame or, if it is a loop, to its start.
func (b *body) branch(label uint32) {
	if f := &b.frames[len(b.frames)-1-int(label)]; f.op == opLoop {
		b.repeat(f.passes, f.params)
	}
}

func (b *body) otherwise(r *reader, in *instruction) {
	top := &b.frames[len(b.frames)-1]
	if top.op != opIf {
		r.fail(in.at, "else without if")
	}
	top.op = opElse
	b.join(in.end, top.account)
}

func (b *body) close(in *instruction) {
	last := len(b.frames) - 1
	account := b.frames[last].account
	b.frames = b.frames[:last]
	if last > 0 {
		b.join(in.end, account)
	}
}
